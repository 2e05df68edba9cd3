//! The storage against a naive model: every operation at random, everything compared.
//!
//! `TERRARIUM_SEED` replays a seed, `TERRARIUM_OPERATIONS` says how many operations there are in all.
#![allow(clippy::expect_used, clippy::panic, reason = "a test's support fails by panicking")]

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
    pub(crate) mod setting;
}

use support::duel::{Duel, Setting};
use support::perform::Numbered;
use support::setting::setting;
use terrarium_ecs::{ComponentId, EntityId, Limits, VecColumn, World};

impl Numbered for VecColumn<u32> {
    fn value(number: u32) -> u32 {
        number
    }

    fn number(value: &u32) -> u32 {
        *value
    }

    fn store(world: &mut World<Self>, entity: EntityId, component: ComponentId, number: u32) {
        world.set(entity, component, number).expect("just placed");
    }
}

fn limits(entities_max: u32, component_types_max: usize) -> Limits {
    Limits { entities_max, component_types_max, ..Limits::default() }
}

/// Plays a share of all operations, given in thousandths, comparing after every `pace` of them.
fn play(share: u64, pace: u64, shard: u32, limits: Limits, population: usize, spread: usize) {
    let operations = setting("TERRARIUM_OPERATIONS", 1_000_000) * share / 1_000;
    let setting = Setting { seed: setting("TERRARIUM_SEED", 1), shard, limits, population, spread };
    println!("{operations} operations, {setting:?}");
    Duel::<VecColumn<u32>>::new(&setting).run(&setting, operations, pace);
}

#[test]
fn a_handful_of_entities_agrees_with_the_model() {
    play(520, 50, 0, limits(12, 4), 8, 0);
}

#[test]
fn a_hundred_entities_agree_with_the_model() {
    play(300, 50, 7, limits(4_000, 8), 100, 0);
}

#[test]
fn entities_scattered_over_pages_agree_with_the_model() {
    play(140, 50, EntityId::SHARD_MAX - 1, limits(1_000_000, 6), 100, 5_000);
}

#[test]
fn full_pages_agree_with_the_model() {
    play(20, 50, 1, limits(3_000, 5), 2_500, 2_500);
}

#[test]
fn the_model_agrees_after_each_operation() {
    play(20, 1, 0, limits(24, 6), 12, 0);
}
