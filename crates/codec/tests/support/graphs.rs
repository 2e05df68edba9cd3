//! Random values and the objects in them.

use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::{collection::vec, sample::Index};
use terrarium_codec::{BigInt, Graph, Node, Object, Properties, Value, View, ViewKind};
use terrarium_ecs::{EntityId, Name};

/// Blocks of values, and the graph that they are in.
pub(crate) type Case = (Graph, Vec<Vec<Value>>);

/// Part of a value before its references are known.
#[derive(Clone, Debug)]
enum Leaf {
    Primitive(Value),
    /// Any object.
    Object(Index),
}

#[derive(Clone, Debug)]
enum Plan {
    Array(Vec<Option<Leaf>>),
    Sparse(u32, Vec<(u32, Leaf)>),
    Properties(u8, Vec<Leaf>),
    Encoded(Leaf),
    Date(f64),
    Map(Vec<(Leaf, Leaf)>),
    Set(Vec<Leaf>),
    Buffer(Vec<u8>, Option<u64>),
    View(usize, Index, u64, Option<u64>),
    RegExp,
    Box(Value),
    /// Of the built-in object in another plan, made anew.
    Extended(bool, Vec<Leaf>, Box<Plan>),
}

const KINDS: [ViewKind; 5] = [
    ViewKind::Uint8Array,
    ViewKind::Int16Array,
    ViewKind::BigInt64Array,
    ViewKind::Float32Array,
    ViewKind::DataView,
];

const NUMBERS: [f64; 12] =
    [0.0, -0.0, 1.0, -1.0, 0.5, 0.1, 1e300, 16_777_217.0, f64::NAN, f64::INFINITY, 9007199254740992.0, 255.0];

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<Index>().prop_map(|at| *at.get(&NUMBERS)),
        any::<f64>(),
        any::<i32>().prop_map(f64::from)
    ]
}

fn text() -> impl Strategy<Value = Name> {
    prop_oneof![
        "[a-c]{0,3}".prop_map(|text: String| Name::from(text.as_str())),
        vec(any::<u16>(), 0..3).prop_map(Name::from_units)
    ]
}

fn primitive() -> impl Strategy<Value = Value> {
    let id = (0..2u32, 0..9u32).prop_filter_map("a handle", |(shard, index)| EntityId::new(shard, index, 0));
    let bigint = (any::<bool>(), vec(1..=255u8, 0..3));
    prop_oneof![
        Just(Value::Undefined),
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        number().prop_map(Value::Number),
        bigint.prop_map(|(negative, magnitude)| Value::BigInt(BigInt { negative, magnitude })),
        text().prop_map(Value::Text),
        id.prop_map(Value::Entity),
    ]
}

fn leaf() -> impl Strategy<Value = Leaf> {
    prop_oneof![primitive().prop_map(Leaf::Primitive), any::<Index>().prop_map(Leaf::Object)]
}

fn date() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(f64::NAN),
        Just(-8.64e15),
        Just(253_402_300_800_000.0),
        any::<i64>().prop_map(|time| (time % 253_402_300_800_000) as f64),
        any::<i32>().prop_map(f64::from),
    ]
}

fn buffer() -> impl Strategy<Value = Plan> {
    (vec(any::<u8>(), 0..20), any::<Option<u8>>()).prop_map(|(bytes, more)| {
        let maximum = more.map(|more| bytes.len() as u64 + u64::from(more));
        Plan::Buffer(bytes, maximum)
    })
}

