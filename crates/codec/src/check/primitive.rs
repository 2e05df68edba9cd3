use super::frame::Met;
use super::machine::{Machine, unknown};
use super::view::Source;
use crate::error::{CodecError, Outcome, ensure};
use crate::reader::{Item, Reader};
use crate::writer::{SAFE_MAX, tag};

impl Machine<'_, '_> {
    /// Reads a value; of an object only its beginning, the rest is on the stack.
    pub(super) fn value(&mut self) -> Outcome<Met> {
        self.buffer = None;
        let item = self.reader.item()?;
        match primitive(&mut self.reader, item)? {
            Some(met) => Ok(met),
            None => self.referred(item),
        }
    }

    fn referred(&mut self, item: Item) -> Outcome<Met> {
        match item {
            Item::Tag(tag::SHARED) => {
                let place = self.known.share()?;
                let item = self.reader.item()?;
                self.object(item, Some(place))
            }
            Item::Tag(tag::REFERENCE) => {
                let place = self.reader.uint()?;
                self.buffer = Some(Source::Near(self.known.refer(place)?));
                Ok(Met::Object)
            }
            _ => self.object_or_common(item),
        }
    }

    /// Reads a number that is no entity id.
    pub(super) fn number(&mut self) -> Outcome<f64> {
        let item = self.reader.item()?;
        number(item)?.ok_or_else(unknown)
    }

    /// Reads what the object form of a primitive holds.
    pub(super) fn boxed(&mut self) -> Outcome<()> {
        let item = self.reader.item()?;
        let met = primitive(&mut self.reader, item)?;
        let boxed = matches!(met, Some(Met::Boolean | Met::Number | Met::Text | Met::Lone | Met::BigInt));
        ensure(boxed && item != Item::Tag(tag::ENTITY), "there is no object form of this")
    }
}

/// The number that an item is, if it is one.
fn number(item: Item) -> Outcome<Option<f64>> {
    match item {
        Item::Unsigned(value) => {
            ensure(value <= SAFE_MAX, NOT_SAFE)?;
            Ok(Some(value as f64))
        }
        Item::Negative(value) => {
            ensure(value < SAFE_MAX, NOT_SAFE)?;
            Ok(Some(-1.0 - value as f64))
        }
        Item::Number(value) => Ok(Some(value)),
        _ => Ok(None),
    }
}

const NOT_SAFE: &str = "an integer is above 2^53-1";

/// The primitive that an item begins, if it is one.
fn primitive(reader: &mut Reader<'_>, item: Item) -> Outcome<Option<Met>> {
    if number(item)?.is_some() {
        return Ok(Some(Met::Number));
    }
    Ok(Some(match item {
        Item::Undefined => Met::Undefined,
        Item::Null => Met::Null,
        Item::Boolean(_) => Met::Boolean,
        Item::Text(length) => reader.utf8(length).map(|_| Met::Text)?,
        Item::Tag(tag::WTF8) => reader.wtf8().map(|_| Met::Lone)?,
        Item::Tag(tag::POSITIVE | tag::NEGATIVE) => bigint(reader)?,
        Item::Tag(tag::ENTITY) => {
            let id = reader.uint()?;
            ensure(id <= SAFE_MAX, "an entity id is no handle")?;
            Met::Number
        }
        _ => return Ok(None),
    }))
}

fn bigint(reader: &mut Reader<'_>) -> Outcome<Met> {
    let bytes = reader.byte_string()?;
    ensure(bytes.first() != Some(&0), "a bigint has leading zeros")?;
    Ok(Met::BigInt)
}

const SECONDS: std::ops::Range<f64> = -62_135_596_800.0..253_402_300_800.0;
const MILLISECONDS_MAX: f64 = 8.64e15;

/// Whether the milliseconds of a date are written as seconds.
pub(crate) fn is_in_seconds(milliseconds: f64) -> bool {
    SECONDS.contains(&(milliseconds / 1_000.0))
}

/// The milliseconds of a date that is written as seconds.
pub(crate) fn milliseconds(item: Item) -> Outcome<f64> {
    let seconds = number(item)?.ok_or_else(|| CodecError::corrupt("a date is no number"))?;
    let milliseconds = (seconds * 1_000.0).round();
    let exact = (milliseconds / 1_000.0).to_bits() == seconds.to_bits() && seconds.to_bits() != 1 << 63;
    ensure(
        exact && is_in_seconds(milliseconds),
        "a date is not a whole number of milliseconds in its range",
    )?;
    Ok(milliseconds)
}

/// Refuses milliseconds that no date has, or that are written as seconds.
pub(crate) fn check_milliseconds(milliseconds: f64) -> Outcome<()> {
    let whole = milliseconds.fract() == 0.0 && milliseconds.abs() <= MILLISECONDS_MAX;
    let far = whole && !is_in_seconds(milliseconds);
    ensure(milliseconds.is_nan() || far, "a date is out of range, or not in its shorter form")
}
