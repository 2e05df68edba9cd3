use terrarium_ecs::EntityId;
use terrarium_inspect::{Component, Record, Shape, Step, Value};

use crate::state::census::type_name as component_name;
use crate::state::cursor::Motion;
use crate::state::kind::{tone, type_name};
use crate::state::literal::literal;
use crate::state::openings::{NodePath, Openings, PAGE_ENTRIES};
use crate::state::preview::{key, line};

/// Characters of a record's preview on its line.
const PREVIEW_CHARACTERS_MAX: usize = 40;

/// Lines that a page of the keyboard moves by.
const PAGE_LINES: u32 = 10;

/// Stand for the places of the lines before and after the entries that are shown.
const BEFORE: Step = Step::Place(u32::MAX - 1);
const AFTER: Step = Step::Place(u32::MAX);

/// One line of a value's tree.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    /// From the component to the node.
    pub(crate) node: NodePath,
    pub(crate) name: String,
    pub(crate) type_name: String,
    pub(crate) text: String,
    pub(crate) tone: &'static str,
    /// Whether the node is open; `None` if nothing is inside.
    pub(crate) is_open: Option<bool>,
    /// How many entities share the component, where it is shared.
    pub(crate) shared_by: Option<u32>,
    /// What choosing the line does.
    pub(crate) action: Option<Action>,
    pub(crate) changes: Changes,
    /// Whether it is something else for others that are selected too.
    pub(crate) is_mixed: bool,
    /// How many of those that are selected too do not have the component.
    pub(crate) lacking: u32,
}

/// How a line can be changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    /// Another value can be written in its place.
    pub(crate) is_written: bool,
    /// How it keeps what is inside, if more can be put there.
    pub(crate) takes: Option<Shape>,
    /// It can be taken out of what it is inside.
    pub(crate) is_dropped: bool,
}

impl Changes {
    fn of(value: &Value, outer: Option<Shape>) -> Self {
        let takes = match value {
            Value::Record(record) if record.shape != Shape::Typed => Some(record.shape),
            _ => None,
        };
        let is_computed = matches!(value, Value::Accessor);
        Self {
            is_written: !is_computed && (takes.is_none() || literal(value).is_some()) && !is_typed(value),
            takes,
            is_dropped: outer.is_some_and(|outer| outer != Shape::Typed) && !is_computed,
        }
    }
}

const fn is_typed(value: &Value) -> bool {
    matches!(value, Value::Record(Record { shape: Shape::Typed, .. }))
}

/// What choosing a line does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Opens the node, or closes it.
    Toggle,
    /// Shows a text whole, or its beginning.
    ToggleText,
    /// Shows a record from this entry on.
    ShowFrom(NodePath, u32),
    /// Goes to an entity.
    Visit(EntityId),
}

impl Line {
    /// The depth, from 1.
    pub(crate) const fn level(&self) -> usize {
        self.node.1.len() + 1
    }
}

/// What a key does in a tree of lines.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Walk {
    /// Goes to a line.
    To(usize),
    /// Chooses a line.
    Choose(usize),
}

