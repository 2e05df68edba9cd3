//! Terrarium's inspector: a page that looks into worlds that run elsewhere.
//!
//! `state` is what is shown, as plain data; `link` carries messages; `session` asks a world and keeps what it
//! tells; `view` puts that on the page.

mod failure;
mod link;
mod session;
mod state;
mod view;

pub use view::start;
