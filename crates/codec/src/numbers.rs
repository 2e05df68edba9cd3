//! Lists of numbers as the narrowest typed array that holds them.

use crate::error::{CodecError, Outcome, ensure};
use crate::reader::{Item, Reader};
use crate::writer::{NAN_32, NAN_64, Writer};

/// What the elements of a list are, from the first to be tried to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Width {
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    F32,
    F64,
}

const INTEGERS: [(Width, i64, i64); 6] = [
    (Width::U8, 0, u8::MAX as i64),
    (Width::I8, i8::MIN as i64, i8::MAX as i64),
    (Width::U16, 0, u16::MAX as i64),
    (Width::I16, i16::MIN as i64, i16::MAX as i64),
    (Width::U32, 0, u32::MAX as i64),
    (Width::I32, i32::MIN as i64, i32::MAX as i64),
];

impl Width {
    /// The tag of RFC 8746, and the bytes of an element.
    const fn form(self) -> (u64, usize) {
        match self {
            Self::U8 => (64, 1),
            Self::I8 => (72, 1),
            Self::U16 => (69, 2),
            Self::I16 => (77, 2),
            Self::U32 => (70, 4),
            Self::I32 => (78, 4),
            Self::F32 => (85, 4),
            Self::F64 => (86, 8),
        }
    }

    fn of_tag(tag: u64) -> Option<Self> {
        let all = INTEGERS.map(|(width, ..)| width).into_iter().chain([Self::F32, Self::F64]);
        all.into_iter().find(|width| width.form().0 == tag)
    }

    fn narrowest(values: &[f64]) -> Self {
        let float = || if values.iter().copied().all(fits_32) { Self::F32 } else { Self::F64 };
        integers(values).unwrap_or_else(float)
    }
}

/// The narrowest that holds them if they are all integers; told by the first value where they are not.
fn integers(values: &[f64]) -> Option<Width> {
    let (mut low, mut high) = (0, 0);
    for &value in values {
        let integer = value as i64;
        if (integer as f64).to_bits() != value.to_bits() {
            return None;
        }
        low = low.min(integer);
        high = high.max(integer);
    }
    INTEGERS.iter().find(|(_, min, max)| low >= *min && high <= *max).map(|(width, ..)| *width)
}

fn fits_32(value: f64) -> bool {
    f64::from(value as f32) == value || value.is_nan()
}

/// Writes numbers as a typed array of the narrowest type that holds all of them exactly.
pub(crate) fn write_numbers(writer: &mut Writer, values: &[f64]) {
    let width = Width::narrowest(values);
    let (tag, size) = width.form();
    writer.tag(tag);
    let bytes = writer.byte_string_of(size * values.len());
    match width {
        Width::U8 => pack(bytes, values, |value| (value as u8).to_le_bytes()),
        Width::I8 => pack(bytes, values, |value| (value as i8).to_le_bytes()),
        Width::U16 => pack(bytes, values, |value| (value as u16).to_le_bytes()),
        Width::I16 => pack(bytes, values, |value| (value as i16).to_le_bytes()),
        Width::U32 => pack(bytes, values, |value| (value as u32).to_le_bytes()),
        Width::I32 => pack(bytes, values, |value| (value as i32).to_le_bytes()),
        Width::F32 => pack(bytes, values, |value| bits_32(value).to_le_bytes()),
        Width::F64 => pack(bytes, values, |value| bits_64(value).to_le_bytes()),
    }
}

fn pack<const N: usize>(bytes: &mut [u8], values: &[f64], element: impl Fn(f64) -> [u8; N]) {
    let (places, _) = bytes.as_chunks_mut();
    for (place, &value) in places.iter_mut().zip(values) {
        *place = element(value);
    }
}

fn bits_32(value: f64) -> u32 {
    if value.is_nan() { NAN_32 } else { (value as f32).to_bits() }
}

fn bits_64(value: f64) -> u64 {
    if value.is_nan() { NAN_64 } else { value.to_bits() }
}

/// Reads numbers; so many, if that is known.
pub(crate) fn read_numbers(reader: &mut Reader<'_>, count: Option<usize>) -> Outcome<Vec<f64>> {
    let Item::Tag(tag) = reader.item()? else {
        return Err(CodecError::corrupt("expected a typed array of numbers"));
    };
    numbers_of(reader, tag, count)
}

