//! Worlds whose component values are JavaScript values.
//!
//! [`JsColumn`] is the column that keeps them: one JavaScript array of pages for each component type,
//! which the npm package reads directly. [`Core`] is the surface that the package is built on; Rust
//! programs (the inspector, the headless tests) use [`JsWorld`] itself. Refusals cross the boundary as
//! numbers, see [`Refusal`].

mod column;
mod core;
mod draft;
mod files;
mod groups;
mod instance;
mod instructions;
mod json;
mod loader;
mod queries;
mod question;
mod refusal;
mod saver;

pub use crate::core::Core;
pub use column::{JsColumn, JsWorld};
pub use draft::Draft;
pub use instance::{keep_panic_text, linear_memory, panic_text};
pub use loader::Loader;
pub use question::{Question, spelled};
pub use refusal::Refusal;
pub use saver::Saver;
