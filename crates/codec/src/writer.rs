use terrarium_ecs::Name;

use crate::wtf8;

/// The largest integer whose neighbours are exact as well, 2^53-1.
pub(crate) const SAFE_MAX: u64 = (1 << 53) - 1;

/// The quiet NaN without other bits.
pub(crate) const NAN_64: u64 = 0x7ff8_0000_0000_0000;
pub(crate) const NAN_32: u32 = 0x7fc0_0000;

/// Tags that frame a value.
pub(crate) mod tag {
    pub(crate) const SHARED: u64 = 28;
    pub(crate) const REFERENCE: u64 = 29;
    pub(crate) const OBJECT: u64 = 27;
    pub(crate) const ABSENT: u64 = 31;
    pub(crate) const ENTITY: u64 = 39;
    pub(crate) const SECONDS: u64 = 1;
    pub(crate) const POSITIVE: u64 = 2;
    pub(crate) const NEGATIVE: u64 = 3;
    pub(crate) const SET: u64 = 258;
    pub(crate) const MAP: u64 = 259;
    pub(crate) const WTF8: u64 = 273;
}

/// Writes CBOR in its shortest form, one item after the other.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// Nothing written yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What was written.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Bytes written so far.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Appends items that were written before.
    pub(crate) fn raw(&mut self, items: &[u8]) {
        self.bytes.extend_from_slice(items);
    }

    fn head(&mut self, major: u8, value: u64) {
        let bytes = value.to_be_bytes();
        let (short, rest) = match value {
            0..24 => (value as u8, &bytes[8..]),
            24..0x100 => (24, &bytes[7..]),
            0x100..0x1_0000 => (25, &bytes[6..]),
            0x1_0000..0x1_0000_0000 => (26, &bytes[4..]),
            _ => (27, &bytes[..]),
        };
        self.bytes.push(major << 5 | short);
        self.bytes.extend_from_slice(rest);
    }

    /// An integer that is not below zero.
    pub fn uint(&mut self, value: u64) {
        self.head(0, value);
    }

    /// The integer -1-n.
    pub(crate) fn negative(&mut self, n: u64) {
        self.head(1, n);
    }

    /// A byte string.
    pub fn byte_string(&mut self, bytes: &[u8]) {
        self.head(2, bytes.len() as u64);
        self.raw(bytes);
    }

    /// A byte string of this length, to be filled in.
    pub(crate) fn byte_string_of(&mut self, length: usize) -> &mut [u8] {
        self.head(2, length as u64);
        let start = self.bytes.len();
        self.bytes.resize(start + length, 0);
        &mut self.bytes[start..]
    }

    /// A text string.
    pub fn text(&mut self, text: &str) {
        self.head(3, text.len() as u64);
        self.raw(text.as_bytes());
    }

    /// A JavaScript string: text, or tag 273 where it is not well-formed.
    pub fn string(&mut self, name: &Name) {
        match wtf8::bytes(name.units()) {
            Ok(text) => self.text(&text),
            Err(bytes) => {
                self.tag(tag::WTF8);
                self.byte_string(&bytes);
            }
        }
    }

    /// The head of an array; that many items follow.
    pub fn array(&mut self, items: usize) {
        self.head(4, items as u64);
    }

    /// The head of a map; that many keys and values follow.
    pub fn map(&mut self, entries: usize) {
        self.head(5, entries as u64);
    }

    /// A tag; its content follows.
    pub fn tag(&mut self, tag: u64) {
        self.head(6, tag);
    }

    /// The head of tag 27 of an array that begins with this word; that many more items follow.
    pub(crate) fn object(&mut self, word: &str, items: usize) {
        self.tag(tag::OBJECT);
        self.array(items + 1);
        self.text(word);
    }

    /// A boolean.
    pub fn boolean(&mut self, value: bool) {
        self.bytes.push(0xf4 + u8::from(value));
    }

    /// `null`.
    pub fn null(&mut self) {
        self.bytes.push(0xf6);
    }

    /// `undefined`.
    pub fn undefined(&mut self) {
        self.bytes.push(0xf7);
    }

    /// A JavaScript number: an integer if it is a safe one, else the shorter float that holds it exactly.
    pub fn number(&mut self, value: f64) {
        match safe_integer(value) {
            Some(integer) if integer < 0 => self.negative(!integer as u64),
            Some(integer) => self.uint(integer as u64),
            None => self.float(value),
        }
    }

    fn float(&mut self, value: f64) {
        let short = value as f32;
        if value.is_nan() {
            self.bytes.push(0xfa);
            self.raw(&NAN_32.to_be_bytes());
        } else if f64::from(short) == value {
            self.bytes.push(0xfa);
            self.raw(&short.to_be_bytes());
        } else {
            self.bytes.push(0xfb);
            self.raw(&value.to_be_bytes());
        }
    }
}

/// The integer that the number is, if it is of -(2^53-1)..2^53-1 and not -0.
pub(crate) fn safe_integer(value: f64) -> Option<i64> {
    let integer = value as i64;
    let exact = (integer as f64).to_bits() == value.to_bits();
    (exact && integer.unsigned_abs() <= SAFE_MAX).then_some(integer)
}
