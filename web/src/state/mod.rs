//! What the page shows, as plain data: nothing here knows of a browser.

mod census;
mod clauses;
mod cursor;
mod entity;
mod example;
mod frame;
mod insight;
mod inspector;
mod kind;
mod meter;
mod number;
mod openings;
mod patience;
mod preview;
mod query;
mod rows;
mod sharing;
mod tab;
mod table;
mod text;
mod tree;
mod viewport;

pub(crate) use census::{ArchetypeCount, Census, TypeCount};
pub(crate) use clauses::{Order, order_of, quoted, spelled, with_condition, with_order, without_condition};
pub(crate) use cursor::Motion;
pub(crate) use entity::EntityPanel;
pub(crate) use insight::{Alarm, BarLine, FieldLine, Insight, Observed, StepLine, WatchLine};
pub(crate) use example::Example;
pub(crate) use frame::{framed, unframed};
pub(crate) use inspector::Inspector;
pub(crate) use meter::Meter;
pub(crate) use number::grouped;
pub(crate) use openings::NodePath;
pub(crate) use patience::Patience;
pub(crate) use query::{Marked, Query, Suggestion};
pub(crate) use sharing::{EqualLine, GroupLine, Sharing};
pub(crate) use tab::Tab;
#[cfg(test)]
pub(crate) use table::Heading;
pub(crate) use table::{Cell, Rowed, Table};
pub(crate) use text::bare as plain;
pub(crate) use tree::{Action, Line, Walk};
pub(crate) use viewport::{ROW_PIXELS, Viewport};
