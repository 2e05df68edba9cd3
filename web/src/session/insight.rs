//! What is asked beside rows and entities: types, watches, how a query is answered, and files of what it finds.

use std::time::Duration;

use leptos::prelude::*;
use terrarium_ecs::EntityId;
use terrarium_inspect::{Call, EntityView, Format, View, ViewKind, WatchRequest, When};

use crate::session::desk::Desk;
use crate::session::signals::Session;
use crate::state::{Census, Order, Table, quoted, spelled, with_condition, with_order, without_condition};

/// How long a cell is marked that has changed.
const MARKED: Duration = Duration::from_millis(800);

impl Desk {
    /// Asks for what is to be shown of types and watches.
    pub(super) fn ask_insight(&mut self) {
        self.client.follow_while(ViewKind::Type, self.insight.open().map(View::Type));
        let is_steered = self.figures.is_running.is_some();
        self.client.follow_while(ViewKind::Watches, is_steered.then_some(View::Watches));
    }

    /// Looks into a type, or no more.
    fn toggle_type(&mut self, number: u32) {
        self.insight.toggle(number);
    }

    /// Asks for those of what is listed of which a condition holds.
    fn narrow(&mut self, condition: &str) {
        let query = with_condition(&self.query.text, condition);
        self.ask_for(&query);
    }

    /// Pauses the simulation when a query comes to be so.
    fn watch(&mut self, query: &str, when: When, limit: u32) {
        let number = self.insight.next_watch();
        self.act(Call::Watch(WatchRequest { number, query: query.trim().to_owned(), when, limit }));
    }

    /// Lists rows in another order, or in that of the world.
    fn sort(&mut self, order: Option<&Order>) {
        let query = with_order(&self.query.text, order);
        self.ask_for(&query);
    }

    /// Lists the entities whose name contains a text. What could be an id is waited with.
    fn find(&mut self, text: &str) {
        let before = self.insight.sought.take();
        let query =
            before.map_or(self.query.text.clone(), |before| without_condition(&self.query.text, &before));
        let is_id = text.starts_with(|first: char| first.is_ascii_digit());
        self.notice = None;
        if !text.is_empty() && !is_id {
            self.insight.sought = named(self.inspector.table(), &self.census, text);
            if self.insight.sought.is_none() {
                self.notice = Some("No component here has a name to be found by.".into());
            }
        }
        let query = match &self.insight.sought {
            Some(condition) => with_condition(&query, condition),
            None => query,
        };
        if query != self.query.text {
            self.put(query);
        }
    }

    /// Goes to the entity of an id, which may be its index alone.
    fn go_to(&mut self, text: &str) {
        if let Ok(entity) = text.trim().parse() {
            self.visit(entity);
        } else if let Ok(index) = text.trim().parse::<u32>() {
            let shard = self
                .inspector
                .table()
                .lines
                .first()
                .and_then(|line| line.entity())
                .map_or(0, |entity| entity.shard());
            // The first that lived there; whoever lives there now is told of with it.
            if let Some(entity) = EntityId::new(shard, index, 0) {
                self.insight.seeking = Some(entity);
                self.visit(entity);
            }
        }
    }

    /// Goes on to whoever lives where an entity lived that was sought by its index.
    pub(super) fn seek(&mut self, told: &EntityView) {
        if self.insight.seeking.take_if(|sought| *sought == told.entity).is_some() {
            told.successor.into_iter().for_each(|successor| self.visit(successor));
        }
    }

    /// Asks how the query is answered.
    fn explain(&mut self) {
        self.act(Call::Explain(self.query.text.trim().to_owned()));
    }

    /// Asks for what the query finds as a file.
    fn export(&mut self, format: Format) {
        let query = self.query.text.trim().to_owned();
        self.act(Call::Export { query, format, limit: self.inspector.limits().export_rows_max });
    }
}

/// The condition that finds a text in the names of entities: components called a name, and fields that are.
fn named(table: &Table, census: &Census, text: &str) -> Option<String> {
    let is_name = |name: &str| name.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case("name"));
    let paths = table.headings.iter().flat_map(|heading| {
        let base =
            heading.component.and_then(|number| census.types.get(number as usize)).map(|of| of.query.clone());
        let whole = base.clone().filter(|_| heading.fields.is_empty() && is_name(&heading.name));
        let fields = heading.fields.iter().filter(|field| is_name(field));
        let fields = fields.filter_map(|field| Some(format!("{}.{}", base.as_ref()?, spelled(field))));
        whole.into_iter().chain(fields).collect::<Vec<_>>()
    });
    let conditions: Vec<_> = paths.map(|path| format!("{path} ~ {}", quoted(text))).collect();
    match conditions.as_slice() {
        [] => None,
        [condition] => Some(condition.clone()),
        conditions => Some(format!("({})", conditions.join(" or "))),
    }
}

impl Session {
    /// Lists rows in another order, or in that of the world.
    pub(crate) fn sort(self, order: Option<&Order>) {
        self.change(|desk| desk.sort(order));
    }

    /// Lists the entities whose name contains a text.
    pub(crate) fn find(self, text: &str) {
        self.change(|desk| desk.find(text));
    }

    /// Goes to the entity of an id.
    pub(crate) fn go_to(self, text: &str) {
        self.change(|desk| desk.go_to(text));
    }

    /// Looks into a type, or no more.
    pub(crate) fn toggle_type(self, number: u32) {
        self.change(|desk| desk.toggle_type(number));
    }

    /// Asks for those of what is listed of which a condition holds.
    pub(crate) fn narrow(self, condition: &str) {
        self.change(|desk| desk.narrow(condition));
    }

    /// Pauses the simulation when a query comes to be so.
    pub(crate) fn watch(self, query: &str, when: When, limit: u32) {
        self.change(|desk| desk.watch(query, when, limit));
    }

    /// Lets go of a watch.
    pub(crate) fn unwatch(self, number: u32) {
        self.change(|desk| desk.act(Call::Unwatch(number)));
    }

    /// Asks for a query.
    pub(crate) fn ask_for(self, query: &str) {
        self.change(|desk| desk.ask_for(query));
    }

    /// The alarm was heard.
    pub(crate) fn dismiss_alarm(self) {
        self.change(|desk| desk.insight.alarm = None);
    }

    /// Asks how the query is answered.
    pub(crate) fn explain(self) {
        self.change(Desk::explain);
    }

    /// Has nothing explained any more.
    pub(crate) fn leave_explanation(self) {
        self.change(|desk| desk.insight.explanation = None);
    }

    /// Asks for what the query finds as a file.
    pub(crate) fn export(self, format: Format) {
        self.change(|desk| desk.export(format));
    }

    /// Takes the marks of changed cells away in a while.
    pub(super) fn tend(self) {
        let marks = self.at(|desk| desk.marks).unwrap_or_default();
        if self.marks.get_value() != marks {
            self.marks.set_value(marks);
            let unmark = move || {
                if self.marks.get_value() == marks {
                    self.change(|desk| desk.inspector.unmark());
                }
            };
            set_timeout(unmark, MARKED);
        }
    }
}
