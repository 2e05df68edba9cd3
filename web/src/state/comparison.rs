use terrarium_inspect::{Diff, DiffRequest, State};

use crate::state::difference::{EntityChange, gather};
use crate::state::number::grouped;

/// Changes that are asked for at once.
const PAGE: u32 = 100;

/// What differs between two states of a world, as far as it was told.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Comparison {
    /// Which states, in words.
    pub(crate) title: String,
    /// How much differs, in words; nothing before it is known.
    pub(crate) summary: Option<String>,
    /// What happened to entities.
    pub(crate) entities: Vec<EntityChange>,
    from: State,
    to: State,
    told: u32,
    total: u32,
}

impl Comparison {
    /// One of which nothing is known yet.
    pub(crate) fn new(from: State, to: State, title: String) -> Self {
        Self { title, summary: None, entities: Vec::new(), from, to, told: 0, total: 0 }
    }

    /// What to ask next.
    pub(crate) const fn request(&self) -> DiffRequest {
        DiffRequest { from: self.from, to: self.to, first: self.told, count: PAGE }
    }

    /// Whether not all was told.
    pub(crate) const fn has_more(&self) -> bool {
        self.told < self.total
    }

    /// Takes up an answer, unless it is one to another question.
    pub(crate) fn take(&mut self, request: &DiffRequest, diff: &Diff) {
        if *request != self.request() {
            return;
        }
        self.total = diff.created.saturating_add(diff.destroyed).saturating_add(diff.changed);
        self.told += diff.changes.len() as u32;
        self.summary = Some(summary(diff));
        gather(&mut self.entities, &diff.changes);
    }
}

fn summary(diff: &Diff) -> String {
    if diff.created + diff.destroyed + diff.changed == 0 {
        return "Nothing differs.".into();
    }
    let (created, destroyed, changed) =
        (grouped(diff.created), grouped(diff.destroyed), grouped(diff.changed));
    let values = if diff.changed == 1 { "value" } else { "values" };
    format!("{created} created, {destroyed} destroyed, {changed} {values} changed")
}

#[cfg(test)]
mod tests {
    use terrarium_inspect::FromJson;

    use super::*;

    fn diff(json: &str) -> Diff {
        Diff::from_text(json).expect("a diff")
    }

    #[test]
    fn what_is_told_goes_on_where_it_ended() {
        let mut comparison = Comparison::new(State::Snapshot(1), State::Now, "One to now".into());
        let first = comparison.request();
        let json = r#"{"created":0,"destroyed":2,"changed":0,"first":0,"changes":[{"kind":"destroyed","entity":7}]}"#;
        comparison.take(&first, &diff(json));
        assert!(comparison.has_more());
        assert_eq!(comparison.summary.as_deref(), Some("0 created, 2 destroyed, 0 values changed"));
        comparison.take(&first, &diff(json));
        assert_eq!((comparison.entities.len(), comparison.request().first), (1, 1));
        comparison.take(&comparison.request(), &diff(&json.replace(":7}", ":8}")));
        assert!(!comparison.has_more());
    }

    #[test]
    fn where_nothing_differs_it_says_so() {
        let mut comparison = Comparison::new(State::Now, State::Now, String::new());
        let json = r#"{"created":0,"destroyed":0,"changed":0,"first":0,"changes":[]}"#;
        comparison.take(&comparison.request(), &diff(json));
        assert_eq!(comparison.summary.as_deref(), Some("Nothing differs."));
    }
}
