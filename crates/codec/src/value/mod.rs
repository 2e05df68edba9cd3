//! Values that are not in JavaScript: from a graph of objects into blocks, and back.

mod by_field;
mod fields;
mod objects;
mod primitives;
mod reach;
mod read;
mod roots;

pub use read::{read_objects, read_values};
pub use roots::{Roots, write_roots};
