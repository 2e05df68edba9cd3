use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use terrarium_ecs::EntityId;
use terrarium_inspect as inspect;
use terrarium_inspect::{Key, Rows, Shape, Value};

use crate::state::census::type_name;
use crate::state::kind::tone;
use crate::state::number::grouped;
use crate::state::preview::{CELL_CHARACTERS_MAX, cell};

/// Characters that a column is wide at least, and the widest that a heading makes it.
const WIDTHS: Range<usize> = 4..20;

/// Fields of a column that are told apart.
const FIELDS_MAX: usize = 16;

/// Characters that the handles are wide at least.
const HANDLE_WIDTH_MIN: usize = 7;

/// The widths of columns in characters. They grow with what is shown and never shrink, so that columns
/// stand still while values change.
#[derive(Debug, Default)]
pub(crate) struct Widths {
    handle: usize,
    /// By the names of columns.
    values: Vec<(String, usize)>,
    /// Fields that the values of a column were seen to have, by its name.
    fields: Vec<(String, Vec<String>)>,
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
    /// The number of the component type that it shows.
    pub(crate) component: Option<u32>,
    /// The fields that its values were seen to have.
    pub(crate) fields: Vec<String>,
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

impl Rowed {
    /// The entity, if it is one.
    pub(crate) const fn entity(self) -> Option<EntityId> {
        match self {
            Self::Entity(entity) => Some(entity),
            Self::Group(_) => None,
        }
    }
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
    /// Marks the cells that are others than before.
    fn mark(&mut self, before: &Self) {
        for (cell, before) in self.cells.iter_mut().zip(&before.cells) {
            if let Some(cell) = cell {
                cell.is_changed = before.as_ref().is_none_or(|before| before.text != cell.text);
            }
        }
    }

    /// The entity, if it is one.
    pub(crate) const fn entity(&self) -> Option<EntityId> {
        self.subject.entity()
    }
}

/// What a cell shows of a component.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) tone: &'static str,
    pub(crate) is_shared: bool,
    /// Whether it is another than when the entity was last told of.
    pub(crate) is_changed: bool,
}

