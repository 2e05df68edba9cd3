use serde::{Serialize, Serializer};
use terrarium_ecs::EntityId;

use crate::edit::Entities;
use crate::path::Opening;
use crate::send::number;

/// Something of a world that can be followed: its content comes at once, and again whenever it is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// How the world is doing.
    Pulse,
    /// How many of what there are.
    Census,
    /// Some rows of what a query finds.
    Rows(RowsRequest),
    /// One entity, and the values of its components.
    Entity(EntityRequest),
    /// What can be undone, and done again.
    Edits,
    /// Who refers to an entity.
    References(ReferencesRequest),
    /// The worlds beside each other.
    Worlds,
    /// The snapshots that are kept.
    Snapshots,
    /// The history of the world.
    History,
    /// What is seen of the values of a component type, by its number.
    Type(u32),
    /// What pauses the simulation.
    Watches,
    /// Groups of entities that share a value, those with the most holders first.
    Shared(SharedRequest),
}

/// The kinds of views. A client follows one view of each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ViewKind {
    /// `View::Pulse`
    Pulse = 1,
    /// `View::Census`
    Census,
    /// `View::Rows`
    Rows,
    /// `View::Entity`
    Entity,
    /// What is seen of a type.
    Type,
    /// What pauses the simulation.
    Watches,
    /// `View::Shared`
    Shared,
    /// `View::Worlds`
    Worlds,
    /// `View::Snapshots`
    Snapshots,
    /// `View::History`
    History,
    /// `View::Edits`
    Edits,
    /// `View::References`
    References,
}

impl ViewKind {
    /// The number of its subscription.
    pub(crate) const fn subscription(self) -> u32 {
        self as u32
    }
}

/// Which groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SharedRequest {
    /// The first group.
    pub first: u32,
    /// How many.
    pub count: u32,
}

/// Which rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RowsRequest {
    /// The query's text; empty for all entities.
    pub query: String,
    /// The first row.
    pub first: u32,
    /// How many.
    pub count: u32,
    /// An entity that is to stay in its place: the rows move with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// An entity whose row is wanted.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional_handle")]
    pub track: Option<EntityId>,
}

/// An entity, and the row that it was in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Anchor {
    /// The entity.
    #[serde(serialize_with = "handle")]
    pub entity: EntityId,
    /// Its row.
    pub row: u32,
}

/// Which entity, and what of its values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntityRequest {
    /// The entity.
    #[serde(serialize_with = "handle")]
    pub entity: EntityId,
    /// Nodes that are open beside the components themselves.
    pub open: Vec<Opening>,
    /// Entities that it is compared with.
    #[serde(skip_serializing_if = "Entities::is_empty")]
    pub beside: Entities,
}

/// Whom is referred to, and which of those who do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ReferencesRequest {
    /// The entity that is referred to.
    #[serde(serialize_with = "handle")]
    pub entity: EntityId,
    /// The first of those who refer to it.
    pub first: u32,
    /// How many.
    pub count: u32,
}

/// Which type.
#[derive(Debug, Serialize)]
struct TypeRequest {
    #[serde(rename = "type")]
    number: u32,
}

impl View {
    /// The view's name.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Pulse => "pulse",
            Self::Census => "census",
            Self::Rows(_) => "rows",
            Self::Entity(_) => "entity",
            Self::Edits => "edits",
            Self::References(_) => "references",
            Self::Worlds => "worlds",
            Self::Snapshots => "snapshots",
            Self::History => "history",
            Self::Type(_) => "type",
            Self::Watches => "watches",
            Self::Shared(_) => "shared",
        }
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> ViewKind {
        match self {
            Self::Pulse => ViewKind::Pulse,
            Self::Census => ViewKind::Census,
            Self::Rows(_) => ViewKind::Rows,
            Self::Entity(_) => ViewKind::Entity,
            Self::Type(_) => ViewKind::Type,
            Self::Watches => ViewKind::Watches,
            Self::Shared(_) => ViewKind::Shared,
            Self::Worlds => ViewKind::Worlds,
            Self::Snapshots => ViewKind::Snapshots,
            Self::History => ViewKind::History,
            Self::Edits => ViewKind::Edits,
            Self::References(_) => ViewKind::References,
        }
    }

    /// The number of its subscription.
    pub(crate) const fn subscription(&self) -> u32 {
        self.kind().subscription()
    }
}

/// What is asked of the view.
impl Serialize for View {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Pulse
            | Self::Census
            | Self::Watches
            | Self::Worlds
            | Self::Snapshots
            | Self::History
            | Self::Edits => serializer.serialize_none(),
            Self::References(request) => request.serialize(serializer),
            Self::Rows(request) => request.serialize(serializer),
            Self::Entity(request) => request.serialize(serializer),
            Self::Type(number) => TypeRequest { number: *number }.serialize(serializer),
            Self::Shared(request) => request.serialize(serializer),
        }
    }
}

pub(crate) fn handle<S: Serializer>(entity: &EntityId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(number(*entity))
}

pub(crate) fn optional_handle<S: Serializer>(
    entity: &Option<EntityId>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match entity {
        Some(entity) => handle(entity, serializer),
        None => serializer.serialize_none(),
    }
}
