use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::Url;

/// The part of the page's address that holds the query.
const QUERY: &str = "query";

/// What the page's address asks for under a name.
pub(crate) fn asked(name: &str) -> Option<String> {
    address()?.search_params().get(name)
}

/// The query that the page's address asks for.
pub(crate) fn query() -> String {
    asked(QUERY).unwrap_or_default()
}

/// Puts the query into the page's address, so that it can be kept and passed on.
pub(crate) fn put_query(query: &str) {
    let Some(address) = address() else { return };
    if query.is_empty() {
        address.search_params().delete(QUERY);
    } else {
        address.search_params().set(QUERY, query);
    }
    // A page that may not change its address stays where it is.
    let _ = window()
        .history()
        .map(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&address.href())));
}

fn address() -> Option<Url> {
    Url::new(&window().location().href().ok()?).ok()
}
