use std::collections::BTreeMap;
use std::rc::Rc;

use terrarium_ecs::{EntityId, Name};

use super::class::{Class, Kind};
use super::parts::Parts;
use super::text;
use crate::error::{Outcome, ensure_within};
use crate::graph::{BigInt, Graph, Node, Object, Value, View, ViewKind};
use crate::limits::Limits;
use crate::pickle::{Budget, Item, Place, Span, Tree};

/// Turns Python values into JavaScript values. Nothing recurses: an object that is met gets its place in
/// the graph at once, and its contents when its turn comes.
pub(super) struct Builder<'t, 'b> {
    pub(super) tree: &'t Tree<'t>,
    pub(super) limits: &'t Limits,
    pub(super) budget: &'b mut Budget,
    /// The shard of the file.
    pub(super) shard: u32,
    pub(super) graph: Graph,
    /// By index: the last generation of the handles of this shard that values hold.
    pub(super) held: BTreeMap<u32, u32>,
    pub(super) classes: BTreeMap<Place, Rc<Class>>,
    /// By place in the tree: the place in the graph.
    objects: Vec<Option<Object>>,
    /// Bytes that stand in the file, by where they begin.
    bytes: BTreeMap<Span, Object>,
    waiting: Vec<Waiting>,
}

/// An object whose contents are still to come.
#[derive(Clone, Copy)]
struct Waiting {
    place: Place,
    object: Object,
    depth: usize,
}

/// What an entry of a tree of this size takes.
pub(super) const ENTRY_BYTES: usize = 64;

impl<'t, 'b> Builder<'t, 'b> {
    pub(super) fn new(
        tree: &'t Tree<'t>,
        limits: &'t Limits,
        budget: &'b mut Budget,
        shard: u32,
    ) -> Outcome<Self> {
        let mut objects = budget.list(tree.len())?;
        objects.resize(tree.len(), None);
        Ok(Self {
            tree,
            limits,
            budget,
            shard,
            graph: Graph::default(),
            held: BTreeMap::new(),
            classes: BTreeMap::new(),
            objects,
            bytes: BTreeMap::new(),
            waiting: Vec::new(),
        })
    }

    /// The value of a component, with all that it refers to.
    pub(super) fn component(&mut self, item: Item) -> Outcome<Value> {
        let value = self.value(item, 1)?;
        let mut next = 0;
        while let Some(&Waiting { place, object, depth }) = self.waiting.get(next) {
            let node = self.node(place, depth + 1)?;
            self.graph.replace(object, node);
            next += 1;
        }
        self.waiting.clear();
        Ok(value)
    }

    /// A value at this depth; what it contains is still to come.
    pub(super) fn value(&mut self, item: Item, depth: usize) -> Outcome<Value> {
        Ok(match item {
            Item::None => Value::Null,
            Item::Bool(value) => Value::Bool(value),
            Item::Int(value) => self.integer(value)?,
            Item::Long(span) => self.big(self.tree.bytes(span))?,
            Item::Float(value) if value.is_nan() => Value::Number(f64::NAN),
            Item::Float(value) => Value::Number(value),
            Item::Text(span) => Value::Text(self.text(self.tree.bytes(span))?),
            Item::Bytes(span) => Value::Object(self.bytes(span)?),
            Item::Object(place) => self.object(place, depth)?,
        })
    }

    fn integer(&mut self, value: i64) -> Outcome<Value> {
        match value.unsigned_abs() <= SAFE_INTEGER_MAX {
            true => Ok(Value::Number(value as f64)),
            false => self.big(&value.to_le_bytes()),
        }
    }

    /// An integer in two's complement, little-endian.
    fn big(&mut self, bytes: &[u8]) -> Outcome<Value> {
        let negative = bytes.last().is_some_and(|&last| last >= 0x80);
        let flip = if negative { 0xff } else { 0 };
        let digits = bytes.iter().rev().map(|byte| byte ^ flip).skip_while(|&byte| byte == 0);
        let mut magnitude = self.budget.list(bytes.len())?;
        magnitude.extend(digits);
        Ok(Value::BigInt(BigInt { negative, magnitude }))
    }

    pub(super) fn text(&mut self, bytes: &[u8]) -> Outcome<Name> {
        self.budget.take(size_of::<u16>() * bytes.len())?;
        text::name(bytes).ok_or_else(text::damaged)
    }

    fn bytes(&mut self, span: Span) -> Outcome<Object> {
        if let Some(&object) = self.bytes.get(&span) {
            return Ok(object);
        }
        let view = self.view(self.tree.bytes(span))?;
        let object = self.add(view)?;
        self.budget.take(ENTRY_BYTES)?;
        self.bytes.insert(span, object);
        Ok(object)
    }

    /// A `Uint8Array` with these bytes.
    pub(super) fn view(&mut self, bytes: &[u8]) -> Outcome<Node> {
        let mut contents = self.budget.list(bytes.len())?;
        contents.extend_from_slice(bytes);
        let buffer = self.add(Node::Buffer(contents, None))?;
        let length = Some(bytes.len() as u64);
        Ok(Node::View(View { kind: ViewKind::Uint8Array, buffer, offset: 0, length }))
    }

    /// Adds an object to the graph, whose list at most doubles when it grows.
    pub(super) fn add(&mut self, node: Node) -> Outcome<Object> {
        self.budget.take(2 * size_of::<Node>())?;
        Ok(self.graph.add(node))
    }

    fn object(&mut self, place: Place, depth: usize) -> Outcome<Value> {
        if let Some(handle) = self.handle(Item::Object(place))? {
            return Ok(Value::Entity(handle));
        }
        if let Some(&Some(object)) = self.objects.get(place.0 as usize) {
            return Ok(Value::Object(object));
        }
        self.descend(depth)?;
        let object = self.add(Node::Array(Vec::new()))?;
        if let Some(known) = self.objects.get_mut(place.0 as usize) {
            *known = Some(object);
        }
        self.budget.push(&mut self.waiting, Waiting { place, object, depth })?;
        Ok(Value::Object(object))
    }

    /// Refuses objects that are too deep.
    pub(super) fn descend(&self, depth: usize) -> Outcome<()> {
        ensure_within(depth, "objects inside each other", "valueDepthMax", self.limits.depth())
    }

    /// The handle that an object is, if it is one and in the range of ours.
    fn handle(&mut self, item: Item) -> Outcome<Option<EntityId>> {
        let handle = self.parts(item)?.and_then(|parts| parts.handle(self.shard));
        if let Some(handle) = handle.filter(|handle| handle.shard() == self.shard) {
            self.hold(handle)?;
        }
        Ok(handle)
    }

    fn hold(&mut self, handle: EntityId) -> Outcome<()> {
        if !self.held.contains_key(&handle.index()) {
            self.budget.take(ENTRY_BYTES)?;
        }
        let last = self.held.entry(handle.index()).or_default();
        *last = handle.generation().max(*last);
        Ok(())
    }

    /// Shard, index and generation, if an object is an `EntityId`.
    pub(super) fn parts(&mut self, item: Item) -> Outcome<Option<Parts>> {
        let Some(made) = self.tree.made(item) else { return Ok(None) };
        let state = made.state.and_then(|state| self.tree.list(state)).unwrap_or_default();
        let &[Item::Int(shard), Item::Int(index), Item::Int(generation)] = state else { return Ok(None) };
        let is_handle = self.class(made.of)?.kind == Kind::Handle;
        Ok(is_handle.then_some(Parts { shard, index, generation }))
    }
}

/// 2^53-1.
const SAFE_INTEGER_MAX: u64 = (1 << 53) - 1;
