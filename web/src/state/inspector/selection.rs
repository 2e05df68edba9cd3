use std::collections::BTreeSet;
use std::sync::Arc;

use terrarium_ecs::EntityId;
use terrarium_inspect::{Entities, Path, Tracked, Value};

use super::Inspector;
use crate::state::cursor::Motion;
use crate::state::openings::NodePath;

/// Entities that one edit can be about.
const SELECTED_MAX: u32 = 10_000;

/// Entities that the one that is looked at is compared with.
const BESIDE_MAX: usize = 1_000;

/// Entities that are selected beside the one that is looked at, and where rows are selected from.
#[derive(Debug, Default)]
pub(super) struct Others {
    entities: Arc<BTreeSet<EntityId>>,
    /// The row from which a range goes.
    anchor: Option<u32>,
    /// A range whose entities are asked for.
    range: Option<Range>,
}

/// Some rows, of which one end is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) first: u32,
    pub(crate) count: u32,
    /// The row that is looked at.
    row: u32,
}

impl Range {
    fn between(anchor: u32, row: u32) -> Self {
        let (first, last) = (anchor.min(row), anchor.max(row));
        let count = (last - first + 1).min(SELECTED_MAX);
        let first = if row == last { last + 1 - count } else { first };
        Self { first, count, row }
    }
}

impl Others {
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    fn put(&mut self, others: impl Iterator<Item = EntityId>) {
        // One by one: to collect them would bring along a way to sort them.
        let mut entities = BTreeSet::new();
        entities.extend(others);
        self.entities = Arc::new(entities);
    }
}

impl Inspector {
    /// Entities that are selected beside the one that is looked at.
    pub(crate) fn others(&self) -> &Arc<BTreeSet<EntityId>> {
        &self.others.entities
    }

    /// All selected entities, the one that is looked at first.
    pub(crate) fn selection(&self) -> Entities {
        Entities(self.selected.into_iter().chain(self.others.entities.iter().copied()).collect())
    }

    /// Some of those beside the one that is looked at.
    pub(super) fn beside(&self) -> Entities {
        Entities(self.others.entities.iter().copied().take(BESIDE_MAX).collect())
    }

    /// Selects others beside the one that is looked at.
    pub(crate) fn select_beside(&mut self, others: &[EntityId]) {
        self.others.put(others.iter().copied());
    }

    /// Selects one entity more, or one less.
    pub(crate) fn pick(&mut self, entity: EntityId) {
        let mut others = (*self.others.entities).clone();
        let is_looked_at = self.selected == Some(entity);
        let next = if is_looked_at || others.remove(&entity) {
            if is_looked_at { others.pop_last() } else { self.selected }
        } else {
            others.extend(self.selected);
            Some(entity)
        };
        self.select(next);
        self.others.entities = Arc::new(others);
    }

    /// Selects the rows from where the selection began to another row; they are to be asked for.
    pub(crate) fn reach(&mut self, row: u32) -> Range {
        let anchor = self.others.anchor.or_else(|| self.cursor()).unwrap_or(row);
        let range = Range::between(anchor, row);
        self.others.anchor = Some(anchor);
        self.others.range = Some(range);
        range
    }

    /// The same, by a motion of the keyboard.
    pub(crate) fn reach_by(&mut self, motion: Motion) -> Option<Range> {
        let from = self.others.range.map(|range| range.row).or_else(|| self.cursor());
        let row = motion.from(from, self.table.rows, self.viewport.page())?;
        self.viewport.reveal(row);
        Some(self.reach(row))
    }

    /// Selects all that is listed, as far as one edit can be about it.
    pub(crate) fn reach_all(&mut self) -> Option<Range> {
        let last = self.table.rows.checked_sub(1)?;
        let range = Range { first: 0, count: (last + 1).min(SELECTED_MAX), row: self.cursor().unwrap_or(0) };
        self.others.range = Some(range);
        Some(range)
    }

    /// Takes up the entities of a range that was asked for.
    pub(crate) fn take_listed(&mut self, found: Vec<EntityId>) {
        let Some(range) = self.others.range else { return };
        let anchor = self.others.anchor;
        let place = range.row.saturating_sub(range.first) as usize;
        let Some(&looked_at) = found.get(place).or_else(|| found.last()) else { return };
        self.select(Some(looked_at));
        self.tracked = Some(Tracked { row: range.row, listed: true });
        self.others.put(found.into_iter().filter(|entity| *entity != looked_at));
        self.others.anchor = anchor;
    }

    /// The value at a node of the entity that is looked at, as it was last told.
    pub(crate) fn value(&self, (component, path): &NodePath) -> Option<&Value> {
        let told = self.told.as_ref()?.components.iter().find(|told| told.number == *component)?;
        within(&told.value, path)
    }
}

fn within<'a>(value: &'a Value, path: &Path) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, step| {
        let Value::Record(record) = value else { return None };
        let at = (0..record.entries.len() as u32).find(|at| record.step(*at) == *step)?;
        record.entries.get(at as usize).map(|entry| &entry.value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(index: u32) -> EntityId {
        EntityId::new(0, index, 0).expect("in range")
    }

    fn selected(inspector: &Inspector) -> Vec<u32> {
        inspector.selection().0.iter().map(|entity| entity.index()).collect()
    }

    #[test]
    fn entities_are_picked_one_by_one() {
        let mut inspector = Inspector::default();
        for (index, expected) in
            [(5, vec![5]), (3, vec![3, 5]), (7, vec![7, 3, 5]), (3, vec![7, 5]), (7, vec![5]), (5, vec![])]
        {
            inspector.pick(entity(index));
            assert_eq!(selected(&inspector), expected, "after {index}");
        }
        inspector.pick(entity(1));
        inspector.pick(entity(2));
        inspector.select(Some(entity(9)));
        assert_eq!(selected(&inspector), [9]);
    }

    #[test]
    fn a_range_goes_from_where_it_began() {
        let mut inspector = Inspector::default();
        inspector.others.anchor = Some(10);
        let range = inspector.reach(12);
        assert_eq!((range.first, range.count), (10, 3));
        inspector.take_listed([10, 11, 12].map(entity).to_vec());
        assert_eq!(selected(&inspector), [12, 10, 11]);
        let range = inspector.reach(9);
        assert_eq!((range.first, range.count), (9, 2));
        inspector.take_listed([9, 10].map(entity).to_vec());
        assert_eq!(selected(&inspector), [9, 10]);
        let range = inspector.reach(50_000);
        assert_eq!((range.first, range.count), (40_001, SELECTED_MAX));
    }
}
