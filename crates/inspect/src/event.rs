use terrarium_ecs::EntityId;

use crate::asking::{Explanation, Exported};
use crate::beside::{Snapshots, Timeline, Worlds};
use crate::call::{Call, Completion};
use crate::content::{Census, EditsView, EntityView, Pulse, References, Rows};
use crate::edit::{Copied, Edit, Made};
use crate::failure::Failure;
use crate::hello::Welcome;
use crate::observed::TypeView;
use crate::sharing::{Equals, SharedGroups};
use crate::travel::{Diff, DiffRequest, Past, PastRequest, Travel};
use crate::view::{EntityRequest, ReferencesRequest, RowsRequest, View};
use crate::watch::Watches;

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
    /// Groups of entities that share a value.
    Shared(SharedGroups),
    /// Equal values that could be shared.
    Equals(Equals),
    /// What was to be done is done; what it changed is told by the views.
    Done,
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
    /// Which worlds there are, and which of them is looked at.
    Worlds(Worlds),
    /// The snapshots that are kept.
    Snapshots(Snapshots),
    /// The history of the world.
    History(Timeline),
    /// What differs between two states.
    Diff(Found<DiffRequest, Diff>),
    /// What a component was.
    Past(Found<PastRequest, Past>),
    /// Something was done that answers nothing but that.
    Arrived(Travel),
    /// What is seen of the values of a component type.
    Type(TypeView),
    /// What pauses the simulation.
    Watches(Watches),
    /// How a query is answered.
    Explained(Found<String, Explanation>),
    /// What a query finds as a file, whose bytes came along.
    Exported(Exported),
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
