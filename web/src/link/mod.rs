//! The ways to a world: messages through a port or a socket, and how ports come.

mod attach;
mod file;
mod local;
mod nearby;
mod port;
mod socket;

use js_sys::Uint8Array;
use terrarium_inspect::Message;

pub(crate) use attach::{is_hosted, on_attach};
pub(crate) use file::{SNAPSHOT, read, save};
pub(crate) use local::{can_bring_worlds, offer_empty_world};
pub(crate) use nearby::{Announced, Nearby};
pub(crate) use port::{End, Port};
pub(crate) use socket::{Socket, SocketEvent, socket_url};

/// A way to a world.
#[derive(Debug)]
pub(crate) enum Link {
    /// A port, which is there for as long as somebody holds it.
    Port(Port),
    /// A socket, which can break.
    Socket(Socket),
}

impl Link {
    /// Sends a message.
    pub(crate) fn send(&self, message: &Message<Uint8Array>) {
        match self {
            Self::Port(port) => port.send(message),
            Self::Socket(socket) => socket.send(message),
        }
    }
}
