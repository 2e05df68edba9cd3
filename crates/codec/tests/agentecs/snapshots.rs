//! Files that become snapshots, and these worlds.

use terrarium_codec::{
    AgentComponent, AgentEcs, AgentEntity, Cache, ErrorKind, Graph, GraphWorld, Limits, Mode,
    agent_ecs_snapshot, load_world, save_world,
};

use crate::{fixture, read, show};

/// Whether the snapshot of a file holds what was read from it, and is as it would be written again. A limit
/// may be in the way.
pub(crate) fn check(file: &[u8], read: &AgentEcs) -> Result<(), String> {
    let limits = Limits::default();
    let bytes = match agent_ecs_snapshot(file, &limits) {
        Err(error) if error.kind == ErrorKind::Limit => return Ok(()),
        answer => answer.map_err(|error| error.to_string())?,
    };
    let mut graph = Graph::default();
    let mut world = load_world(vec![&bytes], &mut graph, limits).map_err(|error| error.to_string())?;
    let restored = (world.slots().collect(), world.free().to_vec(), world.groups_founded(), world.shard());
    if restored != (read.slots.clone(), read.free.clone(), read.groups, read.shard) {
        return Err("the entities are others".into());
    }
    read.entities.iter().try_for_each(|entity| same(read, entity, &world, &graph))?;
    let again = save_world(&mut world, &graph, Mode::default(), &mut Cache::default(), &limits);
    let again = again.map_err(|error| error.to_string())?.to_bytes();
    if again == bytes { Ok(()) } else { Err("the snapshot is written in another way again".into()) }
}

fn same(read: &AgentEcs, entity: &AgentEntity, world: &GraphWorld, graph: &Graph) -> Result<(), String> {
    if world.components_of(entity.id).len() != entity.components.len() {
        return Err(format!("{} has other components", entity.id));
    }
    for AgentComponent { component, value, group } in &entity.components {
        let name = &read.types[*component];
        let found = world.find(name).ok_or_else(|| format!("{name} is gone"))?;
        let restored = world.get(entity.id, found).map(|value| show::value(graph, &value));
        if restored != Some(show::value(&read.graph, value)) || world.sharing(entity.id, found) != *group {
            return Err(format!("{name} of {} is another: {restored:?}", entity.id));
        }
    }
    Ok(())
}

/// B1 to B4 of AgentECS: its own restored worlds are empty, or mixed with what was there before.
#[test]
fn the_snapshot_of_a_file_holds_its_world() {
    for name in ["simple", "shared", "rich", "sharded", "recycled", "protocol-2"] {
        let file = fixture(name);
        check(&file, &read(&file).expect("the fixture is of AgentECS")).expect(name);
    }
}
