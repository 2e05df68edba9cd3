use js_sys::{Math, Object, Reflect, Uint8Array};
use terrarium_inspect::Message;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, MessagePort};

/// One end of a channel, with a world at the other.
#[derive(Debug)]
pub(crate) struct Port {
    port: MessagePort,
    /// What this client calls itself.
    client: JsValue,
    /// Kept for as long as messages are to come in.
    _listener: Closure<dyn FnMut(MessageEvent)>,
}

impl Port {
    /// Listens to a world, whose messages are handed on as they come.
    pub(crate) fn open(port: MessagePort, mut on_message: impl FnMut(Message<Uint8Array>) + 'static) -> Self {
        let client =
            JsValue::from_str(&format!("inspector {:x}", (Math::random() * f64::from(u32::MAX)) as u32));
        let own = client.clone();
        let listener = Closure::new(move |event: MessageEvent| {
            message_for(&event.data(), &own).into_iter().for_each(&mut on_message);
        });
        port.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Self { port, client, _listener: listener }
    }

    /// Sends a message. Text and bytes can always be posted.
    pub(crate) fn send(&self, message: &Message<Uint8Array>) {
        let frame = Object::new();
        let text = message.text.as_str().into();
        let parts = [("terrarium", "to world".into()), ("client", self.client.clone()), ("message", text)];
        let bytes = message.bytes.iter().map(|bytes| ("bytes", bytes.into()));
        for (name, value) in parts.into_iter().chain(bytes) {
            let _ = Reflect::set(&frame, &name.into(), &value);
        }
        let _ = self.port.post_message(&frame);
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        self.port.set_onmessage(None);
        self.port.close();
    }
}

/// The message in a frame for this client.
fn message_for(data: &JsValue, client: &JsValue) -> Option<Message<Uint8Array>> {
    let part = |name: &str| Reflect::get(data, &name.into()).ok();
    let is_ours = part("terrarium")? == "to client" && part("client")? == *client;
    let bytes = part("bytes").and_then(|bytes| bytes.dyn_into().ok());
    if is_ours { Some(Message { text: part("message")?.as_string()?, bytes }) } else { None }
}
