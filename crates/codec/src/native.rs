use terrarium_ecs::{Column, GroupId, PAGE_SLOTS, VecColumn, World};

use crate::{
    Cache, CodecError, Graph, Limits, Load, Mode, Save, Saved, Task, Value, read_objects, read_values,
    write_roots,
};

/// A world without JavaScript: its values are those of a [`Graph`].
pub type GraphWorld = World<VecColumn<Value>>;

/// Saves a world of a graph's values.
///
/// # Errors
/// `Unsupported` for what JavaScript cannot hold; `Limit`.
pub fn save_world(
    world: &mut GraphWorld,
    graph: &Graph,
    mode: Mode,
    cache: &mut Cache,
    limits: &Limits,
) -> Result<Saved, CodecError> {
    let mut save = Save::begin(world, cache, mode);
    let needed: Vec<usize> = (0..save.tasks().len()).filter(|&task| save.tasks()[task].needed).collect();
    let values: Vec<Vec<Value>> = needed.iter().map(|&task| values_of(world, &save.tasks()[task])).collect();
    let roots: Vec<&[Value]> = values.iter().map(Vec::as_slice).collect();
    let written = write_roots(graph, &roots, limits)?;
    if let Some(commons) = &written.commons {
        save.put_commons(commons);
    }
    for (task, form) in needed.into_iter().zip(written.forms) {
        save.put(task, form);
    }
    save.finish(world, cache, limits.snapshot_bytes_max)
}

fn values_of(world: &GraphWorld, task: &Task) -> Vec<Value> {
    let column = world.column(task.component);
    let value = |&row: &u64| match task.page {
        Some(page) => column.get(page * PAGE_SLOTS + row as u32),
        None => column.shared_value(GroupId(row)),
    };
    task.rows().iter().filter_map(value).collect()
}

/// Restores a world, whose values are added to a graph, from a snapshot and its deltas.
///
/// # Errors
/// As [`Load`].
pub fn load_world<B: AsRef<[u8]>>(
    files: Vec<B>,
    graph: &mut Graph,
    limits: Limits,
) -> Result<GraphWorld, CodecError> {
    let mut world = GraphWorld::with_limits(0, world_limits(&limits))?;
    let mut load = Load::open(&world, files, limits)?;
    let commons = load.commons()?.map(|array| read_objects(graph, array)).transpose()?.unwrap_or_default();
    for block in 0..load.blocks().len() {
        let values = load.read(block)?;
        let made = read_values(graph, &values.form, &commons)?;
        let rows: Vec<(u64, Value)> = values.rows.into_iter().zip(made).collect();
        let found = load.blocks()[block];
        for (row, value) in rows {
            match found.page {
                Some(page) => load.column_mut(found.component).set(page * PAGE_SLOTS + row as u32, value),
                None => load.bind(found.component, row, value)?,
            }
        }
    }
    world.replace(load.finish()?);
    Ok(world)
}

pub(crate) fn world_limits(limits: &Limits) -> terrarium_ecs::Limits {
    terrarium_ecs::Limits {
        entities_max: limits.entities_max,
        component_types_max: limits.component_types_max,
        name_bytes_max: limits.name_bytes_max,
    }
}
