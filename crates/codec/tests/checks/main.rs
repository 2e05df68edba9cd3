//! What values may look like in a block, and what is refused.
#![allow(clippy::expect_used, reason = "a test's support fails by panicking")]

mod bounds;
mod built_in;
mod check;
mod commons;
mod items;
#[path = "../support/notation.rs"]
mod notation;
mod objects;
mod rows;
