use terrarium_ecs::Mask;

use crate::bits::{read_mask, write_mask};
use crate::check::{self, Commons};
use crate::error::{CodecError, Outcome, ensure};
use crate::form::Form;
use crate::limits::Limits;
use crate::numbers::{read_group_numbers, read_integers, write_group_numbers, write_integers};
use crate::reader::Reader;
use crate::writer::Writer;

/// The values of a component type in one page.
#[derive(Clone, Debug, PartialEq)]
pub struct ValuesBlock<'a> {
    /// The slots that have the component.
    pub members: Mask,
    /// Rows whose value is shared, ascending (0 is the first member), and the number of the group of each.
    pub shared: Vec<(u32, u64)>,
    /// The values of the other members, ascending.
    pub values: Form<'a>,
}

impl<'a> ValuesBlock<'a> {
    /// The bytes of the block.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.array(3);
        write_mask(&mut writer, &self.members);
        if self.shared.is_empty() {
            writer.null();
        } else {
            writer.array(2);
            write_integers(&mut writer, self.shared.iter().map(|(row, _)| *row));
            write_group_numbers(&mut writer, self.shared.iter().map(|(_, group)| *group));
        }
        self.values.write(&mut writer);
        writer.into_bytes()
    }

    /// Reads a block and checks every value in it. Whether the members are alive, and the groups those of
    /// the type, is not looked at.
    ///
    /// # Errors
    /// `Corrupt`, `Limit`.
    pub fn read(bytes: &'a [u8], limits: &Limits, commons: &Commons) -> Result<Self, CodecError> {
        let mut reader = Reader::new(bytes);
        reader.array_of(3)?;
        let members = read_mask(&mut reader)?;
        ensure(!members.is_empty(), "a page of values has no members")?;
        let count = members.count();
        let shared = read_shared(&mut reader, count)?;
        let values = Form::read(&mut reader, count as usize - shared.len(), limits, commons)?;
        reader.finish()?;
        Ok(Self { members, shared, values })
    }
}

fn read_shared(reader: &mut Reader<'_>, members: u32) -> Outcome<Vec<(u32, u64)>> {
    if reader.null() {
        return Ok(Vec::new());
    }
    reader.array_of(2)?;
    let rows = read_integers(reader, None)?;
    let ascending = rows.is_sorted_by(|row, next| row < next);
    let within = rows.last().is_some_and(|&last| last < members);
    ensure(ascending && within, "the shared rows are not ascending rows of the page")?;
    let groups = read_group_numbers(reader, Some(rows.len()))?;
    Ok(rows.into_iter().zip(groups).collect())
}

/// The sharing groups of a component type.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupsBlock<'a> {
    /// Their numbers, ascending, from 1.
    pub numbers: Vec<u64>,
    /// The value of each.
    pub values: Form<'a>,
}

impl<'a> GroupsBlock<'a> {
    /// The bytes of the block.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.array(2);
        write_group_numbers(&mut writer, self.numbers.iter().copied());
        self.values.write(&mut writer);
        writer.into_bytes()
    }

    /// Reads a block and checks every value in it. Whether every group has a holder is not looked at.
    ///
    /// # Errors
    /// `Corrupt`, `Limit`.
    pub fn read(bytes: &'a [u8], limits: &Limits, commons: &Commons) -> Result<Self, CodecError> {
        let mut reader = Reader::new(bytes);
        let numbers = Self::numbers(&mut reader)?;
        let values = Form::read(&mut reader, numbers.len(), limits, commons)?;
        reader.finish()?;
        Ok(Self { numbers, values })
    }

    /// The numbers alone.
    pub(crate) fn numbers(reader: &mut Reader<'_>) -> Outcome<Vec<u64>> {
        reader.array_of(2)?;
        let numbers = read_group_numbers(reader, None)?;
        let ascending = numbers.is_sorted_by(|number, next| number < next);
        ensure(ascending && !numbers.is_empty(), "the sharing groups are not ascending")?;
        Ok(numbers)
    }
}

/// The bytes of the block of common objects, from the CBOR array of them.
#[must_use]
pub fn write_commons(array: &[u8]) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.array(1);
    writer.raw(array);
    writer.into_bytes()
}

/// Reads the block of common objects and checks every one: the CBOR array of them, and what has to be
/// known of them to read the blocks of values.
///
/// # Errors
/// `Corrupt`, `Limit`.
pub fn read_commons<'a>(bytes: &'a [u8], limits: &Limits) -> Result<(&'a [u8], Commons), CodecError> {
    let mut reader = Reader::new(bytes);
    reader.array_of(1)?;
    let read = check::commons(&mut reader, limits)?;
    reader.finish()?;
    Ok(read)
}
