//! All that can be seen of a small world, for comparing it before and after.

use terrarium_ecs::{ComponentId, EntityId, GroupId};

use super::plain::Plain;

/// A component with its value and its group.
pub(crate) type Cell = (ComponentId, Option<u32>, Option<GroupId>);

/// What an entity has.
pub(crate) fn cells(world: &Plain, entity: EntityId) -> Vec<Cell> {
    let held = world.components_of(entity).into_iter();
    held.map(|id| (id, world.get(entity, id), world.sharing(entity, id))).collect()
}

/// Everyone with what they have, the world's own entity first, and the clocks.
pub(crate) fn dump(world: &Plain) -> (Vec<(EntityId, Vec<Cell>)>, usize, u32, u64) {
    let indices = 0..world.handles().len() as u32;
    let living = indices.filter_map(|index| world.entity_at(index));
    let rows = living.map(|entity| (entity, cells(world, entity))).collect();
    (rows, world.room(), world.tick(), world.structure().to_bits())
}
