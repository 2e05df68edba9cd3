use terrarium_ecs::EntityId;

use crate::call::{Call, Completion};
use crate::content::{Census, EditsView, EntityView, Pulse, References, Rows};
use crate::edit::{Copied, Edit, Made};
use crate::failure::Failure;
use crate::hello::Welcome;
use crate::view::{EntityRequest, ReferencesRequest, RowsRequest, View};

/// Something that a world told.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// It was greeted, and can be asked.
    Welcome(Welcome),
    /// How it is doing.
    Pulse(Pulse),
    /// How many of what there are.
    Census(Census),
    /// Some rows of what a query finds.
    Rows(Found<RowsRequest, Rows>),
    /// One entity.
    Entity(Found<EntityRequest, EntityView>),
    /// What could stand at a place in a query's text.
    Completion(Found<(String, u32), Completion>),
    /// What can be undone, and done again.
    Edits(EditsView),
    /// Who refers to an entity.
    References(Found<ReferencesRequest, References>),
    /// An edit was done, and what it made.
    Edited(Edit, Made),
    /// Something was undone, or done again.
    Turned,
    /// Components as a whole.
    Copied(Copied),
    /// Which entities are in some rows of a query.
    Listed(Made),
    /// Somebody wants this entity to be looked at, or none.
    Point(Option<EntityId>),
    /// It is there.
    Pong,
    /// It refused something.
    Refused(Refused),
}

/// What was found, and for which question: the answer to an older one can still come in.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<Q, C> {
    /// What was asked.
    pub request: Q,
    /// What was found.
    pub content: C,
    /// Milliseconds that it took.
    pub took: f64,
}

/// What a world refused, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// What was asked.
    pub subject: Subject,
    /// Why not.
    pub failure: Failure,
}

/// What a message was about.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// The greeting.
    Hello,
    /// A view that was to be followed.
    View(View),
    /// Something that was to be done.
    Call(Call),
}
