use super::{Item, Span};
use crate::error::{CodecError, Outcome};

/// Reads the file from its beginning.
#[derive(Debug)]
pub(super) struct Cursor<'a> {
    pub(super) input: &'a [u8],
    at: usize,
    /// Where the operation that is being read began.
    operation: usize,
}

impl<'a> Cursor<'a> {
    /// The input must be at most `u32::MAX` bytes.
    pub(super) fn new(input: &'a [u8]) -> Self {
        Self { input, at: 0, operation: 0 }
    }

    /// Damage in the operation that is being read.
    pub(super) fn corrupt(&self, what: &str) -> CodecError {
        CodecError::corrupt(format!("{what}, at byte {}", self.operation))
    }

    pub(super) fn operation(&mut self) -> Outcome<u8> {
        self.operation = self.at;
        let [opcode] = self.array()?;
        Ok(opcode)
    }

    /// Where the operation that is being read began.
    pub(super) fn offset(&self) -> usize {
        self.operation
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.input.len()
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], CodecError> {
        let bytes = self.input.get(self.at..).and_then(<[u8]>::first_chunk);
        let bytes = *bytes.ok_or_else(|| self.truncated())?;
        self.at += N;
        Ok(bytes)
    }

    fn truncated(&self) -> CodecError {
        self.corrupt("the file ends inside an operation, or states a false length")
    }

    /// A stretch whose length stands before it in `N` bytes, little-endian.
    pub(super) fn counted<const N: usize>(&mut self) -> Outcome<Span> {
        let length = self.length::<N>()?;
        let span = Span { start: self.at as u32, end: (self.at + length) as u32 };
        self.at += length;
        Ok(span)
    }

    /// A length in `N` bytes of what the file still has.
    pub(super) fn length<const N: usize>(&mut self) -> Outcome<usize> {
        let bytes = self.array::<N>()?;
        let length = bytes.iter().rev().fold(0u64, |length, &byte| length << 8 | u64::from(byte));
        let left = self.input.len() - self.at;
        usize::try_from(length).ok().filter(|&length| length <= left).ok_or_else(|| self.truncated())
    }

    /// The rest of a line, without its end.
    pub(super) fn line(&mut self) -> Outcome<Span> {
        let rest = self.input.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|&byte| byte == b'\n').ok_or_else(|| self.truncated())?;
        let span = Span { start: self.at as u32, end: (self.at + length) as u32 };
        self.at += length + 1;
        Ok(span)
    }

    /// An integer in two's complement, little-endian.
    pub(super) fn integer(&self, span: Span) -> Item {
        let bytes = self.input.get(span.start as usize..span.end as usize).unwrap_or_default();
        let bytes = shortest(bytes);
        if bytes.len() <= size_of::<i64>() {
            return Item::Int(small(bytes));
        }
        Item::Long(Span { start: span.start, end: span.start + bytes.len() as u32 })
    }
}

/// Without the bytes at the end that only repeat the sign.
fn shortest(bytes: &[u8]) -> &[u8] {
    let redundant = |pair: &[u8]| matches!(pair, [0..=0x7f, 0] | [0x80..=0xff, 0xff]);
    let spare = bytes.windows(2).rev().take_while(|pair| redundant(pair)).count();
    bytes.get(..bytes.len() - spare).unwrap_or_default()
}

fn small(bytes: &[u8]) -> i64 {
    let negative = bytes.last().is_some_and(|&last| last >= 0x80);
    let sign = if negative { -1 } else { 0 };
    bytes.iter().rev().fold(sign, |number, &byte| number << 8 | i64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn integer(bytes: &[u8]) -> Item {
        Cursor::new(bytes).integer(Span { start: 0, end: bytes.len() as u32 })
    }

    #[test]
    fn integers_are_read_as_short_as_they_are() {
        assert_eq!(integer(&[]), Item::Int(0));
        assert_eq!(integer(&[0xff; 20]), Item::Int(-1));
        assert_eq!(integer(&[0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0]), Item::Int(128));
        assert_eq!(integer(&[0, 0, 0, 0, 0, 0, 0, 0x80]), Item::Int(i64::MIN));
        assert_eq!(integer(&[0, 0, 0, 0, 0, 0, 0, 0x80, 0]), Item::Long(Span { start: 0, end: 9 }));
        assert_eq!(integer(&[0, 0, 0, 0, 0, 0, 0, 0x7f, 0, 0]), Item::Int(0x7f << 56));
    }

    #[test]
    fn false_lengths_are_told() {
        assert!(Cursor::new(&[4, 0, 0, 0, 1, 2, 3]).counted::<4>().is_err());
        assert!(Cursor::new(&[0xff; 9]).counted::<8>().is_err());
        assert!(Cursor::new(&[3, 1, 2, 3]).counted::<1>().is_ok());
    }
}
