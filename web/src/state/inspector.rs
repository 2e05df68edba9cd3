use std::sync::Arc;

use terrarium_ecs::{Column, EntityId, World};

use crate::state::cursor::Motion;
use crate::state::entity::EntityView;
use crate::state::filter::Filter;
use crate::state::listing::Listing;
use crate::state::table::{Table, Widths};
use crate::state::tree::Openings;
use crate::state::value::{Key, Reader};
use crate::state::viewport::Viewport;

/// What is being looked at: which entities, which rows of them, which entity in particular.
///
/// It holds nothing of the world but what was last seen of the selected entity; the world is handed in
/// where it is needed, and never written to.
#[derive(Debug, Default)]
pub(crate) struct Inspector {
    filter: Filter,
    listing: Listing,
    viewport: Viewport,
    widths: Widths,
    selected: Option<EntityId>,
    seen: Option<Arc<EntityView>>,
    openings: Openings,
}

impl Inspector {
    /// Which entities the table lists.
    pub(crate) const fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Which rows are in view.
    pub(crate) const fn viewport(&self) -> &Viewport {
        &self.viewport
    }

    /// The selected entity.
    pub(crate) const fn selected(&self) -> Option<EntityId> {
        self.selected
    }

    /// Lists other entities, from the first; the selected one is brought into view if it is among them.
    pub(crate) fn choose<C: Column>(&mut self, filter: Filter, world: &mut World<C>) {
        self.filter = self.filter.toggled(filter);
        self.viewport.show(0, 0.0);
        self.relist(world);
        self.reveal_selected();
    }

    /// Lists the entities anew. What is in view stays in view, although rows above may come and go.
    pub(crate) fn relist<C: Column>(&mut self, world: &mut World<C>) {
        let (first, hidden) = self.viewport.first();
        let anchor = self.listing.index_at(first);
        let query = self.filter.prepare(world);
        self.listing.read(world, query);
        self.viewport.resize(self.listing.rows(), self.viewport.height());
        let row = anchor.map_or(first, |index| self.listing.row_near(index));
        // At the very top one stays there, and sees what comes in above.
        if row != first && (first, hidden) != (0, 0.0) {
            self.viewport.show(row, hidden);
        }
    }

    /// The visible height of the table is another.
    pub(crate) fn resize(&mut self, height: f64) {
        self.viewport.resize(self.listing.rows(), height);
    }

    /// The table was scrolled.
    pub(crate) fn scrolled(&mut self, scroll: f64) {
        self.viewport.scrolled(scroll);
    }

    /// The table has come to rest.
    pub(crate) fn settle(&mut self) {
        self.viewport.settle();
    }

    /// Looks at an entity, or at none.
    pub(crate) fn select(&mut self, entity: Option<EntityId>) {
        self.selected = entity;
    }

    /// Looks at an entity and brings its row into view.
    pub(crate) fn visit(&mut self, entity: EntityId) {
        self.selected = Some(entity);
        self.reveal_selected();
    }

    /// Moves the selection along the rows.
    pub(crate) fn step<C: Column>(&mut self, motion: Motion, world: &World<C>) {
        let row = motion.from(self.cursor(), self.listing.rows(), self.viewport.page());
        let entity = row.and_then(|row| world.entity_at(self.listing.index_at(row)?));
        if let Some(entity) = entity {
            self.visit(entity);
        }
    }

    /// The row to move from: that of the selected entity, or of the one before where it would be.
    fn cursor(&self) -> Option<u32> {
        let index = self.selected?.index();
        self.listing.row_of(index).or_else(|| self.listing.row_near(index).checked_sub(1))
    }

    fn reveal_selected(&mut self) {
        if let Some(row) = self.selected.and_then(|entity| self.listing.row_of(entity.index())) {
            self.viewport.reveal(row);
        }
    }

    /// Opens a node of the selected entity's values, or closes it.
    pub(crate) fn toggle(&mut self, path: &[Key]) {
        self.openings.toggle(path);
    }

    /// Reads the rows in view.
    pub(crate) fn table<C: Column>(&mut self, world: &World<C>, read: Reader<'_, C::Value>) -> Table {
        let columns = self.filter.columns(world);
        Table::read(world, &self.listing, self.viewport.window(), columns, &mut self.widths, read)
    }

    /// Reads the selected entity.
    pub(crate) fn entity<C: Column>(
        &mut self,
        world: &World<C>,
        read: Reader<'_, C::Value>,
    ) -> Option<Arc<EntityView>> {
        let look = |id| Arc::new(EntityView::of(world, id, self.seen.as_deref(), &self.openings, read));
        self.seen = self.selected.map(look);
        self.seen.clone()
    }
}