impl Walk {
    /// What a key does at a line, as in every tree: right opens, then goes in; left closes, then goes out.
    pub(crate) fn of_key(key: &str, lines: &[Line], at: usize) -> Option<Self> {
        let line = lines.get(at)?;
        match (key, line.is_open) {
            ("Enter" | " ", _) => line.action.as_ref().map(|_| Self::Choose(at)),
            ("ArrowRight", Some(false)) | ("ArrowLeft", Some(true)) => Some(Self::Choose(at)),
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
pub(crate) fn lines(component: &Component, openings: &Openings) -> Vec<Line> {
    let mut lines = Vec::new();
    push(
        &mut lines,
        (component.number, Vec::new()),
        component_name(&component.name),
        &component.value,
        None,
        openings,
    );
    if let Some(first) = lines.first_mut() {
        first.shared_by = component.shared.map(|group| group.holders);
        first.lacking = component.lacking;
    }
    for line in &mut lines {
        line.is_mixed =
            component.mixed.iter().any(|path| line.node.1.starts_with(path) && line.is_open != Some(true));
    }
    lines
}

fn push(
    lines: &mut Vec<Line>,
    node: NodePath,
    name: String,
    value: &Value,
    outer: Option<Shape>,
    openings: &Openings,
) {
    let action = action(value, &node, openings);
    let is_open = match action {
        Some(Action::Toggle) => Some(openings.is_open(&node)),
        Some(Action::ToggleText) => Some(openings.is_whole(&node)),
        _ => None,
    };
    let record = match value {
        Value::Record(record) if is_open == Some(true) => Some(record),
        _ => None,
    };
    // An open record's fields are on the lines below; a preview would say everything twice.
    let text = if record.is_some() { String::new() } else { line(value, PREVIEW_CHARACTERS_MAX) };
    let (type_name, tone) = (type_name(value), tone(value));
    lines.push(Line {
        name,
        type_name,
        text,
        tone,
        is_open,
        shared_by: None,
        action,
        changes: Changes::of(value, outer),
        is_mixed: false,
        lacking: 0,
        node: node.clone(),
    });
    if let Some(record) = record {
        push_entries(lines, &node, record, openings);
    }
}

fn action(value: &Value, node: &NodePath, openings: &Openings) -> Option<Action> {
    match value {
        Value::Record(record) if record.size > 0 => Some(Action::Toggle),
        Value::Text(text) if text.is_cut() || openings.is_whole(node) => Some(Action::ToggleText),
        Value::Entity(entity) => Some(Action::Visit(*entity)),
        _ => None,
    }
}

fn push_entries(lines: &mut Vec<Line>, node: &NodePath, record: &Record, openings: &Openings) {
    let below = |step: Step| (node.0, node.1.iter().cloned().chain([step]).collect());
    if record.from > 0 {
        let from = record.from.saturating_sub(PAGE_ENTRIES);
        lines.push(rest(below(BEFORE), record.from, "before", Action::ShowFrom(node.clone(), from)));
    }
    for (at, entry) in (0..).zip(&record.entries) {
        push(lines, below(record.step(at)), key(&entry.key), &entry.value, Some(record.shape), openings);
    }
    if record.following() > 0 {
        let next = record.from + record.entries.len() as u32;
        let what = format!("more {}", entries_name(record.shape));
        lines.push(rest(below(AFTER), record.following(), &what, Action::ShowFrom(node.clone(), next)));
    }
}

const fn entries_name(shape: Shape) -> &'static str {
    match shape {
        Shape::Object => "properties",
        Shape::List | Shape::Typed => "items",
        Shape::Map | Shape::Set => "entries",
    }
}

/// Stands for entries that are not shown.
fn rest(node: NodePath, count: u32, what: &str, action: Action) -> Line {
    Line {
        node,
        name: "…".into(),
        type_name: String::new(),
        text: format!("{count} {what}"),
        tone: "faint",
        is_open: None,
        shared_by: None,
        action: Some(action),
        changes: Changes::default(),
        is_mixed: false,
        lacking: 0,
    }
}

#[cfg(test)]
mod tests {
    use terrarium_inspect::FromJson;

    use super::*;

    fn component(value: &str) -> Component {
        let json =
            format!(r#"{{"type":2,"name":"Route","value":{value},"shared":{{"group":1,"holders":3}}}}"#);
        Component::from_text(&json).expect("a component")
    }

    fn node(steps: &[&str]) -> NodePath {
        (2, steps.iter().map(|step| Step::Name((*step).into())).collect())
    }

    fn shown(value: &str, openings: &Openings) -> Vec<String> {
        let lines = lines(&component(value), openings);
        let show = |line: &Line| format!("{} {} {} {}", line.level(), line.name, line.type_name, line.text);
        lines.iter().map(show).collect()
    }

    const ROUTE: &str = r#"["object","",2,0,"next",1,"goal",["object","",1,0,"x",2.5]]"#;

    #[test]
    fn a_component_is_open_and_what_is_inside_is_closed() {
        let mut openings = Openings::default();
        assert_eq!(
            shown(ROUTE, &openings),
            ["1 Route object ", "2 next number 1", "2 goal object {x: 2.50}"]
        );
        openings.toggle(&node(&["goal"]));
        assert_eq!(shown(ROUTE, &openings)[2..], ["2 goal object ", "3 x number 2.5"]);
        openings.toggle(&node(&[]));
        assert_eq!(shown(ROUTE, &openings), ["1 Route object {next: 1, goal: {x: 2.50}}"]);
    }

    #[test]
    fn what_is_not_shown_is_counted_and_can_be_gone_to() {
        let part = r#"["list","",1000,300,7,8]"#;
        assert_eq!(
            shown(part, &Openings::default()),
            [
                "1 Route Array(1000) ",
                "2 …  300 before",
                "2 300 number 7",
                "2 301 number 8",
                "2 …  698 more items"
            ]
        );
        let lines = lines(&component(part), &Openings::default());
        let goes = |at: usize| lines[at].action.clone();
        assert_eq!(goes(1), Some(Action::ShowFrom(node(&[]), 200)));
        assert_eq!(goes(4), Some(Action::ShowFrom(node(&[]), 302)));
    }

    #[test]
    fn a_text_that_is_cut_can_be_shown_whole() {
        let mut openings = Openings::default();
        let cut = r#"["text","once upon",900,0]"#;
        let line = |openings: &Openings, value: &str| lines(&component(value), openings)[0].clone();
        assert_eq!((line(&openings, cut).is_open, line(&openings, r#""once""#).is_open), (Some(false), None));
        openings.toggle_text(&node(&[]));
        assert_eq!(line(&openings, r#""once""#).is_open, Some(true));
    }

    #[test]
    fn an_entity_can_be_gone_to() {
        let lines = lines(&component(r#"["object","",1,0,"target",["entity",7]]"#), &Openings::default());
        let entity = "0:7v0".parse().expect("a handle");
        assert_eq!((&*lines[1].text, lines[1].action.clone()), ("0:7v0", Some(Action::Visit(entity))));
    }

    #[test]
    fn sharing_is_said_of_the_component_alone() {
        let lines = lines(&component(ROUTE), &Openings::default());
        assert_eq!(lines.iter().map(|line| line.shared_by).collect::<Vec<_>>(), [Some(3), None, None]);
    }

    #[test]
    fn keys_walk_the_tree() {
        let route = r#"["object","",2,0,"goal",["object","",1,0,"x",null],"next",null]"#;
        let mut openings = Openings::default();
        openings.toggle(&node(&["goal"]));
        let lines = lines(&component(route), &openings);
        let walk = |key, at| Walk::of_key(key, &lines, at);
        assert_eq!([walk("ArrowDown", 0), walk("ArrowUp", 0)], [Some(Walk::To(1)), Some(Walk::To(0))]);
        assert_eq!([walk("ArrowRight", 1), walk("ArrowLeft", 1)], [Some(Walk::To(2)), Some(Walk::Choose(1))]);
        assert_eq!([walk("ArrowLeft", 2), walk("ArrowLeft", 3)], [Some(Walk::To(1)), Some(Walk::To(0))]);
        assert_eq!([walk("Enter", 1), walk(" ", 3)], [Some(Walk::Choose(1)), None]);
        assert_eq!([walk("End", 0), walk("Home", 3)], [Some(Walk::To(3)), Some(Walk::To(0))]);
        assert_eq!([walk("x", 0), walk("ArrowDown", 9)], [None, None]);
    }

    #[test]
    fn nothing_inside_cannot_be_opened() {
        let lines = lines(&component(r#"["object","",0,0]"#), &Openings::default());
        assert_eq!((lines.len(), lines[0].is_open, lines[0].text.as_str()), (1, None, "{}"));
    }
}
