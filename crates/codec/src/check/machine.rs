use super::commons::{Begun, Commons, Known};
use super::frame::{Frame, Holder, Kinds, Met};
use super::keys::distinct;
use super::view::Source;
use crate::error::{CodecError, Outcome, ensure, ensure_within};
use crate::limits::Limits;
use crate::reader::Reader;

/// Reads values with a stack of its own, so that no input makes it recurse.
#[derive(Debug)]
pub(super) struct Machine<'a, 'c> {
    pub(super) reader: Reader<'a>,
    pub(super) limits: &'c Limits,
    pub(super) known: Known<'c>,
    /// The buffer that the last value was, if it was one.
    pub(super) buffer: Option<Source>,
    stack: Vec<Frame>,
    /// The keys of all objects and maps that are being read, as they are written.
    keys: Vec<&'a [u8]>,
    /// Bytes by which the buffers of the current row may grow.
    reserved: usize,
}

/// The most holes that an array has in its short form, whatever its length.
const FEW_HOLES: usize = 8;

/// Whether an array of this length and so many holes is written as a sparse one.
pub(crate) const fn is_sparse(length: u64, holes: u64) -> bool {
    holes > FEW_HOLES as u64 && holes > length / 2
}

impl<'a, 'c> Machine<'a, 'c> {
    pub(super) fn new(reader: Reader<'a>, limits: &'c Limits, commons: &'c Commons) -> Self {
        Self::with(reader, limits, Known::outside(commons))
    }

    pub(super) const fn with(reader: Reader<'a>, limits: &'c Limits, known: Known<'c>) -> Self {
        Self { reader, limits, known, buffer: None, stack: Vec::new(), keys: Vec::new(), reserved: 0 }
    }

    /// Reads so many rows, and all that is in them.
    pub(super) fn rows(&mut self, rows: usize) -> Outcome<()> {
        self.run(Holder::Rows(self.reader.position(), Kinds::default()), rows)
    }

    /// Reads so many common objects, and all that is in them.
    pub(super) fn commons(&mut self, objects: usize) -> Outcome<()> {
        self.run(Holder::Commons(self.reader.position()), objects)
    }

    fn run(&mut self, holder: Holder, items: usize) -> Outcome<()> {
        self.push(holder, items);
        while let Some(frame) = self.stack.last_mut() {
            match frame.left.checked_sub(1) {
                Some(left) => {
                    frame.left = left;
                    let holder = frame.holder;
                    self.step(holder, left)?;
                }
                None => self.pop()?,
            }
        }
        Ok(())
    }

    /// Where the reader is, once everything is read, and what became known of common objects.
    pub(super) fn finish(self) -> Outcome<(Reader<'a>, Commons)> {
        Ok((self.reader, self.known.finish()?))
    }

    fn push(&mut self, holder: Holder, left: usize) {
        let keys = self.keys.len();
        self.stack.push(Frame { holder, left, keys });
    }

    /// Begins an object, one deeper than what it is in.
    pub(super) fn open(&mut self, holder: Holder, items: usize) -> Outcome<Met> {
        self.deeper()?;
        self.push(holder, items);
        Ok(Met::Object)
    }

    /// Refuses an object that would be too deep; the rows themselves are the first on the stack, and a
    /// view's buffer does not count.
    pub(super) fn deeper(&self) -> Outcome<()> {
        let buffer = matches!(self.stack.last(), Some(Frame { holder: Holder::View(..), .. }));
        let depth = self.stack.len() - usize::from(buffer);
        ensure_within(depth, "the depth of a value", "valueDepthMax", self.limits.depth())
    }

    /// Counts bytes that a value takes without having them written.
    pub(super) fn reserve(&mut self, bytes: u64) -> Outcome<()> {
        let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
        self.reserved = self.reserved.saturating_add(bytes);
        self.within_size(self.reserved)
    }

    fn within_size(&self, bytes: usize) -> Outcome<()> {
        ensure_within(bytes, "a value", "valueBytesMax", self.limits.value_bytes_max)
    }

    pub(super) fn hold(&mut self, holder: Holder) {
        if let Some(frame) = self.stack.last_mut() {
            frame.holder = holder;
        }
    }

