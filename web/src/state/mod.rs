//! What the page shows, as plain data: nothing here knows of a browser.

mod census;
mod cursor;
mod draft;
mod entity;
mod inspector;
mod kind;
mod literal;
mod meter;
mod number;
mod openings;
mod preview;
mod query;
mod rows;
mod tab;
mod table;
mod text;
mod tree;
mod viewport;

pub(crate) use census::{ArchetypeCount, Census, TypeCount};
pub(crate) use cursor::Motion;
pub(crate) use draft::{Draft, Drafted};
pub(crate) use entity::EntityPanel;
pub(crate) use inspector::{Inspector, Range};
pub(crate) use literal::literal;
pub(crate) use meter::Meter;
pub(crate) use number::grouped;
pub(crate) use openings::NodePath;
pub(crate) use preview::way;
pub(crate) use query::{Marked, Query, Suggestion};
pub(crate) use tab::Tab;
#[cfg(test)]
pub(crate) use table::Heading;
pub(crate) use table::{Cell, Rowed, Table};
pub(crate) use text::bare as plain;
pub(crate) use tree::{Action, Changes, Line, Walk};
pub(crate) use viewport::{ROW_PIXELS, Viewport};
