use crate::error::{CodecError, Outcome};
use crate::graph::{Graph, Node, Object, Value};

/// How the objects of several blocks are reached.
#[derive(Debug)]
pub(super) struct Reach {
    meetings: Vec<Meeting>,
    /// Those that go into the block of common objects, as they were first met.
    commons: Vec<Object>,
}

/// How an object is reached.
#[derive(Clone, Copy, Debug, Default)]
struct Meeting {
    count: u32,
    /// As what a built-in object with properties has besides.
    as_base: u32,
    /// When it was first met, from 1.
    order: u32,
    block: u32,
    elsewhere: bool,
    /// Its place among the common objects.
    common: Option<u32>,
}

/// How an object is written where it is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// In its place, as nothing else refers to it.
    Once,
    /// In the first of its places.
    Several,
    /// In this place among the common objects.
    Common(u32),
}

impl Reach {
    /// Follows the values of these blocks.
    ///
    /// # Errors
    /// `Unsupported` for references to what is not in the graph, and to the inside of an object.
    pub(super) fn of(graph: &Graph, roots: &[&[Value]]) -> Outcome<Self> {
        let mut walk = Walk { graph, meetings: vec![Meeting::default(); graph.len()], clock: 0 };
        for (block, values) in (0..).zip(roots) {
            values.iter().try_for_each(|value| walk.from(value, block))?;
        }
        let mut reach = Self { meetings: walk.meetings, commons: Vec::new() };
        let inside = |meeting: &Meeting| meeting.as_base > 0 && meeting.as_base + meeting.count > 1;
        if reach.meetings.iter().any(inside) {
            return Err(CodecError::unsupported("the inside of a built-in object is referred to by itself"));
        }
        reach.find_commons(graph);
        Ok(reach)
    }

    /// The objects that go into the block of common objects, in its order.
    pub(super) fn commons(&self) -> &[Object] {
        &self.commons
    }

    /// How an object that was reached is written.
    pub(super) fn way(&self, object: Object) -> Way {
        match self.meetings.get(object.0 as usize) {
            Some(Meeting { common: Some(place), .. }) => Way::Common(*place),
            Some(Meeting { count: 2.., .. }) => Way::Several,
            _ => Way::Once,
        }
    }

    /// What several blocks refer to, and what is met again from there.
    fn find_commons(&mut self, graph: &Graph) {
        let several = |(place, meeting): (u32, &Meeting)| meeting.elsewhere.then_some(Object(place));
        let mut inside: Vec<Object> = (0..).zip(&self.meetings).filter_map(several).collect();
        let mut commons = inside.clone();
        let mut seen = vec![false; self.meetings.len()];
        inside.iter().for_each(|object| seen[object.0 as usize] = true);
        while let Some(object) = inside.pop() {
            children(graph, object, &mut |child| {
                if !std::mem::replace(&mut seen[child.0 as usize], true) {
                    inside.push(child);
                    commons.extend((self.meetings[child.0 as usize].count > 1).then_some(child));
                }
            });
        }
        commons.sort_unstable_by_key(|object| self.meetings[object.0 as usize].order);
        for (place, object) in (0..).zip(&commons) {
            self.meetings[object.0 as usize].common = Some(place);
        }
        self.commons = commons;
    }
}

struct Walk<'g> {
    graph: &'g Graph,
    meetings: Vec<Meeting>,
    clock: u32,
}

impl Walk<'_> {
    /// Follows a value depth first, without recursion.
    fn from(&mut self, value: &Value, block: u32) -> Outcome<()> {
        let mut next: Vec<Object> = object_of(value).into_iter().collect();
        while let Some(object) = next.pop() {
            if self.meet(object, block)? {
                let start = next.len();
                children(self.graph, object, &mut |child| next.push(child));
                next[start..].reverse();
            }
        }
        Ok(())
    }

    /// Whether it is met for the first time.
    fn meet(&mut self, object: Object, block: u32) -> Outcome<bool> {
        let stranger = || CodecError::unsupported("a value refers to an object of another graph");
        let meeting = self.meetings.get_mut(object.0 as usize).ok_or_else(stranger)?;
        meeting.count += 1;
        if meeting.count > 1 {
            meeting.elsewhere |= meeting.block != block;
            return Ok(false);
        }
        self.clock += 1;
        meeting.order = self.clock;
        meeting.block = block;
        if let Some(Node::Extended(_, _, base)) = self.graph.node(object) {
            self.meetings.get_mut(base.0 as usize).ok_or_else(stranger)?.as_base += 1;
        }
        Ok(true)
    }
}

fn object_of(value: &Value) -> Option<Object> {
    if let Value::Object(object) = value { Some(*object) } else { None }
}

/// Tells of the objects in an object, in their order.
fn children(graph: &Graph, object: Object, tell: &mut dyn FnMut(Object)) {
    match graph.node(object) {
        Some(Node::Extended(_, properties, base)) => {
            properties.iter().for_each(|(_, value)| object_of(value).into_iter().for_each(&mut *tell));
            graph.node(*base).into_iter().for_each(|base| contents(base, tell));
        }
        Some(node) => contents(node, tell),
        None => {}
    }
}

fn contents(node: &Node, tell: &mut dyn FnMut(Object)) {
    let mut value = |value: &Value| object_of(value).into_iter().for_each(&mut *tell);
    match node {
        Node::Array(items) => items.iter().flatten().for_each(value),
        Node::Sparse(_, items) => items.iter().for_each(|(_, item)| value(item)),
        Node::Plain(properties)
        | Node::Record(properties)
        | Node::Instance(_, properties)
        | Node::Error(_, properties) => properties.iter().for_each(|(_, property)| value(property)),
        Node::Encoded(_, data) => value(data),
        Node::Map(entries) => entries.iter().for_each(|(key, entry)| {
            value(key);
            value(entry);
        }),
        Node::Set(members) => members.iter().for_each(value),
        Node::View(view) => tell(view.buffer),
        Node::Date(_) | Node::Buffer(..) | Node::RegExp(..) | Node::Box(_) | Node::Extended(..) => {}
    }
}
