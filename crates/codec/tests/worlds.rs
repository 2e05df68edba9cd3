//! Random worlds, saved and loaded without JavaScript.
#![allow(clippy::expect_used, clippy::panic, reason = "a test's support fails by panicking")]

mod support {
    pub(crate) mod dice;
    pub(crate) mod leaves;
    pub(crate) mod loading;
    pub(crate) mod native;
    pub(crate) mod values;
    pub(crate) mod worlds;
}

use support::loading::load;
use support::native::save;
use support::worlds::world_of;
use terrarium_codec::Limits;

const SEEDS: u32 = 2000;
const FIRST: u32 = 50_000;

#[test]
fn what_is_loaded_is_saved_as_the_same_bytes() {
    let limits = Limits::default();
    for seed in FIRST..FIRST + SEEDS {
        let (mut world, graph) = world_of(seed);
        let bytes = save(&mut world, &graph, &limits).expect("it can be saved");
        let (mut loaded, graph) =
            load(&bytes, &limits).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        loaded.check().expect("consistent");
        let again = save(&mut loaded, &graph, &limits).expect("it can be saved again");
        assert!(again == bytes, "seed {seed} has other bytes after loading");
    }
}

#[test]
fn the_bytes_do_not_depend_on_the_order_of_making() {
    let limits = Limits::default();
    for seed in 0..200 {
        let (mut world, graph) = world_of(seed);
        let first = save(&mut world, &graph, &limits).expect("it can be saved");
        let second = save(&mut world, &graph, &limits).expect("it can be saved twice");
        assert!(first == second, "seed {seed}");
    }
}
