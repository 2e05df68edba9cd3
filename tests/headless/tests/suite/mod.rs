//! What is promised wherever JavaScript runs.

mod core;
mod draft;
mod model;
mod pages;
mod sharing;
mod values;

/// The naive model that the native tests use.
#[path = "../../../../crates/ecs/tests/support"]
mod support {
    pub(crate) mod compare;
    pub(crate) mod duel;
    pub(crate) mod kept;
    pub(crate) mod matches;
    pub(crate) mod naive;
    pub(crate) mod naive_batch;
    pub(crate) mod operation;
    pub(crate) mod perform;
    pub(crate) mod rng;
}
