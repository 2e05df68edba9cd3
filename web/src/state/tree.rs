use std::collections::BTreeSet;

use crate::state::cursor::Motion;
use crate::state::preview::line;
use crate::state::value::{Key, Record, Shape, Value};

/// Characters of a record's preview on its line.
const PREVIEW_CHARACTERS_MAX: usize = 40;

/// Lines that a page of the keyboard moves by.
const PAGE_LINES: u32 = 10;

/// Which nodes of a value's tree are open: components are unless closed, what is inside is not unless
/// opened. What was opened stays so for every entity that has the like.
#[derive(Clone, Debug, Default)]
pub(crate) struct Openings {
    /// Paths, each from its component, at which the opposite of the usual was chosen.
    turned: BTreeSet<Vec<Key>>,
}

impl Openings {
    /// Whether the node at a path is open.
    pub(crate) fn is_open(&self, path: &[Key]) -> bool {
        (path.len() == 1) != self.turned.contains(path)
    }

    /// Opens the node at a path, or closes it.
    pub(crate) fn toggle(&mut self, path: &[Key]) {
        if !self.turned.remove(path) {
            self.turned.insert(path.to_vec());
        }
    }
}

/// One line of a value's tree.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    /// From the component to the node.
    pub(crate) path: Vec<Key>,
    pub(crate) name: String,
    pub(crate) type_name: String,
    pub(crate) text: String,
    pub(crate) tone: &'static str,
    /// Whether the node is open; `None` if nothing is inside.
    pub(crate) is_open: Option<bool>,
    /// How many entities share the component, where it is shared.
    pub(crate) shared_by: Option<u32>,
}

impl Line {
    /// The depth, from 1.
    pub(crate) const fn level(&self) -> usize {
        self.path.len()
    }
}

/// What a key does in a tree of lines.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Walk {
    /// Goes to a line.
    To(usize),
    /// Opens the line's node, or closes it.
    Toggle(usize),
}

impl Walk {
    /// What a key does at a line, as in every tree: right opens, then goes in; left closes, then goes out.
    pub(crate) fn of_key(key: &str, lines: &[Line], at: usize) -> Option<Self> {
        let line = lines.get(at)?;
        match (key, line.is_open) {
            ("Enter" | " ", Some(_)) | ("ArrowRight", Some(false)) | ("ArrowLeft", Some(true)) => {
                Some(Self::Toggle(at))
            }
            ("ArrowRight", Some(true)) => Some(Self::To(at + 1)),
            ("ArrowLeft", _) => {
                let outer = lines[..at].iter().rposition(|outer| outer.level() < line.level());
                outer.map(Self::To)
            }
            _ => {
                let row = Motion::of_key(key)?.from(Some(at as u32), lines.len() as u32, PAGE_LINES)?;
                Some(Self::To(row as usize))
            }
        }
    }
}

/// The lines of a component: the component itself, then what is open inside.
pub(crate) fn lines(component: Key, value: &Value, shared_by: Option<u32>, openings: &Openings) -> Vec<Line> {
    let mut lines = Vec::new();
    push(&mut lines, vec![component], value, openings);
    if let Some(first) = lines.first_mut() {
        first.shared_by = shared_by;
    }
    lines
}

fn push(lines: &mut Vec<Line>, path: Vec<Key>, value: &Value, openings: &Openings) {
    let record = match value {
        Value::Record(record) if record.size > 0 => Some(record),
        _ => None,
    };
    let is_open = record.map(|_| openings.is_open(&path));
    // An open record's fields are on the lines below; a preview would say everything twice.
    let text = if is_open == Some(true) { String::new() } else { line(value, PREVIEW_CHARACTERS_MAX) };
    lines.push(Line {
        name: path.last().map(|key| key.name.clone()).unwrap_or_default(),
        type_name: value.type_name(),
        text,
        tone: value.tone(),
        is_open,
        shared_by: None,
        path: path.clone(),
    });
    if let (Some(record), Some(true)) = (record, is_open) {
        push_fields(lines, &path, record, openings);
    }
}

fn push_fields(lines: &mut Vec<Line>, path: &[Key], record: &Record, openings: &Openings) {
    let below = |key: Key| path.iter().cloned().chain([key]).collect::<Vec<_>>();
    for field in &record.fields {
        push(lines, below(field.key.clone()), &field.value, openings);
    }
    if record.unseen() > 0 {
        lines.push(rest(below(Key { name: "…".into(), nth: u32::MAX }), record));
    }
}