#[cfg(test)]
mod tests {
    use terrarium_ecs::{ComponentId, Name, VecColumn};

    use super::*;
    use crate::state::value::{Extent, Value};
    use crate::state::viewport::ROW_PIXELS;

    type Numbers = World<VecColumn<u32>>;

    const EVEN: ComponentId = ComponentId(0);

    /// 3,000 entities; those with an even index have a component.
    fn world() -> (Numbers, Inspector) {
        let mut world = Numbers::new(0).expect("shard 0");
        world.register(Name::from("Even")).expect("free");
        for _ in 0..3_000 {
            let entity = world.create().expect("room");
            if entity.index().is_multiple_of(2) {
                world.set(entity, EVEN, entity.index()).expect("alive");
            }
        }
        let mut inspector = Inspector::default();
        inspector.relist(&mut world);
        inspector.resize(10.0 * ROW_PIXELS);
        (world, inspector)
    }

    fn read(value: &u32, _: &Extent<'_>) -> Value {
        Value::Number(f64::from(*value))
    }

    fn destroy(world: &mut Numbers, indices: impl IntoIterator<Item = u32>) {
        for index in indices {
            let entity = world.entity_at(index).expect("alive");
            world.destroy(entity).expect("mortal");
        }
    }

    fn first_in_view(inspector: &Inspector) -> (Option<u32>, f64) {
        let (row, hidden) = inspector.viewport.first();
        (inspector.listing.index_at(row), hidden)
    }

    #[test]
    fn what_is_in_view_stays_while_rows_above_go() {
        let (mut world, mut inspector) = world();
        inspector.scrolled(1_000.0 * ROW_PIXELS + 9.0);
        assert_eq!(first_in_view(&inspector), (Some(1_001), 9.0));
        destroy(&mut world, (1..1_000).step_by(3));
        inspector.relist(&mut world);
        assert_eq!(first_in_view(&inspector), (Some(1_001), 9.0));
        destroy(&mut world, [1_001]);
        inspector.relist(&mut world);
        assert_eq!(first_in_view(&inspector), (Some(1_002), 9.0));
    }

    #[test]
    fn at_the_top_one_stays_at_the_top() {
        let (mut world, mut inspector) = world();
        destroy(&mut world, [1]);
        inspector.relist(&mut world);
        world.create().expect("room");
        inspector.relist(&mut world);
        assert_eq!(first_in_view(&inspector), (Some(1), 0.0));
    }

    #[test]
    fn the_selection_moves_along_the_rows_and_is_kept_in_view() {
        let (mut world, mut inspector) = world();
        inspector.choose(Filter::With(EVEN), &mut world);
        let mut press = |motion| {
            inspector.step(motion, &world);
            let row =
                inspector.listing.row_of(inspector.selected.expect("selected").index()).expect("listed");
            assert!(inspector.viewport.window().contains(&row));
            inspector.selected.map(EntityId::index)
        };
        assert_eq!(press(Motion::Down), Some(2));
        assert_eq!(press(Motion::Down), Some(4));
        assert_eq!(press(Motion::End), Some(3_000));
        assert_eq!(press(Motion::PageUp), Some(3_000 - 2 * 9));
        assert_eq!(press(Motion::Home), Some(2));
    }

    #[test]
    fn from_a_dead_entity_the_selection_moves_to_its_neighbours() {
        let (mut world, mut inspector) = world();
        inspector.select(world.entity_at(500));
        destroy(&mut world, [500]);
        inspector.relist(&mut world);
        inspector.step(Motion::Down, &world);
        assert_eq!(inspector.selected.map(EntityId::index), Some(501));
    }

    #[test]
    fn a_filter_keeps_the_selected_entity_in_view() {
        let (mut world, mut inspector) = world();
        inspector.visit(world.entity_at(2_000).expect("alive"));
        inspector.choose(Filter::With(EVEN), &mut world);
        assert!(inspector.viewport.window().contains(&999));
        inspector.choose(Filter::With(EVEN), &mut world);
        assert_eq!(inspector.filter, Filter::All);
        assert!(inspector.viewport.window().contains(&1_999));
    }

    #[test]
    fn looking_reads_no_more_than_a_windowful() {
        let (world, mut inspector) = world();
        let reads = std::cell::Cell::new(0);
        let count = |value: &u32, extent: &Extent<'_>| {
            reads.set(reads.get() + 1);
            read(value, extent)
        };
        let table = inspector.table(&world, &count);
        assert_eq!((table.rows, table.lines.len(), reads.get()), (3_000, 16, 8));
        inspector.select(world.entity_at(2));
        let view = inspector.entity(&world, &count).expect("selected");
        assert_eq!((view.lines.len(), reads.get()), (1, 9));
    }
}
