use crate::json::{object, words};
use crate::text::Text;

/// The worlds behind a port, and which of them is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worlds {
    /// The one that is served, and forks.
    pub worlds: Vec<WorldInfo>,
    /// The number of the one that is looked at.
    pub looking: u32,
    /// The tick of its past that is looked at, if it is one.
    pub past: Option<u32>,
}

object!(Worlds { worlds, looking, past });

/// A world among others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldInfo {
    /// Its number.
    pub number: u32,
    /// What it is called.
    pub name: Text,
    /// Its living entities.
    pub entities: u32,
    /// Its clock.
    pub tick: u32,
}

object!(WorldInfo { number: "world", name, entities, tick });

/// The snapshots that are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshots {
    /// In the order in which they were kept.
    pub snapshots: Vec<Snapshot>,
}

object!(Snapshots { snapshots });

/// A snapshot, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Its number.
    pub number: u32,
    /// What it is called.
    pub name: Text,
    /// What wrote it.
    pub format: Origin,
    /// Living entities.
    pub entities: u32,
    /// Bytes of the file.
    pub bytes: u64,
    /// The clock.
    pub tick: u32,
    /// Whether it holds chosen entities or types only.
    pub partial: bool,
    /// How many types it has.
    pub type_count: u32,
    /// The largest of them.
    pub types: Vec<SnapshotType>,
}

object!(Snapshot {
    number: "snapshot",
    name,
    format,
    entities,
    bytes,
    tick,
    partial,
    type_count: "typeCount",
    types,
});

/// What wrote a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Terrarium.
    Terrarium,
    /// AgentECS, the original in Python.
    AgentEcs,
    /// Something that this version does not know.
    Unknown,
}

words!(Origin { "terrarium" => Terrarium, "agentecs" => AgentEcs, _ => Unknown });

/// A component type in a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotType {
    /// Its name.
    pub name: Text,
    /// Entities that have it.
    pub entities: u32,
    /// Groups that share a value.
    pub groups: u32,
    /// Bytes of the file that it takes.
    pub bytes: u64,
}

object!(SnapshotType { name, entities, groups, bytes });

/// The history of a world, as far as one is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Whether it is being recorded.
    pub recording: bool,
    /// Whether the simulation keeps it itself.
    pub given: bool,
    /// How many bytes it takes.
    pub bytes: u64,
    /// How many ticks it has.
    pub entries: u32,
    /// The first of them.
    pub first: Option<u32>,
    /// The last.
    pub last: Option<u32>,
    /// How much changed, by ticks that the next one's come after.
    pub activity: Vec<(u32, u32)>,
}

object!(Timeline { recording, given, bytes, entries, first, last, activity });
