//! Looking into JavaScript values without changing them, and without trusting them.

mod class;
mod container;
mod own;
mod primitive;

pub(crate) use own::peek;
