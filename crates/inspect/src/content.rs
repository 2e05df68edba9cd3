use terrarium_ecs::EntityId;

use crate::json::object;
use crate::path::Path;
use crate::text::Text;
use crate::value::Value;

/// How a world is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
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

object!(Pulse { tick, entities, running, cost });

/// How many of what there are in a world.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Census {
    /// Living entities.
    pub entities: u32,
    /// Component types by number.
    pub types: Vec<TypeCount>,
    /// Archetypes, which keep their places while their counts change.
    pub archetypes: Vec<Archetype>,
    /// Types that are defined, and that the world has not come to know yet.
    pub unused: Vec<Text>,
}

object!(Census { entities, types, archetypes, unused or Vec::new() });

/// A component type.
#[derive(Clone, Debug, PartialEq)]
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

object!(TypeCount { name, query, entities, groups });

/// A set of component types that some entities have exactly.
#[derive(Clone, Debug, PartialEq)]
pub struct Archetype {
    /// The types by number, ascending.
    pub types: Vec<u32>,
    /// How many entities.
    pub entities: u32,
}

object!(Archetype { types, entities });

/// Some rows of what a query finds.
#[derive(Clone, Debug, Default, PartialEq)]
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

object!(Rows { total, moved, first, columns, rows, tracked });

/// A column of rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What it is called.
    pub name: Text,
    /// The number of the component type that it shows.
    pub component: Option<u32>,
}

object!(Column { name, component: "type" });

/// A row: an entity, or a group of entities.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The entity; `None` for a group.
    pub entity: Option<EntityId>,
    /// How many entities are in the group.
    pub members: u32,
    /// A value for each column.
    pub cells: Vec<Value>,
    /// The columns whose value is shared.
    pub shared: Vec<u32>,
}

object!(Row { entity, members or 0, cells, shared });

/// Where an entity is among the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tracked {
    /// Its row, or the one in which it would be.
    pub row: u32,
    /// Whether it is there.
    pub listed: bool,
}

object!(Tracked { row, listed });

/// One entity.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityView {
    /// Which one.
    pub entity: EntityId,
    /// Whether it lives.
    pub alive: bool,
    /// The clock, if it lives.
    pub tick: Option<u32>,
    /// Its components, if it lives.
    pub components: Vec<Component>,
    /// Who lives in its place, if it is dead.
    pub successor: Option<EntityId>,
}

object!(EntityView { entity, alive, tick, components or Vec::new(), successor });

/// A component of an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// The number of its type.
    pub number: u32,
    /// The name of its type.
    pub name: Text,
    /// Its value.
    pub value: Value,
    /// The group that shares the value.
    pub shared: Option<Group>,
    /// How many of those that the entity is compared with do not have it.
    pub lacking: u32,
    /// Where their values differ from this one.
    pub mixed: Vec<Path>,
}

object!(Component { number: "type", name, value, shared, lacking or 0, mixed or Vec::new() });

/// A group of entities that share a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its number in the world.
    pub number: u32,
    /// How many share it.
    pub holders: u32,
}

object!(Group { number: "group", holders });

/// What can be taken back, and done again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditsView {
    /// What would be taken back.
    pub undo: Option<Text>,
    /// What would be done again.
    pub redo: Option<Text>,
}

object!(EditsView { undo, redo });

/// Who refers to an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct References {
    /// How many were found.
    pub total: u32,
    /// Whether all values were looked through.
    pub complete: bool,
    /// Some of those that were found.
    pub references: Vec<Reference>,
}

object!(References { total, complete, references });

/// A place that refers to an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Whose.
    pub entity: EntityId,
    /// The number of the component's type.
    pub component: u32,
    /// Where in the component.
    pub path: Path,
}

object!(Reference { entity, component: "type", path });
