use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use js_sys::Uint8Array;
use leptos::html::Div;
use leptos::prelude::*;
use terrarium_ecs::EntityId;
use terrarium_inspect::Message;
use web_sys::{BroadcastChannel, MessagePort};

use crate::failure;
use crate::link::{End, Link, Port, offer_empty_world, save};
use crate::session::desk::{Desk, Editing, Figures, Found, Status};
use crate::session::place::{Place, Scrolling};
use crate::session::talk::Connection;
use crate::session::travels::TravelSignals;
use crate::state::{Action, Census, EntityPanel, Insight, Motion, NodePath, Query, Sharing, Tab, Table};

/// How often a world hears that somebody is still there.
const PING: Duration = Duration::from_secs(2);

/// A world on the page: what is shown of it, as signals, and what can be done with it.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    desk: StoredValue<Rc<RefCell<Desk>>, LocalStorage>,
    pub(crate) link: StoredValue<Option<Link>, LocalStorage>,
    /// How many links there were: what is still to come from one of before is passed over.
    links: StoredValue<u32>,
    /// Whether what has changed is shown in the next frame.
    awaits_frame: StoredValue<bool>,
    /// The marks of changed cells that are going to be taken away.
    pub(super) marks: StoredValue<u32>,
    /// A file that waits for a world.
    opened: StoredValue<Option<(String, Uint8Array)>, LocalStorage>,
    /// The element that scrolls the table.
    pub(crate) scroller: NodeRef<Div>,
    pub(super) scrolling: StoredValue<Scrolling>,
    pub(crate) status: RwSignal<Status>,
    pub(crate) connection: RwSignal<Connection>,
    pub(crate) figures: RwSignal<Figures>,
    pub(crate) census: RwSignal<Census>,
    pub(crate) sharing: RwSignal<Sharing>,
    pub(crate) insight: RwSignal<Insight>,
    pub(crate) query: RwSignal<Query>,
    pub(crate) found: RwSignal<Option<Found>>,
    pub(crate) tab: RwSignal<Tab>,
    pub(crate) notice: RwSignal<Option<String>>,
    pub(crate) table: RwSignal<Table>,
    pub(crate) place: RwSignal<Place>,
    pub(crate) selected: RwSignal<Option<EntityId>>,
    pub(crate) entity: RwSignal<Option<Arc<EntityPanel>>>,
    /// Entities that are selected beside the one that is looked at.
    pub(crate) others: RwSignal<Arc<BTreeSet<EntityId>>>,
    pub(crate) editing: RwSignal<Editing>,
    pub(crate) travels: TravelSignals,
}

impl Session {
    /// A session without a world.
    pub(crate) fn new(query: Query) -> Self {
        let session = Self {
            desk: StoredValue::new_local(Rc::new(RefCell::new(Desk::waiting(query)))),
            link: StoredValue::new_local(None),
            links: StoredValue::new(0),
            awaits_frame: StoredValue::default(),
            marks: StoredValue::new(0),
            opened: StoredValue::new_local(None),
            scroller: NodeRef::new(),
            scrolling: StoredValue::default(),
            status: RwSignal::default(),
            connection: RwSignal::default(),
            figures: RwSignal::default(),
            census: RwSignal::default(),
            sharing: RwSignal::default(),
            insight: RwSignal::default(),
            query: RwSignal::default(),
            found: RwSignal::default(),
            tab: RwSignal::default(),
            notice: RwSignal::default(),
            table: RwSignal::default(),
            place: RwSignal::default(),
            selected: RwSignal::default(),
            entity: RwSignal::default(),
            others: RwSignal::default(),
            editing: RwSignal::default(),
            travels: TravelSignals::default(),
        };
        set_interval(move || session.ping(), PING);
        session.publish();
        session
    }

    /// Looks at the world at the other end of a port, and no more at the one before.
    pub(crate) fn attach(self, port: MessagePort) {
        self.attach_end(End::Port(port));
    }

    /// Looks at a world in another page of this origin.
    pub(crate) fn attach_channel(self, name: &str) {
        if let Ok(channel) = BroadcastChannel::new(name) {
            self.attach_end(End::Channel(channel));
        }
    }

    /// Opens a file in an empty world of this page's own.
    pub(crate) fn open(self, name: String, bytes: Uint8Array) {
        self.opened.set_value(Some((name, bytes)));
        offer_empty_world(&window());
    }

    fn attach_end(self, end: End) {
        self.at(|desk| *desk = Desk::new(desk.query.clone()));
        self.link_to(Some(Link::Port(Port::open(end, move |message| self.receive(&message)))));
        self.change(|_| ());
        let file = self.opened.try_update_value(Option::take).flatten();
        file.into_iter().for_each(|(name, bytes)| self.upload(name, bytes));
    }

    /// Takes another way to a world, and answers its number. The one before is closed.
    pub(crate) fn link_to(self, link: Option<Link>) -> u32 {
        self.links.update_value(|links| *links += 1);
        self.link.set_value(link);
        self.links.get_value()
    }

    /// Whether this link is the one in use.
    pub(crate) fn is_linked(self, number: u32) -> bool {
        self.links.try_get_value() == Some(number)
    }

    fn ping(self) {
        self.change(|desk| desk.ping(clock()));
    }

    pub(crate) fn receive(self, message: &Message<Uint8Array>) {
        let receive = |desk: &mut Desk| {
            if let Err(error) = desk.receive(message, clock()) {
                desk.status = Status::Failed(error.to_string());
            }
        };
        if self.scrolling.with_value(|scrolling| scrolling.is_moving) {
            self.change_in_frame(receive);
        } else {
            self.change(receive);
        }
        self.tend();
    }

