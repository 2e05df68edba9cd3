//! Asking a world, and keeping what it tells.

mod desk;
mod edits;
mod signals;

pub(crate) use desk::{Editing, Figures, Found, Status};
pub(crate) use signals::{HEADING_PIXELS, Session};
