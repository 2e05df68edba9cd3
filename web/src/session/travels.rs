use js_sys::Uint8Array;
use leptos::prelude::*;
use terrarium_inspect::{Call, Event, Failure, FailureCode, State, Travel, View};

use crate::link::SNAPSHOT;
use crate::session::desk::Desk;
use crate::session::signals::{Session, put};
use crate::state::{Busy, Choice, Comparison, ComponentPast, Shelved, Strip, Tab, Travels, busy_label};

/// A file that is to be kept where the person who looks keeps files.
#[derive(Clone, Debug)]
pub(crate) struct SavedFile {
    pub(crate) name: String,
    /// How its name ends.
    pub(crate) ending: &'static str,
    pub(crate) bytes: Uint8Array,
}

/// What is known of worlds as a whole, as signals.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TravelSignals {
    pub(crate) choice: RwSignal<Choice>,
    pub(crate) shelf: RwSignal<Vec<Shelved>>,
    pub(crate) strip: RwSignal<Strip>,
    pub(crate) shown: RwSignal<Option<u32>>,
    pub(crate) pinned: RwSignal<Option<u32>>,
    pub(crate) comparison: RwSignal<Option<Comparison>>,
    pub(crate) past: RwSignal<Option<ComponentPast>>,
    pub(crate) busy: RwSignal<Option<Busy>>,
}

impl TravelSignals {
    /// Shows what has changed.
    pub(crate) fn publish(&self, desk: &Desk) {
        let Travels { choice, shelf, strip, shown, pinned, comparison, past, .. } = &desk.travels;
        put(self.choice, choice);
        put(self.shelf, shelf);
        put(self.strip, strip);
        put(self.shown, shown);
        put(self.pinned, pinned);
        put(self.comparison, comparison);
        put(self.past, past);
        put(self.busy, &desk.busy());
    }
}

/// The views that tell of worlds as a whole.
const VIEWS: [View; 3] = [View::Worlds, View::Snapshots, View::History];

impl Desk {
    /// Follows what is told of worlds as a whole.
    pub(crate) fn follow_travels(&mut self) {
        VIEWS.into_iter().for_each(|view| self.client.follow(view));
    }

    /// Takes up what a world tells of them, and what came along with it.
    pub(crate) fn travelled(&mut self, event: Event, bytes: Option<&Uint8Array>) {
        if let (Event::Arrived(Travel::Download { snapshot }), Some(bytes)) = (&event, bytes) {
            let name = self.travels.shelf.iter().find(|shelved| shelved.number == *snapshot);
            let name = name.map_or_else(|| format!("snapshot {snapshot}"), |shelved| shelved.name.clone());
            self.saved = Some(SavedFile { name, ending: SNAPSHOT, bytes: bytes.clone() });
        }
        if matches!(event, Event::Worlds(_)) {
            self.client.retry();
        }
        let next = self.travels.take(event);
        self.go_on(next);
    }

    /// Something was refused, or given up.
    pub(crate) fn travel_refused(&mut self, travel: &Travel, failure: Failure) {
        if failure.code != FailureCode::Canceled {
            self.notice = Some(failure.message);
        }
        let next = self.travels.refused(travel);
        self.go_on(next);
    }

    fn go_on(&mut self, next: Option<Travel>) {
        next.into_iter().for_each(|travel| self.client.call(Call::Travel(travel)));
    }

    /// What takes its time, if anything does.
    pub(crate) fn busy(&self) -> Option<Busy> {
        let (call, travel, label) =
            self.client.pending_calls().find_map(|(id, call)| Some((id, call, busy_label(call)?)))?;
        let is_past = matches!(travel, Call::Travel(Travel::Past(_)));
        let past = self.travels.past.as_ref().filter(|_| is_past);
        Some(Busy { call, label, progress: past.map(|past| past.progress()) })
    }
}

/// What can be done with worlds as a whole.
impl Session {
    /// Does something with worlds as a whole.
    pub(crate) fn travel(self, travel: Travel) {
        self.change(|desk| desk.act(Call::Travel(travel)));
    }

    /// Goes to a tick of the past of the world that is looked at, or to now.
    pub(crate) fn go(self, tick: Option<u32>) {
        self.change(|desk| {
            desk.notice = None;
            let next = desk.travels.go(tick);
            desk.go_on(next);
        });
    }

    /// Pins the tick that is shown, or lets go of the one that is pinned.
    pub(crate) fn pin(self) {
        self.change(|desk| desk.travels.pin());
    }

    /// Shows what differs between two states.
    pub(crate) fn compare(self, from: State, to: State) {
        self.change(|desk| {
            desk.tab = Tab::Snapshots;
            let travel = desk.travels.compare(from, to);
            desk.act(Call::Travel(travel));
        });
    }

    /// Shows more of what differs, or nothing any more.
    pub(crate) fn compare_on(self, goes_on: bool) {
        self.change(|desk| match desk.travels.comparison.as_ref().filter(|_| goes_on) {
            Some(comparison) => {
                let request = comparison.request();
                desk.act(Call::Travel(Travel::Diff(request)));
            }
            None => desk.travels.comparison = None,
        });
    }

    /// Shows what a component of the selected entity was.
    pub(crate) fn look_back(self, component: u32, name: String) {
        self.change(|desk| {
            let Some(entity) = desk.inspector.selected() else { return };
            let next = desk.travels.look_back(entity, component, name);
            desk.go_on(next);
        });
    }

    /// Shows it no more.
    pub(crate) fn leave_past(self) {
        self.change(|desk| desk.travels.past = None);
    }

    /// Keeps a file as a snapshot.
    pub(crate) fn upload(self, name: String, bytes: Uint8Array) {
        self.change(|desk| {
            desk.notice = None;
            desk.tab = Tab::Snapshots;
            desk.client.call_with(Call::Travel(Travel::Upload { name }), Some(bytes));
        });
    }

    /// Gives something up that takes its time.
    pub(crate) fn cancel(self, call: u64) {
        self.change(|desk| desk.client.cancel(call));
    }
}
