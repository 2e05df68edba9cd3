use std::fmt;

use crate::{EntityId, Name};

/// Why an entity cannot be what it was asked to be. The world is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EntityError {
    /// The handle was never given out, or its entity was destroyed.
    Stale,
    /// The handle belongs to a world of another shard.
    WrongShard,
    /// The handle is the world's own entity (index 0), which lives as long as the world.
    Reserved,
    /// The world holds as many entities as its limit, or its id space, allows.
    EntitiesMax,
    /// The handle is to be given out anew, and was given out before.
    Taken,
}

impl fmt::Display for EntityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Stale => {
                "the entity is not alive; ask is_alive before writing to a handle kept from earlier"
            }
            Self::WrongShard => "the entity belongs to another shard; use the world that made it",
            Self::Reserved => "entity 0 belongs to the world itself and cannot be destroyed, merged or split",
            Self::Taken => "the entity's id was given out before in this world; let it have another",
            Self::EntitiesMax => "no entity can be created: raise the limit on entities, or destroy some",
        })
    }
}

impl std::error::Error for EntityError {}

/// Why a component type cannot be registered. The world is as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ComponentError {
    /// Another type of this world has the name.
    DuplicateName(Name),
    /// The name is longer than the limit, in bytes.
    NameBytesMax(usize),
    /// The world has as many types as its limit allows.
    ComponentTypesMax(usize),
    /// A shard outside `0..=1023` was asked for.
    ShardMax(u32),
}

impl fmt::Display for ComponentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DuplicateName(name) => {
                write!(f, "another component type is called {name}; give one of them another name")
            }
            Self::NameBytesMax(max) => {
                write!(f, "the name is longer than {max} bytes; shorten it or raise the limit")
            }
            Self::ComponentTypesMax(max) => {
                write!(f, "the world has {max} component types already; raise the limit")
            }
            Self::ShardMax(shard) => write!(f, "shard {shard} is outside 0..={}", EntityId::SHARD_MAX),
        }
    }
}

impl std::error::Error for ComponentError {}

/// Why a component cannot be written as asked. The world is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteError {
    /// The entity cannot be written to.
    Entity(EntityError),
    /// The entity does not have the component.
    Missing,
    /// The entity has the component, but for itself alone.
    NotShared,
}

impl From<EntityError> for WriteError {
    fn from(error: EntityError) -> Self {
        Self::Entity(error)
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entity(error) => error.fmt(f),
            Self::Missing => f.write_str("the entity does not have the component; set it first"),
            Self::NotShared => {
                f.write_str("the component is not shared; share it, or set it for this entity alone")
            }
        }
    }
}

impl std::error::Error for WriteError {}
