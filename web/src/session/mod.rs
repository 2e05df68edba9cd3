//! Asking a world, and keeping what it tells.

mod desk;
mod insight;
mod signals;
mod socket;
mod talk;
mod travels;

pub(crate) use desk::{Figures, Found, Status};
pub(crate) use signals::{HEADING_PIXELS, Session};
pub(crate) use talk::Connection;
