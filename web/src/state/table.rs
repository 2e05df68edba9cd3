use std::ops::Range;
use std::sync::Arc;

use terrarium_ecs::{Column, ComponentId, EntityId, World};

use crate::state::census::type_name;
use crate::state::listing::Listing;
use crate::state::preview::{CELL_CHARACTERS_MAX, cell};
use crate::state::value::{Extent, Reader};

/// Fields of a record that a cell shows.
const FIELDS_MAX: u32 = 5;

/// Characters of a text that a cell reads.
const CHARACTERS_MAX: u32 = 40;

/// Characters that a column is wide at least, and the widest that a heading makes it.
const WIDTHS: Range<usize> = 4..20;

/// Characters that the handles are wide at least.
const HANDLE_WIDTH_MIN: usize = 7;

/// The widths of columns in characters. They grow with what is shown and never shrink, so that columns
/// stand still while values change.
#[derive(Debug, Default)]
pub(crate) struct Widths {
    handle: usize,
    /// By component type.
    values: Vec<usize>,
}

/// The rows of a table that are kept in the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Table {
    /// The width of the entities' handles in characters.
    pub(crate) handle_width: usize,
    pub(crate) headings: Vec<Heading>,
    /// All rows, in the page or not.
    pub(crate) rows: u32,
    /// Those in the page.
    pub(crate) window: Range<u32>,
    pub(crate) lines: Vec<Arc<Row>>,
}

/// A column: one component type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Heading {
    pub(crate) id: ComponentId,
    pub(crate) name: String,
    /// Width in characters.
    pub(crate) width: usize,
}

/// A row: one entity. A cell is empty where it does not have the component.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) entity: EntityId,
    pub(crate) cells: Vec<Option<Cell>>,
}

/// What a cell shows of a component.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) tone: &'static str,
    pub(crate) is_shared: bool,
}

impl Table {
    /// Reads the rows of a window, with these component types as columns.
    pub(crate) fn read<C: Column>(
        world: &World<C>,
        listing: &Listing,
        window: Range<u32>,
        components: Vec<ComponentId>,
        widths: &mut Widths,
        read: Reader<'_, C::Value>,
    ) -> Self {
        let row = |entity| {
            let cells = components.iter().map(|&component| cell_of(world, entity, component, read));
            Arc::new(Row { entity, cells: cells.collect() })
        };
        let lines: Vec<Arc<Row>> =
            listing.entities(world, window.clone()).map(|(_, entity)| row(entity)).collect();
        let names: Vec<String> = components.iter().map(|&id| type_name(world, id)).collect();
        widths.fit_handles(&lines);
        let headings = components.into_iter().zip(names).enumerate().map(|(at, (id, name))| {
            let width = widths.fit(id, &name, lines.iter().filter_map(|line| line.cells.get(at)?.as_ref()));
            Heading { id, name, width }
        });
        Self {
            headings: headings.collect(),
            handle_width: widths.handle,
            rows: listing.rows(),
            window,
            lines,
        }
    }

    /// The entity in a row, and its cells, if the row is in the page.
    pub(crate) fn line(&self, row: u32) -> Option<&Arc<Row>> {
        self.lines.get(row.checked_sub(self.window.start)? as usize)
    }

    /// The row in the page that shows an entity.
    pub(crate) fn row_of(&self, entity: EntityId) -> Option<u32> {
        let place = self.lines.iter().position(|line| line.entity == entity)?;
        Some(self.window.start + place as u32)
    }
}

fn cell_of<C: Column>(
    world: &World<C>,
    entity: EntityId,
    component: ComponentId,
    read: Reader<'_, C::Value>,
) -> Option<Cell> {
    let extent =
        Extent { is_open: &|path| path.is_empty(), fields_max: FIELDS_MAX, characters_max: CHARACTERS_MAX };
    let value = read(&world.get(entity, component)?, &extent);
    let is_shared = world.sharing(entity, component).is_some();
    Some(Cell { text: cell(&value), tone: value.tone(), is_shared })
}

impl Widths {
    fn fit_handles(&mut self, lines: &[Arc<Row>]) {
        let handles = lines.iter().map(|line| line.entity.to_string().len()).max();
        self.handle = self.handle.max(handles.unwrap_or(0)).max(HANDLE_WIDTH_MIN);
    }

    /// Makes room for a type's heading and cells, and answers the room there is.
    fn fit<'a>(&mut self, id: ComponentId, name: &str, cells: impl Iterator<Item = &'a Cell>) -> usize {
        // Headings are bold, and so a little wider.
        let heading = (name.chars().count() + 1).clamp(WIDTHS.start, WIDTHS.end);
        let shown = cells.map(|cell| cell.text.chars().count()).max().unwrap_or(0).min(CELL_CHARACTERS_MAX);
        let at = id.0 as usize;
        if self.values.len() <= at {
            self.values.resize(at + 1, 0);
        }
        self.values[at] = self.values[at].max(heading).max(shown);
        self.values[at]
    }
}

#[cfg(test)]
mod tests {
    use terrarium_ecs::{Name, QuerySpec, VecColumn};

    use super::*;
    use crate::state::value::Value;

    #[test]
    fn a_table_has_the_rows_of_its_window() {
        let mut world: World<VecColumn<i32>> = World::new(0).expect("shard 0");
        let [a, long] = ["a", "Wingspan"].map(|name| world.register(Name::from(name)).expect("free"));
        for number in 0..100 {
            let entity = world.spawn(&[]).expect("room");
            world.set(entity, a, number).expect("alive");
            if number == 11 {
                world.share(entity, long, 123_456).expect("alive");
            }
        }
        let mut listing = Listing::default();
        let query = world.prepare(QuerySpec::default());
        listing.read(&world, query);
        let mut widths = Widths::default();
        let read = |value: &i32, _: &Extent<'_>| Value::Number(f64::from(*value));
        let table = Table::read(&world, &listing, 10..14, vec![a, long], &mut widths, &read);
        assert_eq!((table.rows, table.lines.len()), (100, 4));
        assert_eq!(table.headings.iter().map(|heading| heading.width).collect::<Vec<_>>(), [4, 9]);
        let line = table.line(11).expect("in the window");
        assert_eq!(line.cells[0].as_ref().map(|cell| cell.text.as_str()), Some("11"));
        assert!(line.cells[1].as_ref().is_some_and(|cell| cell.is_shared));
        assert_eq!(table.row_of(line.entity), Some(11));
        let other = Table::read(&world, &listing, 50..54, vec![long], &mut widths, &read);
        assert_eq!(other.headings.iter().map(|heading| heading.width).collect::<Vec<_>>(), [9]);
        assert!(table.line(9).is_none() && table.line(14).is_none());
        assert_eq!(table.line(10).map(|line| line.cells[1].is_none()), Some(true));
    }
}
