//! The page.
#![expect(unreachable_pub, reason = "what #[component] makes of a function is public")]

mod app;
mod archetypes;
mod bar;
mod entity;
mod flock;
mod grid;
mod row;
mod theme;
mod tree;
mod types;

pub use app::start;
