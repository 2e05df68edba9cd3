//! Values made by dice: the same ones for the same seed as `tests/suite/world-values.mjs` makes.
//!
//! Every choice is asked of the dice in the same order there; a change here is a change there.

use terrarium_codec::{Graph, Node, Object, Properties, Value, View, ViewKind};
use terrarium_ecs::{EntityId, Name};

use super::dice::Dice;
use super::leaves::{LEAVES, bytes, fraction, leaf, name, odd, primitive, regexp, third, time, word};

const FIELDS: [&str; 4] = ["left", "right", "weight", "__proto__"];
const ERRORS: [&str; 3] = ["Error", "TypeError", "RangeError"];
const KINDS: u32 = 27;
const VIEWS: [(ViewKind, u32); 12] = [
    (ViewKind::Uint8Array, 1),
    (ViewKind::Uint8ClampedArray, 1),
    (ViewKind::Uint16Array, 2),
    (ViewKind::Uint32Array, 4),
    (ViewKind::BigUint64Array, 8),
    (ViewKind::Int8Array, 1),
    (ViewKind::Int16Array, 2),
    (ViewKind::Int32Array, 4),
    (ViewKind::BigInt64Array, 8),
    (ViewKind::Float32Array, 4),
    (ViewKind::Float64Array, 8),
    (ViewKind::DataView, 1),
];

fn keys() -> [Name; 10] {
    let texts = ["0", "7", "x", "name", "__proto__", "constructor", "toString", "", "é"].map(Name::from);
    let [zero, seven, x, name, proto, constructor, to_string, empty, accent] = texts;
    let high = Name::from_units(vec![0xd800]);
    [zero, seven, x, name, proto, constructor, to_string, empty, high, accent]
}

/// Makes values; those that are made may refer to each other, and to what is around them.
#[derive(Debug)]
pub(crate) struct Values {
    pub(crate) graph: Graph,
    pool: Vec<Object>,
    buffers: Vec<Object>,
    style: u32,
    rich: bool,
}

impl Values {
    pub(crate) fn new(dice: &mut Dice) -> Self {
        let (style, rich) = (dice.below(6), dice.once(2));
        Self { graph: Graph::default(), pool: Vec::new(), buffers: Vec::new(), style, rich }
    }

    /// A value of a type, by its number. `entity` answers a handle.
    pub(crate) fn of(
        &mut self,
        dice: &mut Dice,
        component: usize,
        entity: &dyn Fn(&mut Dice) -> EntityId,
    ) -> Value {
        match component {
            0 => self.point(dice),
            1 => self.body(dice),
            2 => self.score(dice),
            3 if dice.once(15) => Value::Text(dice.pick(&odd())),
            3 => Value::Text(word(dice)),
            4 => Value::Bool(true),
            5 => present(self.value(dice, 3)),
            6 => self.link(dice, entity),
            7 if dice.once(20) => Value::Text(word(dice)),
            7 => Value::Entity(entity(dice)),
            8 => Value::Object(self.knot(dice, 2)),
            _ => present(self.value(dice, 2)),
        }
    }

    fn instance(&mut self, class: &str, fields: Vec<(&str, Value)>) -> Object {
        self.graph.add(Node::Instance(name(class), properties(fields)))
    }

    fn plain(&mut self, fields: Vec<(&str, Value)>) -> Object {
        self.graph.add(Node::Plain(properties(fields)))
    }

    fn point(&mut self, dice: &mut Dice) -> Value {
        let style = dice.below(3);
        let number = |dice: &mut Dice| match style {
            0 => f64::from(dice.below(100)),
            1 => fraction(dice),
            _ => third(dice),
        };
        let x = Value::Number(number(dice));
        let y = if dice.once(40) { Value::Text(word(dice)) } else { Value::Number(number(dice)) };
        let point = self.instance("worlds/Point", vec![("x", x), ("y", y)]);
        if dice.once(30) {
            self.pool.push(point);
        }
        Value::Object(point)
    }

    fn body(&mut self, dice: &mut Dice) -> Value {
        let text =
            if dice.once(50) { dice.pick(&odd()) } else { name(&format!("body {}", dice.below(1000))) };
        let hp = Value::Number(f64::from(dice.below(100)));
        let awake = Value::Bool(dice.below(2) == 1);
        let fields = vec![("name", Value::Text(text)), ("hp", hp), ("awake", awake)];
        Value::Object(self.instance("worlds/Body", fields))
    }

