//! The same state gives the same bytes: against the list that Node, a page and a worker are held against too.
#![allow(clippy::expect_used, clippy::panic, reason = "a test's support fails by panicking")]

mod support {
    pub(crate) mod dice;
    pub(crate) mod leaves;
    pub(crate) mod native;
    pub(crate) mod values;
    pub(crate) mod worlds;
}

use support::native::save;
use support::worlds::world_of;
use terrarium_codec::Limits;

const SEEDS: &str = include_str!("../../../tests/fixtures/seeds.txt");

/// FNV-1a of 32 bits from two bases, as `tests/suite/worlds.mjs` computes it.
fn fingerprint(bytes: &[u8]) -> String {
    let hash = |basis: u32| {
        bytes.iter().fold(basis, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    };
    format!("{:08x}{:08x}", hash(0x811c_9dc5), hash(0x0123_4567))
}

#[test]
fn a_thousand_random_worlds_have_the_bytes_that_they_have_everywhere_else() {
    let others: Vec<usize> = SEEDS
        .lines()
        .enumerate()
        .filter(|&(seed, line)| found(seed as u32) != line)
        .map(|(seed, _)| seed)
        .collect();
    assert_eq!(SEEDS.lines().count(), 1000);
    assert!(
        others.is_empty(),
        "other bytes for {} seeds: {:?}",
        others.len(),
        others.iter().take(20).collect::<Vec<_>>()
    );
}

fn found(seed: u32) -> String {
    let (mut world, graph) = world_of(seed);
    fingerprint(&save(&mut world, &graph, &Limits::default()).expect("it can be saved"))
}
