use rustc_hash::FxHashMap;
use terrarium_ecs::Name;

use super::reach::{Reach, Way};
use crate::check::{Buffer, ERRORS, Window, check_flags, check_milliseconds, is_in_seconds, is_sparse};
use crate::error::{CodecError, Outcome, ensure_within};
use crate::graph::{Graph, Node, Object, Properties, Value, View};
use crate::limits::Limits;
use crate::writer::{Writer, tag};

/// Writes the values of a block one by one. The depth of what it recurses into is limited.
pub(super) struct Objects<'g> {
    graph: &'g Graph,
    reach: &'g Reach,
    limits: &'g Limits,
    pub(super) writer: Writer,
    /// The numbers of the objects that have one.
    numbers: FxHashMap<Object, u64>,
    /// Bytes by which the buffers of the current row may grow.
    reserved: u64,
}

impl<'g> Objects<'g> {
    pub(super) fn new(graph: &'g Graph, reach: &'g Reach, limits: &'g Limits) -> Self {
        let (writer, numbers) = (Writer::new(), FxHashMap::default());
        Self { graph, reach, limits, writer, numbers, reserved: 0 }
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.writer.into_bytes()
    }

    /// Writes the array of the values of a block.
    pub(super) fn rows(&mut self, values: &[Value]) -> Outcome<()> {
        self.writer.array(values.len());
        for value in values {
            if *value == Value::Undefined {
                return Err(CodecError::unsupported("undefined is no value of a component"));
            }
            self.row(|objects| objects.value(value, 1))?;
        }
        Ok(())
    }

    /// Writes the array of the common objects.
    pub(super) fn commons(&mut self) -> Outcome<()> {
        self.writer.array(self.reach.commons().len());
        for &object in self.reach.commons() {
            self.row(|objects| objects.form(object, 1))?;
        }
        Ok(())
    }

    fn row(&mut self, write: impl FnOnce(&mut Self) -> Outcome<()>) -> Outcome<()> {
        let start = self.writer.len();
        self.reserved = 0;
        write(self)?;
        let bytes = (self.writer.len() - start).saturating_add(self.reserved as usize);
        ensure_within(bytes, "a value", "valueBytesMax", self.limits.value_bytes_max)
    }

    /// Writes a value; an object in it is this deep.
    fn value(&mut self, value: &Value, depth: usize) -> Outcome<()> {
        let Value::Object(object) = value else {
            self.writer.primitive(value);
            return Ok(());
        };
        if self.refer(*object) { Ok(()) } else { self.form(*object, depth) }
    }

    /// Refers to an object that is written elsewhere; if it is not, marks its place where it needs a mark.
    fn refer(&mut self, object: Object) -> bool {
        match self.reach.way(object) {
            Way::Once => false,
            Way::Common(place) => {
                self.writer.object("common", 1);
                self.writer.uint(u64::from(place));
                true
            }
            Way::Several => self.refer_near(object),
        }
    }

    fn refer_near(&mut self, object: Object) -> bool {
        let next = self.numbers.len() as u64;
        let number = *self.numbers.entry(object).or_insert(next);
        let known = number != next;
        self.writer.tag(if known { tag::REFERENCE } else { tag::SHARED });
        if known {
            self.writer.uint(number);
        }
        known
    }

    fn form(&mut self, object: Object, depth: usize) -> Outcome<()> {
        ensure_within(depth, "the depth of a value", "valueDepthMax", self.limits.depth())?;
        self.form_of_any_depth(object, depth)
    }

