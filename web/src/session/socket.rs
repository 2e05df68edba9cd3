use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::{SetValue, set_timeout};

use crate::link::{Link, Socket, SocketEvent};
use crate::session::desk::Desk;
use crate::session::signals::Session;
use crate::state::Patience;

/// What somebody is told who has come with a token of another process.
const REFUSED: &str =
    "the token in the address is not the right one. Open the address that the process has printed";

impl Session {
    /// Looks at the world that a process serves at an address, and tries again whenever the socket breaks.
    pub(crate) fn attach_socket(self, url: String) {
        self.change(|desk| *desk = Desk::waiting(desk.query.clone()));
        self.open_socket(url, Rc::default());
    }

    fn open_socket(self, url: String, patience: Rc<Cell<Patience>>) {
        let number = self.link_to(None);
        let address = url.clone();
        let socket = Socket::open(&url, move |event| match event {
            SocketEvent::Open => {
                patience.set(Patience::default());
                self.change(Desk::greet_again);
            }
            SocketEvent::Message(message) => self.receive(&message),
            SocketEvent::Lost => self.lost(number, address.clone(), Rc::clone(&patience)),
            SocketEvent::Refused => {
                self.change(|desk| desk.fail(REFUSED.into()));
            }
        });
        self.link.set_value(socket.map(Link::Socket));
    }

    fn lost(self, number: u32, url: String, patience: Rc<Cell<Patience>>) {
        self.change(Desk::lose);
        let mut next = patience.get();
        let wait = next.next();
        patience.set(next);
        let again = move || {
            if self.is_linked(number) {
                self.open_socket(url, patience);
            }
        };
        set_timeout(again, wait);
    }
}
