use std::hash::{Hash, Hasher};

use terrarium_ecs::{EntityId, Name};

use crate::writer::NAN_64;

/// A JavaScript value. What has an identity in JavaScript is a node of a [`Graph`], so values are equal
/// exactly when `Object.is` says so.
#[derive(Clone, Debug)]
pub enum Value {
    /// `undefined`.
    Undefined,
    /// `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number; every NaN is one.
    Number(f64),
    /// A bigint.
    BigInt(BigInt),
    /// A string.
    Text(Name),
    /// A number that is the handle of an entity, where its type says so.
    Entity(EntityId),
    /// An object.
    Object(Object),
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Undefined, Self::Undefined) | (Self::Null, Self::Null) => true,
            (Self::Bool(one), Self::Bool(other)) => one == other,
            (Self::Number(one), Self::Number(other)) => number_bits(*one) == number_bits(*other),
            (Self::BigInt(one), Self::BigInt(other)) => one == other,
            (Self::Text(one), Self::Text(other)) => one == other,
            (Self::Entity(one), Self::Entity(other)) => one == other,
            (Self::Object(one), Self::Object(other)) => one == other,
            _ => false,
        }
    }
}

impl Eq for Value {}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Undefined | Self::Null => {}
            Self::Bool(value) => value.hash(state),
            Self::Number(value) => number_bits(*value).hash(state),
            Self::BigInt(value) => value.hash(state),
            Self::Text(value) => value.hash(state),
            Self::Entity(value) => value.hash(state),
            Self::Object(value) => value.hash(state),
        }
    }
}

/// One NaN, two zeros.
pub(crate) const fn number_bits(number: f64) -> u64 {
    if number.is_nan() { NAN_64 } else { number.to_bits() }
}

/// A whole number of any size.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BigInt {
    /// Whether it is below zero.
    pub negative: bool,
    /// Big-endian, without leading zeros, of n, or of -1-n where it is negative.
    pub magnitude: Vec<u8>,
}

/// An object's place in its graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Object(pub u32);

/// Names and values in order, each name once.
pub type Properties = Vec<(Name, Value)>;

/// What an object is.
#[derive(Clone, Debug)]
pub enum Node {
    /// An array; `None` is a hole.
    Array(Vec<Option<Value>>),
    /// An array of this length with few members, by ascending index.
    Sparse(u32, Vec<(u32, Value)>),
    /// A plain object.
    Plain(Properties),
    /// An object without a prototype.
    Record(Properties),
    /// An instance of a class.
    Instance(Name, Properties),
    /// What the `encode` hook of a class or type answered.
    Encoded(Name, Value),
    /// Milliseconds since 1970; NaN for an invalid date.
    Date(f64),
    /// Keys and values in order.
    Map(Vec<(Value, Value)>),
    /// Members in order.
    Set(Vec<Value>),
    /// Bytes, and the maximum of a resizable buffer.
    Buffer(Vec<u8>, Option<u64>),
    /// A typed array or `DataView`.
    View(View),
    /// Source, flags, last index.
    RegExp(Name, Name, f64),
    /// An error: the built-in class, and its own properties.
    Error(Name, Properties),
    /// The object form of a primitive.
    Box(Value),
    /// A built-in object with properties besides, or of a class derived from the built-in one.
    Extended(Option<Name>, Properties, Object),
}

/// A view onto a buffer.
#[derive(Clone, Debug)]
pub struct View {
    /// The JavaScript class, such as `Float32Array`.
    pub kind: ViewKind,
    /// The buffer, a [`Node::Buffer`].
    pub buffer: Object,
    /// Bytes before the first element.
    pub offset: u64,
    /// Elements; `None` where it follows the buffer's length.
    pub length: Option<u64>,
}

/// The classes of views.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the JavaScript class of its name")]
pub enum ViewKind {
    Uint8Array,
    Uint8ClampedArray,
    Uint16Array,
    Uint32Array,
    BigUint64Array,
    Int8Array,
    Int16Array,
    Int32Array,
    BigInt64Array,
    Float16Array,
    Float32Array,
    Float64Array,
    DataView,
}

/// Class, element bytes, and the tag of one over the whole of a buffer.
const VIEWS: [(ViewKind, &str, u64, Option<u64>); 13] = [
    (ViewKind::Uint8Array, "Uint8Array", 1, Some(64)),
    (ViewKind::Uint8ClampedArray, "Uint8ClampedArray", 1, Some(68)),
    (ViewKind::Uint16Array, "Uint16Array", 2, Some(69)),
    (ViewKind::Uint32Array, "Uint32Array", 4, Some(70)),
    (ViewKind::BigUint64Array, "BigUint64Array", 8, Some(71)),
    (ViewKind::Int8Array, "Int8Array", 1, Some(72)),
    (ViewKind::Int16Array, "Int16Array", 2, Some(77)),
    (ViewKind::Int32Array, "Int32Array", 4, Some(78)),
    (ViewKind::BigInt64Array, "BigInt64Array", 8, Some(79)),
    (ViewKind::Float16Array, "Float16Array", 2, Some(84)),
    (ViewKind::Float32Array, "Float32Array", 4, Some(85)),
    (ViewKind::Float64Array, "Float64Array", 8, Some(86)),
    (ViewKind::DataView, "DataView", 1, None),
];

impl ViewKind {
    const fn row(self) -> &'static (Self, &'static str, u64, Option<u64>) {
        &VIEWS[self as usize]
    }

    /// The name of the JavaScript class.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().1
    }

    /// Bytes of an element.
    #[must_use]
    pub const fn element_bytes(self) -> u64 {
        self.row().2
    }

    pub(crate) const fn tag(self) -> Option<u64> {
        self.row().3
    }

    pub(crate) fn of_name(name: &str) -> Option<Self> {
        VIEWS.iter().find(|row| row.1 == name).map(|row| row.0)
    }

    pub(crate) fn of_tag(tag: u64) -> Option<Self> {
        VIEWS.iter().find(|row| row.3 == Some(tag)).map(|row| row.0)
    }
}

/// Objects that refer to each other. An object that is added is never removed.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    nodes: Vec<Node>,
}

impl Graph {
    /// Adds an object.
    pub fn add(&mut self, node: Node) -> Object {
        self.nodes.push(node);
        Object(self.nodes.len() as u32 - 1)
    }

    /// Replaces an object, so that it can refer to what was added after it.
    pub fn replace(&mut self, object: Object, node: Node) {
        if let Some(place) = self.nodes.get_mut(object.0 as usize) {
            *place = node;
        }
    }

    /// How many objects there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// What an object is; `None` for one of another graph.
    #[must_use]
    pub fn node(&self, object: Object) -> Option<&Node> {
        self.nodes.get(object.0 as usize)
    }
}