    /// Reads the next item of what is being read; so many come after it.
    fn step(&mut self, holder: Holder, left: usize) -> Outcome<()> {
        match holder {
            Holder::Rows(start, kinds) => self.row(start, kinds),
            Holder::Commons(start) => self.common(start),
            Holder::Array(length, holes) if self.hole()? => {
                self.hold(Holder::Array(length, holes + 1));
                Ok(())
            }
            Holder::View(kind, _) => self.source(kind),
            Holder::Array(..) | Holder::Data(_) => self.value().map(drop),
            Holder::Properties | Holder::Extended(_) if left % 2 == 1 => self.property(),
            Holder::Properties | Holder::Extended(_) => self.value().map(drop),
            Holder::Entries if left % 2 == 1 => self.member(),
            Holder::Entries => self.value().map(drop),
            Holder::Members => self.member(),
            Holder::Sparse(length, least) if left % 2 == 1 => self.index(length, least),
            Holder::Sparse(..) => self.value().map(drop),
        }
    }

    fn row(&mut self, start: usize, kinds: Kinds) -> Outcome<()> {
        self.end_row(start)?;
        let start = self.reader.position();
        let depth = self.stack.len();
        let met = self.value()?;
        ensure(met != Met::Undefined, "a value is undefined, which no component can be")?;
        if let Some(Frame { holder, .. }) = self.stack.get_mut(depth - 1) {
            *holder = Holder::Rows(start, kinds.with(met));
        }
        Ok(())
    }

    fn common(&mut self, start: usize) -> Outcome<()> {
        self.end_row(start)?;
        let start = self.reader.position();
        self.hold(Holder::Commons(start));
        let place = self.known.begin();
        let item = self.reader.item()?;
        self.object(item, Some(place)).map(drop)
    }

    fn end_row(&mut self, start: usize) -> Outcome<()> {
        let written = self.reader.position() - start;
        self.within_size(written.saturating_add(self.reserved))?;
        self.reserved = 0;
        Ok(())
    }

    /// Takes a hole, if one comes.
    fn hole(&mut self) -> Outcome<bool> {
        const HOLE: [u8; 3] = [0xd8, 0x1f, 0xf7];
        let hole = self.reader.rest().starts_with(&HOLE);
        if hole {
            self.reader.take(HOLE.len())?;
        }
        Ok(hole)
    }

    fn property(&mut self) -> Outcome<()> {
        let start = self.reader.position();
        let bytes = self.reader.string()?.bytes();
        ensure_within(bytes, "a key", "keyBytesMax", self.limits.key_bytes_max)?;
        self.keys.push(self.reader.since(start));
        Ok(())
    }

    /// Reads a key of a map or a member of a set. What is primitive must be there once.
    fn member(&mut self) -> Outcome<()> {
        const ZERO: [u8; 5] = [0xfa, 0x80, 0, 0, 0];
        const ENTITY: [u8; 2] = [0xd8, 39];
        let start = self.reader.position();
        if self.value()?.is_primitive() {
            let key = self.reader.since(start);
            ensure(key != ZERO, "maps and sets hold no minus zero")?;
            // The number of an entity id is the same key as the number.
            self.keys.push(key.strip_prefix(&ENTITY).unwrap_or(key));
        }
        Ok(())
    }

    fn index(&mut self, length: u64, least: u64) -> Outcome<()> {
        let index = self.reader.uint()?;
        ensure(
            (least..length).contains(&index),
            "the indices of an array are not ascending below its length",
        )?;
        self.hold(Holder::Sparse(length, index + 1));
        Ok(())
    }

    fn pop(&mut self) -> Outcome<()> {
        let Some(frame) = self.stack.pop() else { return Ok(()) };
        distinct(self.keys.get_mut(frame.keys..).unwrap_or_default())?;
        self.keys.truncate(frame.keys);
        if !matches!(frame.holder, Holder::View(..)) {
            self.buffer = None;
        }
        match frame.holder {
            Holder::Rows(start, kinds) => {
                ensure(!kinds.is_column(), "values that fit a column are written one by one")?;
                self.end_row(start)
            }
            Holder::Commons(start) => self.end_row(start),
            Holder::Array(length, holes) => {
                ensure(!is_sparse(length as u64, holes as u64), "an array of holes is not written as sparse")
            }
            Holder::Data(place) => {
                self.known.set(place, Begun::Closed);
                Ok(())
            }
            Holder::Extended(place) => self.base(place),
            Holder::View(kind, own) => self.window(kind, own),
            _ => Ok(()),
        }
    }

    fn base(&mut self, place: Option<usize>) -> Outcome<()> {
        let item = self.reader.item()?;
        let built_in = self.built_in(item, place)?;
        ensure(built_in.is_some(), "a value with properties is not of a built-in class")
    }
}

/// A value of a form that there is none of.
pub(super) fn unknown() -> CodecError {
    CodecError::corrupt("a value has a form that snapshots do not have")
}
