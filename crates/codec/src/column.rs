use std::borrow::Cow;

use crate::bits::{booleans, write_booleans};
use crate::error::{CodecError, Outcome, ensure, ensure_within};
use crate::graph::number_bits;
use crate::limits::Limits;
use crate::numbers::{numbers_of, read_integers, read_numbers, write_integers, write_numbers};
use crate::reader::{Item, Reader};
use crate::writer::{Writer, safe_integer, tag};

/// One field of many values, in the order of the rows. Columns are equal where `Object.is` says so of each
/// value.
#[derive(Clone, Debug)]
pub enum Column<'a> {
    /// Numbers.
    Numbers(Vec<f64>),
    /// Handles of entities, as numbers: integers of 0..2^53-1.
    Ids(Vec<f64>),
    /// Well-formed strings.
    Text {
        /// All of them, one after the other.
        text: Cow<'a, str>,
        /// How many 16-bit units each of them has.
        lengths: Vec<u32>,
    },
    /// Booleans.
    Booleans(Vec<bool>),
}

impl PartialEq for Column<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Numbers(one), Self::Numbers(other)) | (Self::Ids(one), Self::Ids(other)) => {
                one.iter().copied().map(number_bits).eq(other.iter().copied().map(number_bits))
            }
            (Self::Booleans(one), Self::Booleans(other)) => one == other,
            (Self::Text { text, lengths }, Self::Text { text: other, lengths: other_lengths }) => {
                text == other && lengths == other_lengths
            }
            _ => false,
        }
    }
}

impl<'a> Column<'a> {
    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        match self {
            Self::Numbers(values) | Self::Ids(values) => values.len(),
            Self::Text { lengths, .. } => lengths.len(),
            Self::Booleans(values) => values.len(),
        }
    }

    /// Refuses a text that is longer than a value may be.
    pub(crate) fn within(&self, limits: &Limits) -> Outcome<()> {
        match self {
            Self::Text { text, lengths } => check_pieces(&mut Pieces::new(text, lengths), limits),
            _ => Ok(()),
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        match self {
            Self::Numbers(values) => write_numbers(writer, values),
            Self::Ids(values) => {
                writer.tag(tag::ENTITY);
                write_numbers(writer, values);
            }
            Self::Text { text, lengths } => {
                writer.array(2);
                writer.text(text);
                write_integers(writer, lengths.iter().copied());
            }
            Self::Booleans(values) => write_booleans(writer, values),
        }
    }

    /// Reads a column of this many rows.
    pub(crate) fn read(reader: &mut Reader<'a>, rows: usize, limits: &Limits) -> Outcome<Self> {
        match reader.item()? {
            Item::Tag(tag::ENTITY) => ids(reader, rows).map(Self::Ids),
            Item::Tag(tag) => numbers_of(reader, tag, Some(rows)).map(Self::Numbers),
            Item::Array(2) => text(reader, rows, limits),
            Item::Bytes(length) => booleans(reader.take(length)?, rows).map(Self::Booleans),
            _ => Err(CodecError::corrupt("expected a column of numbers, ids, strings or booleans")),
        }
    }
}

fn ids(reader: &mut Reader<'_>, rows: usize) -> Outcome<Vec<f64>> {
    let ids = read_numbers(reader, Some(rows))?;
    let handles = ids.iter().all(|&id| safe_integer(id).is_some_and(|id| id >= 0));
    ensure(handles, "an entity id is no handle")?;
    Ok(ids)
}

fn text<'a>(reader: &mut Reader<'a>, rows: usize, limits: &Limits) -> Outcome<Column<'a>> {
    let text = reader.text()?;
    let lengths = read_integers(reader, Some(rows))?;
    let mut pieces = Pieces::new(text, &lengths);
    check_pieces(&mut pieces, limits)?;
    ensure(pieces.rest == Some(""), PIECES)?;
    Ok(Column::Text { text: Cow::Borrowed(text), lengths })
}

const PIECES: &str = "the lengths of the strings of a column do not fit their text";

fn check_pieces(pieces: &mut Pieces<'_>, limits: &Limits) -> Outcome<()> {
    for piece in pieces {
        let bytes = piece.ok_or_else(|| CodecError::corrupt(PIECES))?.len();
        ensure_within(bytes, "a string", "valueBytesMax", limits.value_bytes_max)?;
    }
    Ok(())
}

/// The strings of a joined text; `None` in place of one that is not there whole.
pub(crate) struct Pieces<'a> {
    rest: Option<&'a str>,
    ascii: bool,
    lengths: std::slice::Iter<'a, u32>,
}

impl<'a> Pieces<'a> {
    pub(crate) fn new(text: &'a str, lengths: &'a [u32]) -> Self {
        Self { rest: Some(text), ascii: text.is_ascii(), lengths: lengths.iter() }
    }

    fn cut(&mut self, units: usize) -> Option<&'a str> {
        let rest = self.rest.take()?;
        let end = if self.ascii { Some(units) } else { end_of(rest, units) };
        let (piece, rest) = rest.split_at_checked(end?)?;
        self.rest = Some(rest);
        Some(piece)
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Option<&'a str>;

    fn next(&mut self) -> Option<Self::Item> {
        let units = *self.lengths.next()?;
        Some(self.cut(units as usize))
    }
}

/// The byte at which so many units end, if they end between two characters.
fn end_of(text: &str, units: usize) -> Option<usize> {
    let (mut left, mut end) = (units, 0);
    for c in text.chars() {
        if left == 0 {
            break;
        }
        left = left.checked_sub(c.len_utf16())?;
        end += c.len_utf8();
    }
    (left == 0).then_some(end)
}
