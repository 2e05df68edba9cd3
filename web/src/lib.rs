//! Terrarium's inspector: a page that looks into a running world.
//!
//! `state` is what is shown, as plain data; `demo` is the world that is shown at first; `peek` reads
//! JavaScript values; `session` runs the world and looks at it; `view` puts that on the page.

mod demo;
mod failure;
mod peek;
mod session;
mod state;
mod view;

pub use view::start;
