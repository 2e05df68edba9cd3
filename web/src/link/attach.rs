use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{MessageEvent, MessagePort, Window};

/// Calls back whenever a window of this page's origin hands over a world: from a frame in this page, from the page around
/// it, or from the one that opened it. Listens for as long as the page lives.
pub(crate) fn on_attach(window: &Window, mut attach: impl FnMut(MessagePort) + 'static) {
    let origin = window.location().origin().unwrap_or_default();
    let listener = Closure::<dyn FnMut(_)>::new(move |event: MessageEvent| {
        if event.origin() == origin {
            port_in(&event).into_iter().for_each(&mut attach);
        }
    });
    // A window takes listeners for messages in any state.
    let _ = window.add_event_listener_with_callback("message", listener.as_ref().unchecked_ref());
    listener.forget();
}

fn port_in(event: &MessageEvent) -> Option<MessagePort> {
    let kind = Reflect::get(&event.data(), &"terrarium".into()).ok()?;
    if kind == "attach" { event.ports().get(0).dyn_into().ok() } else { None }
}
