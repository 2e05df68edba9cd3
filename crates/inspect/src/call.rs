use serde::Serialize;
use terrarium_ecs::EntityId;

use crate::asking::Format;
use crate::edit::Edit;
use crate::json::object;
use crate::travel::Travel;
use crate::view::{handle, optional_handle};
use crate::watch::WatchRequest;

/// Something that is done once.
#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    /// Lets the world stand still.
    Pause,
    /// Lets it go on.
    Resume,
    /// Runs one tick.
    Step,
    /// Marks an entity in the simulation's own picture, or none.
    Highlight(Option<EntityId>),
    /// Asks what could stand at a place in a query's text.
    Complete {
        /// The text.
        query: String,
        /// The place, in UTF-16 units.
        offset: u32,
    },
    /// Asks which entities are in some rows of a query.
    Find {
        /// The query.
        query: String,
        /// The first row.
        first: u32,
        /// How many.
        count: u32,
    },
    /// Changes the world so that it can be taken back.
    Edit(Box<Edit>),
    /// Takes back what was done last.
    Undo,
    /// Does again what was taken back last.
    Redo,
    /// Asks for components as a whole.
    Copy {
        /// Whose.
        entity: EntityId,
        /// Their types; all if none are said.
        types: Option<Vec<u32>>,
    },
    /// Does something with worlds as a whole.
    Travel(Travel),
    /// Asks how a query is answered.
    Explain(String),
    /// Asks for what a query finds as a file, up to so many rows.
    Export {
        /// The query's text.
        query: String,
        /// How the file is written.
        format: Format,
        /// Rows at most.
        limit: u32,
    },
    /// Pauses the simulation when a query comes to be so.
    Watch(WatchRequest),
    /// Lets go of a watch.
    Unwatch(u32),
    /// Looks for equal values that could be shared.
    Equals,
    /// Lets those share a value that were found to have equal ones, by place.
    ShareEqual(u32),
    /// Says that somebody is still there, and asks whether the world is.
    Ping,
}

/// What could stand at a place in a query's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Where the part of the text begins that an item takes the place of, in UTF-16 units.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// The items, the likeliest first.
    pub items: Vec<CompletionItem>,
}

object!(Completion { start, end, items });

/// Something that could stand in a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompletionItem {
    /// As it is written.
    pub text: String,
    /// What it is, such as `type`.
    pub kind: String,
}

object!(CompletionItem { text, kind });

/// A call's parameters.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum CallParams<'a> {
    None {},
    Highlight {
        #[serde(serialize_with = "optional_handle")]
        entity: Option<EntityId>,
    },
    Complete {
        query: &'a str,
        offset: u32,
    },
    Find {
        query: &'a str,
        first: u32,
        count: u32,
    },
    Edit(&'a Edit),
    Copy {
        #[serde(serialize_with = "handle")]
        entity: EntityId,
        #[serde(skip_serializing_if = "Option::is_none")]
        types: Option<&'a [u32]>,
    },
    Travel(&'a Travel),
    Explain {
        query: &'a str,
    },
    Export {
        query: &'a str,
        format: Format,
        limit: u32,
    },
    Watch(&'a WatchRequest),
    Unwatch {
        number: u32,
    },
    ShareEqual {
        equals: u32,
    },
}

impl Call {
    pub(crate) const fn method(&self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Step => "step",
            Self::Highlight(_) => "highlight",
            Self::Complete { .. } => "complete",
            Self::Find { .. } => "find",
            Self::Edit(edit) => edit.method(),
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Copy { .. } => "copy",
            Self::Travel(travel) => travel.method(),
            Self::Explain(_) => "explain",
            Self::Export { .. } => "export",
            Self::Watch(_) => "watch",
            Self::Unwatch(_) => "unwatch",
            Self::Equals => "equals",
            Self::ShareEqual(_) => "shareEqual",
            Self::Ping => "ping",
        }
    }

    pub(crate) fn params(&self) -> CallParams<'_> {
        match self {
            Self::Highlight(entity) => CallParams::Highlight { entity: *entity },
            Self::Complete { query, offset } => CallParams::Complete { query, offset: *offset },
            Self::Find { query, first, count } => CallParams::Find { query, first: *first, count: *count },
            Self::Edit(edit) => CallParams::Edit(edit),
            Self::Copy { entity, types } => CallParams::Copy { entity: *entity, types: types.as_deref() },
            Self::Travel(travel) => CallParams::Travel(travel),
            Self::Explain(query) => CallParams::Explain { query },
            Self::Export { query, format, limit } => {
                CallParams::Export { query, format: *format, limit: *limit }
            }
            Self::Watch(watch) => CallParams::Watch(watch),
            Self::Unwatch(number) => CallParams::Unwatch { number: *number },
            Self::ShareEqual(equals) => CallParams::ShareEqual { equals: *equals },
            Self::Pause | Self::Resume | Self::Step | Self::Undo | Self::Redo | Self::Equals | Self::Ping => {
                CallParams::None {}
            }
        }
    }
}
