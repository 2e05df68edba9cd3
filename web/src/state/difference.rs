use terrarium_ecs::EntityId;
use terrarium_inspect::{Change, ChangeKind, Difference, PathStep, Value};

use crate::state::preview::line;
use crate::state::text::bare;
use crate::state::words::{Passage, passages};

/// Characters of a value that differs.
const CHARACTERS_MAX: usize = 120;

/// A place inside a component that is other than before.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Changed {
    /// From the component's name inwards.
    pub(crate) place: String,
    pub(crate) turn: Turn,
}

/// How something became something else.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Turn {
    /// A text, word by word.
    Words(Vec<Passage>),
    /// Any other value.
    Values { before: String, after: String },
}

impl Changed {
    /// What differs inside something of a name.
    pub(crate) fn of(name: &str, difference: &Difference) -> Self {
        let mut place = name.to_owned();
        for step in &difference.path {
            match step {
                PathStep::Name(name) => place.push_str(&format!(".{}", bare(name))),
                PathStep::Place(number) => place.push_str(&format!("[{number}]")),
            }
        }
        Self { place, turn: Turn::of(&difference.before, &difference.after) }
    }
}

impl Turn {
    fn of(before: &Value, after: &Value) -> Self {
        match (before, after) {
            (Value::Text(before), Value::Text(after)) => Self::Words(passages(&bare(before), &bare(after))),
            _ => Self::Values { before: shown(before), after: shown(after) },
        }
    }
}

/// A value on a line; nothing where there is no component.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Absent => "none".into(),
        _ => line(value, CHARACTERS_MAX),
    }
}

/// What happened to an entity.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EntityChange {
    pub(crate) entity: EntityId,
    pub(crate) kind: ChangeKind,
    /// Where its components are other than before.
    pub(crate) places: Vec<Changed>,
}

/// Puts what happened to one entity together with what is known of it already.
pub(crate) fn gather(known: &mut Vec<EntityChange>, changes: &[Change]) {
    for change in changes {
        let component = change.component.as_ref().map(bare).unwrap_or_default();
        let place = change.difference.as_ref().map(|difference| Changed::of(&component, difference));
        match known.last_mut() {
            Some(last) if last.entity == change.entity && last.kind == change.kind => {
                last.places.extend(place)
            }
            _ => known.push(EntityChange {
                entity: change.entity,
                kind: change.kind,
                places: place.into_iter().collect(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use terrarium_inspect::FromJson;

    use super::*;

    fn changes(json: &str) -> Vec<EntityChange> {
        let mut known = Vec::new();
        gather(&mut known, &Vec::<Change>::from_text(json).expect("changes"));
        known
    }

    #[test]
    fn what_happened_to_an_entity_stands_together() {
        let found = changes(
            r#"[{"kind":"created","entity":1},
            {"kind":"changed","entity":2,"type":"Mood","difference":{"path":["log",3],"before":"a b","after":"a c"}},
            {"kind":"changed","entity":2,"type":"Age","difference":{"path":[],"before":["absent"],"after":7}}]"#,
        );
        let kinds: Vec<_> = found.iter().map(|change| (change.kind, change.places.len())).collect();
        assert_eq!(kinds, [(ChangeKind::Created, 0), (ChangeKind::Changed, 2)]);
        let places = found.last().map(|change| change.places.clone()).unwrap_or_default();
        assert!(
            matches!(&places[0], Changed { place, turn: Turn::Words(words) } if place == "Mood.log[3]" && words.len() == 3)
        );
        let age =
            Changed { place: "Age".into(), turn: Turn::Values { before: "none".into(), after: "7".into() } };
        assert_eq!(places[1], age);
    }
}
