//! Worlds over JavaScript values, in Node.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test's support fails by panicking")]

mod suite;
