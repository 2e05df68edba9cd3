use std::ops::Range;

use terrarium_ecs::EntityId;
use terrarium_inspect::{Anchor, RowsRequest};

use crate::state::table::Table;
use crate::state::viewport::Viewport;

/// Rows that are asked for beyond those that are kept in the page, so that a short scroll asks for nothing.
const MARGIN: u32 = 24;

/// With fewer rows left beyond those in the page, more are asked for, so that they are there when they are needed.
const RESERVE: u32 = 8;

/// The rows that are asked for, and how far they have moved since: the window that a world answers moves along with
/// the rows that are in view.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    request: RowsRequest,
    moved: i64,
    /// Whether the table is of the query that is asked.
    is_answered: bool,
}

impl Asked {
    /// What to ask for: the same as before, if it still has what is in view.
    pub(crate) fn request(
        &mut self,
        query: &str,
        viewport: &Viewport,
        table: &Table,
        track: Option<EntityId>,
        rows_max: u32,
    ) -> RowsRequest {
        if self.request.query != query {
            self.is_answered = false;
        }
        let anchor = if self.is_answered { anchor(viewport, table) } else { None };
        // At the very top one stays there, and sees what comes in above.
        let is_otherwise_held = match self.request.anchor {
            None => anchor.is_some(),
            Some(_) => viewport.is_at_top(),
        };
        let needed = needed(viewport);
        if is_otherwise_held || !self.serves(query, track, &needed) {
            let window = viewport.room();
            let first = window.start.saturating_sub(MARGIN);
            let count = (window.end.saturating_sub(first) + MARGIN).min(rows_max);
            self.request = RowsRequest { query: query.into(), first, count, anchor, track };
            self.moved = 0;
        }
        self.request.clone()
    }

    /// The next request is the first of another conversation. What was in view holds its place.
    pub(crate) const fn forget(&mut self) {
        (self.request.count, self.moved) = (0, 0);
    }

    /// How far what is in view has moved since the last answer. `None` for an answer that is of no use any more: to
    /// another query, or to an earlier question whose rows have moved.
    pub(crate) fn moved_by(&mut self, query: &str, request: &RowsRequest, moved: i64) -> Option<i64> {
        if *request == self.request && request.query == query {
            let by = moved - self.moved;
            (self.moved, self.is_answered) = (moved, true);
            return Some(by);
        }
        (request.query == query && moved == 0).then_some(0)
    }

    /// Whether the answer has these rows.
    fn serves(&self, query: &str, track: Option<EntityId>, needed: &Range<u32>) -> bool {
        let first = i64::from(self.request.first) + self.moved;
        let end = first + i64::from(self.request.count);
        let has = (first..=end).contains(&i64::from(needed.start)) && i64::from(needed.end) <= end;
        has && self.request.count > 0 && self.request.query == query && self.request.track == track
    }
}

/// The rows that should be there.
fn needed(viewport: &Viewport) -> Range<u32> {
    let window = viewport.window();
    let is_at_end = window.end < viewport.room().end;
    window.start.saturating_sub(RESERVE)..if is_at_end {
        window.end
    } else {
        window.end.saturating_add(RESERVE)
    }
}

/// The first entity in view, which holds its place unless it is at the very top.
fn anchor(viewport: &Viewport, table: &Table) -> Option<Anchor> {
    let row = viewport.first().0;
    let line = if viewport.is_at_top() { None } else { table.line(row) };
    line.and_then(|line| Some(Anchor { entity: line.entity()?, row }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewport(scroll: f64) -> Viewport {
        let mut viewport = Viewport::default();
        viewport.resize(10_000, 560.0);
        viewport.scrolled(scroll);
        viewport
    }

    fn asked(asked: &mut Asked, viewport: &Viewport) -> RowsRequest {
        asked.request("", viewport, &Table::default(), None, 500)
    }

    #[test]
    fn a_short_scroll_asks_for_nothing_new() {
        let mut asks = Asked::default();
        let first = asked(&mut asks, &viewport(28.0 * 1_000.0));
        assert!(first.first < 1_000 && first.first + first.count > 1_020);
        assert_eq!(asked(&mut asks, &viewport(28.0 * 1_010.0)), first);
        assert_ne!(asked(&mut asks, &viewport(28.0 * 1_100.0)), first);
    }

    #[test]
    fn the_window_moves_along_with_what_is_in_view() {
        let mut asks = Asked::default();
        let first = asked(&mut asks, &viewport(28.0 * 1_000.0));
        assert_eq!(asks.moved_by("", &first, -300), Some(-300));
        assert_eq!(asked(&mut asks, &viewport(28.0 * 700.0)), first);
        assert_eq!(asks.moved_by("", &first, -310), Some(-10));
    }

    #[test]
    fn answers_to_what_was_asked_before_are_of_use_while_nothing_has_moved() {
        let mut asks = Asked::default();
        let before = asked(&mut asks, &viewport(0.0));
        asked(&mut asks, &viewport(28_000.0));
        assert_eq!(asks.moved_by("", &before, 0), Some(0));
        assert_eq!(asks.moved_by("", &before, 3), None);
        assert_eq!(asks.moved_by("Age", &before, 0), None);
    }
}