fn built_in() -> BoxedStrategy<Plan> {
    let boxed = primitive().prop_filter("what has an object form", |value| {
        matches!(value, Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::BigInt(_))
    });
    let members = (9..40u32, vec((0..40u32, leaf()), 0..6));
    prop_oneof![
        4 => vec(proptest::option::weighted(0.8, leaf()), 0..5).prop_map(Plan::Array),
        1 => members.prop_map(|(length, members)| sparse(length, members)),
        1 => date().prop_map(Plan::Date),
        1 => vec((leaf(), leaf()), 0..4).prop_map(Plan::Map),
        1 => vec(leaf(), 0..4).prop_map(Plan::Set),
        2 => buffer(),
        3 => (0..KINDS.len(), any::<Index>(), 0..12u64, any::<Option<u8>>().prop_map(|length| length.map(|length| u64::from(length) % 4)))
            .prop_map(|(kind, buffer, offset, length)| Plan::View(kind, buffer, offset, length)),
        1 => Just(Plan::RegExp),
        1 => boxed.prop_map(Plan::Box),
    ]
    .boxed()
}

fn sparse(length: u32, mut members: Vec<(u32, Leaf)>) -> Plan {
    members.retain(|(index, _)| *index < length);
    members.sort_by_key(|(index, _)| *index);
    members.dedup_by_key(|(index, _)| *index);
    Plan::Sparse(length, members)
}

fn plan() -> impl Strategy<Value = Plan> {
    prop_oneof![
        4 => built_in(),
        6 => (0..5u8, vec(leaf(), 0..4)).prop_map(|(kind, values)| Plan::Properties(kind, values)),
        1 => leaf().prop_map(Plan::Encoded),
        1 => (any::<bool>(), vec(leaf(), 0..3), built_in())
            .prop_map(|(class, values, base)| Plan::Extended(class, values, Box::new(base))),
    ]
}

/// Several blocks over one graph: objects are reached in all the ways there are.
pub(crate) fn case() -> impl Strategy<Value = Case> {
    let block = prop_oneof![
        vec(leaf(), 0..6),
        vec(number().prop_map(|number| Leaf::Primitive(Value::Number(number))), 1..5),
    ];
    (vec(plan(), 1..12), vec(block, 1..4)).prop_map(|(plans, blocks)| build(&plans, &blocks))
}

/// Blocks of flat objects, each its own.
pub(crate) fn flat() -> impl Strategy<Value = Case> {
    let row = (number(), any::<bool>(), "[a-d\u{e9}\u{1f600}]{0,4}");
    (vec(row, 1..20), any::<bool>()).prop_map(|(rows, class)| {
        let mut graph = Graph::default();
        let object = |(number, boolean, text): (f64, bool, String)| {
            let values =
                [Value::Number(number), Value::Bool(boolean), Value::Text(Name::from(text.as_str()))];
            let properties = named(values.into_iter());
            graph.add(if class {
                Node::Instance(Name::from("A"), properties)
            } else {
                Node::Plain(properties)
            })
        };
        let values: Vec<Value> = rows.into_iter().map(object).map(Value::Object).collect();
        (graph, vec![values])
    })
}

fn named(values: impl Iterator<Item = Value>) -> Properties {
    let keys = ["a", "__proto__", "", "\u{e9}"].map(Name::from);
    keys.into_iter().zip(values).collect()
}

fn build(plans: &[Plan], blocks: &[Vec<Leaf>]) -> Case {
    let mut graph = Graph::default();
    let objects: Vec<Object> = plans.iter().map(|_| graph.add(Node::Plain(vec![]))).collect();
    for (plan, &object) in plans.iter().zip(&objects) {
        let node = node(plan, plans, &objects, &mut graph);
        graph.replace(object, node);
    }
    let defined = |leaf: &&Leaf| !matches!(leaf, Leaf::Primitive(Value::Undefined));
    let block = |block: &Vec<Leaf>| block.iter().filter(defined).map(|leaf| value(leaf, &objects)).collect();
    (graph, blocks.iter().map(block).collect())
}

fn value(leaf: &Leaf, objects: &[Object]) -> Value {
    match leaf {
        Leaf::Primitive(value) => value.clone(),
        Leaf::Object(at) => Value::Object(*at.get(objects)),
    }
}

