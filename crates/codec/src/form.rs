use std::borrow::Cow;

use terrarium_ecs::Name;

use crate::check::{self, Commons};
use crate::column::Column;
use crate::error::{CodecError, Outcome, ensure, ensure_within};
use crate::limits::Limits;
use crate::reader::{Item, Reader};
use crate::writer::{Writer, tag};

/// How the values of a block are written.
#[derive(Clone, Debug, PartialEq)]
pub enum Form<'a> {
    /// One by one: a whole CBOR array.
    Each(Cow<'a, [u8]>),
    /// Primitives of one kind.
    Scalars(Column<'a>),
    /// Objects with the same fields.
    Fields {
        /// Their class; none for plain objects.
        class: Option<Name>,
        /// The fields in the order of the objects.
        keys: Vec<Name>,
        /// One for each field.
        columns: Vec<Column<'a>>,
    },
}

impl<'a> Form<'a> {
    /// No values.
    #[must_use]
    pub fn empty() -> Self {
        Self::Each(Cow::Borrowed(&[0x80]))
    }

    /// The same, if keys, names and texts are within their limits.
    pub(crate) fn within(self, limits: &Limits) -> Outcome<Self> {
        if let Self::Fields { class, keys, columns } = &self {
            let class = class.as_ref().map_or(0, Name::bytes);
            ensure_within(class, "the name of a class", "nameBytesMax", limits.name_bytes_max)?;
            keys.iter().try_for_each(|key| key_within(key.bytes(), limits))?;
            columns.iter().try_for_each(|column| column.within(limits))?;
        }
        if let Self::Scalars(column) = &self {
            column.within(limits)?;
        }
        Ok(self)
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        match self {
            Self::Each(array) => writer.raw(array),
            Self::Scalars(column) => {
                writer.object("scalars", 1);
                column.write(writer);
            }
            Self::Fields { class, keys, columns } => {
                writer.object("fields", 3);
                match class {
                    Some(class) => writer.string(class),
                    None => writer.null(),
                }
                writer.array(keys.len());
                keys.iter().for_each(|key| writer.string(key));
                writer.array(columns.len());
                columns.iter().for_each(|column| column.write(writer));
            }
        }
    }

    /// Reads so many values, and checks every one.
    pub(crate) fn read(
        reader: &mut Reader<'a>,
        rows: usize,
        limits: &Limits,
        commons: &Commons,
    ) -> Outcome<Self> {
        if reader.peek().is_some_and(|first| first >> 5 == 4) {
            let array = check::values(reader, rows, limits, commons)?;
            return Ok(Self::Each(Cow::Borrowed(array)));
        }
        ensure(rows > 0, "no values are written by field")?;
        ensure(reader.item()? == Item::Tag(tag::OBJECT), "expected values")?;
        match (reader.array()?, reader.text()?) {
            (2, "scalars") => Ok(Self::Scalars(Column::read(reader, rows, limits)?)),
            (4, "fields") => fields(reader, rows, limits),
            _ => Err(CodecError::corrupt("expected values by field")),
        }
    }
}

fn fields<'a>(reader: &mut Reader<'a>, rows: usize, limits: &Limits) -> Outcome<Form<'a>> {
    let class = if reader.null() { None } else { Some(check::class_name(reader, limits)?.name()) };
    let keys = keys(reader, limits)?;
    reader.array_of(keys.len())?;
    let columns = keys.iter().map(|_| Column::read(reader, rows, limits)).collect::<Outcome<_>>()?;
    Ok(Form::Fields { class, keys, columns })
}

fn keys(reader: &mut Reader<'_>, limits: &Limits) -> Outcome<Vec<Name>> {
    let start = reader.position();
    let count = reader.array()?;
    ensure(count > 0, "values without fields are written by field")?;
    let keys = (0..count).map(|_| key(reader, limits)).collect::<Outcome<Vec<_>>>()?;
    let bytes = reader.since(start).len();
    ensure_within(bytes, "the keys of a value", "valueBytesMax", limits.value_bytes_max)?;
    check::distinct(&mut keys.iter().map(Name::units).collect::<Vec<_>>())?;
    Ok(keys)
}

fn key(reader: &mut Reader<'_>, limits: &Limits) -> Outcome<Name> {
    let key = reader.string()?;
    key_within(key.bytes(), limits)?;
    Ok(key.name())
}

fn key_within(bytes: usize, limits: &Limits) -> Outcome<()> {
    ensure_within(bytes, "a key", "keyBytesMax", limits.key_bytes_max)
}
