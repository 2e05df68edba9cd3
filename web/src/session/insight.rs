//! What is asked beside rows and entities: types, watches, how a query is answered, and files of what it finds.

use terrarium_inspect::{Call, Format, View, ViewKind, WatchRequest, When};

use crate::session::desk::Desk;
use crate::session::signals::Session;
use crate::state::with_condition;

/// Rows of a file at most; what the protocol allows.
const EXPORT_ROWS_MAX: u32 = 100_000;

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

    /// Asks how the query is answered.
    fn explain(&mut self) {
        self.act(Call::Explain(self.query.text.trim().to_owned()));
    }

    /// Asks for what the query finds as a file.
    fn export(&mut self, format: Format) {
        let query = self.query.text.trim().to_owned();
        self.act(Call::Export { query, format, limit: EXPORT_ROWS_MAX });
    }
}

impl Session {
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
}
