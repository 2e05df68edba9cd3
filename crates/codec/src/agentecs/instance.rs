use terrarium_ecs::Name;

use super::builder::Builder;
use super::class::Class;
use super::unique;
use crate::error::Outcome;
use crate::graph::{Node, Properties, Value};
use crate::pickle::{Item, Made};

/// Instances of classes that are only names here.
impl<'t> Builder<'t, '_> {
    /// An instance with what was given to it as its fields: one argument as `value`, several as `args`,
    /// arguments by name as `keywords`, what was added to a list as `items`, to a dict as `entries`, and
    /// its own fields.
    pub(super) fn instance(&mut self, made: &'t Made, class: &Class, depth: usize) -> Outcome<Node> {
        let mut fields = Vec::new();
        match self.tree.arguments(made) {
            [] => {}
            &[value] => self.field(&mut fields, "value", value, depth)?,
            _ => self.field(&mut fields, "args", Item::Object(made.arguments), depth)?,
        }
        if let Some(named) = made.named() {
            self.field(&mut fields, "keywords", named, depth)?;
        }
        self.contents(&mut fields, made, depth)?;
        if let Some(state) = made.state {
            self.state(&mut fields, state, depth)?;
        }
        self.budget.take(size_of_val(class.name.units()))?;
        let fields = unique::properties(fields, self.budget)?;
        Ok(Node::Instance(class.name.clone(), fields))
    }

    fn field(&mut self, fields: &mut Properties, name: &str, item: Item, depth: usize) -> Outcome<()> {
        let value = self.value(item, depth)?;
        self.add_field(fields, Name::from(name), value)
    }

    fn add_field(&mut self, fields: &mut Properties, name: Name, value: Value) -> Outcome<()> {
        self.budget.take(size_of_val(name.units()))?;
        self.budget.push(fields, (name, value))
    }

    /// What was added to a class derived from a list or dict.
    fn contents(&mut self, fields: &mut Properties, made: &Made, depth: usize) -> Outcome<()> {
        if !made.items().is_empty() {
            let items = self.array(made.items(), depth + 1)?;
            self.inner(fields, "items", items, depth)?;
        }
        if !made.entries().is_empty() {
            let entries = self.dict(made.entries(), depth + 1)?;
            self.inner(fields, "entries", entries, depth)?;
        }
        Ok(())
    }

    fn inner(&mut self, fields: &mut Properties, name: &str, node: Node, depth: usize) -> Outcome<()> {
        self.descend(depth)?;
        let object = self.add(node)?;
        self.add_field(fields, Name::from(name), Value::Object(object))
    }

    /// Fields by name; those of `__slots__`, beside the others or alone; those of a frozen class with slots,
    /// which come without names, by number. Any other state as `state`.
    fn state(&mut self, fields: &mut Properties, state: Item, depth: usize) -> Outcome<()> {
        let tree = self.tree;
        let parts = match tree.tuple(state) {
            Some(&[own, slots]) => [own, slots],
            _ => [state, Item::None],
        };
        if let Some(values) = tree.list(state) {
            self.numbered(fields, values, depth)
        } else if self.are_named(&parts)? {
            parts.iter().try_for_each(|&part| self.named(fields, part, depth))
        } else {
            self.field(fields, "state", state, depth)
        }
    }

    fn numbered(&mut self, fields: &mut Properties, values: &[Item], depth: usize) -> Outcome<()> {
        for (at, &value) in values.iter().enumerate() {
            self.field(fields, &at.to_string(), value, depth)?;
        }
        Ok(())
    }

    /// Whether these are dicts whose keys can be names of fields, or nothing.
    fn are_named(&mut self, parts: &[Item]) -> Outcome<bool> {
        for &part in parts.iter().filter(|&&part| part != Item::None) {
            let Some(entries) = self.tree.dict(part) else { return Ok(false) };
            if !self.has_names(entries)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The entries of a dict as fields.
    fn named(&mut self, fields: &mut Properties, item: Item, depth: usize) -> Outcome<()> {
        let tree = self.tree;
        let entries = tree.dict(item).unwrap_or_default();
        match entries.iter().any(|&(name, _)| is_one_of(&FIELDS_SET, tree.text(name))) {
            true => self.model(fields, entries, depth),
            false => self.properties(fields, entries, depth),
        }
    }

    /// The fields of a pydantic model, which are in dicts inside its state.
    fn model(&mut self, fields: &mut Properties, entries: &[(Item, Item)], depth: usize) -> Outcome<()> {
        let tree = self.tree;
        let has_fields = |&&(name, _): &&(Item, Item)| !is_one_of(&FIELDS_SET, tree.text(name));
        for &(name, value) in entries.iter().filter(has_fields) {
            match is_one_of(&FIELDS, tree.text(name)) && self.are_named(&[value])? {
                true => self.properties(fields, tree.dict(value).unwrap_or_default(), depth)?,
                false => self.properties(fields, &[(name, value)], depth)?,
            }
        }
        Ok(())
    }
}

fn is_one_of(names: &[&[u8]], name: Option<&[u8]>) -> bool {
    name.is_some_and(|name| names.contains(&name))
}

/// The parts of a pydantic model's state that hold fields: its own, those it was not declared with, and
/// private ones.
const FIELDS: [&[u8]; 4] =
    [b"__dict__", b"__pydantic_extra__", b"__pydantic_private__", b"__private_attribute_values__"];

/// Which fields were given a value, in pydantic 2 and 1.
const FIELDS_SET: [&[u8]; 2] = [b"__pydantic_fields_set__", b"__fields_set__"];
