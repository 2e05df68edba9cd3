//! Asking a world, and keeping what it tells.

mod desk;
mod edits;
mod insight;
mod signals;
mod socket;
mod talk;
mod travels;

pub(crate) use desk::{Editing, Figures, Found, Status};
pub(crate) use signals::{HEADING_PIXELS, Session};
pub(crate) use talk::Connection;
