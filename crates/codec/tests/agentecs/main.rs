//! Worlds of AgentECS: the files that `tests/fixtures/agentecs/make.py` writes, and files that mean harm.
#![allow(clippy::expect_used, clippy::panic, reason = "a test's support fails by panicking")]

#[path = "../support/dice.rs"]
#[allow(dead_code, reason = "only some of the dice are thrown here")]
mod dice;
mod files;
mod hostile;
mod pickled;
mod show;
mod snapshots;
mod sound;
mod values;

use terrarium_codec::{AgentEcs, CodecError, Limits, read_agent_ecs};

/// The fixture of this name.
fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/../../tests/fixtures/agentecs/{name}.pickle", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).expect("the fixture is there")
}

fn read(bytes: &[u8]) -> Result<AgentEcs, CodecError> {
    read_agent_ecs(bytes, &Limits::default())
}

/// The fixture of this name, read.
fn world(name: &str) -> AgentEcs {
    read(&fixture(name)).expect("the fixture is of AgentECS")
}
