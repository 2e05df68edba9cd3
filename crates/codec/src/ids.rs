use terrarium_ecs::{EntityId, Mask, PAGE_SLOTS};

use crate::bits::{read_mask, write_mask};
use crate::error::{CodecError, ensure};
use crate::numbers::{read_integers, write_integers};
use crate::reader::Reader;
use crate::writer::Writer;

/// A block of the id table: up to 1,024 slots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdPage {
    /// The slots in which an entity lives.
    pub alive: Mask,
    /// One for each slot: of the living entity; of a vacant slot the one that it will give out next.
    pub generations: Vec<u32>,
    /// The slots that will not be used again; their generation is the last.
    pub retired: Mask,
}

impl IdPage {
    /// The bytes of the block.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.array(3);
        write_mask(&mut writer, &self.alive);
        write_integers(&mut writer, self.generations.iter().copied());
        if self.retired.is_empty() {
            writer.null();
        } else {
            write_mask(&mut writer, &self.retired);
        }
        writer.into_bytes()
    }

    /// Reads a block for this many slots, 1..=1,024, and checks each slot by itself: what depends on
    /// the free list and on other blocks is not looked at.
    ///
    /// # Errors
    /// `Corrupt`.
    pub fn read(bytes: &[u8], slots: u32) -> Result<Self, CodecError> {
        let mut reader = Reader::new(bytes);
        reader.array_of(3)?;
        let alive = read_mask(&mut reader)?;
        let generations = read_integers(&mut reader, Some(slots as usize))?;
        let retired = if reader.null() { Mask::EMPTY } else { read_retired(&mut reader)? };
        reader.finish()?;
        let page = Self { alive, generations, retired };
        page.check(slots)?;
        Ok(page)
    }

    fn check(&self, slots: u32) -> Result<(), CodecError> {
        let beyond = (slots..PAGE_SLOTS).any(|slot| self.alive.contains(slot) || self.retired.contains(slot));
        ensure(!beyond, "an entity lives behind the last slot")?;
        let mut both = self.alive.clone();
        both.and(&self.retired);
        ensure(both.is_empty(), "an entity lives in a retired slot")?;
        let valid = (0..).zip(&self.generations).all(|(slot, generation)| self.may_be(slot, *generation));
        ensure(valid, "the generation of a slot is one that it cannot have")
    }

    fn may_be(&self, slot: u32, generation: u32) -> bool {
        let least = if self.retired.contains(slot) { EntityId::GENERATION_MAX } else { 0 };
        (least..=EntityId::GENERATION_MAX).contains(&generation)
    }
}

fn read_retired(reader: &mut Reader<'_>) -> Result<Mask, CodecError> {
    let mask = read_mask(reader)?;
    ensure(!mask.is_empty(), "retired slots are listed, and there are none")?;
    Ok(mask)
}

/// The bytes of the free list, the index to be used next last.
#[must_use]
pub fn write_free(free: &[u32]) -> Vec<u8> {
    let mut writer = Writer::new();
    write_integers(&mut writer, free.iter().copied());
    writer.into_bytes()
}

/// Reads the free list. That each index is vacant, and there once, is not looked at.
///
/// # Errors
/// `Corrupt`.
pub fn read_free(bytes: &[u8]) -> Result<Vec<u32>, CodecError> {
    let mut reader = Reader::new(bytes);
    let free = read_integers(&mut reader, None)?;
    reader.finish()?;
    ensure(!free.is_empty(), "the list of free ids is there, and empty")?;
    Ok(free)
}
