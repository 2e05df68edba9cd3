//! The storage core of Terrarium: who is alive, who has which component, who shares it, and who matches.
//!
//! The core owns everything about a world except the values. Values live in a [`Column`] per component
//! type; the browser's column is an array of JavaScript pages, the native one ([`VecColumn`]) a vector.
//! The world is cut into pages of [`PAGE_SLOTS`] entity indices, so a value never moves when an entity
//! changes shape: adding or removing a component is one bit, and a query is a bitwise AND over masks.
//!
//! ```
//! use terrarium_ecs::{Name, QuerySpec, VecColumn, World};
//!
//! let mut world: World<VecColumn<i32>> = World::new(0)?;
//! let health = world.register(Name::from("Health"))?;
//! let poison = world.register(Name::from("Poison"))?;
//! let ant = world.create()?;
//! world.set(ant, health, 10)?;
//! world.set(ant, poison, 3)?;
//! let sick = world.prepare(QuerySpec { all: vec![health, poison], ..QuerySpec::default() });
//! assert_eq!(world.count(sick), 1);
//! world.destroy(ant)?;
//! assert_eq!(world.count(sick), 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod allocator;
mod archetype;
mod batch;
mod check;
mod clock;
mod column;
mod entity;
mod error;
pub mod language;
mod lineage;
mod mask;
mod name;
mod presence;
mod query;
mod rebuild;
mod registry;
mod sharing;
mod sorted;
mod state;
mod store;
mod ticks;
mod world;

pub use allocator::{Allocator, Slot};
pub use archetype::Archetype;
pub use batch::{Batch, BatchError, Put, Step};
pub use column::{Column, VecColumn};
pub use entity::{EntityId, EntitySyntaxError};
pub use error::{ComponentError, EntityError, WriteError};
pub use lineage::{Part, Source};
pub use mask::{Mask, PAGE_SLOTS};
pub use name::Name;
pub use presence::Event;
pub use query::{Matches, PageMatch, QueryId, QuerySpec};
pub use registry::{ComponentId, Limits};
pub use sharing::GroupId;
pub use sorted::sorted;
pub use ticks::Stamps;
pub use world::World;
