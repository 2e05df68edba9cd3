//! When values came, were written and went: the same after loading, entity by entity.
#![allow(clippy::expect_used, clippy::panic, reason = "a test's support fails by panicking")]

mod support {
    #[allow(dead_code, reason = "the tests of files use the rest")]
    pub(crate) mod dice;
    pub(crate) mod notation;
}

use support::dice::Dice;
use support::notation::cbor;
use terrarium_codec::{
    BlockRef, Cache, CodecError, Graph, GraphWorld, Limits, Manifest, Mode, Value, load_world, save_world,
};
use terrarium_ecs::{ComponentId, EntityId, Event, Mask, Name};

const EVENTS: [Event; 3] = [Event::Changed, Event::Added, Event::Removed];
const TYPES: [ComponentId; 2] = [ComponentId(0), ComponentId(1)];

fn new_world() -> GraphWorld {
    let mut world = GraphWorld::new(0).expect("shard 0");
    for name in ["A", "B"] {
        world.register(Name::from(name)).expect("free");
    }
    world
}

fn save(world: &mut GraphWorld) -> Vec<u8> {
    let graph = Graph::default();
    let saved = save_world(world, &graph, Mode::default(), &mut Cache::default(), &Limits::default());
    saved.expect("it can be saved").to_bytes()
}

fn load(bytes: &[u8]) -> Result<GraphWorld, CodecError> {
    load_world(vec![bytes], &mut Graph::default(), Limits::default())
}

/// What is answered of every tick, in every page.
fn answers(world: &GraphWorld) -> Vec<Mask> {
    let mut answers = Vec::new();
    for component in TYPES.into_iter().filter(|id| world.name(*id).is_some()) {
        for page in 0..4 {
            for tick in 0..=world.tick() {
                answers.extend(EVENTS.map(|event| world.since(event, component, page, tick)));
            }
        }
    }
    answers
}

/// Makes, changes and ends entities at random over some ticks.
fn lived(seed: u32) -> GraphWorld {
    let (mut world, mut dice) = (new_world(), Dice::new(seed));
    let mut entities: Vec<EntityId> = Vec::new();
    for _ in 0..dice.below(400) {
        match dice.below(12) {
            0 => _ = world.advance(),
            1..4 => {
                let count = if dice.below(20) == 0 { 1_100 } else { 3 };
                entities.extend((0..count).map(|_| world.create().expect("room")));
            }
            _ if entities.is_empty() => {}
            action => {
                let at = dice.below(entities.len() as u32) as usize;
                let (entity, component) = (entities[at], TYPES[dice.below(2) as usize]);
                match action {
                    4..8 => world.set(entity, component, Value::Number(1.0)).expect("alive"),
                    8 => _ = world.remove(entity, component).expect("alive"),
                    9 => world.touch_entity(entity, component).expect("alive"),
                    10 => world.touch(component, entity.index() / 1024),
                    _ => _ = world.destroy(entities.swap_remove(at)).expect("mortal"),
                }
            }
        }
    }
    world
}

#[test]
fn what_changed_when_is_the_same_after_loading() {
    for seed in 0..400 {
        let mut world = lived(seed);
        let bytes = save(&mut world);
        let mut loaded = load(&bytes).expect("it can be loaded");
        let by_name = |world: &GraphWorld| TYPES.map(|id| world.name(id).cloned());
        if by_name(&loaded) == by_name(&world) {
            assert_eq!(answers(&loaded), answers(&world), "seed {seed}");
        }
        assert!(save(&mut loaded) == bytes, "seed {seed}: other bytes");
    }
}

/// A world with `A` on the slots 1..=3 since tick 2 (slot 3 since tick 4), taken from slot 4 at tick 3, saved at tick 5,
/// with another block of ticks.
fn with_ticks(notation: &str) -> Result<GraphWorld, CodecError> {
    let mut world = new_world();
    let entities: Vec<EntityId> = (0..4).map(|_| world.create().expect("room")).collect();
    let set = |world: &mut GraphWorld, at: usize| {
        world.set(entities[at], TYPES[0], Value::Number(1.0)).expect("alive");
    };
    (0..2).for_each(|_| _ = world.advance());
    [0, 1, 3].into_iter().for_each(|at| set(&mut world, at));
    world.advance();
    world.remove(entities[3], TYPES[0]).expect("alive");
    world.advance();
    set(&mut world, 2);
    world.advance();
    let bytes = save(&mut world);
    let mut manifest = Manifest::read(&bytes, &Limits::default()).expect("a manifest");
    let body = &bytes[manifest.to_bytes().len()..];
    let (place, former) = manifest
        .places()
        .enumerate()
        .find(|(_, (place, _))| place.to_string() == "the ticks of A")
        .map(|(place, (_, block))| (place, block))
        .expect("a block of ticks");
    let start: usize = manifest.places().take(place).map(|(_, block)| block.length as usize).sum();
    let block = cbor(notation);
    manifest.types[0].ticks = Some(BlockRef::of(&block));
    let end = start + former.length as usize;
    load(&[&manifest.to_bytes(), &body[..start], &block, &body[end..]].concat())
}

#[test]
fn a_block_of_ticks_keeps_its_rules() {
    let right = "[0, 64(h'030305'), 64(h'030305'), [64(h'04'), 64(h'04')]]";
    let world = with_ticks(right).expect("as it was saved");
    assert!(world.since(Event::Added, TYPES[0], 0, 4).slots().eq([3]));
    assert!(world.since(Event::Removed, TYPES[0], 0, 3).slots().eq([4]));
    let refused = |notation: &str, message: &str| {
        let error = with_ticks(notation).err().unwrap_or_else(|| panic!("{notation} was taken"));
        assert!(error.message.contains(message), "{notation}: {error}");
    };
    refused("[]", "cut off");
    refused("[0, null, null]", "cut off");
    refused("[0, null, null, null]", "says");
    refused("[1, 3, null, null]", "not there");
    refused("[0, 3, null, null, 0, 3, null, null]", "ascending");
    refused("[0, 0, null, null]", "form");
    refused("[0, 7, null, null]", "form");
    refused("[0, null, 5, null]", "form");
    refused("[0, null, 0, null]", "form");
    refused("[0, null, 64(h'000305'), null]", "form");
    refused("[0, 64(h'030303'), null, null]", "form");
    refused("[0, 64(h'0303'), null, null]", "another length");
    refused("[0, 69(h'030003000500'), null, null]", "narrowest");
    refused("[0, \"\", null, null]", "expected a tick");
    refused("[0, null, null, [64(h'03'), 64(h'04')]]", "or have it");
    refused("[0, null, null, [64(h'0404'), 64(h'0404')]]", "ascending");
    refused("[0, null, null, [64(h''), 64(h'')]]", "ascending");
    refused("[0, null, null, [69(h'0004'), 64(h'04')]]", "ascending");
    refused("[0, null, null, [64(h'04'), 64(h'00')]]", "later");
    refused("[0, null, null, [64(h'04'), 64(h'07')]]", "later");
    refused("[0, null, null, [64(h'04'), 64(h'0404')]]", "another length");
    refused("[0, 3, null, null], null", "left over");
}
