//! Query text as tokens.

/// A piece of the text, in UTF-16 units: where it begins, and where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The offset of its first unit.
    pub start: usize,
    /// The offset after its last unit.
    pub end: usize,
}

impl Span {
    /// From where this one begins to where the other ends.
    pub(crate) const fn to(self, other: Self) -> Self {
        Self { start: self.start, end: other.end }
    }
}

/// What a token is; its text is that of its span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A bare name, which may be a word of the language.
    Name,
    /// A name between backticks.
    Quoted,
    /// A text between quotes.
    Text,
    Number,
    /// Digits and an `n`.
    BigInt,
    /// `#0:42v3`.
    Entity,
    /// `$name`.
    Parameter,
    Symbol(&'static str),
    /// What begins no token, or ends too early: what is wrong with it.
    Bad(&'static str),
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

/// Longer ones before those they begin with.
const SYMBOLS: [&str; 21] = [
    "->", "!=", "<=", ">=", "<", ">", "=", "~", "!", "?", "|", "(", ")", "[", "]", ",", ".", "+", "-", "*",
    "/",
];

/// Signs of other languages, and how this one says it.
const FOREIGN: [(&str, &str); 4] = [
    ("==", "Equality has one sign here; write `=`"),
    ("&&", "Write `and`, or a comma"),
    ("||", "Write `or`, or one `|`"),
    ("<>", "Write `!=`"),
];

/// Reads token by token; at the end of the text, ends without end.
pub(crate) struct Lexer<'a> {
    text: &'a [u16],
    at: usize,
    /// A name after a dot is that of a property, in which a slash divides.
    after_dot: bool,
}

impl<'a> Lexer<'a> {
    pub(crate) const fn new(text: &'a [u16]) -> Self {
        Self { text, at: 0, after_dot: false }
    }

    pub(crate) fn next(&mut self) -> Token {
        self.skip(is_space);
        let start = self.at;
        let kind = self.kind();
        self.after_dot = kind == Kind::Symbol(".");
        Token { kind, span: Span { start, end: self.at } }
    }

    fn kind(&mut self) -> Kind {
        let Some(unit) = self.peek(0) else { return Kind::End };
        match unit {
            _ if is_name_start(unit) => self.name(),
            _ if is_digit(unit) => self.number(),
            QUOTE | APOSTROPHE => {
                self.quoted(unit, Kind::Text, "The text has no end; close it with its quote")
            }
            BACKTICK => self.quoted(unit, Kind::Quoted, "The name has no end; close it with a backtick"),
            HASH => self.entity(),
            DOLLAR => self.parameter(),
            PERCENT => self.symbol("%"),
            _ => self.any_symbol(),
        }
    }

    fn peek(&self, ahead: usize) -> Option<u16> {
        self.text.get(self.at + ahead).copied()
    }

    fn next_is(&self, ahead: usize, is: impl Fn(u16) -> bool) -> bool {
        self.peek(ahead).is_some_and(is)
    }

    fn skip(&mut self, is: impl Fn(u16) -> bool) {
        while self.next_is(0, &is) {
            self.at += 1;
        }
    }

    fn name(&mut self) -> Kind {
        loop {
            self.skip(is_name_part);
            let goes_on =
                !self.after_dot && self.next_is(0, |unit| unit == SLASH) && self.next_is(1, is_name_start);
            if !goes_on {
                return Kind::Name;
            }
            self.at += 1;
        }
    }

    fn number(&mut self) -> Kind {
        const BAD: Kind =
            Kind::Bad("The number is not written as in JavaScript; write it as 12, 1.5, 1e9 or 12n");
        self.skip(is_digit);
        if self.next_is(0, |unit| unit == u16::from(b'n')) {
            self.at += 1;
            return if self.next_is(0, is_name_part) { BAD } else { Kind::BigInt };
        }
        if self.next_is(0, |unit| unit == DOT) && self.next_is(1, is_digit) {
            self.at += 1;
            self.skip(is_digit);
        }
        if self.next_is(0, |unit| unit | 0x20 == u16::from(b'e')) {
            let signed = self.next_is(1, |unit| unit == u16::from(b'+') || unit == u16::from(b'-'));
            self.at += 1 + usize::from(signed);
            if !self.next_is(0, is_digit) {
                return BAD;
            }
            self.skip(is_digit);
        }
        if self.next_is(0, is_name_part) { BAD } else { Kind::Number }
    }

    fn quoted(&mut self, quote: u16, kind: Kind, endless: &'static str) -> Kind {
        self.at += 1;
        loop {
            match self.peek(0) {
                None => return Kind::Bad(endless),
                Some(BACKSLASH) => self.at = (self.at + 2).min(self.text.len()),
                Some(unit) => {
                    self.at += 1;
                    if unit == quote {
                        return kind;
                    }
                }
            }
        }
    }

    fn entity(&mut self) -> Kind {
        self.at += 1;
        self.skip(|unit| is_name_part(unit) || unit == u16::from(b':'));
        Kind::Entity
    }

    fn parameter(&mut self) -> Kind {
        self.at += 1;
        if !self.next_is(0, is_name_start) {
            return Kind::Bad("A parameter has a name; write it as $name");
        }
        self.skip(is_name_part);
        Kind::Parameter
    }

    fn symbol(&mut self, symbol: &'static str) -> Kind {
        self.at += symbol.len();
        Kind::Symbol(symbol)
    }

    fn any_symbol(&mut self) -> Kind {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let begins = |symbol: &str| symbol.encode_utf16().eq(rest.iter().take(symbol.len()).copied());
        if let Some((symbol, message)) = FOREIGN.into_iter().find(|(symbol, _)| begins(symbol)) {
            self.at += symbol.len();
            return Kind::Bad(message);
        }
        if let Some(symbol) = SYMBOLS.into_iter().find(|symbol| begins(symbol)) {
            return self.symbol(symbol);
        }
        self.at += 1;
        Kind::Bad("This sign has no meaning here; put names that have it between backticks")
    }
}

const QUOTE: u16 = b'"' as u16;
const APOSTROPHE: u16 = b'\'' as u16;
const BACKTICK: u16 = b'`' as u16;
const BACKSLASH: u16 = b'\\' as u16;
const HASH: u16 = b'#' as u16;
const DOLLAR: u16 = b'$' as u16;
const PERCENT: u16 = b'%' as u16;
const SLASH: u16 = b'/' as u16;
const DOT: u16 = b'.' as u16;

fn is_space(unit: u16) -> bool {
    matches!(unit, 0x09..=0x0d | 0x20 | 0xa0 | 0x2028 | 0x2029 | 0xfeff)
}

fn is_digit(unit: u16) -> bool {
    u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_digit())
}

