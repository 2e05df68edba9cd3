use crate::error::{CodecError, Outcome, ensure};
use crate::writer::{NAN_32, safe_integer, tag};
use crate::wtf8::{self, Text};

/// The head of an item. Lengths were compared with the bytes that are left: an array of n items has at
/// least n bytes to come, a map twice as many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Item {
    Unsigned(u64),
    /// -1-n.
    Negative(u64),
    Bytes(usize),
    Text(usize),
    Array(usize),
    Map(usize),
    Tag(u64),
    Boolean(bool),
    Null,
    Undefined,
    Number(f64),
}

/// Reads CBOR that is in its shortest form, one item after the other; any other is refused. Nothing is
/// allocated, and nothing recurses.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// Reads from the first byte.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// How many bytes were read.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.at
    }

    /// The bytes from there to here.
    pub(crate) fn since(&self, start: usize) -> &'a [u8] {
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    /// All bytes that are left.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The end of what is to be read.
    ///
    /// # Errors
    /// Where bytes are left.
    pub fn finish(&self) -> Result<(), CodecError> {
        ensure(self.at == self.bytes.len(), "bytes are left over at the end")
    }

    /// Takes this many bytes as they are.
    pub(crate) fn take(&mut self, count: usize) -> Outcome<&'a [u8]> {
        let bytes = self.rest().get(..count).ok_or_else(cut_off)?;
        self.at += count;
        Ok(bytes)
    }

    fn take_array<const N: usize>(&mut self) -> Outcome<[u8; N]> {
        let bytes = self.rest().first_chunk().ok_or_else(cut_off)?;
        self.at += N;
        Ok(*bytes)
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The next item's head.
    pub(crate) fn item(&mut self) -> Outcome<Item> {
        let [first] = self.take_array()?;
        let (major, short) = (first >> 5, first & 0x1f);
        if major == 7 {
            return self.simple(short);
        }
        let value = self.argument(short)?;
        Ok(match major {
            0 => Item::Unsigned(value),
            1 => Item::Negative(value),
            2 => Item::Bytes(self.there(value, 1)?),
            3 => Item::Text(self.there(value, 1)?),
            4 => Item::Array(self.there(value, 1)?),
            5 => Item::Map(self.there(value, 2)?),
            _ => Item::Tag(value),
        })
    }

    fn argument(&mut self, short: u8) -> Outcome<u64> {
        let (value, least) = match short {
            0..24 => return Ok(u64::from(short)),
            24 => (u64::from(u8::from_be_bytes(self.take_array()?)), 24),
            25 => (u64::from(u16::from_be_bytes(self.take_array()?)), 1 << 8),
            26 => (u64::from(u32::from_be_bytes(self.take_array()?)), 1 << 16),
            27 => (u64::from_be_bytes(self.take_array()?), 1 << 32),
            _ => return Err(CodecError::corrupt("an item has no definite length")),
        };
        ensure(value >= least, "an item is not in its shortest form")?;
        Ok(value)
    }

    /// A length whose bytes are there.
    fn there(&self, length: u64, each: u64) -> Outcome<usize> {
        let left = self.rest().len() as u64;
        if length > left / each { Err(cut_off()) } else { Ok(length as usize) }
    }

    fn simple(&mut self, short: u8) -> Outcome<Item> {
        match short {
            20 => Ok(Item::Boolean(false)),
            21 => Ok(Item::Boolean(true)),
            22 => Ok(Item::Null),
            23 => Ok(Item::Undefined),
            26 => self.float_32(),
            27 => self.float_64(),
            _ => Err(CodecError::corrupt("a simple value that snapshots do not have")),
        }
    }

    fn float_32(&mut self) -> Outcome<Item> {
        let short = f32::from_be_bytes(self.take_array()?);
        let value = f64::from(short);
        ensure(!short.is_nan() || short.to_bits() == NAN_32, "not a number has bits of its own")?;
        ensure(safe_integer(value).is_none(), NOT_SHORTEST)?;
        Ok(Item::Number(value))
    }

    fn float_64(&mut self) -> Outcome<Item> {
        let value = f64::from_be_bytes(self.take_array()?);
        let longer = !value.is_nan() && f64::from(value as f32) != value && safe_integer(value).is_none();
        ensure(longer, NOT_SHORTEST)?;
        Ok(Item::Number(value))
    }

    /// An integer that is not below zero.
    ///
    /// # Errors
    /// Where anything else comes.
    pub fn uint(&mut self) -> Result<u64, CodecError> {
        match self.item()? {
            Item::Unsigned(value) => Ok(value),
            _ => Err(CodecError::corrupt("expected an integer that is not below zero")),
        }
    }

    /// The same in 32 bits.
    ///
    /// # Errors
    /// Where anything else comes.
    pub fn uint_32(&mut self) -> Result<u32, CodecError> {
        u32::try_from(self.uint()?).map_err(|_| CodecError::corrupt("an integer is above 32 bits"))
    }

    /// A byte string.
    ///
    /// # Errors
    /// Where anything else comes.
    pub fn byte_string(&mut self) -> Result<&'a [u8], CodecError> {
        match self.item()? {
            Item::Bytes(length) => self.take(length),
            _ => Err(CodecError::corrupt("expected a byte string")),
        }
    }

    /// A text string.
    ///
    /// # Errors
    /// Where anything else comes, and where it is not UTF-8.
    pub fn text(&mut self) -> Result<&'a str, CodecError> {
        match self.item()? {
            Item::Text(length) => self.utf8(length),
            _ => Err(CodecError::corrupt("expected a text string")),
        }
    }

    pub(crate) fn utf8(&mut self, length: usize) -> Outcome<&'a str> {
        let bytes = self.take(length)?;
        std::str::from_utf8(bytes).map_err(|_| CodecError::corrupt("a text string is not UTF-8"))
    }

    /// A JavaScript string: text, or tag 273 of WTF-8.
    pub(crate) fn string(&mut self) -> Outcome<Text<'a>> {
        match self.item()? {
            Item::Text(length) => self.utf8(length).map(Text::Utf8),
            Item::Tag(tag::WTF8) => self.wtf8(),
            _ => Err(CodecError::corrupt("expected a string")),
        }
    }

    /// The rest of a string after tag 273.
    pub(crate) fn wtf8(&mut self) -> Outcome<Text<'a>> {
        wtf8::check(self.byte_string()?)
    }

    /// The head of an array, and how many items follow.
    ///
    /// # Errors
    /// Where anything else comes, and where so many items cannot be there.
    pub fn array(&mut self) -> Result<usize, CodecError> {
        match self.item()? {
            Item::Array(items) => Ok(items),
            _ => Err(CodecError::corrupt("expected an array")),
        }
    }

    /// The head of an array of this many items.
    ///
    /// # Errors
    /// Where anything else comes.
    pub fn array_of(&mut self, items: usize) -> Result<(), CodecError> {
        ensure(self.array()? == items, "an array does not have as many items as it should")
    }

    /// The head of a map, and how many keys and values follow.
    pub(crate) fn map(&mut self) -> Outcome<usize> {
        match self.item()? {
            Item::Map(entries) => Ok(entries),
            _ => Err(CodecError::corrupt("expected a map")),
        }
    }

    /// Takes `null`, if it comes.
    pub(crate) fn null(&mut self) -> bool {
        let null = self.peek() == Some(0xf6);
        self.at += usize::from(null);
        null
    }
}

const NOT_SHORTEST: &str = "a number is not in its shortest form";

fn cut_off() -> CodecError {
    CodecError::corrupt("a length reaches past the end")
}