/// The same after its tag.
pub(crate) fn numbers_of(reader: &mut Reader<'_>, tag: u64, count: Option<usize>) -> Outcome<Vec<f64>> {
    let width = Width::of_tag(tag).ok_or_else(|| CodecError::corrupt("expected numbers of a known type"))?;
    let bytes = reader.byte_string()?;
    let size = width.form().1;
    let whole = bytes.len().is_multiple_of(size) && count.is_none_or(|count| bytes.len() / size == count);
    ensure(whole, "a list of numbers has another length than it should")?;
    let values = unpack_all(width, bytes)?;
    ensure(Width::narrowest(&values) == width, "numbers are not of the narrowest type that holds them")?;
    Ok(values)
}

fn unpack_all(width: Width, bytes: &[u8]) -> Outcome<Vec<f64>> {
    Ok(match width {
        Width::U8 => unpack(bytes, |element| f64::from(u8::from_le_bytes(element))),
        Width::I8 => unpack(bytes, |element| f64::from(i8::from_le_bytes(element))),
        Width::U16 => unpack(bytes, |element| f64::from(u16::from_le_bytes(element))),
        Width::I16 => unpack(bytes, |element| f64::from(i16::from_le_bytes(element))),
        Width::U32 => unpack(bytes, |element| f64::from(u32::from_le_bytes(element))),
        Width::I32 => unpack(bytes, |element| f64::from(i32::from_le_bytes(element))),
        Width::F32 => {
            let odd = |element| f32::from_le_bytes(element).is_nan() && u32::from_le_bytes(element) != NAN_32;
            ensure(!any(bytes, odd), NAN_BITS)?;
            unpack(bytes, |element| f64::from(f32::from_le_bytes(element)))
        }
        Width::F64 => {
            let odd = |element| f64::from_le_bytes(element).is_nan() && u64::from_le_bytes(element) != NAN_64;
            ensure(!any(bytes, odd), NAN_BITS)?;
            unpack(bytes, f64::from_le_bytes)
        }
    })
}

const NAN_BITS: &str = "not a number has bits of its own";

fn unpack<const N: usize>(bytes: &[u8], number: impl Fn([u8; N]) -> f64) -> Vec<f64> {
    bytes.as_chunks().0.iter().map(|element| number(*element)).collect()
}

fn any<const N: usize>(bytes: &[u8], test: impl Fn([u8; N]) -> bool) -> bool {
    bytes.as_chunks().0.iter().any(|element| test(*element))
}

/// Writes integers in the same way.
pub(crate) fn write_integers(writer: &mut Writer, values: impl IntoIterator<Item = u32>) {
    write_numbers(writer, &values.into_iter().map(f64::from).collect::<Vec<_>>());
}

/// Reads integers of 32 bits, none below zero.
pub(crate) fn read_integers(reader: &mut Reader<'_>, count: Option<usize>) -> Outcome<Vec<u32>> {
    whole(read_numbers(reader, count)?)
}

/// The same after its tag.
pub(crate) fn integers_of(reader: &mut Reader<'_>, tag: u64, count: Option<usize>) -> Outcome<Vec<u32>> {
    whole(numbers_of(reader, tag, count)?)
}

fn whole(values: Vec<f64>) -> Outcome<Vec<u32>> {
    let integers = values.into_iter().map(|value| {
        let integer = value as u32;
        (f64::from(integer) == value).then_some(integer)
    });
    integers.collect::<Option<_>>().ok_or_else(|| CodecError::corrupt("expected integers of 32 bits"))
}

/// Reads safe integers of 1 and more, ascending if so asked.
pub(crate) fn read_group_numbers(reader: &mut Reader<'_>, count: Option<usize>) -> Outcome<Vec<u64>> {
    let values = read_numbers(reader, count)?;
    let valid = values.iter().all(|&value| crate::writer::safe_integer(value).is_some_and(|n| n > 0));
    ensure(valid, "the number of a sharing group is no integer above zero")?;
    Ok(values.into_iter().map(|value| value as u64).collect())
}

/// Writes the numbers of sharing groups.
pub(crate) fn write_group_numbers(writer: &mut Writer, values: impl IntoIterator<Item = u64>) {
    write_numbers(writer, &values.into_iter().map(|number| number as f64).collect::<Vec<_>>());
}
