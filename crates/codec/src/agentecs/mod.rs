//! Reading the worlds of AgentECS.

mod builder;
mod bytes;
mod class;
mod contents;
mod date;
mod file;
mod import;
mod instance;
mod parts;
mod slots;
mod snapshot;
mod text;
mod types;
mod unique;

pub use snapshot::agent_ecs_snapshot;

use terrarium_ecs::{EntityId, GroupId, Name, Slot};

use crate::error::{CodecError, ensure_within};
use crate::foreign;
use crate::graph::{Graph, Value};
use crate::header::MAGIC;
use crate::limits::Limits;
use crate::pickle::{self, Budget};

/// A world of AgentECS.
///
/// Its file tells neither which ids were handed out before nor which will be next, so slots without an entity
/// are vacant: the lowest is used next, and gives out the generation after the last that any value holds, at
/// least 1. So no handle in the file comes to mean an entity that is made later.
#[derive(Debug)]
pub struct AgentEcs {
    /// The shard of every entity. AgentECS's own entities, indices 0 to 999 of shard 0 in every world, are in
    /// this shard too; index 0 is the world's own entity.
    pub shard: u32,
    /// What is at each index; the number of them is the next index that was never used.
    pub slots: Vec<Slot>,
    /// Vacant indices, the next to be used last.
    pub free: Vec<u32>,
    /// The names of the component types, each once: module and qualified name of the class.
    pub types: Vec<Name>,
    /// The entities, ascending by index. The world's own is among them if the file has it.
    pub entities: Vec<AgentEntity>,
    /// How many sharing groups there are.
    pub groups: u64,
    /// What the values refer to.
    pub graph: Graph,
    /// How many entities were left out, because no handle of this shard can mean them beside the others. In
    /// AgentECS, writes to ids that are no longer alive or of another shard leave such behind, and no query
    /// finds them.
    pub left_out: usize,
}

/// An entity and what it has.
#[derive(Debug)]
pub struct AgentEntity {
    /// The entity.
    pub id: EntityId,
    /// Its components, each type once.
    pub components: Vec<AgentComponent>,
}

/// A component of an entity.
#[derive(Debug)]
pub struct AgentComponent {
    /// Where in [`AgentEcs::types`] its name is.
    pub component: usize,
    /// The value.
    pub value: Value,
    /// The group that shares it, numbered from 1 in the order of the file.
    pub group: Option<GroupId>,
}

/// Reads what AgentECS's `World.snapshot()` writes: a pickle of protocol 2 to 5. Nothing in it is run, and
/// no name in it is looked up.
///
/// Python's values become JavaScript's: an integer beyond 2^53-1 a bigint; a list or tuple an array; a dict
/// a plain object if all its keys are texts that an object can have, else a `Map`, and so `OrderedDict`,
/// `defaultdict` and `Counter`; a `deque` an array; bytes a `Uint8Array`; `datetime` and `date` a `Date` in
/// whole milliseconds, without a zone taken as UTC, and with a zone whose offset is not in the file an
/// instance; an `EntityId` a handle. Anything else is an instance of its class's name: of its fields; what it
/// was called with is `value` or `args`, what is added to it `items` or `entries`, and state of another shape
/// `state`. A class or function as a value is an instance of `global` with its `name`. What was one object
/// stays one object.
///
/// # Errors
/// [`ErrorKind::Corrupt`](crate::ErrorKind::Corrupt) for bytes that are no such file,
/// [`ErrorKind::Unsupported`](crate::ErrorKind::Unsupported) for operations that its pickles do not have, and
/// [`ErrorKind::Limit`](crate::ErrorKind::Limit). In memory, contents may take eight times
/// [`Limits::snapshot_bytes_max`].
pub fn read_agent_ecs(bytes: &[u8], limits: &Limits) -> Result<AgentEcs, CodecError> {
    let bytes_max = limits.snapshot_bytes_max;
    ensure_within(bytes.len(), "the size of the file", "snapshotBytesMax", bytes_max)?;
    let mut budget = Budget::new("8 * snapshotBytesMax", bytes_max.saturating_mul(8));
    if !pickle::begins(bytes) {
        return Err(refuse(bytes));
    }
    let tree = pickle::read(bytes, &mut budget)?;
    import::read(&tree, limits, &mut budget)
}

fn refuse(bytes: &[u8]) -> CodecError {
    match bytes.starts_with(&MAGIC) {
        true => CodecError::corrupt("this is a snapshot of Terrarium, not of AgentECS: restore it"),
        false => foreign::refuse(bytes),
    }
}
