//! Asking a world, and keeping what it tells.

mod desk;
mod edits;
mod insight;
mod place;
mod signals;
mod socket;
mod talk;
mod travels;

pub(crate) use desk::{Editing, Figures, Found, Status};
pub(crate) use place::HEADING_PIXELS;
pub(crate) use signals::Session;
pub(crate) use talk::Connection;
