use terrarium_ecs::{Allocator, Column, ComponentError, ComponentId};

use super::{AgentEcs, AgentEntity, read_agent_ecs};
use crate::error::CodecError;
use crate::limits::Limits;
use crate::native::{GraphWorld, save_world, world_limits};
use crate::{Cache, Mode};

/// The snapshot that an AgentECS file stands for; see [`read_agent_ecs`].
///
/// # Errors
/// As [`read_agent_ecs`].
pub fn agent_ecs_snapshot(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, CodecError> {
    let file = read_agent_ecs(bytes, limits)?;
    let mut world = world_of(&file, limits)?;
    let saved = save_world(&mut world, &file.graph, Mode::default(), &mut Cache::default(), limits)?;
    Ok(saved.to_bytes())
}

fn world_of(file: &AgentEcs, limits: &Limits) -> Result<GraphWorld, CodecError> {
    let ids = Allocator::rebuild(file.shard, limits.entities_max, &file.slots, file.free.clone());
    let ids = ids.map_err(CodecError::corrupt)?;
    let empty = GraphWorld::with_limits(file.shard, world_limits(limits))?;
    let mut world = empty.staged(ids, 0, file.groups);
    let types = file.types.iter().map(|name| world.register(name.clone()));
    let types = types.collect::<Result<Vec<ComponentId>, ComponentError>>()?;
    for entity in &file.entities {
        fill(&mut world, entity, &types)?;
    }
    Ok(world)
}

fn fill(world: &mut GraphWorld, entity: &AgentEntity, types: &[ComponentId]) -> Result<(), CodecError> {
    for component in &entity.components {
        let (id, value) = (types[component.component], component.value.clone());
        let index = world.place(entity.id, id).map_err(|error| CodecError::corrupt(error.to_string()))?;
        match component.group {
            None => world.column_mut(id).set(index, value),
            Some(group) => {
                world.restore_group(id, group, value);
                world.restore_member(id, index, group);
            }
        }
    }
    Ok(())
}
