//! CBOR from its diagnostic notation, so that tests show what they mean.

use std::iter::Peekable;
use std::str::Chars;

/// The bytes of items such as `27(["date", 1])`, `{"a": h'00ff'}`, `[true, null, undefined, -1]`; what
/// follows `#` is taken as bytes in hexadecimal as they are.
pub(crate) fn cbor(text: &str) -> Vec<u8> {
    let mut notation = Notation { chars: text.chars().peekable(), bytes: Vec::new() };
    while notation.peek().is_some() {
        notation.item();
        notation.skip(',');
    }
    notation.bytes
}

/// Bytes of hexadecimal digits.
pub(crate) fn hex(digits: &str) -> Vec<u8> {
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal");
    (0..digits.len()).step_by(2).map(byte).collect()
}

struct Notation<'a> {
    chars: Peekable<Chars<'a>>,
    bytes: Vec<u8>,
}

impl Notation<'_> {
    fn peek(&mut self) -> Option<char> {
        while self.chars.next_if(|c| c.is_whitespace()).is_some() {}
        self.chars.peek().copied()
    }

    fn skip(&mut self, c: char) -> bool {
        self.peek() == Some(c) && self.chars.next().is_some()
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> String {
        std::iter::from_fn(|| self.chars.next_if(|&c| belongs(c))).collect()
    }

    fn head(&mut self, major: u8, value: u64) {
        let bytes = value.to_be_bytes();
        let (short, from) = match value {
            0..24 => (value as u8, 8),
            24..0x100 => (24, 7),
            0x100..0x1_0000 => (25, 6),
            0x1_0000..0x1_0000_0000 => (26, 4),
            _ => (27, 0),
        };
        self.bytes.push(major << 5 | short);
        self.bytes.extend(&bytes[from..]);
    }

    fn item(&mut self) {
        match self.peek().expect("an item") {
            '[' => self.list(4, '[', ']', 1),
            '{' => self.list(5, '{', '}', 2),
            '"' => {
                self.chars.next();
                let text = self.word(|c| c != '"');
                self.chars.next();
                self.head(3, text.len() as u64);
                self.bytes.extend(text.bytes());
            }
            '#' => {
                self.chars.next();
                let digits = self.word(|c| c.is_ascii_hexdigit());
                self.bytes.extend(hex(&digits));
            }
            '-' => {
                self.chars.next();
                let value = self.integer();
                self.head(1, value - 1);
            }
            '0'..='9' => self.integer_or_tag(),
            _ => self.named(),
        }
    }

    fn integer(&mut self) -> u64 {
        self.word(|c| c.is_ascii_digit()).parse().expect("an integer")
    }

    fn integer_or_tag(&mut self) {
        let value = self.integer();
        if !self.skip('(') {
            return self.head(0, value);
        }
        self.head(6, value);
        self.item();
        assert!(self.skip(')'), "a tag ends");
    }

    fn named(&mut self) {
        let word = self.word(|c| c.is_ascii_alphabetic());
        match word.as_str() {
            "false" => self.bytes.push(0xf4),
            "true" => self.bytes.push(0xf5),
            "null" => self.bytes.push(0xf6),
            "undefined" => self.bytes.push(0xf7),
            "h" => {
                self.chars.next();
                let bytes = hex(&self.word(|c| c != '\''));
                self.chars.next();
                self.head(2, bytes.len() as u64);
                self.bytes.extend(bytes);
            }
            _ => unreachable!("no such word: {word}"),
        }
    }

    fn list(&mut self, major: u8, begin: char, end: char, each: u64) {
        self.skip(begin);
        let outside = std::mem::take(&mut self.bytes);
        let mut items = 0;
        while !self.skip(end) {
            self.item();
            items += 1;
            let _ = self.skip(',') || self.skip(':');
        }
        let inside = std::mem::replace(&mut self.bytes, outside);
        self.head(major, items / each);
        self.bytes.extend(inside);
    }
}
