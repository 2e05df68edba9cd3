use super::Budget;
use crate::error::Outcome;

/// A stretch of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// An object's place in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place(pub(crate) u32);

/// A Python value, or where it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Item {
    None,
    Bool(bool),
    Int(i64),
    /// An integer beyond 64 bits: two's complement, little-endian, as short as it can be.
    Long(Span),
    Float(f64),
    /// UTF-8 in which lone surrogates are written like other characters.
    Text(Span),
    Bytes(Span),
    Object(Place),
}

/// A Python object that others can be seen to share.
#[derive(Debug)]
pub(crate) enum Object {
    List(Vec<Item>),
    Tuple(Vec<Item>),
    /// Keys are compared by whoever reads them: while the file is read, they are not complete.
    Dict(Vec<(Item, Item)>),
    /// A set or frozenset.
    Set(Vec<Item>),
    /// A module and the name of something in it.
    Global(Span, Span),
    Made(Box<Made>),
}

/// What a call would have made, and what would have been done to it.
#[derive(Debug)]
pub(crate) struct Made {
    /// The class or function.
    pub(crate) of: Place,
    /// The arguments, a tuple.
    pub(crate) arguments: Place,
    /// The state that was given to it.
    pub(crate) state: Option<Item>,
    /// What few objects have.
    pub(crate) rest: Option<Box<Rest>>,
}

/// What is made by calls with names, and of classes derived from `list` and `dict`.
#[derive(Debug, Default)]
pub(crate) struct Rest {
    /// Arguments by name.
    pub(crate) named: Option<Item>,
    /// What was appended.
    pub(crate) items: Vec<Item>,
    /// Which keys were set.
    pub(crate) entries: Vec<(Item, Item)>,
}

impl Made {
    pub(crate) fn named(&self) -> Option<Item> {
        self.rest.as_ref()?.named
    }

    pub(crate) fn items(&self) -> &[Item] {
        self.rest.as_ref().map_or(&[], |rest| &rest.items)
    }

    pub(crate) fn entries(&self) -> &[(Item, Item)] {
        self.rest.as_ref().map_or(&[], |rest| &rest.entries)
    }

    /// What few objects have, made on first use.
    pub(super) fn rest(&mut self, budget: &mut Budget) -> Outcome<&mut Rest> {
        if self.rest.is_none() {
            budget.take(size_of::<Rest>())?;
        }
        Ok(self.rest.get_or_insert_default())
    }
}

/// Everything that a pickle put together.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    pub(super) input: &'a [u8],
    pub(super) objects: Vec<Object>,
    pub(super) root: Item,
}

impl<'a> Tree<'a> {
    pub(crate) fn root(&self) -> Item {
        self.root
    }

    /// How many objects there are.
    pub(crate) fn len(&self) -> usize {
        self.objects.len()
    }

    pub(crate) fn bytes(&self, span: Span) -> &'a [u8] {
        self.input.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    pub(crate) fn object(&self, item: Item) -> Option<&Object> {
        match item {
            Item::Object(place) => self.at(place),
            _ => None,
        }
    }

    pub(crate) fn at(&self, place: Place) -> Option<&Object> {
        self.objects.get(place.0 as usize)
    }

    pub(crate) fn text(&self, item: Item) -> Option<&'a [u8]> {
        match item {
            Item::Text(span) => Some(self.bytes(span)),
            _ => None,
        }
    }

    pub(crate) fn tuple(&self, item: Item) -> Option<&[Item]> {
        match self.object(item)? {
            Object::Tuple(items) => Some(items),
            _ => None,
        }
    }

    pub(crate) fn list(&self, item: Item) -> Option<&[Item]> {
        match self.object(item)? {
            Object::List(items) => Some(items),
            _ => None,
        }
    }

    pub(crate) fn dict(&self, item: Item) -> Option<&[(Item, Item)]> {
        match self.object(item)? {
            Object::Dict(entries) => Some(entries),
            _ => None,
        }
    }

    pub(crate) fn made(&self, item: Item) -> Option<&Made> {
        match self.object(item)? {
            Object::Made(made) => Some(made),
            _ => None,
        }
    }

    pub(crate) fn arguments(&self, made: &Made) -> &[Item] {
        self.tuple(Item::Object(made.arguments)).unwrap_or_default()
    }
}
