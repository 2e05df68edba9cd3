use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

/// Hands bytes to whoever looks, as a file of a name.
pub(crate) fn download(name: &str, bytes: &Uint8Array) {
    // A browser that refuses has said so itself.
    let _ = offer(name, bytes);
}

fn offer(name: &str, bytes: &Uint8Array) -> Result<(), JsValue> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(bytes))?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}
