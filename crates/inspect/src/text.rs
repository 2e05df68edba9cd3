use serde_json::Value as Json;

use crate::failure::ProtocolError;
use crate::json::{FromJson, tagged};

/// A JavaScript string, or a part of one: a sequence of 16-bit units that need not be well-formed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    part: Part,
    /// Units of the whole.
    length: u32,
    /// Units before the part.
    from: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Sound(String),
    /// With surrogates that stand alone.
    Units(Vec<u16>),
}

impl Default for Part {
    fn default() -> Self {
        Self::Sound(String::new())
    }
}

impl Text {
    /// Whether it is not the whole string.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.units() < self.length
    }

    /// Units of the whole string.
    #[must_use]
    pub const fn length(&self) -> u32 {
        self.length
    }

    /// Units of the whole string that come before.
    #[must_use]
    pub const fn start(&self) -> u32 {
        self.from
    }

    /// Units of the whole string that come before the end of the part.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.from.saturating_add(self.units())
    }

    /// The text, if it is the whole string, and well-formed.
    #[must_use]
    pub fn whole(&self) -> Option<&str> {
        match &self.part {
            Part::Sound(text) if !self.is_cut() => Some(text),
            _ => None,
        }
    }

    /// The characters; a surrogate that stands alone comes as its number.
    pub fn characters(&self) -> impl Iterator<Item = Result<char, u16>> + '_ {
        let (sound, units) = match &self.part {
            Part::Sound(text) => (text.as_str(), [].as_slice()),
            Part::Units(units) => ("", units.as_slice()),
        };
        let decoded = char::decode_utf16(units.iter().copied());
        sound.chars().map(Ok).chain(decoded.map(|unit| unit.map_err(|error| error.unpaired_surrogate())))
    }

    /// The part, if it is well-formed.
    pub(crate) fn sound(&self) -> Option<&str> {
        match &self.part {
            Part::Sound(part) => Some(part),
            Part::Units(_) => None,
        }
    }

    /// The part's units, four hexadecimal digits each.
    pub(crate) fn digits(&self) -> String {
        match &self.part {
            Part::Sound(part) => part.encode_utf16().map(|unit| format!("{unit:04x}")).collect(),
            Part::Units(units) => units.iter().map(|unit| format!("{unit:04x}")).collect(),
        }
    }

    /// Units of the part.
    fn units(&self) -> u32 {
        match &self.part {
            Part::Sound(text) => text.chars().map(|character| character.len_utf16() as u32).sum(),
            Part::Units(units) => units.len() as u32,
        }
    }
}

/// The whole of a well-formed string.
impl From<String> for Text {
    fn from(text: String) -> Self {
        let length = text.encode_utf16().count() as u32;
        Self { part: Part::Sound(text), length, from: 0 }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

fn units(digits: &str) -> Option<Vec<u16>> {
    let (fours, rest) = digits.as_bytes().as_chunks::<4>();
    let unit = |four: &[u8; 4]| u16::from_str_radix(std::str::from_utf8(four).ok()?, 16).ok();
    if rest.is_empty() { fours.iter().map(unit).collect() } else { None }
}

impl FromJson for Text {
    fn from_json(json: &Json) -> Result<Self, ProtocolError> {
        if let Json::String(text) = json {
            return Ok(Self::from(text.as_str()));
        }
        let Some((kind @ ("text" | "units"), [written, length, from])) = tagged(json) else {
            return Err(ProtocolError::expected("a string"));
        };
        let written = String::from_json(written)?;
        let part = match kind {
            "text" => Part::Sound(written),
            _ => {
                Part::Units(units(&written).ok_or_else(|| ProtocolError::new("units are four digits each"))?)
            }
        };
        Ok(Self { part, length: u32::from_json(length)?, from: u32::from_json(from)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<Text> {
        Text::from_text(json).ok()
    }

    #[test]
    fn a_string_is_whole() {
        let text = read(r#""a🐝""#).expect("a string");
        assert_eq!((text.whole(), text.length(), text.is_cut()), (Some("a🐝"), 3, false));
    }

    #[test]
    fn a_part_knows_how_much_is_missing() {
        let text = read(r#"["text","bc",5,1]"#).expect("a part");
        assert_eq!((text.whole(), text.is_cut()), (None, true));
        assert_eq!((text.start(), text.end(), text.length()), (1, 3, 5));
    }

    #[test]
    fn lone_surrogates_are_kept() {
        let text = read(r#"["units","0061d800",2,0]"#).expect("units");
        assert_eq!(text.characters().collect::<Vec<_>>(), [Ok('a'), Err(0xd800)]);
        assert_eq!((text.whole(), text.is_cut()), (None, false));
    }

    #[test]
    fn what_is_no_string_is_refused() {
        for json in
            ["7", "[]", r#"["text"]"#, r#"["units","00",1,0]"#, r#"["units","00€",1,0]"#, r#"["bigint","1"]"#]
        {
            assert_eq!(read(json), None, "{json}");
        }
    }
}
