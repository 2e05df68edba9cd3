use std::borrow::Cow;

use super::builder::Builder;
use super::class::Kind;
use crate::error::Outcome;
use crate::graph::Node;
use crate::pickle::{Item, Made};

/// Bytes, which protocols 2 to 4 write in part as calls.
impl<'t> Builder<'t, '_> {
    /// What `bytes`, `bytearray` or `_codecs.encode` make; `None` for arguments that pickles do not have.
    pub(super) fn made_bytes(&mut self, made: &'t Made) -> Outcome<Option<Node>> {
        let bytes = match (self.class(made.of)?.kind, self.tree.arguments(made)) {
            (Kind::Bytes, []) => Some(Cow::default()),
            (Kind::Bytes, &[bytes]) => self.octets(bytes)?,
            _ => self.encoded(made)?,
        };
        bytes.map(|bytes| self.view(&bytes)).transpose()
    }

    /// Bytes that stand in the file, as they are or as a text.
    pub(super) fn octets(&mut self, item: Item) -> Outcome<Option<Cow<'t, [u8]>>> {
        let tree = self.tree;
        match (item, tree.made(item)) {
            (Item::Bytes(span), _) => Ok(Some(Cow::Borrowed(tree.bytes(span)))),
            (_, Some(made)) => self.encoded(made),
            _ => Ok(None),
        }
    }

    /// A text of which each character is a byte.
    fn encoded(&mut self, made: &Made) -> Outcome<Option<Cow<'t, [u8]>>> {
        if self.class(made.of)?.kind != Kind::Encoded {
            return Ok(None);
        }
        let &[text, encoding] = self.tree.arguments(made) else { return Ok(None) };
        let (Some(text), Some(b"latin1")) = (self.tree.text(text), self.tree.text(encoding)) else {
            return Ok(None);
        };
        let text = self.text(text)?;
        let bytes: Option<Vec<u8>> = text.units().iter().map(|&unit| u8::try_from(unit).ok()).collect();
        Ok(bytes.map(Cow::Owned))
    }
}
