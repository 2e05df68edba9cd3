//! Worlds without JavaScript, saved and loaded.

use terrarium_codec::{
    Cache, CodecError, Graph, Limits, Load, Mode, Object, Parts, Save, Value, read_objects, read_values,
    write_roots,
};
use terrarium_ecs::{Column, GroupId, PAGE_SLOTS, VecColumn, World};

/// A world without JavaScript.
pub(crate) type Native = World<VecColumn<Value>>;

/// The snapshot of a world whose objects are those of the graph.
pub(crate) fn save(world: &mut Native, graph: &Graph, limits: &Limits) -> Result<Vec<u8>, CodecError> {
    let mut cache = Cache::default();
    let mut save = Save::begin(world, &cache, Mode::default());
    let roots: Vec<Vec<Value>> = save
        .tasks()
        .iter()
        .map(|task| {
            let column = world.column(task.component);
            let value = |&row: &u64| match task.page {
                None => column.shared_value(GroupId(row)).expect("a group has a value"),
                Some(page) => column.get(page * PAGE_SLOTS + row as u32).expect("a member has a value"),
            };
            task.rows.iter().map(value).collect()
        })
        .collect();
    let roots: Vec<&[Value]> = roots.iter().map(Vec::as_slice).collect();
    let written = write_roots(graph, &roots, limits)?;
    if let Some(commons) = written.commons {
        save.put_commons(&commons);
    }
    written.forms.into_iter().enumerate().for_each(|(task, form)| save.put(task, form));
    Ok(save.finish(world, &mut cache, limits.snapshot_bytes_max)?.to_bytes())
}

/// The world of a snapshot, and its objects.
pub(crate) fn load(bytes: &[u8], limits: &Limits) -> Result<(Native, Graph), CodecError> {
    let world = Native::new(0).expect("shard 0");
    let mut load = Load::open(&world, vec![bytes], *limits)?;
    let mut graph = Graph::default();
    let commons = load.commons()?.map(|array| read_objects(&mut graph, array)).transpose()?;
    for place in 0..load.blocks().len() {
        fill(&mut load, place, &mut graph, commons.as_deref().unwrap_or_default())?;
    }
    Ok((load.finish()?, graph))
}

/// Whether a file is a whole one in which no blocks have objects in common.
#[allow(dead_code, reason = "not every test damages files")]
pub(crate) fn is_plain(bytes: &[u8]) -> bool {
    let parts = Parts::open(vec![bytes], &Limits::default()).expect("a file that was loaded");
    let manifest = parts.manifest();
    !manifest.partial && !manifest.delta && manifest.commons.is_none()
}

fn fill(
    load: &mut Load<&[u8], VecColumn<Value>>,
    place: usize,
    graph: &mut Graph,
    commons: &[Object],
) -> Result<(), CodecError> {
    let block = load.blocks()[place];
    let read = load.read(place)?;
    let (rows, values) = (read.rows, read_values(graph, &read.form, commons)?);
    assert_eq!(rows.len(), values.len(), "a value for each row");
    for (row, value) in rows.into_iter().zip(values) {
        match block.page {
            None => load.bind(block.component, row, value)?,
            Some(page) => load.column_mut(block.component).set(page * PAGE_SLOTS + row as u32, value),
        }
    }
    Ok(())
}
