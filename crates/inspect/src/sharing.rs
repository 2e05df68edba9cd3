use terrarium_ecs::EntityId;

use crate::json::object;
use crate::text::Text;
use crate::value::Value;

/// Groups of entities that share a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SharedGroups {
    /// How many groups there are.
    pub total: u32,
    /// The place of the first that is told.
    pub first: u32,
    /// Those that were asked for.
    pub groups: Vec<SharedGroup>,
}

object!(SharedGroups { total, first, groups });

/// Entities that share a value.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedGroup {
    /// The number of the component type.
    pub component: u32,
    /// Its name.
    pub name: Text,
    /// Its name as a query says it.
    pub query: String,
    /// The number of the group in its world.
    pub group: u32,
    /// How many share the value.
    pub holders: u32,
    /// The first of them.
    pub first: EntityId,
    /// The value in brief.
    pub value: Value,
}

object!(SharedGroup { component: "type", name, query, group, holders, first, value });

/// Equal values that could be shared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Equals {
    /// How many values were compared.
    pub compared: u32,
    /// Whether some were left out, there being too many.
    pub is_cut: bool,
    /// What was found, by place; those that would save most first.
    pub equals: Vec<EqualValues>,
}

object!(Equals { compared, is_cut: "isCut", equals });

/// Entities whose values are equal, although each has its own.
#[derive(Clone, Debug, PartialEq)]
pub struct EqualValues {
    /// The name of the component type.
    pub name: Text,
    /// How many entities.
    pub entities: u32,
    /// Bytes that sharing would save in a snapshot.
    pub saved: f64,
    /// The value in brief.
    pub value: Value,
}

object!(EqualValues { name, entities, saved, value });
