use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use terrarium_ecs::EntityId;
use terrarium_inspect as inspect;
use terrarium_inspect::{Rows, Value};

use crate::state::census::type_name;
use crate::state::kind::tone;
use crate::state::number::grouped;
use crate::state::preview::{CELL_CHARACTERS_MAX, cell};

/// Characters that a column is wide at least, and the widest that a heading makes it.
const WIDTHS: Range<usize> = 4..20;

/// Characters that the handles are wide at least.
const HANDLE_WIDTH_MIN: usize = 7;

/// The widths of columns in characters. They grow with what is shown and never shrink, so that columns
/// stand still while values change.
#[derive(Debug, Default)]
pub(crate) struct Widths {
    handle: usize,
    /// By the names of columns.
    values: Vec<(String, usize)>,
}

/// The rows of a table that are kept in the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Table {
    /// The width of the entities' handles in characters.
    pub(crate) handle_width: usize,
    pub(crate) headings: Vec<Heading>,
    /// All rows, in the page or not.
    pub(crate) rows: u32,
    /// The number of the first line.
    pub(crate) first: u32,
    pub(crate) lines: Vec<Arc<Row>>,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Heading {
    pub(crate) name: String,
    /// Width in characters.
    pub(crate) width: usize,
}

/// A row: one entity, or a group of so many. A cell is empty where there is nothing to show.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) subject: Rowed,
    pub(crate) cells: Vec<Option<Cell>>,
}

/// What a row is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rowed {
    Entity(EntityId),
    /// A group of so many entities.
    Group(u32),
}

impl fmt::Display for Rowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entity(entity) => entity.fmt(f),
            Self::Group(1) => f.write_str("1 entity"),
            Self::Group(members) => write!(f, "{} entities", grouped(*members)),
        }
    }
}

impl Row {
    /// The entity, if it is one.
    pub(crate) const fn entity(&self) -> Option<EntityId> {
        match self.subject {
            Rowed::Entity(entity) => Some(entity),
            Rowed::Group(_) => None,
        }
    }
}

/// What a cell shows of a component.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) tone: &'static str,
    pub(crate) is_shared: bool,
}

impl Table {
    /// The table of rows that were told.
    pub(crate) fn of(told: &Rows, widths: &mut Widths) -> Self {
        let names: Vec<String> = told.columns.iter().map(|column| type_name(&column.name)).collect();
        let lines: Vec<Arc<Row>> = told.rows.iter().map(|row| Arc::new(row_of(row, &names))).collect();
        widths.fit_handles(&lines);
        let headings = names.into_iter().enumerate().map(|(at, name)| {
            let width = widths.fit(&name, lines.iter().filter_map(|line| line.cells.get(at)?.as_ref()));
            Heading { name, width }
        });
        Self {
            headings: headings.collect(),
            handle_width: widths.handle,
            rows: told.total,
            first: told.first,
            lines,
        }
    }

    /// The entity in a row, and its cells, if the row is in the page.
    pub(crate) fn line(&self, row: u32) -> Option<&Arc<Row>> {
        self.lines.get(row.checked_sub(self.first)? as usize)
    }

    /// The row in the page that shows an entity.
    pub(crate) fn row_of(&self, entity: EntityId) -> Option<u32> {
        let place = self.lines.iter().position(|line| line.entity() == Some(entity))?;
        Some(self.first + place as u32)
    }
}

fn row_of(told: &inspect::Row, names: &[String]) -> Row {
    let cell_of = |(at, (value, name)): (u32, (&Value, &String))| match value {
        Value::Absent => None,
        value => {
            let is_shared = told.shared.contains(&at);
            Some(Cell { text: cell(value, name), tone: tone(value), is_shared })
        }
    };
    let subject = told.entity.map_or(Rowed::Group(told.members), Rowed::Entity);
    Row { subject, cells: (0..).zip(told.cells.iter().zip(names)).map(cell_of).collect() }
}

impl Widths {
    fn fit_handles(&mut self, lines: &[Arc<Row>]) {
        let handles = lines.iter().map(|line| line.subject.to_string().len()).max();
        self.handle = self.handle.max(handles.unwrap_or(0)).max(HANDLE_WIDTH_MIN);
    }

    /// Makes room for a column's heading and cells, and answers the room there is.
    fn fit<'a>(&mut self, name: &str, cells: impl Iterator<Item = &'a Cell>) -> usize {
        // Headings are bold, and so a little wider.
        let heading = (name.chars().count() + 1).clamp(WIDTHS.start, WIDTHS.end);
        let shown = cells.map(|cell| cell.text.chars().count()).max().unwrap_or(0).min(CELL_CHARACTERS_MAX);
        let needed = heading.max(shown);
        match self.values.iter_mut().find(|(known, _)| known == name) {
            Some((_, width)) => {
                *width = (*width).max(needed);
                *width
            }
            None => {
                self.values.push((name.to_owned(), needed));
                needed
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(json: &str) -> Rows {
        serde_json::from_str(json).expect("rows")
    }

    const ROWS: &str = r#"{"total":100,"moved":0,"first":10,"columns":[{"type":0,"name":"a"},{"type":3,"name":"Wingspan"}],
        "rows":[{"entity":11,"cells":[7,["absent"]],"shared":[]},{"entity":12,"cells":[8,123456789],"shared":[1]}],
        "tracked":null}"#;

    #[test]
    fn a_table_has_the_rows_that_were_told() {
        let mut widths = Widths::default();
        let table = Table::of(&told(ROWS), &mut widths);
        assert_eq!((table.rows, table.lines.len()), (100, 2));
        let line = table.line(11).expect("told");
        assert_eq!(line.cells[0].as_ref().map(|cell| cell.text.as_str()), Some("8"));
        assert!(line.cells[1].as_ref().is_some_and(|cell| cell.is_shared));
        assert_eq!(line.entity().and_then(|entity| table.row_of(entity)), Some(11));
        assert!(table.line(9).is_none() && table.line(12).is_none());
        assert_eq!(table.line(10).map(|line| line.cells[1].is_none()), Some(true));
    }

    #[test]
    fn a_group_is_a_row_without_an_entity() {
        let groups = r#"{"total":1,"moved":0,"first":0,"columns":[{"type":null,"name":"count"}],
            "rows":[{"entity":null,"members":30,"cells":[30],"shared":[]}],"tracked":null}"#;
        let table = Table::of(&told(groups), &mut Widths::default());
        assert_eq!(table.lines[0].subject.to_string(), "30 entities");
        assert_eq!(table.lines[0].entity(), None);
    }

    #[test]
    fn columns_grow_and_never_shrink() {
        let mut widths = Widths::default();
        let width = |table: &Table| table.headings.iter().map(|heading| heading.width).collect::<Vec<_>>();
        assert_eq!(width(&Table::of(&told(ROWS), &mut widths)), [4, 9]);
        let wide = ROWS.replace("123456789", "1234567890123");
        assert_eq!(width(&Table::of(&told(&wide), &mut widths)), [4, 13]);
        assert_eq!(width(&Table::of(&told(ROWS), &mut widths)), [4, 13]);
    }
}