/// Letters, the underscore, and everything beyond ASCII.
pub(crate) fn is_name_start(unit: u16) -> bool {
    let byte = u8::try_from(unit).unwrap_or(b'x');
    (byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80) && !is_space(unit)
}

pub(crate) fn is_name_part(unit: u16) -> bool {
    is_name_start(unit) || is_digit(unit) || unit == DOLLAR
}

/// What a token between quotes says; `None` for an escape that there is none of.
pub(crate) fn unquoted(token: &[u16]) -> Option<Vec<u16>> {
    let inner = token.get(1..token.len().checked_sub(1)?)?;
    let mut units = inner.iter().copied();
    let mut text = Vec::with_capacity(inner.len());
    while let Some(unit) = units.next() {
        text.push(if unit == BACKSLASH { escaped(&mut units)? } else { unit });
    }
    Some(text)
}

fn escaped(units: &mut impl Iterator<Item = u16>) -> Option<u16> {
    match units.next()? {
        unit @ (QUOTE | APOSTROPHE | BACKTICK | BACKSLASH) => Some(unit),
        0x6e => Some(0x0a),
        0x74 => Some(0x09),
        0x75 => (0..4).try_fold(0, |value: u16, _| {
            let digit = char::from_u32(u32::from(units.next()?))?.to_digit(16)?;
            Some(value << 4 | digit as u16)
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        let text: Vec<u16> = text.encode_utf16().collect();
        let mut lexer = Lexer::new(&text);
        let kinds = std::iter::from_fn(|| Some(lexer.next().kind)).take_while(|kind| *kind != Kind::End);
        kinds.collect()
    }

    #[test]
    fn a_slash_joins_names_and_divides_properties() {
        assert_eq!(kinds("game/Health"), [Kind::Name]);
        let divided = [Kind::Name, Kind::Symbol("."), Kind::Name, Kind::Symbol("/"), Kind::Name];
        assert_eq!(kinds("A.hp/B"), divided);
        assert_eq!(kinds("A / B"), [Kind::Name, Kind::Symbol("/"), Kind::Name]);
    }

    #[test]
    fn numbers_are_those_of_javascript() {
        for text in ["0", "12", "1.5", "1e9", "1.5E-3", "2e+1"] {
            assert_eq!(kinds(text), [Kind::Number], "{text}");
        }
        assert_eq!(kinds("12n"), [Kind::BigInt]);
        for text in ["1e", "12x", "1n2", "1e+"] {
            assert!(matches!(kinds(text)[0], Kind::Bad(_)), "{text}");
        }
    }

    #[test]
    fn escapes_are_read_and_others_refused() {
        let read = |text: &str| unquoted(&text.encode_utf16().collect::<Vec<_>>());
        assert_eq!(read(r#""a\"\n\u0041""#), Some("a\"\nA".encode_utf16().collect()));
        assert_eq!(read(r#""\ud800""#), Some(vec![0xd800]));
        assert_eq!((read(r#""\x41""#), read(r#""\u00g0""#)), (None, None));
        assert!(matches!(kinds("\"a\\")[0], Kind::Bad(_)));
    }
}
