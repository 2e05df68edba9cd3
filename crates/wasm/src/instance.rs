use std::cell::RefCell;
use std::panic;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static TEXT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps the text of the first panic. A panic stops the instance: what it had half changed stays half
/// changed, so after it only [`panic_text`] may be called.
#[wasm_bindgen(js_name = keepPanicText)]
pub fn keep_panic_text() {
    panic::set_hook(Box::new(|panic| {
        TEXT.with_borrow_mut(|text| {
            text.get_or_insert_with(|| panic.to_string());
        });
    }));
}

/// The text of the panic that stopped the instance, if it was one.
#[wasm_bindgen(js_name = panicText)]
#[must_use]
pub fn panic_text() -> Option<String> {
    TEXT.with_borrow(Clone::clone)
}

/// The memory that addresses point into: a `WebAssembly.Memory`.
#[wasm_bindgen(js_name = linearMemory)]
#[must_use]
pub fn linear_memory() -> JsValue {
    wasm_bindgen::memory()
}
