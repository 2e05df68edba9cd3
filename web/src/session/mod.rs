//! Running a world, and looking at it.

mod desk;
mod signals;

pub(crate) use desk::Pulse;
pub(crate) use signals::{HEADING_PIXELS, Session};
