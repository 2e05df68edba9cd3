//! The way to a world: messages through a port, and how ports come.

mod attach;
mod port;

pub(crate) use attach::on_attach;
pub(crate) use port::Port;
