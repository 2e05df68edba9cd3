use super::commons::Buffer;
use super::frame::{Holder, Met};
use super::machine::{Machine, unknown};
use crate::error::{CodecError, Outcome, ensure};
use crate::graph::ViewKind;

/// What a view asks of its buffer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub(crate) kind: ViewKind,
    pub(crate) offset: u64,
    pub(crate) length: Option<u64>,
}

impl Window {
    /// Whether the view can be laid over the buffer.
    pub(crate) fn fits(&self, buffer: Buffer) -> bool {
        let size = self.kind.element_bytes();
        let end = match self.length {
            Some(length) => length.checked_mul(size).and_then(|bytes| bytes.checked_add(self.offset)),
            None => buffer.maximum.map(|_| self.offset),
        };
        self.offset.is_multiple_of(size) && end.is_some_and(|end| end <= buffer.length)
    }

    /// Whether it is the whole of a buffer of fixed length, as one that has a tag of its own.
    pub(crate) fn is_whole(&self, buffer: Buffer) -> bool {
        let whole = self.length.map(|length| length.saturating_mul(self.kind.element_bytes()));
        let typed = self.kind.tag().is_some();
        typed && self.offset == 0 && whole == Some(buffer.length) && buffer.maximum.is_none()
    }
}

/// Where a buffer is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source {
    /// In its place.
    Here(Buffer),
    /// In a place of the same block.
    Near(usize),
    /// Among the common objects.
    Common(usize),
}

impl Machine<'_, '_> {
    /// A typed array over the whole of a buffer of its own, if that is what the tag says.
    pub(super) fn typed_array(&mut self, tag: u64) -> Outcome<Option<Met>> {
        let Some(kind) = ViewKind::of_tag(tag) else { return Ok(None) };
        let bytes = self.reader.byte_string()?.len() as u64;
        ensure(bytes.is_multiple_of(kind.element_bytes()), "a typed array ends inside an element")?;
        self.deeper()?;
        Ok(Some(Met::Object))
    }

    /// What follows the word `view`.
    pub(super) fn view(&mut self) -> Outcome<Met> {
        let kind = ViewKind::of_name(self.reader.text()?).ok_or_else(unknown)?;
        self.open(Holder::View(kind, false), 1)
    }

    /// Reads the buffer of a view.
    pub(super) fn source(&mut self, kind: ViewKind) -> Outcome<()> {
        let own = self.reader.peek().is_some_and(|first| first >> 5 == 2);
        self.hold(Holder::View(kind, own));
        self.value().map(drop)
    }

    /// Reads what of its buffer a view shows.
    pub(super) fn window(&mut self, kind: ViewKind, own: bool) -> Outcome<()> {
        let source = self.buffer.take().ok_or_else(|| CodecError::corrupt(NO_BUFFER))?;
        let offset = self.reader.uint()?;
        let length = if self.reader.null() { None } else { Some(self.reader.uint()?) };
        let window = Window { kind, offset, length };
        let Source::Here(buffer) = source else {
            self.known.lay_later(source, window);
            return Ok(());
        };
        let whole = own && window.is_whole(buffer);
        ensure(!whole, "a typed array over the whole of its buffer is written as a view")?;
        ensure(window.fits(buffer), MISFIT)
    }
}

pub(super) const NO_BUFFER: &str = "a view has no buffer";
pub(super) const MISFIT: &str = "a view reaches past its buffer, or lies askew";
