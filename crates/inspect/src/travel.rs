use serde::Serialize;
use serde_json::Value as Json;
use terrarium_ecs::EntityId;

use crate::failure::ProtocolError;
use crate::json::{FromJson, object, words};
use crate::text::Text;
use crate::value::Value;
use crate::view::handle;

/// Something that is done with worlds as a whole: those beside each other, snapshots, and the past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Travel {
    /// Looks at another world, or at a tick of its past.
    Look {
        /// The world.
        world: u32,
        /// The tick; `None` for the world as it is.
        #[serde(skip_serializing_if = "Option::is_none")]
        tick: Option<u32>,
    },
    /// Makes a second world of a snapshot, a tick, or what is looked at, and looks at it.
    Fork {
        /// The snapshot.
        #[serde(skip_serializing_if = "Option::is_none")]
        snapshot: Option<u32>,
        /// The tick.
        #[serde(skip_serializing_if = "Option::is_none")]
        tick: Option<u32>,
    },
    /// Lets go of a fork.
    Close {
        /// The fork.
        world: u32,
    },
    /// Keeps a snapshot of what is looked at.
    Take {
        /// What it is called; `None` for a name made of the tick.
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// Calls a snapshot something else.
    Rename {
        /// The snapshot.
        snapshot: u32,
        /// Its name from now on.
        name: String,
    },
    /// Lets go of a snapshot.
    Forget {
        /// The snapshot.
        snapshot: u32,
    },
    /// Keeps a file that goes along as a snapshot.
    Upload {
        /// What it is called.
        name: String,
    },
    /// Asks for a snapshot as a file.
    Download {
        /// The snapshot.
        snapshot: u32,
    },
    /// Puts the world that is looked at in the state of a snapshot.
    Restore {
        /// The snapshot.
        snapshot: u32,
    },
    /// Adds the entities of a snapshot to the world that is looked at.
    Import {
        /// The snapshot.
        snapshot: u32,
    },
    /// Puts the world that is looked at back to a tick of its past.
    Rewind {
        /// The tick.
        tick: u32,
    },
    /// Asks what differs between two states of a world.
    Diff(DiffRequest),
    /// Begins to record history, or ends it.
    Record {
        /// Whether it is to be recorded.
        on: bool,
    },
    /// Asks what a component of an entity was.
    Past(PastRequest),
}

/// Which differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DiffRequest {
    /// The state before.
    pub from: State,
    /// The state after.
    pub to: State,
    /// The first change.
    pub first: u32,
    /// How many.
    pub count: u32,
}

/// A state of a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum State {
    /// As it is.
    Now,
    /// As it was at a tick of its history.
    Tick(u32),
    /// As it is in a snapshot.
    Snapshot(u32),
}

/// Which part of a component's past.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PastRequest {
    /// The entity.
    #[serde(serialize_with = "handle")]
    pub entity: EntityId,
    /// The number of the component's type.
    #[serde(rename = "type")]
    pub component: u32,
    /// The tick to begin at.
    pub first: u32,
    /// How many ticks are looked into.
    pub count: u32,
}

/// What a component was, as far as it was looked into.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// The ticks at which it became another, ascending.
    pub values: Vec<PastValue>,
    /// Where to go on.
    pub next: Option<u32>,
}

object!(Past { values, next });

/// What a component was from a tick on.
#[derive(Clone, Debug, PartialEq)]
pub struct PastValue {
    /// The tick.
    pub tick: u32,
    /// Its value.
    pub value: Value,
    /// Where it is other than before.
    pub changes: Vec<Difference>,
}

object!(PastValue { tick, value, changes });

/// What differs between two states of a world.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// Entities that came to be.
    pub created: u32,
    /// Entities that are no more.
    pub destroyed: u32,
    /// Places inside components of the others that are other than before.
    pub changed: u32,
    /// The number of the first change that is told.
    pub first: u32,
    /// Some of the changes, in this order.
    pub changes: Vec<Change>,
}

object!(Diff { created, destroyed, changed, first, changes });

/// Something that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// The entity that it happened to.
    pub entity: EntityId,
    /// The name of the type of the component that is another.
    pub component: Option<Text>,
    /// Where it is another.
    pub difference: Option<Difference>,
}

object!(Change { kind, entity, component: "type", difference });

/// What happened to an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It came to be.
    Created,
    /// It is no more.
    Destroyed,
    /// A place inside a component is another.
    Changed,
}

words!(ChangeKind { "created" => Created, "destroyed" => Destroyed, "changed" => Changed });

/// A place inside a value that is other than before.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// From the value inwards; empty where it differs as a whole.
    pub path: Vec<PathStep>,
    /// What was there before.
    pub before: Value,
    /// What is there after.
    pub after: Value,
}

object!(Difference { path, before, after });

/// A step into a value, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// A place.
    Place(u32),
    /// A name.
    Name(Text),
}

impl FromJson for PathStep {
    fn from_json(json: &Json) -> Result<Self, ProtocolError> {
        if json.is_number() {
            u32::from_json(json).map(Self::Place)
        } else {
            Text::from_json(json).map(Self::Name)
        }
    }
}

impl Travel {
    pub(crate) const fn method(&self) -> &'static str {
        match self {
            Self::Look { .. } => "look",
            Self::Fork { .. } => "fork",
            Self::Close { .. } => "close",
            Self::Take { .. } => "take",
            Self::Rename { .. } => "rename",
            Self::Forget { .. } => "forget",
            Self::Upload { .. } => "upload",
            Self::Download { .. } => "download",
            Self::Restore { .. } => "restore",
            Self::Import { .. } => "import",
            Self::Rewind { .. } => "rewind",
            Self::Diff(_) => "diff",
            Self::Record { .. } => "record",
            Self::Past(_) => "past",
        }
    }
}
