use super::commons::{Begun, Buffer};
use super::frame::{Holder, Met};
use super::machine::{Machine, is_sparse, unknown};
use super::primitive::{check_milliseconds, milliseconds};
use super::view::Source;
use crate::error::{CodecError, Outcome, ensure, ensure_within};
use crate::limits::Limits;
use crate::reader::{Item, Reader};
use crate::writer::tag;
use crate::wtf8::Text;

/// The built-in classes of errors.
pub(crate) const ERRORS: [&str; 8] = [
    "Error",
    "AggregateError",
    "EvalError",
    "RangeError",
    "ReferenceError",
    "SyntaxError",
    "TypeError",
    "URIError",
];

const FLAGS: &str = "dgimsuvy";

/// Reads the name of a class.
pub(crate) fn class_name<'a>(reader: &mut Reader<'a>, limits: &Limits) -> Outcome<Text<'a>> {
    let name = reader.string()?;
    ensure_within(name.bytes(), "the name of a class", "nameBytesMax", limits.name_bytes_max)?;
    Ok(name)
}

impl Machine<'_, '_> {
    /// An object without a number of its own, or a reference to a common one.
    pub(super) fn object_or_common(&mut self, item: Item) -> Outcome<Met> {
        const COMMON: [u8; 8] = *b"\x82\x66common";
        if item == Item::Tag(tag::OBJECT) && self.reader.rest().starts_with(&COMMON) {
            self.reader.take(COMMON.len())?;
            let place = self.reader.uint()?;
            self.buffer = Some(Source::Common(self.known.refer_common(place)?));
            return Ok(Met::Object);
        }
        self.object(item, None)
    }

    /// An object, which may be in a place of the list of those that are referred to.
    pub(super) fn object(&mut self, item: Item, place: Option<usize>) -> Outcome<Met> {
        if let Some(met) = self.built_in(item, place)? {
            return Ok(met);
        }
        match item {
            Item::Map(entries) => self.open(Holder::Properties, 2 * entries),
            Item::Tag(tag::OBJECT) => self.named(place),
            _ => Err(unknown()),
        }
    }

    /// Objects that have no built-in class.
    fn named(&mut self, place: Option<usize>) -> Outcome<Met> {
        match (self.reader.array()?, self.reader.text()?) {
            (2, "record") => self.properties(Holder::Properties),
            (3, "instance") => {
                class_name(&mut self.reader, self.limits)?;
                self.properties(Holder::Properties)
            }
            (3, "encoded") => {
                class_name(&mut self.reader, self.limits)?;
                self.known.set(place, Begun::Open);
                self.open(Holder::Data(place), 1)
            }
            (4, "extended") => self.extended(place),
            _ => Err(unknown()),
        }
    }

    fn properties(&mut self, holder: Holder) -> Outcome<Met> {
        let entries = self.reader.map()?;
        self.open(holder, 2 * entries)
    }

    fn extended(&mut self, place: Option<usize>) -> Outcome<Met> {
        let plain = self.reader.null();
        if !plain {
            class_name(&mut self.reader, self.limits)?;
        }
        let entries = self.reader.map()?;
        ensure(entries > 0 || !plain, "a built-in object has no properties besides, and no class")?;
        self.open(Holder::Extended(place), 2 * entries)
    }

    /// Objects of the built-in classes, if the item begins one.
    pub(super) fn built_in(&mut self, item: Item, place: Option<usize>) -> Outcome<Option<Met>> {
        match item {
            Item::Array(length) => self.open(Holder::Array(length, 0), length).map(Some),
            Item::Bytes(length) => self.bytes(length, place).map(Some),
            Item::Tag(tag::MAP) => {
                let entries = self.reader.map()?;
                self.open(Holder::Entries, 2 * entries).map(Some)
            }
            Item::Tag(tag::SET) => {
                let members = self.reader.array()?;
                self.open(Holder::Members, members).map(Some)
            }
            Item::Tag(tag::SECONDS) => {
                let item = self.reader.item()?;
                milliseconds(item)?;
                self.leaf().map(Some)
            }
            Item::Tag(tag::OBJECT) => self.built_in_by_name(place),
            Item::Tag(tag) => self.typed_array(tag),
            _ => Ok(None),
        }
    }

    fn leaf(&self) -> Outcome<Met> {
        self.deeper()?;
        Ok(Met::Object)
    }

    fn bytes(&mut self, length: usize, place: Option<usize>) -> Outcome<Met> {
        self.reader.take(length)?;
        self.found(Buffer { length: length as u64, maximum: None }, place);
        self.leaf()
    }

    fn found(&mut self, buffer: Buffer, place: Option<usize>) {
        self.known.set(place, Begun::Buffer(buffer));
        self.buffer = Some(Source::Here(buffer));
    }

    /// Takes nothing where another word comes.
    fn built_in_by_name(&mut self, place: Option<usize>) -> Outcome<Option<Met>> {
        let mut ahead = self.reader.clone();
        let begin = (ahead.array()?, ahead.text()?);
        if !matches!(begin.1, "sparse" | "date" | "buffer" | "view" | "regexp" | "error" | "box") {
            return Ok(None);
        }
        self.reader = ahead;
        match begin {
            (3, "sparse") => return self.sparse().map(Some),
            (3, "error") => return self.error().map(Some),
            (5, "view") => return self.view().map(Some),
            (2, "date") => check_milliseconds(self.number()?)?,
            (3, "buffer") => {
                let buffer = self.resizable()?;
                self.found(buffer, place);
            }
            (4, "regexp") => self.regexp()?,
            (2, "box") => self.boxed()?,
            _ => return Err(unknown()),
        }
        self.leaf().map(Some)
    }

    fn sparse(&mut self) -> Outcome<Met> {
        let length = self.reader.uint()?;
        let members = self.reader.map()?;
        let holes = length.checked_sub(members as u64).filter(|_| length < 1 << 32);
        let holes = holes.ok_or_else(|| CodecError::corrupt("the length of an array is out of range"))?;
        ensure(is_sparse(length, holes), "an array of few holes is written as sparse")?;
        self.open(Holder::Sparse(length, 0), 2 * members)
    }

    fn error(&mut self) -> Outcome<Met> {
        let kind = self.reader.text()?;
        ensure(ERRORS.contains(&kind), "an error is of no built-in class")?;
        self.properties(Holder::Properties)
    }

    fn regexp(&mut self) -> Outcome<()> {
        self.reader.string()?;
        let flags = self.reader.text()?;
        check_flags(flags)?;
        self.number().map(drop)
    }

    /// A resizable buffer; what it may grow by counts as if it were written.
    pub(super) fn resizable(&mut self) -> Outcome<Buffer> {
        let length = self.reader.byte_string()?.len() as u64;
        let maximum = self.reader.uint()?;
        let growth = maximum.checked_sub(length);
        self.reserve(growth.ok_or_else(|| CodecError::corrupt("a buffer is longer than its maximum"))?)?;
        Ok(Buffer { length, maximum: Some(maximum) })
    }
}

/// Refuses flags of a regular expression that are not known, not in order, or do not go together.
pub(crate) fn check_flags(flags: &str) -> Outcome<()> {
    let mut rest = FLAGS.chars();
    let ordered = flags.chars().all(|flag| rest.any(|known| known == flag));
    let both = flags.contains('u') && flags.contains('v');
    ensure(ordered && !both, "the flags of a regular expression are not known ones in order")
}
