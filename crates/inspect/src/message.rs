use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use terrarium_ecs::EntityId;

use crate::content::optional_handle;
use crate::failure::{Failure, ProtocolError};
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
#[derive(Debug, Deserialize)]
pub(crate) struct Incoming<'a> {
    pub(crate) id: Option<u64>,
    #[serde(borrow)]
    pub(crate) method: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(crate) params: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(crate) result: Option<&'a RawValue>,
    pub(crate) error: Option<Failure>,
}

/// A view's content, as it is first answered.
#[derive(Debug, Deserialize)]
pub(crate) struct Subscribed<'a> {
    pub(crate) took: f64,
    #[serde(borrow)]
    pub(crate) content: &'a RawValue,
}

/// A view's content has changed.
#[derive(Debug, Deserialize)]
pub(crate) struct Update<'a> {
    pub(crate) subscription: u32,
    pub(crate) seq: u64,
    pub(crate) took: f64,
    #[serde(borrow)]
    pub(crate) content: &'a RawValue,
}

/// A view cannot be had any more.
#[derive(Debug, Deserialize)]
pub(crate) struct Failed {
    pub(crate) subscription: u32,
    pub(crate) error: Failure,
}

/// Somebody wants an entity to be looked at.
#[derive(Debug, Deserialize)]
pub(crate) struct Point {
    #[serde(deserialize_with = "optional_handle")]
    pub(crate) entity: Option<EntityId>,
}

/// Reads a part of a message that must be there.
pub(crate) fn read<'a, T: Deserialize<'a>>(part: Option<&'a RawValue>) -> Result<T, ProtocolError> {
    let part = part.ok_or_else(|| ProtocolError("a part of it is missing".into()))?;
    Ok(serde_json::from_str(part.get())?)
}
