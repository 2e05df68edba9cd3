//! Worlds without JavaScript, and their snapshots.

use terrarium_codec::{Cache, CodecError, Graph, GraphWorld, Limits, Mode, save_world};

/// The snapshot of a world whose objects are those of the graph.
pub(crate) fn save(world: &mut GraphWorld, graph: &Graph, limits: &Limits) -> Result<Vec<u8>, CodecError> {
    Ok(save_world(world, graph, Mode::default(), &mut Cache::default(), limits)?.to_bytes())
}