    fn form_of_any_depth(&mut self, object: Object, depth: usize) -> Outcome<()> {
        let node = self.node(object)?;
        match node {
            Node::Plain(properties) => self.properties(properties, depth),
            Node::Record(properties) => {
                self.writer.object("record", 1);
                self.properties(properties, depth)
            }
            Node::Instance(class, properties) => {
                self.writer.object("instance", 2);
                self.class(class)?;
                self.properties(properties, depth)
            }
            Node::Encoded(class, data) => {
                self.writer.object("encoded", 2);
                self.class(class)?;
                self.value(data, depth + 1)
            }
            Node::Extended(class, properties, base) => {
                self.writer.object("extended", 3);
                match class {
                    Some(class) => self.class(class)?,
                    None if properties.is_empty() => return Err(no_form("what extends nothing")),
                    None => self.writer.null(),
                }
                self.properties(properties, depth)?;
                let base = self.node(*base)?;
                self.built_in(base, depth)
            }
            _ => self.built_in(node, depth),
        }
    }

    fn node(&self, object: Object) -> Outcome<&'g Node> {
        self.graph.node(object).ok_or_else(|| no_form("an object of another graph"))
    }

    fn class(&mut self, class: &Name) -> Outcome<()> {
        let bytes = class.bytes();
        ensure_within(bytes, "the name of a class", "nameBytesMax", self.limits.name_bytes_max)?;
        self.writer.string(class);
        Ok(())
    }

    fn properties(&mut self, properties: &Properties, depth: usize) -> Outcome<()> {
        self.writer.map(properties.len());
        for (key, value) in properties {
            ensure_within(key.bytes(), "a key", "keyBytesMax", self.limits.key_bytes_max)?;
            self.writer.string(key);
            self.value(value, depth + 1)?;
        }
        Ok(())
    }

    fn built_in(&mut self, node: &Node, depth: usize) -> Outcome<()> {
        match node {
            Node::Array(items) => self.array(items, depth),
            Node::Sparse(length, members) => self.sparse(*length, members, depth),
            Node::Date(milliseconds) => self.date(*milliseconds),
            Node::Map(entries) => {
                self.writer.tag(tag::MAP);
                self.writer.map(entries.len());
                entries.iter().try_for_each(|(key, value)| {
                    self.value(&positive_zero(key), depth + 1)?;
                    self.value(value, depth + 1)
                })
            }
            Node::Set(members) => {
                self.writer.tag(tag::SET);
                self.writer.array(members.len());
                members.iter().try_for_each(|member| self.value(&positive_zero(member), depth + 1))
            }
            Node::Buffer(bytes, maximum) => self.buffer(bytes, *maximum),
            Node::View(view) => self.view(view, depth),
            Node::RegExp(source, flags, last) => self.regexp(source, flags, *last),
            Node::Error(kind, properties) => {
                let known = ERRORS.iter().any(|known| Name::from(*known) == *kind);
                known.then_some(()).ok_or_else(|| no_form("an error of no built-in class"))?;
                self.writer.object("error", 2);
                self.writer.string(kind);
                self.properties(properties, depth)
            }
            Node::Box(value) => self.boxed(value),
            _ => Err(no_form("what extends an object that is not built in")),
        }
    }

    fn array(&mut self, items: &[Option<Value>], depth: usize) -> Outcome<()> {
        let holes = items.iter().filter(|item| item.is_none()).count();
        if is_sparse(items.len() as u64, holes as u64) {
            let members = (0..).zip(items).filter_map(|(index, item)| Some((index, item.as_ref()?)));
            return self.members(items.len() as u32, items.len() - holes, members, depth);
        }
        self.writer.array(items.len());
        items.iter().try_for_each(|item| match item {
            Some(item) => self.value(item, depth + 1),
            None => {
                self.writer.hole();
                Ok(())
            }
        })
    }

    fn sparse(&mut self, length: u32, members: &[(u32, Value)], depth: usize) -> Outcome<()> {
        let holes = u64::from(length).checked_sub(members.len() as u64);
        let ascending = members.is_sorted_by(|(index, _), (next, _)| index < next);
        let within = members.last().is_none_or(|(last, _)| *last < length);
        let holes = holes.filter(|_| ascending && within).ok_or_else(|| no_form("an array out of order"))?;
        if is_sparse(u64::from(length), holes) {
            let members_of = members.iter().map(|(index, member)| (*index, member));
            return self.members(length, members.len(), members_of, depth);
        }
        let mut items = vec![None; length as usize];
        members.iter().for_each(|(index, member)| items[*index as usize] = Some(member.clone()));
        self.array(&items, depth)
    }

    fn members<'v>(
        &mut self,
        length: u32,
        count: usize,
        mut members: impl Iterator<Item = (u32, &'v Value)>,
        depth: usize,
    ) -> Outcome<()> {
        self.writer.object("sparse", 2);
        self.writer.uint(u64::from(length));
        self.writer.map(count);
        members.try_for_each(|(index, member)| {
            self.writer.uint(u64::from(index));
            self.value(member, depth + 1)
        })
    }

    fn date(&mut self, milliseconds: f64) -> Outcome<()> {
        let milliseconds = milliseconds + 0.0;
        if milliseconds.fract() == 0.0 && is_in_seconds(milliseconds) {
            self.writer.tag(tag::SECONDS);
            self.writer.number(milliseconds / 1_000.0);
            return Ok(());
        }
        check_milliseconds(milliseconds).map_err(|_| no_form("a date out of range"))?;
        self.writer.object("date", 1);
        self.writer.number(milliseconds);
        Ok(())
    }

    fn buffer(&mut self, bytes: &[u8], maximum: Option<u64>) -> Outcome<()> {
        let Some(maximum) = maximum else {
            self.writer.byte_string(bytes);
            return Ok(());
        };
        let growth = maximum.checked_sub(bytes.len() as u64);
        let growth = growth.ok_or_else(|| no_form("a buffer longer than its maximum"))?;
        self.reserved = self.reserved.saturating_add(growth).min(u64::from(u32::MAX));
        self.writer.object("buffer", 2);
        self.writer.byte_string(bytes);
        self.writer.uint(maximum);
        Ok(())
    }

    fn view(&mut self, view: &View, depth: usize) -> Outcome<()> {
        let node = self.node(view.buffer)?;
        let direct = matches!(node, Node::Buffer(..));
        let inner = if let Node::Extended(_, _, base) = node { self.node(*base)? } else { node };
        let Node::Buffer(bytes, maximum) = inner else { return Err(no_form("a view without a buffer")) };
        let window = Window { kind: view.kind, offset: view.offset, length: view.length };
        let buffer = Buffer { length: bytes.len() as u64, maximum: *maximum };
        if !window.fits(buffer) {
            return Err(no_form("a view that does not fit its buffer"));
        }
        let own = direct && self.reach.way(view.buffer) == Way::Once && window.is_whole(buffer);
        if let Some(tag) = view.kind.tag().filter(|_| own) {
            self.writer.tag(tag);
            self.writer.byte_string(bytes);
            return Ok(());
        }
        self.writer.object("view", 4);
        self.writer.text(view.kind.name());
        if !self.refer(view.buffer) {
            self.form_of_any_depth(view.buffer, depth + 1)?;
        }
        self.writer.uint(view.offset);
        match view.length {
            Some(length) => self.writer.uint(length),
            None => self.writer.null(),
        }
        Ok(())
    }

    fn regexp(&mut self, source: &Name, flags: &Name, last: f64) -> Outcome<()> {
        let units = String::from_utf16_lossy(flags.units());
        check_flags(&units).map_err(|_| no_form("a regular expression with unknown flags"))?;
        self.writer.object("regexp", 3);
        self.writer.string(source);
        self.writer.text(&units);
        self.writer.number(last);
        Ok(())
    }

    fn boxed(&mut self, value: &Value) -> Outcome<()> {
        if !matches!(value, Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::BigInt(_)) {
            return Err(no_form("the object form of what has none"));
        }
        self.writer.object("box", 1);
        self.writer.primitive(value);
        Ok(())
    }
}

/// Maps and sets hold no minus zero.
fn positive_zero(key: &Value) -> Value {
    if let Value::Number(number) = key { Value::Number(number + 0.0) } else { key.clone() }
}

fn no_form(what: &str) -> CodecError {
    CodecError::unsupported(format!("{what} has no form in a snapshot"))
}
