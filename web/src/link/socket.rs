use js_sys::{ArrayBuffer, JsString, Uint8Array};
use terrarium_inspect::Message;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{BinaryType, CloseEvent, Event, Location, MessageEvent, WebSocket};

use crate::state::{framed, unframed};

/// The code with which a world closes the socket of a page that has not the right token.
const WRONG_TOKEN: u16 = 4_401;

/// What happens at a socket.
#[derive(Debug)]
pub(crate) enum SocketEvent {
    /// It is open: messages can be sent.
    Open,
    /// A message came in.
    Message(Message<Uint8Array>),
    /// It has broken, or could not be opened.
    Lost,
    /// The world refuses this page.
    Refused,
}

/// A socket, with a world at the other end.
#[derive(Debug)]
pub(crate) struct Socket {
    socket: WebSocket,
    /// Kept for as long as something can happen.
    _on_open: Closure<dyn FnMut(Event)>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_close: Closure<dyn FnMut(CloseEvent)>,
}

impl Socket {
    /// Opens a socket, and hands on what happens at it. `None` for an address that no socket can have.
    pub(crate) fn open(url: &str, happened: impl Fn(SocketEvent) + Clone + 'static) -> Option<Self> {
        let socket = WebSocket::new(url).ok()?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let (opened, came) = (happened.clone(), happened.clone());
        let on_open = Closure::<dyn FnMut(Event)>::new(move |_| opened(SocketEvent::Open));
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            message_in(&event).map(SocketEvent::Message).into_iter().for_each(&came);
        });
        let on_close = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| {
            happened(if event.code() == WRONG_TOKEN { SocketEvent::Refused } else { SocketEvent::Lost });
        });
        socket.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Some(Self { socket, _on_open: on_open, _on_message: on_message, _on_close: on_close })
    }

    /// Sends a message. What a socket that is not open is given is lost, as is the conversation it belongs to.
    pub(crate) fn send(&self, message: &Message<Uint8Array>) {
        let _ = match &message.bytes {
            None => self.socket.send_with_str(&message.text),
            Some(bytes) => self.socket.send_with_u8_array(&framed(&message.text, &bytes.to_vec())),
        };
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        // Without a code and a reason, there is nothing that could be wrong with closing.
        let _ = self.socket.close();
    }
}

fn message_in(event: &MessageEvent) -> Option<Message<Uint8Array>> {
    let data = event.data();
    if let Some(text) = data.dyn_ref::<JsString>() {
        return Some(Message { text: text.into(), bytes: None });
    }
    let frame = Uint8Array::new(data.dyn_ref::<ArrayBuffer>()?).to_vec();
    let (text, bytes) = unframed(&frame)?;
    Some(Message { text: text.to_owned(), bytes: Some(bytes.into()) })
}

/// Where the process that gave out this page listens, if the page's address has its token.
pub(crate) fn socket_url(location: &Location) -> Option<String> {
    let hash = location.hash().ok()?;
    let token = hash.strip_prefix("#token=").filter(|token| !token.is_empty())?;
    Some(format!("ws://{}/?token={token}", location.host().ok()?))
}
