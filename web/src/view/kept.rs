use leptos::prelude::*;

/// What the browser keeps for this page under a name.
pub(crate) fn kept(name: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(name).ok()?
}

/// Has the browser keep something. What it refuses is not kept, and the page goes on without.
pub(crate) fn keep(name: &str, text: &str) {
    let _ = window().local_storage().map(|storage| storage.map(|storage| storage.set_item(name, text)));
}
