use terrarium_ecs::EntityId;
use terrarium_inspect::{Equals, SharedGroups, SharedRequest};

use crate::state::number::bytes;
use crate::state::preview::{CELL_CHARACTERS_MAX, line};
use crate::state::text::bare;

/// Groups that are shown at once.
const GROUPS: u32 = 50;

/// Who shares values with whom, and who could.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sharing {
    /// How many groups there are.
    pub(crate) total: u32,
    /// The place of the first that is shown.
    pub(crate) first: u32,
    pub(crate) groups: Vec<GroupLine>,
    /// What the last search for equal values found.
    pub(crate) equals: Option<EqualLines>,
}

/// A group that shares a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GroupLine {
    /// The component type.
    pub(crate) component: u32,
    pub(crate) name: String,
    /// The number of the group.
    pub(crate) group: u32,
    pub(crate) holders: u32,
    /// One of them.
    pub(crate) first: EntityId,
    pub(crate) value: String,
    /// The query that finds them.
    pub(crate) query: String,
}

/// What a search for equal values found.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EqualLines {
    /// How many values were compared.
    pub(crate) compared: u32,
    /// Whether there were too many to compare them all.
    pub(crate) is_cut: bool,
    pub(crate) lines: Vec<EqualLine>,
}

/// Entities that have equal values of a type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EqualLine {
    pub(crate) name: String,
    pub(crate) entities: u32,
    pub(crate) value: String,
    /// What sharing would save.
    pub(crate) saved: String,
}

impl Sharing {
    /// What to ask for.
    pub(crate) const fn request(&self) -> SharedRequest {
        SharedRequest { first: self.first, count: GROUPS }
    }

    /// Whether there are groups before those that are shown, and after.
    pub(crate) const fn more(&self) -> (bool, bool) {
        (self.first > 0, self.first + (self.groups.len() as u32) < self.total)
    }

    /// Shows the groups before, or those after.
    pub(crate) const fn turn(&mut self, forward: bool) {
        self.first = if forward { self.first + GROUPS } else { self.first.saturating_sub(GROUPS) };
    }

    /// Takes up what is told.
    pub(crate) fn take(&mut self, told: &SharedGroups) {
        self.total = told.total;
        // Groups come to an end; there is always a page to look at.
        self.first = if told.groups.is_empty() { 0 } else { told.first };
        let groups = told.groups.iter().map(|of| GroupLine {
            component: of.component,
            name: bare(&of.name),
            group: of.group,
            holders: of.holders,
            first: of.first,
            value: line(&of.value, CELL_CHARACTERS_MAX),
            query: format!("shares({}, #{})", of.query, of.first),
        });
        self.groups = groups.collect();
    }

    /// Takes up what was found.
    pub(crate) fn take_equals(&mut self, found: &Equals) {
        let lines = found.equals.iter().map(|of| EqualLine {
            name: bare(&of.name),
            entities: of.entities,
            value: line(&of.value, CELL_CHARACTERS_MAX),
            saved: bytes(of.saved),
        });
        let lines = lines.collect();
        self.equals = Some(EqualLines { compared: found.compared, is_cut: found.is_cut, lines });
    }
}

#[cfg(test)]
mod tests {
    use terrarium_inspect::FromJson;

    use super::*;

    fn told(json: &str) -> SharedGroups {
        SharedGroups::from_text(json).expect("groups")
    }

    #[test]
    fn groups_can_be_asked_for_and_turned_over() {
        let mut sharing = Sharing::default();
        let group = r#"{"type":2,"name":"Rules","query":"Rules","group":7,"holders":3,"first":5,"value":1}"#;
        sharing.take(&told(&format!(r#"{{"total":60,"first":0,"groups":[{group}]}}"#)));
        assert_eq!(sharing.groups[0].query, "shares(Rules, #0:5v0)");
        assert_eq!(sharing.more(), (false, true));
        sharing.turn(true);
        assert_eq!(sharing.request().first, 50);
        sharing.take(&told(&format!(r#"{{"total":60,"first":50,"groups":[{group}]}}"#)));
        assert_eq!(sharing.more(), (true, true));
        sharing.take(&told(r#"{"total":3,"first":50,"groups":[]}"#));
        assert_eq!(sharing.first, 0);
    }

    #[test]
    fn what_could_be_shared_says_what_that_saves() {
        let mut sharing = Sharing::default();
        let json =
            r#"{"compared":9,"isCut":false,"equals":[{"name":"Rules","entities":4,"saved":2048,"value":1}]}"#;
        sharing.take_equals(&Equals::from_text(json).expect("findings"));
        let equals = sharing.equals.expect("findings");
        assert_eq!((equals.compared, &*equals.lines[0].saved), (9, "2.0 kB"));
    }
}
