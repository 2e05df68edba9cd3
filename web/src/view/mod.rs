//! The page.
#![expect(unreachable_pub, reason = "what #[component] makes of a function is public")]

mod address;
mod app;
mod archetypes;
mod bar;
mod beginning;
mod entity;
mod grid;
mod headings;
mod download;
mod kept;
mod menu;
mod observed;
mod query;
mod row;
mod shared;
mod stage;
mod start;
mod tabs;
mod theme;
mod tools;
mod tree;
mod types;
mod watches;

pub use app::start;
