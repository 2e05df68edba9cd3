//! What a query says.

use super::token::Span;
use crate::{ComponentId, EntityId, Event, Name};

/// A query as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// All hold for a match.
    pub conditions: Vec<Condition>,
    /// The types that a row shows unless `select` says otherwise.
    pub columns: Vec<Column>,
    /// What a row, or a group, shows.
    pub select: Vec<Item>,
    /// What the members of a group have in common.
    pub group: Vec<Operand>,
    /// What comes first, most important first; then the lower index.
    pub order: Vec<Order>,
    /// At most so many rows, or groups.
    pub limit: Option<Count>,
    /// So many rows, or groups, are passed over.
    pub offset: Option<Count>,
    /// The names of the parameters, each once, and where each is mentioned first.
    pub parameters: Vec<(Name, Span)>,
}

/// A component type that a query names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// Its number in the world.
    pub id: ComponentId,
    /// Its name.
    pub name: Name,
}

/// A type that rows show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The type.
    pub component: Type,
    /// Whether a match may lack it.
    pub optional: bool,
}

/// What holds for an entity or does not.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All of them hold.
    All(Vec<Self>),
    /// One of them holds.
    Any(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// A question about the structure of the world.
    Structure(Structure),
    /// A question about values.
    Value(Test),
}

/// A question that masks answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Structure {
    /// It has the component.
    Has(Type),
    /// Something happened to its component within so many ticks.
    Within(Event, Type, Count),
    /// Its component is shared.
    Shared(Type),
    /// Its component is shared with this entity.
    Shares(Type, Handle),
    /// It is this entity.
    Is(EntityId),
}

/// An entity that a query names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handle {
    /// As `#0:42v3`.
    Given(EntityId),
    /// By a parameter.
    Parameter(Parameter),
}

/// A whole number that a query names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Count {
    /// As digits.
    Given(u32),
    /// By a parameter.
    Parameter(Parameter),
}

/// A value that is given beside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its place among the query's parameters.
    pub place: usize,
    /// Its name, without the dollar sign.
    pub name: Name,
}

/// A question about values.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// The entity that a reference leads to has the component that the path ends with.
    Leads(Operand),
    /// Two values stand in a relation.
    Compare(Operand, Relation, Operand),
    /// A value is one of several.
    In(Operand, Vec<Operand>),
    /// A value is there, and none of several.
    NotIn(Operand, Vec<Operand>),
    /// A collection has a member.
    Has(Operand, Operand),
    /// A collection is there, and does not have a member.
    HasNot(Operand, Operand),
    /// A text contains another, case not counting.
    Contains(Operand, Operand),
    /// A text is there, and does not contain another.
    ContainsNot(Operand, Operand),
    /// A value is of a kind.
    Is(Operand, ValueKind),
    /// A value is there, and not of a kind.
    IsNot(Operand, ValueKind),
}

/// How two values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// Kinds that `is` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueKind(pub(crate) usize);

/// A value of an entity, or one that is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// What a path leads to.
    Path(Path),
    /// A value that the text gives.
    Literal(Literal),
    /// A value that is given beside the text.
    Parameter(Parameter),
    /// The entity's own id.
    Entity,
    /// With its sign turned.
    Negative(Box<Self>),
    /// Two values and an operator between them: one of `+ - * / %`.
    Arithmetic(Box<Self>, &'static str, Box<Self>),
}

/// A value that the text gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `null`, `true`, `false`, `NaN` or `Infinity`.
    Word(&'static str),
    /// As it is written, which is as in JavaScript.
    Number(String),
    /// Its digits.
    BigInt(String),
    /// A text.
    Text(Name),
    /// A date, as ISO 8601 writes it.
    Date(String),
    /// An entity.
    Entity(EntityId),
}

/// The way to a value: from the entity itself, then from entities that values refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// At least one; all but the last lead to an entity.
    pub hops: Vec<Hop>,
}

/// A component of an entity, and the way inside its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// The component.
    pub component: Type,
    /// Property by property.
    pub steps: Vec<Step>,
}

/// A step inside a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The property of a name, or the entry of a map.
    Key(Name),
    /// The element of an index.
    Index(u32),
}

/// What a row or a group shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A value of the entity.
    Value(Operand),
    /// A figure of a group.
    Aggregate(Aggregate),
}

/// A figure of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// `count`, `sum`, `avg`, `min` or `max`.
    pub function: &'static str,
    /// Of what; only `count` may be of nothing, and then counts entities.
    pub of: Option<Operand>,
}

/// What comes first.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// By what.
    pub by: Item,
    /// Whether the greatest comes first.
    pub descending: bool,
}

impl ValueKind {
    /// What `is` can ask for, in the language's words.
    pub const NAMES: [&'static str; 13] = [
        "null", "missing", "nan", "boolean", "number", "bigint", "string", "date", "array", "map", "set",
        "object", "entity",
    ];

    /// Whether it asks for nothing to be there.
    #[must_use]
    pub fn is_missing(self) -> bool {
        self.name() == "missing"
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().position(|known| *known == name).map(Self)
    }

    /// Its word.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.get(self.0).copied().unwrap_or_default()
    }
}

impl Relation {
    pub(crate) const SIGNS: [(&'static str, Self); 6] = [
        ("=", Self::Equal),
        ("!=", Self::Unequal),
        ("<", Self::Less),
        ("<=", Self::AtMost),
        (">", Self::Greater),
        (">=", Self::AtLeast),
    ];

    /// Its sign.
    #[must_use]
    pub fn sign(self) -> &'static str {
        Self::SIGNS.iter().find(|(_, relation)| *relation == self).map_or("", |(sign, _)| sign)
    }
}