    fn score(&mut self, dice: &mut Dice) -> Value {
        let number = match self.style {
            0 => f64::from(dice.below(200)),
            1 => f64::from(dice.below(200)) - 100.0,
            2 => f64::from(dice.below(60_000)),
            3 => f64::from(dice.below(2_000_000)) - 1_000_000.0,
            4 => fraction(dice),
            _ => {
                let kind = 3 + dice.below(5);
                return leaf(dice, kind);
            }
        };
        Value::Number(number)
    }

    fn link(&mut self, dice: &mut Dice, entity: &dyn Fn(&mut Dice) -> EntityId) -> Value {
        let target = if dice.once(12) { Value::Number(0.5) } else { Value::Entity(entity(dice)) };
        let mut fields = vec![("target", target), ("weight", Value::Number(f64::from(dice.below(1000))))];
        if self.rich {
            let shape = dice.below(4);
            let (first, second) = (Value::Entity(entity(dice)), Value::Entity(entity(dice)));
            fields.push(("others", self.others(shape, first, second)));
        }
        Value::Object(self.plain(fields))
    }

    fn others(&mut self, shape: u32, first: Value, second: Value) -> Value {
        Value::Object(match shape {
            0 => {
                let inner = self.graph.add(Node::Array(vec![Some(first.clone())]));
                self.graph.add(Node::Array(vec![Some(first), Some(second), Some(Value::Object(inner))]))
            }
            1 => self.graph.add(Node::Map(vec![(first, second)])),
            2 => self.graph.add(Node::Set(vec![first])),
            _ => {
                let deep = self.plain(vec![("second", second), ("none", Value::Number(-1.0))]);
                self.plain(vec![("first", first), ("deep", Value::Object(deep))])
            }
        })
    }

    /// Any value, of containers so many levels deep.
    fn value(&mut self, dice: &mut Dice, depth: u32) -> Value {
        if !self.pool.is_empty() && dice.once(6) {
            return Value::Object(dice.pick(&self.pool));
        }
        let kind = dice.below(if depth > 0 { KINDS } else { LEAVES });
        if kind < LEAVES { leaf(dice, kind) } else { Value::Object(self.object(dice, kind, depth - 1)) }
    }

    fn object(&mut self, dice: &mut Dice, kind: u32, depth: u32) -> Object {
        match kind {
            11 => self.filled(|values| values.array(dice, 5, depth)),
            12 => self.filled(|values| values.sparse(dice, depth)),
            13 => self.filled(|values| Node::Plain(values.properties(dice, &keys(), 0.3, depth))),
            14 => self.filled(|values| Node::Record(values.properties(dice, &keys(), 0.3, depth))),
            15 => self.knot(dice, depth),
            16 => self.filled(|values| values.map(dice, depth)),
            17 => self.filled(|values| values.set(dice)),
            18 => self.filled(|_| Node::Date(time(dice))),
            19 => self.buffer(dice),
            20 => self.whole(dice),
            21 => self.view(dice),
            22 => self.filled(|_| regexp(dice)),
            23 => self.filled(|values| values.error(dice, depth)),
            24 => self.filled(|_| Node::Box(primitive(dice))),
            25 => self.filled(|values| values.extended(dice, depth)),
            _ => self.vault(dice),
        }
    }

    /// An object that is in the pool before its contents are made.
    fn filled(&mut self, make: impl FnOnce(&mut Self) -> Node) -> Object {
        let object = self.keep(Node::Array(Vec::new()));
        let node = make(self);
        self.graph.replace(object, node);
        object
    }

    fn keep(&mut self, node: Node) -> Object {
        let object = self.graph.add(node);
        self.pool.push(object);
        object
    }

    fn array(&mut self, dice: &mut Dice, end: u32, depth: u32) -> Node {
        let length = dice.below(end);
        let items = (0..length).map(|_| (!dice.once(6)).then(|| self.value(dice, depth)));
        Node::Array(items.collect())
    }

    fn sparse(&mut self, dice: &mut Dice, depth: u32) -> Node {
        let length = 40 + dice.below(1000);
        let count = 1 + dice.below(4);
        let mut end = 0;
        let mut member = |values: &mut Self, dice: &mut Dice| {
            let at = end + dice.below(9);
            end = at + 1;
            (at, values.value(dice, depth))
        };
        let members = (0..count).map(|_| member(self, dice)).collect();
        Node::Sparse(length, members)
    }

    fn properties(&mut self, dice: &mut Dice, names: &[Name], probability: f64, depth: u32) -> Properties {
        let chosen = dice.some(names, probability);
        chosen.into_iter().map(|key| (key, self.value(dice, depth))).collect()
    }

    fn knot(&mut self, dice: &mut Dice, depth: u32) -> Object {
        let fields = FIELDS.map(Name::from);
        self.filled(|values| {
            Node::Instance(name("worlds/Knot"), values.properties(dice, &fields, 0.5, depth))
        })
    }

