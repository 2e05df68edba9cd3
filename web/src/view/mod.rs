//! The page.
#![expect(unreachable_pub, reason = "what #[component] makes of a function is public")]

mod address;
mod app;
mod archetypes;
mod bar;
mod beginning;
mod busy;
mod comparison;
mod drop;
mod editor;
mod entity;
mod grid;
mod headings;
mod joint;
mod kept;
mod lives;
mod menu;
mod observed;
mod offers;
mod past;
mod picker;
mod query;
mod question;
mod references;
mod row;
mod shared;
mod snapshots;
mod stage;
mod start;
mod strip;
mod suggestions;
mod tabs;
mod theme;
mod tools;
mod tree;
mod types;
mod undo;
mod watches;
mod words;
mod worlds;

pub use app::start;