fn node(plan: &Plan, plans: &[Plan], objects: &[Object], graph: &mut Graph) -> Node {
    let of = |leaf: &Leaf| value(leaf, objects);
    match plan {
        Plan::Array(items) => Node::Array(items.iter().map(|item| item.as_ref().map(of)).collect()),
        Plan::Sparse(length, members) => {
            Node::Sparse(*length, members.iter().map(|(index, member)| (*index, of(member))).collect())
        }
        Plan::Properties(kind, values) => {
            let properties = named(values.iter().map(of));
            match kind {
                0 => Node::Record(properties),
                1 => Node::Error(Name::from("TypeError"), properties),
                2 => Node::Instance(Name::from("A"), properties),
                _ => Node::Plain(properties),
            }
        }
        // What a hook answers must not hold what it was asked about: primitives and buffers do not.
        Plan::Encoded(leaf) => {
            let holds = |leaf: &Leaf| match leaf {
                Leaf::Primitive(_) => false,
                Leaf::Object(at) => !matches!(at.get(plans), Plan::Buffer(..)),
            };
            Node::Encoded(Name::from("B"), if holds(leaf) { Value::Null } else { of(leaf) })
        }
        Plan::Date(time) => Node::Date(*time),
        Plan::Map(entries) => {
            let mut entries: Vec<_> =
                entries.iter().map(|(key, entry)| (key_of(of(key)), of(entry))).collect();
            let mut seen = std::collections::HashSet::new();
            entries.retain(|(key, _)| seen.insert(key.clone()));
            Node::Map(entries)
        }
        Plan::Set(members) => {
            let mut members: Vec<_> = members.iter().map(of).map(key_of).collect();
            let mut seen = std::collections::HashSet::new();
            members.retain(|member| seen.insert(member.clone()));
            Node::Set(members)
        }
        Plan::Buffer(bytes, maximum) => Node::Buffer(bytes.clone(), *maximum),
        Plan::View(kind, buffer, offset, length) => {
            let found = plans
                .iter()
                .position(|plan| matches!(plan, Plan::Buffer(..)))
                .filter(|_| buffer.index(3) > 0);
            match found {
                Some(place) => view(KINDS[*kind], objects[place], &plans[place], *offset, *length),
                None => own_view(KINDS[*kind], *offset, graph),
            }
        }
        Plan::RegExp => Node::RegExp(Name::from("a+"), Name::from("gi"), 3.0),
        Plan::Box(value) => Node::Box(value.clone()),
        Plan::Extended(class, values, base) => {
            let base = node(base, plans, objects, graph);
            let base = graph.add(base);
            let class = (*class || values.is_empty()).then(|| Name::from("C"));
            Node::Extended(class, named(values.iter().map(of)), base)
        }
    }
}

/// Keys are equal where JavaScript's maps say so: ids are numbers, and there is no minus zero.
fn key_of(value: Value) -> Value {
    match value {
        Value::Entity(id) => Value::Number(id.to_number()),
        Value::Number(number) => Value::Number(number + 0.0),
        other => other,
    }
}

/// A view that fits the buffer.
fn view(kind: ViewKind, buffer: Object, plan: &Plan, offset: u64, length: Option<u64>) -> Node {
    let Plan::Buffer(bytes, maximum) = plan else { unreachable!("a buffer") };
    let (size, total) = (kind.element_bytes(), bytes.len() as u64);
    let offset = offset.min(total) / size * size;
    let room = (total - offset) / size;
    let length = match length {
        None if maximum.is_some() => None,
        length => Some(length.map_or(room, |length| length.min(room))),
    };
    Node::View(View { kind, buffer, offset, length })
}

/// A view onto a buffer of its own, whole if the offset is even.
fn own_view(kind: ViewKind, offset: u64, graph: &mut Graph) -> Node {
    let size = kind.element_bytes();
    let buffer = graph.add(Node::Buffer(vec![7; size as usize * 2], None));
    let skip = offset % 2;
    Node::View(View { kind, buffer, offset: skip * size, length: Some(2 - skip) })
}