    /// The key of entry `at` of a map, or a member of a set; no two are equal.
    fn key(&mut self, dice: &mut Dice, at: u32) -> Value {
        match dice.below(4) {
            0 => Value::Text(name(&format!("k{at}"))),
            1 => Value::Number(f64::from(at) - 1.0),
            2 => Value::Object(self.keep(Node::Array(vec![Some(Value::Number(f64::from(at)))]))),
            _ if at == 0 => Value::Number(f64::NAN),
            _ => Value::Text(name(&format!("n{at}"))),
        }
    }

    fn map(&mut self, dice: &mut Dice, depth: u32) -> Node {
        let size = dice.below(4);
        Node::Map((0..size).map(|at| (self.key(dice, at), self.value(dice, depth))).collect())
    }

    fn set(&mut self, dice: &mut Dice) -> Node {
        let size = dice.below(4);
        Node::Set((0..size).map(|at| self.key(dice, at)).collect())
    }

    fn buffer(&mut self, dice: &mut Dice) -> Object {
        let length = dice.below(9);
        let bytes = bytes(dice, length);
        let maximum = dice.once(4).then(|| u64::from(length + dice.below(8)));
        self.buffer_of(bytes, maximum)
    }

    fn buffer_of(&mut self, bytes: Vec<u8>, maximum: Option<u64>) -> Object {
        let buffer = self.keep(Node::Buffer(bytes, maximum));
        self.buffers.push(buffer);
        buffer
    }

    fn whole(&mut self, dice: &mut Dice) -> Object {
        let (kind, size) = dice.pick(&VIEWS[..11]);
        let length = dice.below(5);
        let bytes = bytes(dice, length * size);
        let buffer = self.graph.add(Node::Buffer(bytes, None));
        self.keep(Node::View(View { kind, buffer, offset: 0, length: Some(u64::from(length)) }))
    }

    fn view(&mut self, dice: &mut Dice) -> Object {
        let known = !self.buffers.is_empty() && dice.once(2);
        let buffer = if known {
            dice.pick(&self.buffers)
        } else {
            let bytes = bytes(dice, 16);
            self.buffer_of(bytes, None)
        };
        let (kind, size) = dice.pick(&VIEWS);
        let Some(Node::Buffer(bytes, maximum)) = self.graph.node(buffer) else { panic!("a buffer") };
        let (bytes, maximum) = (bytes.len() as u32, *maximum);
        let offset = size * dice.below(bytes / size + 1);
        let rest = bytes - offset;
        let grows = maximum.is_some_and(|maximum| rest > 0 || maximum >= u64::from(offset + size));
        let follows = grows && rest.is_multiple_of(size) && dice.once(2);
        let length = (!follows).then(|| u64::from(dice.below(rest / size + 1)));
        self.keep(Node::View(View { kind, buffer, offset: u64::from(offset), length }))
    }

    fn error(&mut self, dice: &mut Dice, depth: u32) -> Node {
        let kind = name(dice.pick(&ERRORS));
        let mut own = Properties::new();
        if !dice.once(4) {
            own.push((name("message"), Value::Text(word(dice))));
        }
        if dice.once(2) {
            own.push((name("stack"), Value::Text(name("at nowhere"))));
        }
        if dice.once(2) {
            own.push((name("cause"), self.value(dice, depth)));
        }
        if dice.once(3) {
            own.push((name("code"), self.value(dice, depth)));
        }
        Node::Error(kind, own)
    }

    fn extended(&mut self, dice: &mut Dice, depth: u32) -> Node {
        let kind = dice.below(3);
        let mut own = Properties::new();
        if kind < 2 {
            own.push((name("extra"), self.value(dice, depth)));
        }
        if dice.once(2) {
            own.push((name("more"), self.value(dice, depth)));
        }
        let base = if kind == 0 { self.array(dice, 3, depth) } else { self.map(dice, depth) };
        let class = (kind == 2).then(|| name("worlds/Bag"));
        Node::Extended(class, own, self.graph.add(base))
    }

    fn vault(&mut self, dice: &mut Dice) -> Object {
        let kind = dice.below(LEAVES);
        let secret = leaf(dice, kind);
        let level = Value::Number(f64::from(dice.below(10)));
        let data = self.graph.add(Node::Array(vec![Some(secret), Some(level)]));
        self.keep(Node::Encoded(name("worlds/Vault"), Value::Object(data)))
    }
}

fn present(value: Value) -> Value {
    if matches!(value, Value::Undefined) { Value::Null } else { value }
}

fn properties(fields: Vec<(&str, Value)>) -> Properties {
    fields.into_iter().map(|(key, value)| (name(key), value)).collect()
}
