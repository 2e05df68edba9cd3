//! What the page shows, as plain data: nothing here knows of a browser.

mod census;
mod cursor;
mod entity;
mod filter;
mod inspector;
mod listing;
mod meter;
mod number;
mod pace;
mod preview;
mod table;
mod text;
mod tree;
mod value;
mod viewport;

pub(crate) use census::{ArchetypeCount, Census, TypeCount};
pub(crate) use cursor::Motion;
pub(crate) use entity::EntityView;
pub(crate) use filter::Filter;
pub(crate) use inspector::Inspector;
pub(crate) use meter::Meter;
pub(crate) use number::grouped;
pub(crate) use pace::Pace;
pub(crate) use preview::cell;
#[cfg(test)]
pub(crate) use table::Heading;
pub(crate) use table::{Cell, Table};
pub(crate) use text::Text;
pub(crate) use tree::{Line, Walk};
pub(crate) use value::{Extent, Field, Key, Record, Shape, Value, keys};
pub(crate) use viewport::ROW_PIXELS;
