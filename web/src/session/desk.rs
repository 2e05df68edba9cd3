use js_sys::Uint8Array;
use terrarium_ecs::EntityId;
use terrarium_inspect::{
    Call, Capability, Client, Event, FailureCode, Format, Message, ProtocolError, Refused, Subject, View,
    ViewKind, Welcome,
};

mod editing;

pub(crate) use editing::Editing;
use editing::referring_to;

use crate::session::talk::Talk;
use crate::session::travels::SavedFile;
use crate::state::{
    Action, Census, Insight, Inspector, Meter, Motion, NodePath, Query, Sharing, Tab, Travels, plain,
};

/// A conversation with a world, and what is known of it.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    pub(super) client: Client<Uint8Array>,
    pub(crate) inspector: Inspector,
    pub(crate) query: Query,
    pub(crate) status: Status,
    pub(crate) talk: Talk,
    pub(crate) figures: Figures,
    pub(crate) census: Census,
    pub(crate) sharing: Sharing,
    pub(crate) insight: Insight,
    /// How many times cells were marked as changed.
    pub(crate) marks: u32,
    /// What the query found; nothing while it cannot be understood.
    pub(crate) found: Option<Found>,
    /// The panel that is shown beside the table.
    pub(crate) tab: Tab,
    /// What went wrong with the last thing that was to be done.
    pub(crate) notice: Option<String>,
    pub(crate) editing: Editing,
    pub(crate) travels: Travels,
    /// A snapshot that is to be handed over as a file.
    pub(crate) saved: Option<SavedFile>,
    can_highlight: bool,
    meter: Meter,
}

/// How the conversation stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Status {
    /// There is no world yet.
    #[default]
    Waiting,
    /// It answers, and is called so.
    Attached(String),
    /// It cannot be looked at, and why.
    Failed(String),
}

/// How the world is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Figures {
    pub(crate) entities: u32,
    pub(crate) tick: u32,
    /// Ticks a second.
    pub(crate) rate: f64,
    /// Milliseconds that a tick costs.
    pub(crate) cost: Option<f64>,
    /// Whether it runs; `None` if it cannot be steered.
    pub(crate) is_running: Option<bool>,
}

/// What a query found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Found {
    pub(crate) rows: u32,
    /// Milliseconds that it took.
    pub(crate) took: f64,
}

impl Desk {
    /// A desk without a world.
    pub(crate) fn waiting(query: Query) -> Self {
        Self { query, ..Self::default() }
    }

    /// A desk for a world that was not greeted yet.
    pub(crate) fn new(query: Query) -> Self {
        let mut desk = Self::waiting(query);
        desk.greet_again();
        desk
    }

    /// The messages to send.
    pub(crate) fn outgoing(&mut self) -> Vec<Message<Uint8Array>> {
        if self.talk.is_open() {
            self.ask();
        }
        self.client.outgoing()
    }

    /// Asks for what is to be shown now.
    fn ask(&mut self) {
        self.client.follow(View::Rows(self.inspector.rows_request()));
        let entity = self.inspector.entity_request();
        let referring = entity.as_ref().map(|request| View::References(referring_to(request.entity)));
        self.client.follow_while(ViewKind::References, referring);
        self.client.follow_while(ViewKind::Entity, entity.map(View::Entity));
        let shared = (self.tab == Tab::Shared).then(|| View::Shared(self.sharing.request()));
        self.client.follow_while(ViewKind::Shared, shared);
        self.ask_insight();
    }

