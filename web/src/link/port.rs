use js_sys::{Function, Math, Object, Reflect, Uint8Array};
use terrarium_inspect::Message;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent, MessagePort};

/// What messages are posted to.
#[derive(Debug)]
pub(crate) enum End {
    /// One end of a channel.
    Port(MessagePort),
    /// A channel of all pages of this origin.
    Channel(BroadcastChannel),
}

impl End {
    fn listen(&self, listener: Option<&Function>) {
        match self {
            Self::Port(port) => port.set_onmessage(listener),
            Self::Channel(channel) => channel.set_onmessage(listener),
        }
    }

    fn post(&self, frame: &Object) {
        // Text and bytes can always be posted.
        let _ = match self {
            Self::Port(port) => port.post_message(frame),
            Self::Channel(channel) => channel.post_message(frame),
        };
    }

    fn close(&self) {
        match self {
            Self::Port(port) => port.close(),
            Self::Channel(channel) => channel.close(),
        }
    }
}

/// One end of a channel, with a world at the other.
#[derive(Debug)]
pub(crate) struct Port {
    end: End,
    /// What this client calls itself.
    client: JsValue,
    /// Kept for as long as messages are to come in.
    _listener: Closure<dyn FnMut(MessageEvent)>,
}

impl Port {
    /// Listens to a world, whose messages are handed on as they come.
    pub(crate) fn open(end: End, mut on_message: impl FnMut(Message<Uint8Array>) + 'static) -> Self {
        let client =
            JsValue::from_str(&format!("inspector {:x}", (Math::random() * f64::from(u32::MAX)) as u32));
        let own = client.clone();
        let listener = Closure::new(move |event: MessageEvent| {
            message_for(&event.data(), &own).into_iter().for_each(&mut on_message);
        });
        end.listen(Some(listener.as_ref().unchecked_ref()));
        Self { end, client, _listener: listener }
    }

    /// Sends a message.
    pub(crate) fn send(&self, message: &Message<Uint8Array>) {
        let frame = Object::new();
        let text = message.text.as_str().into();
        let parts = [("terrarium", "to world".into()), ("client", self.client.clone()), ("message", text)];
        let bytes = message.bytes.iter().map(|bytes| ("bytes", bytes.into()));
        for (name, value) in parts.into_iter().chain(bytes) {
            let _ = Reflect::set(&frame, &name.into(), &value);
        }
        self.end.post(&frame);
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        self.end.listen(None);
        self.end.close();
    }
}

/// The message in a frame for this client.
fn message_for(data: &JsValue, client: &JsValue) -> Option<Message<Uint8Array>> {
    let part = |name: &str| Reflect::get(data, &name.into()).ok();
    let is_ours = part("terrarium")? == "to client" && part("client")? == *client;
    let bytes = part("bytes").and_then(|bytes| bytes.dyn_into().ok());
    if is_ours { Some(Message { text: part("message")?.as_string()?, bytes }) } else { None }
}