/// Stands for the fields that are not shown.
fn rest(path: Vec<Key>, record: &Record) -> Line {
    let what = match record.shape {
        Shape::Object => "properties",
        Shape::List => "items",
        Shape::Map | Shape::Set => "entries",
    };
    Line {
        path,
        name: "…".into(),
        type_name: String::new(),
        text: format!("{} more {what}", record.unseen()),
        tone: "faint",
        is_open: None,
        shared_by: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::text::Text;
    use crate::state::value::{Field, keys};

    fn object(size: u32, fields: &[(&str, Value)]) -> Value {
        let keys = keys(fields.iter().map(|(name, _)| (*name).to_owned()));
        let fields =
            keys.into_iter().zip(fields).map(|(key, (_, value))| Field { key, value: value.clone() });
        Value::Record(Record { shape: Shape::Object, class: Text::default(), size, fields: fields.collect() })
    }

    fn key(name: &str) -> Key {
        Key { name: name.into(), nth: 0 }
    }

    fn shown(value: &Value, openings: &Openings) -> Vec<String> {
        let lines = lines(key("Route"), value, Some(3), openings);
        let show = |line: &Line| format!("{} {} {} {}", line.level(), line.name, line.type_name, line.text);
        lines.iter().map(show).collect()
    }

    #[test]
    fn a_component_is_open_and_what_is_inside_is_not() {
        let route =
            object(2, &[("next", Value::Number(1.0)), ("goal", object(1, &[("x", Value::Number(2.5))]))]);
        let mut openings = Openings::default();
        assert_eq!(
            shown(&route, &openings),
            ["1 Route object ", "2 next number 1", "2 goal object {x: 2.50}"]
        );
        openings.toggle(&[key("Route"), key("goal")]);
        assert_eq!(shown(&route, &openings)[2..], ["2 goal object ", "3 x number 2.5"]);
        openings.toggle(&[key("Route")]);
        assert_eq!(shown(&route, &openings), ["1 Route object {next: 1, goal: {x: 2.50}}"]);
        openings.toggle(&[key("Route")]);
        openings.toggle(&[key("Route"), key("goal")]);
        assert_eq!(shown(&route, &openings).len(), 3);
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let large = object(1_000, &[("a", Value::Null)]);
        assert_eq!(
            shown(&large, &Openings::default()),
            ["1 Route object ", "2 a null null", "2 …  999 more properties"]
        );
    }

    #[test]
    fn sharing_is_said_of_the_component_alone() {
        let lines = lines(key("Rules"), &object(1, &[("a", Value::Null)]), Some(3), &Openings::default());
        let shared: Vec<_> = lines.iter().map(|line| line.shared_by).collect();
        assert_eq!(shared, [Some(3), None]);
    }

    #[test]
    fn keys_walk_the_tree() {
        let route = object(2, &[("goal", object(1, &[("x", Value::Null)])), ("next", Value::Null)]);
        let mut openings = Openings::default();
        openings.toggle(&[key("Route"), key("goal")]);
        let lines = lines(key("Route"), &route, None, &openings);
        let walk = |key, at| Walk::of_key(key, &lines, at);
        assert_eq!([walk("ArrowDown", 0), walk("ArrowUp", 0)], [Some(Walk::To(1)), Some(Walk::To(0))]);
        assert_eq!([walk("ArrowRight", 1), walk("ArrowLeft", 1)], [Some(Walk::To(2)), Some(Walk::Toggle(1))]);
        assert_eq!([walk("ArrowLeft", 2), walk("ArrowLeft", 3)], [Some(Walk::To(1)), Some(Walk::To(0))]);
        assert_eq!([walk("Enter", 1), walk(" ", 3)], [Some(Walk::Toggle(1)), None]);
        assert_eq!([walk("End", 0), walk("Home", 3)], [Some(Walk::To(3)), Some(Walk::To(0))]);
        assert_eq!([walk("x", 0), walk("ArrowDown", 9)], [None, None]);
    }

    #[test]
    fn nothing_inside_cannot_be_opened() {
        let lines = lines(key("Leader"), &object(0, &[]), None, &Openings::default());
        assert_eq!((lines.len(), lines[0].is_open, lines[0].text.as_str()), (1, None, "{}"));
    }
}
