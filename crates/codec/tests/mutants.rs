//! Damage with its checksums made good: a typed error or a valid world, soon, and never a panic.
//!
//! `TERRARIUM_SEED` replays a seed, `TERRARIUM_MUTANTS` says how many mutants there are.
#![allow(clippy::expect_used, clippy::panic, reason = "a test's support fails by panicking")]

mod support {
    pub(crate) mod dice;
    pub(crate) mod leaves;
    pub(crate) mod loading;
    pub(crate) mod native;
    pub(crate) mod seal;
    pub(crate) mod values;
    pub(crate) mod worlds;
}

use std::time::{Duration, Instant, SystemTime};

use support::dice::Dice;
use support::loading::load;
use support::native::save;
use support::seal::{is_plain, parts, reseal};
use support::worlds::world_of;
use terrarium_codec::Limits;

const MUTANTS: u32 = 50_000;
const WORLDS: u32 = 300;
/// What one mutant may take; in a build without optimisation and beside other work, ten times that.
const TIME_MAX: Duration = Duration::from_millis(1000);
const BYTES: [u8; 22] = [
    0x00, 0x17, 0x18, 0x1b, 0x20, 0x40, 0x5f, 0x60, 0x7f, 0x80, 0x9b, 0x9f, 0xa0, 0xbf, 0xc1, 0xd8, 0xf4,
    0xf6, 0xf7, 0xf9, 0xfb, 0xff,
];

fn setting(name: &str) -> Option<u32> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

fn change(dice: &mut Dice, bytes: &mut [u8]) {
    let length = bytes.len() as u32;
    let at = dice.below(length) as usize;
    match dice.below(5) {
        0 => bytes[at] ^= 1 << dice.below(8),
        1 => bytes[at] = dice.pick(&BYTES),
        2 => bytes.iter_mut().skip(at).take(4).for_each(|byte| *byte = dice.below(256) as u8),
        3 => bytes.swap(at, dice.below(length) as usize),
        _ => {
            let from = dice.below(length) as usize;
            let count = (1 + dice.below(12) as usize).min(bytes.len() - from.max(at));
            bytes.copy_within(from..from + count, at);
        }
    }
}

/// A file that was changed in its manifest or in a block.
fn mutant(dice: &mut Dice, file: &[u8]) -> Vec<u8> {
    let parts = parts(file).expect("a whole file");
    let mut changed = file.to_vec();
    let range = match dice.once(3) {
        true => parts.manifest.clone(),
        false => dice.pick(&parts.blocks).bytes,
    };
    change(dice, &mut changed[range]);
    reseal(&mut changed, &parts);
    changed
}

/// Whether it was taken.
fn check(bytes: &[u8], limits: &Limits) -> bool {
    let Ok((mut world, graph)) = load(bytes, limits) else { return false };
    world.check().expect("a world that was loaded is consistent");
    let again = save(&mut world, &graph, limits).expect("what was loaded can be saved");
    // Whether an object had to be among the common ones no block can tell; one round later all is in order.
    assert!(again == bytes || !is_plain(bytes), "what was taken is not what is written");
    let (mut twice, graph) = load(&again, limits).expect("what was saved can be loaded");
    let settled = save(&mut twice, &graph, limits).expect("what was loaded can be saved again");
    assert!(settled == again, "what was saved has other bytes when it is loaded and saved again");
    world.create().expect("room");
    true
}

#[test]
fn sealed_damage_is_an_error_or_a_world() {
    let clock = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").subsec_nanos();
    let seed = setting("TERRARIUM_SEED").unwrap_or(clock);
    println!("seed {seed}");
    let limits = Limits::default();
    let files: Vec<Vec<u8>> = (0..WORLDS)
        .map(world_of)
        .map(|(mut world, graph)| save(&mut world, &graph, &limits).expect("it can be saved"))
        .collect();
    let mut dice = Dice::new(seed);
    let mut taken = 0;
    for number in 0..setting("TERRARIUM_MUTANTS").unwrap_or(MUTANTS) {
        let file = dice.below(WORLDS) as usize;
        let bytes = mutant(&mut dice, &files[file]);
        let begun = Instant::now();
        let outcome = std::panic::catch_unwind(|| check(&bytes, &limits));
        let outcome = outcome.unwrap_or_else(|_| panic!("seed {seed}, mutant {number}"));
        taken += u32::from(outcome);
        assert!(begun.elapsed() < TIME_MAX, "seed {seed}, mutant {number} took {:?}", begun.elapsed());
    }
    println!("{taken} were taken");
}

#[test]
fn sealing_a_whole_file_changes_nothing() {
    for seed in 0..30 {
        let (mut world, graph) = world_of(seed);
        let file = save(&mut world, &graph, &Limits::default()).expect("it can be saved");
        let mut sealed = file.clone();
        reseal(&mut sealed, &parts(&file).expect("a whole file"));
        assert!(sealed == file, "seed {seed}");
    }
}
