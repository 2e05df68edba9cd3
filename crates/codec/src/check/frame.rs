use crate::graph::ViewKind;

/// What is being read inside what.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) holder: Holder,
    /// Items to come; keys and values count one each.
    pub(super) left: usize,
    /// Where its keys begin in the list of them.
    pub(super) keys: usize,
}

/// What holds the values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Holder {
    /// The block: each is a row. Where the last one began, and the kinds of all so far.
    Rows(usize, Kinds),
    /// The block of common objects. Where the last one began.
    Commons(usize),
    /// An array of this length, of which so many were holes.
    Array(usize, usize),
    /// An object's properties.
    Properties,
    /// The same, with the form of a built-in object to come, and where it is in the list of those that are
    /// referred to.
    Extended(Option<usize>),
    /// The buffer of a view, and whether it is one for this view alone.
    View(ViewKind, bool),
    /// The keys and values of a map.
    Entries,
    /// The members of a set.
    Members,
    /// A sparse array of this length; the least index that may come.
    Sparse(u64, u64),
    /// What an `encode` hook answered, and where the object is in the list of those referred to.
    Data(Option<usize>),
}

/// What a value is, as far as it matters for what it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    Undefined,
    Null,
    Boolean,
    Number,
    Text,
    /// A string that is not well-formed.
    Lone,
    BigInt,
    Object,
}

impl Met {
    pub(super) const fn is_primitive(self) -> bool {
        !matches!(self, Self::Object)
    }
}

/// The kinds of several values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    const COLUMNS: [Met; 3] = [Met::Boolean, Met::Number, Met::Text];

    pub(super) const fn with(self, met: Met) -> Self {
        Self(self.0 | 1 << met as u8)
    }

    /// Whether there is one kind only, and it has columns.
    pub(super) fn is_column(self) -> bool {
        Self::COLUMNS.iter().any(|&met| self == Self::default().with(met))
    }
}
