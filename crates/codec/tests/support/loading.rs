//! Snapshots loaded without JavaScript.

use terrarium_codec::{CodecError, Graph, GraphWorld, Limits, load_world};

/// The world of a snapshot, and its objects.
pub(crate) fn load(bytes: &[u8], limits: &Limits) -> Result<(GraphWorld, Graph), CodecError> {
    let mut graph = Graph::default();
    let world = load_world(vec![bytes], &mut graph, *limits)?;
    Ok((world, graph))
}
