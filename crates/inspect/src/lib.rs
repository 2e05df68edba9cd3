//! The protocol between an inspector and a world, from the inspector's side; written down in `PROTOCOL.md`.
//!
//! A [`Client`] turns what is wanted into messages and messages into [`Event`]s. It does no input or output: text goes
//! in and out, so that it runs and is tested anywhere.
//!
//! ```
//! use terrarium_inspect::{Client, Event, View};
//!
//! let mut client = Client::<Vec<u8>>::default();
//! client.hello();
//! client.follow(View::Pulse);
//! let sent = client.outgoing();
//! assert!(sent[0].text.contains(r#""method":"hello""#));
//!
//! let answer = r#"{"jsonrpc":"2.0","id":2,"result":{"took":0,"content":{"tick":7,"entities":3,"running":true,"cost":null}}}"#;
//! let Some(Event::Pulse(pulse)) = client.receive(answer)? else { panic!("another event") };
//! assert_eq!((pulse.tick, pulse.entities), (7, 3));
//! # Ok::<(), terrarium_inspect::ProtocolError>(())
//! ```

mod asking;
mod beside;
mod call;
mod client;
mod content;
mod edit;
mod event;
mod failure;
mod hello;
mod json;
mod message;
mod observed;
mod path;
mod plain;
mod send;
mod sharing;
mod text;
mod travel;
mod value;
mod view;
mod watch;

pub use asking::{ExplainedStep, Explanation, Exported, Format, Means};
pub use beside::{Origin, Snapshot, SnapshotType, Snapshots, Timeline, WorldInfo, Worlds};
pub use call::{Call, Completion, CompletionItem};
pub use client::{Client, Message};
pub use content::{
    Archetype, Census, Column, Component, EditsView, EntityView, Group, Pulse, Reference, References, Row,
    Rows, Tracked, TypeCount,
};
pub use edit::{Copied, Edit, Entities, Made, Scope, Type};
pub use event::{Event, Found, Refused, Subject};
pub use failure::{Failure, FailureCode, ProtocolError, QueryFault};
pub use hello::{Capability, Limits, Welcome};
pub use json::FromJson;
pub use observed::{Bar, Field, TypeView};
pub use path::{Opening, Path, Step};
pub use sharing::{EqualValues, Equals, SharedGroup, SharedGroups};
pub use text::Text;
pub use travel::{
    Change, ChangeKind, Diff, DiffRequest, Difference, Past, PastRequest, PastValue, PathStep, State, Travel,
};
pub use value::{Entry, Key, Record, Shape, Value};
pub use view::{Anchor, EntityRequest, ReferencesRequest, RowsRequest, SharedRequest, View, ViewKind};
pub use watch::{Watch, WatchRequest, Watches, When};
