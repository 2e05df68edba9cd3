use serde::Serialize;
use serde_json::Value as Json;
use terrarium_ecs::EntityId;

use crate::failure::{Failure, ProtocolError};
use crate::json::{FromJson, field, fields, object};
use crate::view::View;

/// A request, or a notification without an id.
#[derive(Debug, Serialize)]
pub(crate) struct Outgoing<'a, P> {
    jsonrpc: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<u64>,
    method: &'a str,
    params: P,
}

#[derive(Debug, Serialize)]
pub(crate) struct Hello {
    pub(crate) protocol: u32,
}

#[derive(Debug, Serialize)]
pub(crate) struct Subscribe<'a> {
    pub(crate) subscription: u32,
    pub(crate) view: &'static str,
    #[serde(skip_serializing_if = "is_plain")]
    pub(crate) of: &'a View,
}

#[derive(Debug, Serialize)]
pub(crate) struct Unsubscribe {
    pub(crate) subscription: u32,
}

#[derive(Debug, Serialize)]
pub(crate) struct Cancel {
    pub(crate) id: u64,
}

#[derive(Debug, Serialize)]
pub(crate) struct Confirm {
    pub(crate) subscription: u32,
    pub(crate) seq: u64,
}

/// Whether nothing is asked of a view but itself.
const fn is_plain(view: &&View) -> bool {
    matches!(
        view,
        View::Pulse
            | View::Census
            | View::Edits
            | View::Watches
            | View::Worlds
            | View::Snapshots
            | View::History
    )
}

/// A message as text. What is sent has nothing in it that JSON could refuse.
pub(crate) fn write<P: Serialize>(id: Option<u64>, method: &str, params: P) -> String {
    serde_json::to_string(&Outgoing { jsonrpc: "2.0", id, method, params }).unwrap_or_default()
}

/// An answer or a notification, its contents still to be read.
#[derive(Debug)]
pub(crate) struct Incoming<'a> {
    pub(crate) id: Option<u64>,
    pub(crate) method: Option<String>,
    pub(crate) params: &'a Json,
    pub(crate) result: &'a Json,
    pub(crate) error: Option<Failure>,
}

/// A view's content has changed.
#[derive(Debug)]
pub(crate) struct Update {
    pub(crate) subscription: u32,
    pub(crate) seq: u64,
}

object!(Update { subscription, seq });

/// A view's content, still to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told<'a> {
    pub(crate) content: &'a Json,
    /// Milliseconds that it took.
    pub(crate) took: f64,
}

/// A view cannot be had any more.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) subscription: u32,
    pub(crate) error: Failure,
}

object!(Failed { subscription, error });

/// Somebody wants an entity to be looked at.
#[derive(Debug)]
pub(crate) struct Point {
    pub(crate) entity: Option<EntityId>,
}

object!(Point { entity });

impl<'a> Incoming<'a> {
    /// Contents that are missing are `null`.
    pub(crate) fn of(message: &'a Json) -> Result<Self, ProtocolError> {
        let fields = fields(message)?;
        let (params, result) = (&message["params"], &message["result"]);
        let (id, method, error) = (field(fields, "id")?, field(fields, "method")?, field(fields, "error")?);
        Ok(Self { id, method, params, result, error })
    }
}

impl<'a> Told<'a> {
    /// What an answer or an update tells of a view.
    pub(crate) fn of(part: &'a Json) -> Result<Self, ProtocolError> {
        Ok(Self { content: &part["content"], took: field(fields(part)?, "took")? })
    }

    /// The content.
    pub(crate) fn read<T: FromJson>(self) -> Result<T, ProtocolError> {
        T::from_json(self.content).map_err(|error| error.within("content"))
    }
}
