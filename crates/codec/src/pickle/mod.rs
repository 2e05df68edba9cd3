//! Reading Python's pickles, protocols 2 to 5, without running anything.
//!
//! A pickle is a program for a machine with a stack and a memo. This machine knows the operations that
//! make data, and for a class, a function or a call only writes down what was asked for: no name is looked
//! up, nothing is called. What comes out is a [`Tree`] of what the program put together. Objects live in
//! one list and refer to each other by their place in it, so references in common and cycles stay what
//! they are, and nothing here descends.

mod budget;
mod cursor;
mod machine;
mod opcode;
mod stack;
mod tree;

pub(crate) use budget::Budget;
pub(crate) use machine::{begins, read};
pub(crate) use tree::{Item, Made, Object, Place, Span, Tree};
