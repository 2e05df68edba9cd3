use serde::{Deserialize, Deserializer};
use terrarium_ecs::EntityId;

use crate::path::Path;
use crate::text::Text;
use crate::value::{Value, entity};

/// How a world is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
pub struct Pulse {
    /// Its clock.
    pub tick: u32,
    /// Living entities.
    pub entities: u32,
    /// Whether it is running, where somebody says.
    pub running: Option<bool>,
    /// Milliseconds that a tick costs, where somebody says.
    pub cost: Option<f64>,
}

/// How many of what there are in a world.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Census {
    /// Living entities.
    pub entities: u32,
    /// Component types by number.
    pub types: Vec<TypeCount>,
    /// Archetypes, which keep their places while their counts change.
    pub archetypes: Vec<Archetype>,
    /// Types that are defined, and that the world has not come to know yet.
    #[serde(default)]
    pub unused: Vec<Text>,
}

/// A component type.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct TypeCount {
    /// Its name.
    pub name: Text,
    /// Its name as a query says it.
    pub query: String,
    /// Entities that have it.
    pub entities: u32,
    /// Groups that share a value.
    pub groups: u32,
}

/// A set of component types that some entities have exactly.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Archetype {
    /// The types by number, ascending.
    pub types: Vec<u32>,
    /// How many entities.
    pub entities: u32,
}

/// Some rows of what a query finds.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Rows {
    /// How many there are in all.
    pub total: u32,
    /// How far the anchor has moved from the row that it was in.
    pub moved: i64,
    /// The number of the first row.
    pub first: u32,
    /// What the cells are of.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Where the tracked entity is.
    pub tracked: Option<Tracked>,
}

/// A column of rows.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Column {
    /// What it is called.
    pub name: Text,
    /// The number of the component type that it shows.
    #[serde(rename = "type")]
    pub component: Option<u32>,
}

/// A row: an entity, or a group of entities.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Row {
    /// The entity; `None` for a group.
    #[serde(deserialize_with = "optional_handle")]
    pub entity: Option<EntityId>,
    /// How many entities are in the group.
    #[serde(default)]
    pub members: u32,
    /// A value for each column.
    pub cells: Vec<Value>,
    /// The columns whose value is shared.
    pub shared: Vec<u32>,
}

/// Where an entity is among the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Tracked {
    /// Its row, or the one in which it would be.
    pub row: u32,
    /// Whether it is there.
    pub listed: bool,
}

/// One entity.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct EntityView {
    /// Which one.
    #[serde(deserialize_with = "handle")]
    pub entity: EntityId,
    /// Whether it lives.
    pub alive: bool,
    /// The clock, if it lives.
    pub tick: Option<u32>,
    /// Its components, if it lives.
    #[serde(default)]
    pub components: Vec<Component>,
    /// Who lives in its place, if it is dead.
    #[serde(default, deserialize_with = "optional_handle")]
    pub successor: Option<EntityId>,
}

/// A component of an entity.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Component {
    /// The number of its type.
    #[serde(rename = "type")]
    pub number: u32,
    /// The name of its type.
    pub name: Text,
    /// Its value.
    pub value: Value,
    /// The group that shares the value.
    pub shared: Option<Group>,
    /// How many of those that the entity is compared with do not have it.
    #[serde(default)]
    pub lacking: u32,
    /// Where their values differ from this one.
    #[serde(default)]
    pub mixed: Vec<Path>,
}

/// A group of entities that share a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Group {
    /// Its number in the world.
    #[serde(rename = "group")]
    pub number: u32,
    /// How many share it.
    pub holders: u32,
}

/// What can be taken back, and done again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct EditsView {
    /// What would be taken back.
    pub undo: Option<Text>,
    /// What would be done again.
    pub redo: Option<Text>,
}

/// Who refers to an entity.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct References {
    /// How many were found.
    pub total: u32,
    /// Whether all values were looked through.
    pub complete: bool,
    /// Some of those that were found.
    pub references: Vec<Reference>,
}

/// A place that refers to an entity.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Reference {
    /// Whose.
    #[serde(deserialize_with = "handle")]
    pub entity: EntityId,
    /// The number of the component's type.
    #[serde(rename = "type")]
    pub component: u32,
    /// Where in the component.
    pub path: Path,
}

pub(crate) fn handle<'de, D: Deserializer<'de>>(deserializer: D) -> Result<EntityId, D::Error> {
    entity(f64::deserialize(deserializer)?)
}

pub(crate) fn optional_handle<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<EntityId>, D::Error> {
    Option::<f64>::deserialize(deserializer)?.map(entity).transpose()
}