    /// Takes up a message that came in at a time in milliseconds.
    ///
    /// # Errors
    /// For what is no message of the protocol.
    pub(crate) fn receive(&mut self, message: &Message<Uint8Array>, now: f64) -> Result<(), ProtocolError> {
        self.talk.hear();
        match self.client.receive(&message.text)? {
            Some(Event::Welcome(welcome)) => self.greeted(&welcome),
            Some(Event::Pulse(pulse)) => {
                match pulse.running {
                    Some(false) => self.meter.rest(),
                    Some(true) | None => self.insight.resumed(),
                }
                self.meter.note(now, pulse.tick);
                self.figures = Figures {
                    entities: pulse.entities,
                    tick: pulse.tick,
                    rate: self.meter.rate(),
                    cost: pulse.cost,
                    is_running: pulse.running,
                };
            }
            Some(Event::Census(census)) => {
                let before = std::mem::replace(&mut self.census, census.into());
                self.insight.renumber(&before, &self.census);
            }
            Some(Event::Rows(rows)) => {
                if self.inspector.take_rows(&rows) {
                    self.query.fault = None;
                    self.marks += u32::from(self.inspector.table().is_marked());
                    self.found = Some(Found { rows: rows.content.total, took: rows.took });
                }
            }
            Some(Event::Entity(found)) => {
                self.seek(&found.content);
                self.inspector.take_entity(found.content);
            }
            Some(Event::Shared(groups)) => self.sharing.take(&groups),
            Some(Event::Equals(equals)) => self.sharing.take_equals(&equals),
            Some(Event::Type(told)) => self.insight.take_type(&told),
            Some(Event::Watches(told)) => self.insight.take_watches(&told.watches),
            Some(Event::Explained(found)) => self.insight.take_explanation(found.request, &found.content),
            Some(Event::Exported(exported)) => {
                let ending = if exported.format == Format::Csv { ".csv" } else { ".json" };
                let name = format!("{} rows", self.name());
                self.saved = message.bytes.clone().map(|bytes| SavedFile { name, ending, bytes });
            }
            Some(Event::Completion(found)) => self.query.suggest(&found.request.0, found.content),
            Some(Event::Edits(edits)) => self.editing.edits = edits,
            Some(Event::References(found)) => self.take_references(found),
            Some(Event::Edited(edit, made)) => self.edited(&edit, made),
            Some(Event::Copied(copied)) => self.copied(&copied),
            Some(Event::Listed(found)) => self.change(|inspector| inspector.take_listed(found.entities.0)),
            Some(Event::Point(entity)) => self.point(entity),
            Some(Event::Refused(refused)) => self.refused(refused),
            Some(Event::Turned | Event::Pong | Event::Done) | None => (),
            Some(event) => self.travelled(event, message.bytes.as_ref()),
        }
        Ok(())
    }

    /// Begins another conversation with the world, or with the one in its place. What was being looked at stays.
    pub(crate) fn greet_again(&mut self) {
        self.client = Client::default();
        self.client.hello();
        self.talk.begin();
        self.inspector.begin_again();
    }

    /// The way to the world is lost.
    pub(crate) const fn lose(&mut self) {
        self.talk.lose();
    }

    /// What the world is called.
    fn name(&self) -> &str {
        match &self.status {
            Status::Attached(name) => name,
            _ => "World",
        }
    }

    fn greeted(&mut self, welcome: &Welcome) {
        self.talk.open();
        self.status = Status::Attached(plain(&welcome.name));
        self.can_highlight = welcome.can(Capability::Highlight);
        self.inspector.allow(welcome.limits);
        self.inspector.ask(self.query.text.trim());
        self.client.follow(View::Pulse);
        self.client.follow(View::Census);
        self.client.follow(View::Edits);
        self.follow_travels();
    }

    fn refused(&mut self, Refused { subject, failure }: Refused) {
        if failure.code == FailureCode::NotGreeted {
            return self.greet_again();
        }
        match subject {
            Subject::View(View::Rows(_)) if failure.query_fault().is_some() => {
                self.query.fault = failure.query_fault();
                self.found = None;
            }
            // A world of an older make does without.
            Subject::View(
                View::Worlds | View::Snapshots | View::History | View::Edits | View::References(_),
            ) => (),
            Subject::Call(Call::Complete { .. } | Call::Ping) => (),
            Subject::Call(Call::Edit(edit)) => self.edit_refused(*edit, failure),
            Subject::Call(Call::Travel(travel)) => self.travel_refused(&travel, failure),
            Subject::Call(_) => self.notice = Some(failure.message),
            Subject::Hello | Subject::View(_) => self.fail(failure.message),
        }
    }

