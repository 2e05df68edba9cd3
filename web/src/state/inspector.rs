mod selection;

use std::sync::Arc;

use terrarium_ecs::EntityId;
use terrarium_inspect::{EntityRequest, EntityView, Found, Limits, Rows, RowsRequest, Tracked};

use crate::state::cursor::Motion;
use crate::state::entity::EntityPanel;
use crate::state::openings::{NodePath, Openings};
use crate::state::rows::Asked;
use crate::state::table::{Table, Widths};
use crate::state::tree::Action;
use crate::state::viewport::Viewport;

use selection::Others;
pub(crate) use selection::Range;

/// What is being looked at: which entities, which rows of them, which entity in particular. It says what is to be
/// asked of a world, and takes up what the world tells.
#[derive(Debug, Default)]
pub(crate) struct Inspector {
    limits: Limits,
    query: String,
    viewport: Viewport,
    asked: Asked,
    table: Table,
    widths: Widths,
    selected: Option<EntityId>,
    /// Where the selected entity is among the rows.
    tracked: Option<Tracked>,
    wanted: Option<Wanted>,
    told: Option<EntityView>,
    panel: Option<Arc<EntityPanel>>,
    openings: Openings,
    others: Others,
}

/// Something to be done when the rows that it is about are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// The entity in a row is to be selected.
    Select(u32),
    /// The selected entity's row is to be brought into view.
    Reveal,
}

impl Inspector {
    /// The world allows so much.
    pub(crate) const fn allow(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// How much the world allows.
    pub(crate) const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// What is asked for.
    pub(crate) fn query(&self) -> &str {
        &self.query
    }

    /// Another conversation begins, about what was being looked at.
    pub(crate) const fn begin_again(&mut self) {
        self.asked.forget();
    }

    /// Which rows are in view.
    pub(crate) const fn viewport(&self) -> &Viewport {
        &self.viewport
    }

    /// The rows as they were last told.
    pub(crate) const fn table(&self) -> &Table {
        &self.table
    }

    /// The selected entity.
    pub(crate) const fn selected(&self) -> Option<EntityId> {
        self.selected
    }

    /// What was last told of the selected entity.
    pub(crate) fn panel(&self) -> Option<Arc<EntityPanel>> {
        self.panel.clone()
    }

    /// The rows to ask for.
    pub(crate) fn rows_request(&mut self) -> RowsRequest {
        self.asked.request(&self.query, &self.viewport, &self.table, self.selected, self.limits.rows_max)
    }

    /// What to ask of the selected entity.
    pub(crate) fn entity_request(&self) -> Option<EntityRequest> {
        let open = || self.openings.requests(&self.limits);
        self.selected.map(|entity| EntityRequest { entity, open: open(), beside: self.beside() })
    }

    /// Lists other entities, from the first; the selected one is brought into view if it is among them.
    pub(crate) fn ask(&mut self, query: &str) {
        if query != self.query {
            query.clone_into(&mut self.query);
            self.viewport.show(0, 0.0);
            self.wanted = self.selected.map(|_| Wanted::Reveal);
        }
    }

    /// Takes up rows, unless they answer what nobody asks any more. What is in view stays in view, although rows
    /// above may come and go. Says whether they were taken up.
    pub(crate) fn take_rows(&mut self, found: &Found<RowsRequest, Rows>) -> bool {
        let Found { request, content, .. } = found;
        let Some(moved) = self.asked.moved_by(&self.query, request, content.moved) else { return false };
        let (first, hidden) = self.viewport.first();
        self.viewport.resize(content.total, self.viewport.height());
        if moved != 0 {
            self.viewport.show(shifted(first, moved), hidden);
        }
        self.table = Table::of(content, &mut self.widths, &self.table);
        if request.track == self.selected {
            self.tracked = content.tracked;
        }
        self.fulfil();
        true
    }

    /// Marks nothing as changed any more.
    pub(crate) fn unmark(&mut self) {
        self.table.unmark();
    }

    /// Takes up what is told of an entity, if it is the selected one.
    pub(crate) fn take_entity(&mut self, view: EntityView) {
        if self.selected == Some(view.entity) {
            self.told = Some(view);
            self.draw_entity();
        }
    }

    /// Does what was wanted, as soon as the rows are there.
    fn fulfil(&mut self) {
        match (self.wanted, self.tracked) {
            (Some(Wanted::Select(row)), _) => {
                let row = row.min(self.table.rows.saturating_sub(1));
                if let Some(line) = self.table.line(row) {
                    self.selected = line.entity();
                    self.tracked = Some(Tracked { row, listed: true });
                    self.wanted = None;
                }
            }
            (Some(Wanted::Reveal), Some(tracked)) => {
                if tracked.listed {
                    self.viewport.reveal(tracked.row);
                }
                self.wanted = None;
            }
            (Some(Wanted::Reveal) | None, _) => (),
        }
    }

    /// The visible height of the table is another.
    pub(crate) fn resize(&mut self, height: f64) {
        self.viewport.resize(self.table.rows, height);
    }

    /// The table was scrolled.
    pub(crate) fn scrolled(&mut self, scroll: f64) {
        self.viewport.scrolled(scroll);
    }

    /// The table has come to rest.
    pub(crate) fn settle(&mut self) {
        self.viewport.settle();
    }

    /// Looks at an entity whose row is in view, or at none.
    pub(crate) fn select(&mut self, entity: Option<EntityId>) {
        self.wanted = None;
        self.others.clear();
        if entity != self.selected {
            let row = entity.and_then(|entity| self.table.row_of(entity));
            self.tracked = row.map(|row| Tracked { row, listed: true });
            self.selected = entity;
        }
        if entity.is_none() {
            (self.told, self.panel) = (None, None);
        }
    }

    /// Looks at an entity and brings its row into view.
    pub(crate) fn visit(&mut self, entity: EntityId) {
        self.select(Some(entity));
        self.wanted = Some(Wanted::Reveal);
        self.fulfil();
    }

    /// Moves the selection along the rows.
    pub(crate) fn step(&mut self, motion: Motion) {
        let Some(row) = motion.from(self.cursor(), self.table.rows, self.viewport.page()) else { return };
        self.viewport.reveal(row);
        self.others.clear();
        self.wanted = Some(Wanted::Select(row));
        self.fulfil();
    }

    /// The row to move from: that of the selected entity, or of the one before where it would be.
    fn cursor(&self) -> Option<u32> {
        if let Some(Wanted::Select(row)) = self.wanted {
            return Some(row);
        }
        let Tracked { row, listed } = self.tracked?;
        if listed { Some(row) } else { row.checked_sub(1) }
    }

    /// Does what choosing a line of the selected entity's values does.
    pub(crate) fn choose(&mut self, node: &NodePath, action: &Action) {
        match action {
            Action::Toggle => self.openings.toggle(node),
            Action::ToggleText => self.openings.toggle_text(node),
            Action::ShowFrom(record, from) => self.openings.show_from(record, *from),
            Action::Visit(entity) => return self.visit(*entity),
        }
        self.draw_entity();
    }

    fn draw_entity(&mut self) {
        let Some(told) = &self.told else { return };
        self.panel = Some(Arc::new(EntityPanel::of(told, self.panel.as_deref(), &self.openings)));
    }
}

fn shifted(row: u32, by: i64) -> u32 {
    u32::try_from((i64::from(row) + by).max(0)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
