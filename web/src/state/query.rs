use std::ops::Range;

use terrarium_inspect::{Completion, QueryFault};

/// Queries that are remembered.
const HISTORY_MAX: usize = 50;

/// What stands in the query bar: its text, what is wrong with it, and what could be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Query {
    pub(crate) text: String,
    /// What is wrong with it.
    pub(crate) fault: Option<QueryFault>,
    /// What could be written, while that is shown.
    pub(crate) suggestions: Vec<Suggestion>,
    /// The suggestion that the keyboard is at.
    pub(crate) active: Option<usize>,
    /// Texts that were asked before, the last first.
    history: Vec<String>,
}

/// Something that could be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Suggestion {
    pub(crate) text: String,
    /// What it is, such as `type`.
    pub(crate) kind: String,
    /// The part of the text that it takes the place of, in UTF-16 units.
    place: Range<u32>,
}

/// A text in three parts, of which the second is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marked {
    pub(crate) before: String,
    pub(crate) wrong: String,
    pub(crate) after: String,
}

impl Query {
    /// A bar with a text, and what was asked before, a line each.
    pub(crate) fn new(text: String, history: &str) -> Self {
        let history = history.lines().filter(|line| !line.is_empty()).take(HISTORY_MAX);
        Self { text, history: history.map(str::to_owned).collect(), ..Self::default() }
    }

    /// Another text stands there. What was suggested for the former is of no use.
    pub(crate) fn write(&mut self, text: String) {
        self.text = text;
        self.dismiss();
    }

    /// Suggests nothing any more.
    pub(crate) fn dismiss(&mut self) {
        (self.suggestions, self.active) = (Vec::new(), None);
    }

    /// Suggests what could stand in this text; nothing if that is what stands there.
    pub(crate) fn suggest(&mut self, text: &str, completion: Completion) {
        if text != self.text {
            return;
        }
        let place = completion.start..completion.end;
        let written = split(text, &place).wrong;
        let items = completion.items.into_iter().filter(|item| item.text != written);
        self.active = None;
        self.suggestions =
            items.map(|item| Suggestion { text: item.text, kind: item.kind, place: place.clone() }).collect();
    }

    /// Suggests what was asked before.
    pub(crate) fn suggest_history(&mut self) {
        let place = 0..units(&self.text);
        let others = self.history.iter().filter(|text| **text != self.text);
        self.active = None;
        self.suggestions = others
            .map(|text| Suggestion { text: text.clone(), kind: "recent".into(), place: place.clone() })
            .collect();
    }

    /// Moves along the suggestions, round from either end to the other.
    pub(crate) fn move_active(&mut self, down: bool) {
        let count = self.suggestions.len();
        self.active = match self.active {
            _ if count == 0 => None,
            None => Some(if down { 0 } else { count - 1 }),
            Some(at) => Some(if down { at + 1 } else { at + count - 1 } % count),
        };
    }

    /// Writes a suggestion, and answers where the caret goes, in UTF-16 units.
    pub(crate) fn accept(&mut self, at: usize) -> Option<u32> {
        let suggestion = self.suggestions.get(at)?.clone();
        let Marked { before, after, .. } = split(&self.text, &suggestion.place);
        self.write(format!("{before}{}{after}", suggestion.text));
        Some(units(&before) + units(&suggestion.text))
    }

    /// The text is what was wanted: it is remembered.
    pub(crate) fn commit(&mut self) {
        self.dismiss();
        let text = self.text.trim().to_owned();
        if !text.is_empty() {
            self.history.retain(|other| *other != text);
            self.history.insert(0, text);
            self.history.truncate(HISTORY_MAX);
        }
    }

    /// What was asked before, a line each.
    pub(crate) fn history(&self) -> String {
        self.history.join("\n")
    }

    /// The text, with what is wrong in it apart.
    pub(crate) fn marked(&self) -> Marked {
        match &self.fault {
            // What is missing is marked where it should be.
            Some(fault) => split(&self.text, &(fault.offset..fault.offset + fault.length.max(1))),
            None => Marked { before: self.text.clone(), ..Marked::default() },
        }
    }
}

fn units(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}

/// Splits a text around a part in UTF-16 units.
fn split(text: &str, part: &Range<u32>) -> Marked {
    let (mut marked, mut at) = (Marked::default(), 0);
    for character in text.chars() {
        let into = match at {
            at if at < part.start => &mut marked.before,
            at if at < part.end => &mut marked.wrong,
            _ => &mut marked.after,
        };
        into.push(character);
        at += character.len_utf16() as u32;
    }
    marked
}

#[cfg(test)]
mod tests {
    use terrarium_inspect::CompletionItem;

    use super::*;

    fn completion(range: Range<u32>, items: &[&str]) -> Completion {
        let item = |text: &&str| CompletionItem { text: (*text).into(), kind: "type".into() };
        Completion { start: range.start, end: range.end, items: items.iter().map(item).collect() }
    }

    fn suggested(query: &Query) -> Vec<&str> {
        query.suggestions.iter().map(|suggestion| suggestion.text.as_str()).collect()
    }

    #[test]
    fn a_suggestion_takes_the_place_of_what_was_begun() {
        let mut query = Query::new("🐝, Po, Age".into(), "");
        query.suggest("🐝, Po, Age", completion(4..6, &["Position", "Po"]));
        assert_eq!(suggested(&query), ["Position"]);
        assert_eq!(query.accept(0), Some(12));
        assert_eq!((&*query.text, query.suggestions.len()), ("🐝, Position, Age", 0));
        assert_eq!(query.accept(0), None);
    }

    #[test]
    fn suggestions_for_another_text_are_passed_over() {
        let mut query = Query::new("A".into(), "");
        query.write("Ag".into());
        query.suggest("A", completion(0..1, &["Age"]));
        assert!(query.suggestions.is_empty());
    }

    #[test]
    fn the_keyboard_goes_round() {
        let mut query = Query::new("".into(), "");
        query.move_active(true);
        assert_eq!(query.active, None);
        query.suggest("", completion(0..0, &["a", "b", "c"]));
        let mut go = |down| {
            query.move_active(down);
            query.active
        };
        assert_eq!([go(true), go(true), go(true), go(true)], [Some(0), Some(1), Some(2), Some(0)]);
        assert_eq!([go(false), go(false)], [Some(2), Some(1)]);
    }

    #[test]
    fn what_was_asked_is_remembered_once_and_the_last_comes_first() {
        let mut query = Query::new(String::new(), "Age\n\nName\n");
        query.write(" Name ".into());
        query.commit();
        query.write(String::new());
        query.commit();
        assert_eq!(query.history(), "Name\nAge");
        query.suggest_history();
        assert_eq!(suggested(&query), ["Name", "Age"]);
        assert_eq!((query.accept(1), &*query.text), (Some(3), "Age"));
        for number in 0..100 {
            query.write(format!("A{number}"));
            query.commit();
        }
        assert_eq!(query.history().lines().count(), HISTORY_MAX);
    }

    #[test]
    fn what_is_wrong_is_marked_where_it_is() {
        let mut query = Query::new("🐝, Nobody, Age".into(), "");
        query.fault = Some(QueryFault { offset: 4, length: 6, ..QueryFault::default() });
        let Marked { before, wrong, after } = query.marked();
        assert_eq!((&*before, &*wrong, &*after), ("🐝, ", "Nobody", ", Age"));
        query.fault = Some(QueryFault { offset: 99, length: 0, ..QueryFault::default() });
        assert_eq!(query.marked().before, query.text);
    }
}
