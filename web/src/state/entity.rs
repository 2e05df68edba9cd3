use terrarium_ecs::EntityId;
use terrarium_inspect::EntityView;

use crate::state::openings::Openings;
use crate::state::tree::{Line, lines};

/// An entity and the values of its components.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EntityPanel {
    pub(crate) id: EntityId,
    /// Whether it lives; if not, the lines are what was last seen of it.
    pub(crate) is_alive: bool,
    /// The tick at which it was last seen alive.
    pub(crate) seen: Option<u32>,
    /// Who lives in its place since it died.
    pub(crate) successor: Option<EntityId>,
    pub(crate) lines: Vec<Line>,
}

impl EntityPanel {
    /// What is told of an entity; of a dead one what was last seen of it is kept.
    pub(crate) fn of(told: &EntityView, before: Option<&Self>, openings: &Openings) -> Self {
        let (id, is_alive, successor) = (told.entity, told.alive, told.successor);
        if is_alive {
            let lines = told.components.iter().flat_map(|component| lines(component, openings));
            return Self { id, is_alive, seen: told.tick, successor, lines: lines.collect() };
        }
        let before = before.filter(|before| before.id == id);
        let lines = before.map(|before| before.lines.clone()).unwrap_or_default();
        Self { id, is_alive, seen: before.and_then(|before| before.seen), successor, lines }
    }
}

#[cfg(test)]
mod tests {
    use terrarium_inspect::FromJson;

    use super::*;

    fn told(json: &str) -> EntityView {
        EntityView::from_text(json).expect("an entity")
    }

    #[test]
    fn an_entity_shows_its_values_and_with_how_many_it_shares() {
        let view = told(
            r#"{"entity":3,"alive":true,"tick":9,"components":[{"type":0,"name":"Age","value":3,"shared":null},
            {"type":2,"name":"Rules","value":7,"shared":{"group":1,"holders":2}}]}"#,
        );
        let panel = EntityPanel::of(&view, None, &Openings::default());
        let lines: Vec<_> =
            panel.lines.iter().map(|line| (&*line.name, &*line.text, line.shared_by)).collect();
        assert_eq!(lines, [("Age", "3", None), ("Rules", "7", Some(2))]);
        assert_eq!((panel.is_alive, panel.seen), (true, Some(9)));
    }

    #[test]
    fn a_dead_entity_says_so_and_keeps_its_last_values() {
        let alive = told(
            r#"{"entity":3,"alive":true,"tick":9,"components":[{"type":0,"name":"Age","value":3,"shared":null}]}"#,
        );
        let alive = EntityPanel::of(&alive, None, &Openings::default());
        let gone = told(r#"{"entity":3,"alive":false,"successor":68719476739}"#);
        let dead = EntityPanel::of(&gone, Some(&alive), &Openings::default());
        assert_eq!((dead.is_alive, dead.seen, &dead.lines), (false, Some(9), &alive.lines));
        assert_eq!(dead.successor, "0:3v1".parse().ok());
        let other = told(r#"{"entity":4,"alive":false,"successor":null}"#);
        let never = EntityPanel::of(&other, Some(&alive), &Openings::default());
        assert_eq!((never.seen, never.lines.len()), (None, 0));
    }
}