impl Table {
    /// The table of rows that were told after those of another table. Cells that have changed are marked.
    pub(crate) fn of(told: &Rows, widths: &mut Widths, before: &Self) -> Self {
        let names: Vec<String> = told.columns.iter().map(|column| type_name(&column.name)).collect();
        let is_same = before.headings.iter().map(|heading| &heading.name).eq(&names);
        let line = |row: &inspect::Row| {
            let mut line = row_of(row, &names);
            let known = if is_same { line.entity().and_then(|entity| before.line_of(entity)) } else { None };
            known.into_iter().for_each(|known| line.mark(known));
            Arc::new(line)
        };
        let lines: Vec<Arc<Row>> = told.rows.iter().map(line).collect();
        widths.fit_handles(&lines);
        let headings = names.into_iter().zip(&told.columns).enumerate().map(|(at, (name, column))| {
            let fields = widths.note_fields(&name, told.rows.iter().filter_map(|row| row.cells.get(at)));
            let width = widths.fit(&name, lines.iter().filter_map(|line| line.cells.get(at)?.as_ref()));
            Heading { name, component: column.component, fields, width }
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

    /// An entity's row, if it is in the page.
    fn line_of(&self, entity: EntityId) -> Option<&Row> {
        self.lines.iter().find(|line| line.entity() == Some(entity)).map(AsRef::as_ref)
    }

    /// Whether any cell is marked as changed.
    pub(crate) fn is_marked(&self) -> bool {
        self.lines.iter().any(|line| line.cells.iter().flatten().any(|cell| cell.is_changed))
    }

    /// Marks nothing as changed any more.
    pub(crate) fn unmark(&mut self) {
        for line in
            self.lines.iter_mut().filter(|line| line.cells.iter().flatten().any(|cell| cell.is_changed))
        {
            Arc::make_mut(line).cells.iter_mut().flatten().for_each(|cell| cell.is_changed = false);
        }
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
            Some(Cell { text: cell(value, name), tone: tone(value), is_shared, is_changed: false })
        }
    };
    let subject = told.entity.map_or(Rowed::Group(told.members), Rowed::Entity);
    Row { subject, cells: (0..).zip(told.cells.iter().zip(names)).map(cell_of).collect() }
}

/// The names of an object's properties that are told whole.
fn fields_of(value: &Value) -> impl Iterator<Item = &str> {
    let entries = match value {
        Value::Record(record) if record.shape == Shape::Object => record.entries.as_slice(),
        _ => &[],
    };
    entries.iter().filter_map(|entry| match &entry.key {
        Key::Name(name) => name.whole(),
        _ => None,
    })
}

impl Widths {
    fn fit_handles(&mut self, lines: &[Arc<Row>]) {
        let handles = lines.iter().map(|line| line.subject.to_string().len()).max();
        self.handle = self.handle.max(handles.unwrap_or(0)).max(HANDLE_WIDTH_MIN);
    }

    /// Notes the fields that values of a column have, and answers all that were seen.
    fn note_fields<'a>(&mut self, name: &str, values: impl Iterator<Item = &'a Value>) -> Vec<String> {
        if !self.fields.iter().any(|(known, _)| known == name) {
            self.fields.push((name.to_owned(), Vec::new()));
        }
        let Some((_, fields)) = self.fields.iter_mut().find(|(known, _)| known == name) else {
            return Vec::new();
        };
        for field in values.flat_map(fields_of) {
            if fields.len() < FIELDS_MAX && !fields.iter().any(|known| *known == field) {
                fields.push(field.to_owned());
            }
        }
        fields.clone()
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
    use terrarium_inspect::FromJson;

    use super::*;

    fn told(json: &str) -> Rows {
        Rows::from_text(json).expect("rows")
    }

    fn table(json: &str, widths: &mut Widths) -> Table {
        Table::of(&told(json), widths, &Table::default())
    }

    const ROWS: &str = r#"{"total":100,"moved":0,"first":10,"columns":[{"type":0,"name":"a"},{"type":3,"name":"Wingspan"}],
        "rows":[{"entity":11,"cells":[7,["absent"]],"shared":[]},{"entity":12,"cells":[8,123456789],"shared":[1]}],
        "tracked":null}"#;

    #[test]
    fn a_table_has_the_rows_that_were_told() {
        let mut widths = Widths::default();
        let table = table(ROWS, &mut widths);
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
        let table = table(groups, &mut Widths::default());
        assert_eq!(table.lines[0].subject.to_string(), "30 entities");
        assert_eq!(table.lines[0].entity(), None);
    }

    #[test]
    fn columns_grow_and_never_shrink() {
        let mut widths = Widths::default();
        let width = |table: &Table| table.headings.iter().map(|heading| heading.width).collect::<Vec<_>>();
        assert_eq!(width(&table(ROWS, &mut widths)), [4, 9]);
        let wide = ROWS.replace("123456789", "1234567890123");
        assert_eq!(width(&table(&wide, &mut widths)), [4, 13]);
        assert_eq!(width(&table(ROWS, &mut widths)), [4, 13]);
    }

    #[test]
    fn cells_that_have_changed_are_marked_until_they_are_seen() {
        let mut widths = Widths::default();
        let before = table(ROWS, &mut widths);
        assert!(!before.is_marked());
        let after = ROWS.replace("[8,123456789]", "[9,123456789]").replace(r#""first":10"#, r#""first":7"#);
        let mut after = Table::of(&told(&after), &mut widths, &before);
        let marks: Vec<_> = after
            .lines
            .iter()
            .flat_map(|line| line.cells.iter().map(|cell| cell.as_ref().map(|cell| cell.is_changed)))
            .collect();
        assert_eq!(marks, [Some(false), None, Some(true), Some(false)]);
        after.unmark();
        assert!(!after.is_marked());
    }

    #[test]
    fn headings_know_the_fields_of_their_values() {
        let json = ROWS.replace("[8,123456789]", r#"[["object","",3,0,"hp",1,["symbol","s"],2,"max",3],1]"#);
        let table = table(&json, &mut Widths::default());
        assert_eq!(
            (table.headings[0].fields.as_slice(), table.headings[0].component),
            (["hp".to_owned(), "max".to_owned()].as_slice(), Some(0))
        );
    }
}
