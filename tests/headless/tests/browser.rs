//! Worlds over JavaScript values, in a page.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test's support fails by panicking")]

mod suite;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
