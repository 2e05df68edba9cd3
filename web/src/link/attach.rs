use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, MessagePort, Window};

/// Calls back whenever a window of this page's origin hands over a world: from a frame in this page, from the page around
/// it, or from the one that opened it; those two are told that this page is ready. Listens for as long as the page lives.
pub(crate) fn on_attach(window: &Window, mut attach: impl FnMut(MessagePort) + 'static) {
    let origin = window.location().origin().unwrap_or_default();
    let own = origin.clone();
    let listener = Closure::<dyn FnMut(_)>::new(move |event: MessageEvent| {
        if event.origin() == own {
            port_in(&event).into_iter().for_each(&mut attach);
        }
    });
    // A window takes listeners for messages in any state.
    let _ = window.add_event_listener_with_callback("message", listener.as_ref().unchecked_ref());
    listener.forget();
    for host in hosts(window) {
        // A window that is gone, or of another origin, is told nothing.
        let _ = host.post_message(&word("ready"), &origin);
    }
}

/// Whether this page was opened by another, or is shown in one.
pub(crate) fn is_hosted(window: &Window) -> bool {
    !hosts(window).is_empty()
}

/// The page around this one, and the one that opened it.
fn hosts(window: &Window) -> Vec<Window> {
    let parent = window.parent().ok().flatten().filter(|parent| parent != window);
    // A window of another realm has another class of that name, which a check would not know.
    let opener = window.opener().ok().filter(JsValue::is_object).map(JsCast::unchecked_into);
    parent.into_iter().chain(opener).collect()
}

/// What windows say to each other.
pub(crate) fn word(word: &str) -> Object {
    let message = Object::new();
    // A new object takes any property.
    let _ = Reflect::set(&message, &"terrarium".into(), &word.into());
    message
}

fn port_in(event: &MessageEvent) -> Option<MessagePort> {
    let kind = Reflect::get(&event.data(), &"terrarium".into()).ok()?;
    if kind == "attach" { event.ports().get(0).dyn_into().ok() } else { None }
}
