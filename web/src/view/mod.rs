//! The page.
#![expect(unreachable_pub, reason = "what #[component] makes of a function is public")]

mod address;
mod app;
mod archetypes;
mod bar;
mod editor;
mod entity;
mod grid;
mod kept;
mod lives;
mod menu;
mod picker;
mod query;
mod question;
mod references;
mod row;
mod shared;
mod stage;
mod tabs;
mod theme;
mod tree;
mod types;
mod undo;

pub use app::start;
