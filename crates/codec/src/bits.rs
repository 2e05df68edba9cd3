//! Masks and rows of booleans.

use terrarium_ecs::{Mask, PAGE_SLOTS};

use crate::error::{CodecError, Outcome, ensure};
use crate::reader::{Item, Reader};
use crate::writer::Writer;

const MASK_BYTES: usize = PAGE_SLOTS as usize / 8;

pub(crate) fn write_mask(writer: &mut Writer, mask: &Mask) {
    let count = mask.count();
    if mask.is_run(count) {
        writer.uint(u64::from(count));
    } else {
        writer.byte_string(&mask.to_bytes());
    }
}

pub(crate) fn read_mask(reader: &mut Reader<'_>) -> Outcome<Mask> {
    match reader.item()? {
        Item::Unsigned(count) if count <= u64::from(PAGE_SLOTS) => Ok(Mask::run(count as u32)),
        Item::Bytes(MASK_BYTES) => {
            let mask = reader.take(MASK_BYTES)?.first_chunk().map_or(Mask::EMPTY, Mask::from_bytes);
            ensure(!mask.is_run(mask.count()), "a mask is not in its shorter form")?;
            Ok(mask)
        }
        _ => Err(CodecError::corrupt("expected a mask of 1,024 slots")),
    }
}

fn bit(bytes: &[u8], at: usize) -> bool {
    bytes.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1)
}

pub(crate) fn write_booleans(writer: &mut Writer, values: &[bool]) {
    let bytes = writer.byte_string_of(values.len().div_ceil(8));
    for (byte, eight) in bytes.iter_mut().zip(values.chunks(8)) {
        *byte = eight.iter().rev().fold(0, |bits, &value| bits << 1 | u8::from(value));
    }
}

/// So many booleans from the bytes of their column.
pub(crate) fn booleans(bytes: &[u8], count: usize) -> Outcome<Vec<bool>> {
    ensure(bytes.len() == count.div_ceil(8), "a column of booleans has another length")?;
    let spare = (count..bytes.len() * 8).any(|at| bit(bytes, at));
    ensure(!spare, "a column of booleans has bits after its last")?;
    Ok((0..count).map(|at| bit(bytes, at)).collect())
}
