//! What holds of every world that is read, whatever was in the file.

use std::collections::{BTreeMap, BTreeSet};

use terrarium_codec::{AgentComponent, AgentEcs, Node, Object, Properties, Value};
use terrarium_ecs::{Allocator, EntityId, Slot};

type Outcome = Result<(), String>;

pub(crate) fn check(world: &AgentEcs) -> Outcome {
    Allocator::rebuild(world.shard, EntityId::INDEX_MAX, &world.slots, world.free.clone())?;
    ensure(world.free.is_sorted_by(|a, b| a > b), "the lowest vacant index is not next")?;
    let indices: Vec<u32> = world.entities.iter().map(|entity| entity.id.index()).collect();
    ensure(indices.is_sorted_by(|a, b| a < b), "entities are out of order")?;
    let alive = world.entities.iter().all(|entity| {
        world.slots.get(entity.id.index() as usize) == Some(&Slot::Alive(entity.id.generation()))
    });
    ensure(alive, "an entity has no slot of its own")?;
    ensure(distinct(&world.types), "two types have one name")?;
    components(world)?;
    groups(world)
}

fn ensure(so: bool, message: &str) -> Outcome {
    if so { Ok(()) } else { Err(message.into()) }
}

fn distinct<T: Ord>(list: impl IntoIterator<Item = T>) -> bool {
    let mut met = BTreeSet::new();
    list.into_iter().all(|element| met.insert(element))
}

fn components(world: &AgentEcs) -> Outcome {
    let mut met = BTreeSet::new();
    for entity in &world.entities {
        let types = entity.components.iter().map(|component| component.component);
        ensure(types.clone().all(|component| component < world.types.len()), "a type has no name")?;
        ensure(distinct(types), "an entity has two components of a type")?;
        entity.components.iter().try_for_each(|component| value(world, &component.value, &mut met))?;
    }
    Ok(())
}

/// Follows a value to all that it refers to.
fn value(world: &AgentEcs, value: &Value, met: &mut BTreeSet<Object>) -> Outcome {
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        let Value::Object(object) = value else { continue };
        if !met.insert(*object) {
            continue;
        }
        match world.graph.node(*object).ok_or("an object is not in the graph")? {
            Node::Array(elements) => waiting.extend(elements.iter().flatten()),
            Node::Set(members) => waiting.extend(members),
            Node::Map(entries) => waiting.extend(entries.iter().flat_map(|(key, value)| [key, value])),
            Node::Plain(properties) | Node::Instance(_, properties) => {
                names(properties)?;
                waiting.extend(properties.iter().map(|(_, value)| value));
            }
            Node::Date(milliseconds) => ensure(milliseconds.abs() <= 8.64e15, "no such date")?,
            Node::View(view) => ensure(world.graph.node(view.buffer).is_some(), "a view onto nothing")?,
            other => return Err(format!("{other:?} is nothing that Python has")),
        }
    }
    Ok(())
}

fn names(properties: &Properties) -> Outcome {
    ensure(distinct(properties.iter().map(|(name, _)| name)), "an object has a name twice")
}

/// Every group has holders, one type and one value.
fn groups(world: &AgentEcs) -> Outcome {
    let mut groups: BTreeMap<u64, (usize, String)> = BTreeMap::new();
    for AgentComponent { component, value, group } in
        world.entities.iter().flat_map(|entity| &entity.components)
    {
        let Some(group) = group else { continue };
        let held = (*component, format!("{value:?}"));
        let known = groups.entry(group.0).or_insert_with(|| held.clone());
        ensure(*known == held, "a group has two values")?;
    }
    ensure(groups.keys().copied().eq(1..=world.groups), "groups are not numbered from 1 on")
}
