use serde::Deserialize;

use crate::text::Text;

/// The worlds behind a port, and which of them is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Worlds {
    /// The one that is served, and forks.
    pub worlds: Vec<WorldInfo>,
    /// The number of the one that is looked at.
    pub looking: u32,
    /// The tick of its past that is looked at, if it is one.
    pub past: Option<u32>,
}

/// A world among others.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct WorldInfo {
    /// Its number.
    #[serde(rename = "world")]
    pub number: u32,
    /// What it is called.
    pub name: Text,
    /// Its living entities.
    pub entities: u32,
    /// Its clock.
    pub tick: u32,
}

/// The snapshots that are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Snapshots {
    /// In the order in which they were kept.
    pub snapshots: Vec<Snapshot>,
}

/// A snapshot, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// Its number.
    #[serde(rename = "snapshot")]
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

/// What wrote a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Origin {
    /// Terrarium.
    Terrarium,
    /// AgentECS, the original in Python.
    #[serde(rename = "agentecs")]
    AgentEcs,
    /// Something that this version does not know.
    #[serde(other)]
    Unknown,
}

/// A component type in a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
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

/// The history of a world, as far as one is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
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
