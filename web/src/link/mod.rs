//! The way to a world: messages through a port, and how ports come.

mod attach;
mod file;
mod port;

pub(crate) use attach::on_attach;
pub(crate) use file::{read, save};
pub(crate) use port::Port;
