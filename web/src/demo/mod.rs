//! What the page shows until it is given another world: a flock of birds in a glass box.

mod bird;
mod curiosities;
mod dice;
mod flock;
mod grid;
mod motion;
mod painter;
mod request;
mod seasons;
mod values;

pub(crate) use flock::{Flock, FlockError};
pub(crate) use painter::Painter;
pub(crate) use request::Request;