    /// Lets the world run, or stand still.
    pub(crate) fn run(self, is_running: bool) {
        self.change(|desk| desk.run(is_running));
    }

    /// Runs one tick, and lets the world stand still after it.
    pub(crate) fn step(self) {
        self.change(Desk::step);
    }

    /// Another text stands in the query bar, with the caret at a place in UTF-16 units.
    pub(crate) fn write(self, text: String, caret: u32) {
        self.change(|desk| desk.write(text, caret));
    }

    /// Suggests what was asked before, or what could be asked.
    pub(crate) fn recall(self) {
        self.change(Desk::recall);
    }

    /// Lists what a query finds; what is listed already is chosen off again.
    pub(crate) fn choose(self, query: &str) {
        self.change(|desk| desk.choose(query));
    }

    /// Writes a suggestion, and answers where the caret goes.
    pub(crate) fn accept(self, at: usize) -> Option<u32> {
        self.change(|desk| desk.accept(at)).flatten()
    }

    /// Does something with the text in the query bar that asks for nothing else.
    pub(crate) fn with_query(self, change: impl FnOnce(&mut Query)) {
        self.change(|desk| change(&mut desk.query));
    }

    /// Shows another panel beside the table.
    pub(crate) fn open_tab(self, tab: Tab) {
        self.change(|desk| desk.tab = tab);
    }

    /// Does something with what is shown of sharing.
    pub(crate) fn with_sharing(self, change: impl FnOnce(&mut Sharing)) {
        self.change(|desk| change(&mut desk.sharing));
    }

    /// Looks for equal values that could be shared.
    pub(crate) fn find_equals(self) {
        self.change(Desk::find_equals);
    }

    /// Lets those share a value that were found to have equal ones.
    pub(crate) fn share_equals(self, at: u32) {
        self.change(|desk| desk.share_equals(at));
    }

    /// Looks at an entity whose row is in view, or at none.
    pub(crate) fn select(self, entity: Option<EntityId>) {
        self.change(|desk| desk.select(entity));
    }

    /// Looks at an entity and brings its row into view.
    pub(crate) fn visit(self, entity: EntityId) {
        self.change(|desk| desk.visit(entity));
    }

    /// Moves the selection along the rows.
    pub(crate) fn walk(self, motion: Motion) {
        self.change(|desk| desk.walk(motion));
    }

    /// Does what choosing a line of the selected entity's values does.
    pub(crate) fn choose_line(self, node: &NodePath, action: &Action) {
        self.change(|desk| desk.choose_line(node, action));
    }

    /// Does something, asks the world what is to be known for it, and shows what has changed.
    pub(crate) fn change<R>(self, change: impl FnOnce(&mut Desk) -> R) -> Option<R> {
        let result = self.at(change);
        self.publish();
        self.hand_out();
        result
    }

    /// Does something of which there is much while the table is scrolled: all of it is shown in the next frame, so that the
    /// browser lays out the page once.
    pub(super) fn change_in_frame(self, change: impl FnOnce(&mut Desk)) {
        self.at(change);
        self.hand_out();
        if !self.awaits_frame.get_value() {
            self.awaits_frame.set_value(true);
            request_animation_frame(move || {
                self.awaits_frame.try_update_value(|awaits| *awaits = false);
                self.publish();
            });
        }
    }

    /// Gives the world, the clipboard and the disk what is meant for them.
    fn hand_out(self) {
        self.send();
        self.fill_clipboard();
        let saved = self.at(|desk| desk.saved.take()).flatten();
        saved.into_iter().for_each(|file| save(&file.name, file.ending, &file.bytes));
    }

    /// Puts on the clipboard what was copied.
    fn fill_clipboard(self) {
        if let Some(text) = self.at(Desk::take_copied).flatten() {
            self.write_clipboard(text);
        }
    }

    fn send(self) {
        let messages = self.at(Desk::outgoing).unwrap_or_default();
        self.link.with_value(|link| {
            if let Some(link) = link {
                messages.iter().for_each(|message| link.send(message));
            }
        });
    }

    fn publish(self) {
        self.at(|desk| {
            let Desk {
                inspector,
                query,
                status,
                talk,
                figures,
                census,
                sharing,
                insight,
                editing,
                found,
                tab,
                notice,
                ..
            } = desk;
            put(self.status, status);
            put(self.connection, &talk.connection());
            put(self.figures, figures);
            put(self.census, census);
            put(self.sharing, sharing);
            put(self.insight, insight);
            put(self.query, query);
            put(self.found, found);
            put(self.tab, tab);
            put(self.notice, notice);
            put(self.table, inspector.table());
            put(self.place, &Place::of(inspector.viewport()));
            put(self.selected, &inspector.selected());
            put(self.entity, &inspector.panel());
            put(self.others, inspector.others());
            put(self.editing, editing);
            self.travels.publish(desk);
        });
    }

    /// Does something at the desk. It is found taken only if an exception left it so, half way through.
    pub(super) fn at<R>(self, act: impl FnOnce(&mut Desk) -> R) -> Option<R> {
        if failure::has_stopped() {
            return None;
        }
        let desk = self.desk.try_get_value()?;
        let result = desk.try_borrow_mut().map(|mut desk| act(&mut desk));
        result.map_err(|_| failure::stop("An exception broke off what the page was doing.")).ok()
    }
}

/// Sets a signal if it is to change.
pub(crate) fn put<T: Clone + PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: &T) {
    if signal.with_untracked(|shown| shown != value) {
        signal.set(value.clone());
    }
}

/// Milliseconds since the page was opened.
fn clock() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}