    /// The world cannot be looked at.
    pub(crate) fn fail(&mut self, reason: String) {
        self.talk.end();
        self.status = Status::Failed(reason);
    }

    fn point(&mut self, entity: Option<EntityId>) {
        match entity {
            Some(entity) => self.visit(entity),
            None => self.select(None),
        }
    }

    /// Says that somebody is still there, and sees at a time in milliseconds whether the world is.
    pub(crate) fn ping(&mut self, now: f64) {
        if self.talk.ping(now) {
            self.client.call(Call::Ping);
        }
    }

    /// Lets the world run, or stand still.
    pub(crate) fn run(&mut self, is_running: bool) {
        self.act(if is_running { Call::Resume } else { Call::Pause });
    }

    /// Runs one tick.
    pub(crate) fn step(&mut self) {
        self.act(Call::Step);
    }

    /// Looks for equal values that could be shared.
    pub(crate) fn find_equals(&mut self) {
        self.act(Call::Equals);
    }

    /// Lets those share a value that were found to have equal ones, and looks again.
    pub(crate) fn share_equals(&mut self, at: u32) {
        self.act(Call::ShareEqual(at));
        self.act(Call::Equals);
    }

    pub(super) fn act(&mut self, call: Call) {
        self.notice = None;
        self.client.call(call);
    }

    /// Another text stands in the query bar, with the caret at a place in UTF-16 units.
    pub(crate) fn write(&mut self, text: String, caret: u32) {
        if !text.trim().is_empty() {
            self.client.call(Call::Complete { query: text.clone(), offset: caret });
        }
        self.put(text);
    }

    /// Suggests what was asked before, or, if that is nothing, what could be asked.
    pub(crate) fn recall(&mut self) {
        self.query.suggest_history();
        if self.query.suggestions.is_empty() {
            let query = self.query.text.clone();
            let offset = query.encode_utf16().count() as u32;
            self.client.call(Call::Complete { query, offset });
        }
    }

    /// Asks for a query, or for everything if it is the one in force.
    pub(crate) fn choose(&mut self, query: &str) {
        let is_chosen = self.query.text.trim() == query;
        self.ask_for(if is_chosen { "" } else { query });
    }

    /// Writes a suggestion, and answers where the caret goes.
    pub(crate) fn accept(&mut self, at: usize) -> Option<u32> {
        let caret = self.query.accept(at);
        self.inspector.ask(self.query.text.trim());
        caret
    }

    /// Asks for a query.
    pub(super) fn ask_for(&mut self, query: &str) {
        self.put(query.to_owned());
        self.query.commit();
    }

    pub(super) fn put(&mut self, text: String) {
        self.query.write(text);
        self.inspector.ask(self.query.text.trim());
    }

    /// Looks at an entity whose row is in view, or at none.
    pub(crate) fn select(&mut self, entity: Option<EntityId>) {
        self.change(|inspector| inspector.select(entity));
    }

    /// Looks at an entity and brings its row into view.
    pub(crate) fn visit(&mut self, entity: EntityId) {
        self.change(|inspector| inspector.visit(entity));
    }

    /// Moves the selection along the rows.
    pub(crate) fn walk(&mut self, motion: Motion) {
        self.change(|inspector| inspector.step(motion));
    }

    /// Does what choosing a line of the selected entity's values does.
    pub(crate) fn choose_line(&mut self, node: &NodePath, action: &Action) {
        self.change(|inspector| inspector.choose(node, action));
    }

    /// Does something that may select another entity, which the simulation is told.
    fn change(&mut self, change: impl FnOnce(&mut Inspector)) {
        let before = self.inspector.selected();
        change(&mut self.inspector);
        let selected = self.inspector.selected();
        if selected != before {
            self.editing.draft = None;
            self.editing.references = None;
        }
        if selected.is_some() && selected != before {
            self.tab = Tab::Entity;
        }
        if self.can_highlight && selected != before {
            self.client.call(Call::Highlight(selected));
        }
    }
}

#[cfg(test)]
mod tests;
