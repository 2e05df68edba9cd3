use terrarium_ecs::Name;

use super::builder::Builder;
use super::class::Kind;
use super::unique;
use crate::error::Outcome;
use crate::graph::{Node, Properties, Value};
use crate::pickle::{Item, Made, Object, Place};

/// What objects contain. `depth` is that of their contents.
impl<'t> Builder<'t, '_> {
    /// What an object becomes.
    pub(super) fn node(&mut self, place: Place, depth: usize) -> Outcome<Node> {
        match self.tree.at(place) {
            Some(Object::List(items) | Object::Tuple(items)) => self.array(items, depth),
            Some(Object::Dict(entries)) => self.dict(entries, depth),
            Some(Object::Set(members)) => self.set(members, depth),
            Some(Object::Global(..)) => self.global(place),
            Some(Object::Made(made)) => self.made(made, depth),
            None => Ok(Node::Array(Vec::new())),
        }
    }

    pub(super) fn array(&mut self, items: &[Item], depth: usize) -> Outcome<Node> {
        let mut elements = self.budget.list(items.len())?;
        for &item in items {
            elements.push(Some(self.value(item, depth)?));
        }
        Ok(Node::Array(elements))
    }

    fn set(&mut self, items: &[Item], depth: usize) -> Outcome<Node> {
        let mut members = self.budget.list(items.len())?;
        for &item in items {
            members.push(key(self.value(item, depth)?));
        }
        unique::members(members, self.budget).map(Node::Set)
    }

    /// A plain object if all keys can be keys of one, else a `Map`.
    pub(super) fn dict(&mut self, entries: &[(Item, Item)], depth: usize) -> Outcome<Node> {
        if !self.has_names(entries)? {
            return self.map(entries, depth);
        }
        let mut properties = Vec::new();
        self.properties(&mut properties, entries, depth)?;
        unique::properties(properties, self.budget).map(Node::Plain)
    }

    fn map(&mut self, entries: &[(Item, Item)], depth: usize) -> Outcome<Node> {
        let mut list = self.budget.list(entries.len())?;
        for &(name, value) in entries {
            list.push((key(self.value(name, depth)?), self.value(value, depth)?));
        }
        unique::entries(list, self.budget).map(Node::Map)
    }

    /// Whether all keys are texts, and none longer than a key of an object may be.
    pub(super) fn has_names(&mut self, entries: &[(Item, Item)]) -> Outcome<bool> {
        self.budget.look(entries)?;
        let is_name = |text: &[u8]| text.len() <= self.limits.key_bytes_max;
        Ok(entries.iter().all(|&(name, _)| self.tree.text(name).is_some_and(is_name)))
    }

    /// Adds entries whose keys are texts.
    pub(super) fn properties(
        &mut self,
        properties: &mut Properties,
        entries: &[(Item, Item)],
        depth: usize,
    ) -> Outcome<()> {
        self.budget.reserve(properties, entries.len())?;
        for &(name, value) in entries {
            let name = self.text(self.tree.text(name).unwrap_or_default())?;
            properties.push((name, self.value(value, depth)?));
        }
        Ok(())
    }

    /// A class or function that is itself a value.
    fn global(&mut self, place: Place) -> Outcome<Node> {
        let class = self.class(place)?;
        self.budget.take(GLOBAL_BYTES + size_of_val(class.name.units()))?;
        let name = (Name::from("name"), Value::Text(class.name.clone()));
        Ok(Node::Instance(Name::from("global"), vec![name]))
    }

    fn made(&mut self, made: &'t Made, depth: usize) -> Outcome<Node> {
        let class = self.class(made.of)?;
        match self.standard(made, class.kind, depth)? {
            Some(node) => Ok(node),
            None => self.instance(made, &class, depth),
        }
    }

    /// What a few classes of Python's own library become; `None` for others, and where they hold what these
    /// never do.
    fn standard(&mut self, made: &'t Made, kind: Kind, depth: usize) -> Outcome<Option<Node>> {
        if made.state.is_some() || made.named().is_some() {
            return Ok(None);
        }
        let tree = self.tree;
        let arguments = tree.arguments(made);
        match (kind, arguments, made.items(), made.entries()) {
            (Kind::Set, [], [], []) => self.set(&[], depth).map(Some),
            (Kind::Set, &[list], [], []) => match tree.list(list) {
                Some(members) => self.set(members, depth).map(Some),
                None => Ok(None),
            },
            (Kind::Dict, _, [], entries) => self.dict(entries, depth).map(Some),
            (Kind::Counter, &[counts], [], []) => match tree.dict(counts) {
                Some(entries) => self.dict(entries, depth).map(Some),
                None => Ok(None),
            },
            (Kind::Deque, _, items, []) => self.array(items, depth).map(Some),
            (Kind::Bytes | Kind::Encoded, _, [], []) => self.made_bytes(made),
            (Kind::DateTime | Kind::Date, _, [], []) => self.date(kind, arguments),
            _ => Ok(None),
        }
    }
}

/// What a class as a value takes besides its name.
const GLOBAL_BYTES: usize = 128;

/// A key as `Map` and `Set` keep it: they know one zero.
fn key(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(number + 0.0),
        other => other,
    }
}
