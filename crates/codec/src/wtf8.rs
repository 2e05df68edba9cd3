//! Strings of JavaScript as bytes: UTF-8 where they are well-formed, else WTF-8.

use std::borrow::Cow;

use terrarium_ecs::Name;

use crate::error::{Outcome, ensure};

/// A string as it stands in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Text<'a> {
    /// Well-formed.
    Utf8(&'a str),
    /// With lone surrogates, three bytes each.
    Wtf8(&'a [u8]),
}

impl Text<'_> {
    /// Bytes of the string in UTF-8, a lone surrogate counting three.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Utf8(text) => text.len(),
            Self::Wtf8(bytes) => bytes.len(),
        }
    }

    /// The string itself.
    pub(crate) fn name(&self) -> Name {
        match self {
            Self::Utf8(text) => Name::from(*text),
            Self::Wtf8(bytes) => Name::from_units(units(bytes)),
        }
    }
}

/// Refuses what is no WTF-8, and what could have been UTF-8.
pub(crate) fn check(bytes: &[u8]) -> Outcome<Text<'_>> {
    let units = units(bytes);
    let lone = String::from_utf16(&units).is_err();
    ensure(lone && encode(&units) == bytes, "a string that is not well-formed is not WTF-8")?;
    Ok(Text::Wtf8(bytes))
}

/// The bytes of a string: as text if it is well-formed, else as WTF-8.
pub(crate) fn bytes(units: &[u16]) -> Result<String, Vec<u8>> {
    String::from_utf16(units).map_err(|_| encode(units))
}

fn encode(units: &[u16]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(units.len());
    for unit in char::decode_utf16(units.iter().copied()) {
        match unit {
            Ok(unit) => bytes.extend_from_slice(unit.encode_utf8(&mut [0; 4]).as_bytes()),
            Err(lone) => bytes.extend_from_slice(&surrogate(lone.unpaired_surrogate())),
        }
    }
    bytes
}

fn surrogate(unit: u16) -> [u8; 3] {
    [0xe0 | (unit >> 12) as u8, 0x80 | (unit >> 6 & 0x3f) as u8, 0x80 | (unit & 0x3f) as u8]
}

/// The units of WTF-8; for any other bytes some units that do not encode to them.
fn units(bytes: &[u8]) -> Vec<u16> {
    let mut units = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&[high, middle, low], tail)) = rest.split_first_chunk::<3>() {
        if high == 0xed && middle >= 0xa0 {
            units.push(0xd000 | u16::from(middle & 0x3f) << 6 | u16::from(low & 0x3f));
            rest = tail;
        } else {
            rest = well_formed(rest, &mut units);
        }
    }
    units.extend(lossy(rest).encode_utf16());
    units
}

/// Takes what comes before the next surrogate, at least one byte.
fn well_formed<'a>(bytes: &'a [u8], units: &mut Vec<u16>) -> &'a [u8] {
    let next = bytes.windows(2).skip(1).position(|pair| matches!(pair, [0xed, 0xa0..=0xff]));
    let (text, rest) = bytes.split_at(next.map_or(bytes.len(), |at| at + 1));
    units.extend(lossy(text).encode_utf16());
    rest
}

fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}
