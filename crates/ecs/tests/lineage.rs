//! Merging and splitting: what the parts are, and what becomes of them.
#![allow(clippy::expect_used, reason = "a test's support fails by panicking")]

mod support {
    pub(crate) mod dump;
    pub(crate) mod plain;
}

use proptest::prelude::{Strategy, any, proptest};
use support::dump::{cells, dump};
use support::plain::{Plain, world};
use terrarium_ecs::{Batch, ComponentId, EntityError, EntityId, Part, Put, Source};

const TYPES: u32 = 4;
const A: ComponentId = ComponentId(0);
const B: ComponentId = ComponentId(1);
const C: ComponentId = ComponentId(2);
const D: ComponentId = ComponentId(3);

fn entities<const COUNT: usize>(world: &mut Plain) -> [EntityId; COUNT] {
    [(); COUNT].map(|()| world.create().expect("room"))
}

/// A part's component, source and whether the two values are shared.
fn part(component: ComponentId, source: Source, first_shared: bool, second_shared: bool) -> Part {
    Part { component, source, first_shared, second_shared }
}

// -------------------------------------------------------------------- parts of a merge

#[test]
fn a_component_of_one_side_comes_from_there() {
    let mut world = world(TYPES);
    let [first, second] = entities(&mut world);
    world.set(first, C, 1).expect("alive");
    world.set(second, A, 2).expect("alive");
    let parts = world.merge_parts(first, second);
    assert_eq!(parts, Ok(vec![part(A, Source::Second, false, false), part(C, Source::First, false, false)]));
}

#[test]
fn a_component_of_both_sides_is_to_be_combined() {
    let mut world = world(TYPES);
    let [first, second] = entities(&mut world);
    for (entity, value) in [(first, 1), (second, 1)] {
        world.set(entity, A, value).expect("alive");
    }
    assert_eq!(world.merge_parts(first, second), Ok(vec![part(A, Source::Both, false, false)]));
}

#[test]
fn holders_of_one_group_bring_one_value() {
    let mut world = world(TYPES);
    let [first, second] = entities(&mut world);
    world.share(first, A, 1).expect("alive");
    world.share(second, A, 1).expect("alive");
    assert_eq!(world.merge_parts(first, second), Ok(vec![part(A, Source::First, true, true)]));
}

#[test]
fn holders_of_two_groups_are_to_be_combined() {
    let mut world = world(TYPES);
    let [first, second] = entities(&mut world);
    world.share(first, A, 1).expect("alive");
    world.share(second, A, 2).expect("alive");
    assert_eq!(world.merge_parts(first, second), Ok(vec![part(A, Source::Both, true, true)]));
}

#[test]
fn shared_and_plain_meet_in_a_merge() {
    let mut world = world(TYPES);
    let [first, second] = entities(&mut world);
    for (component, sharer, loner) in [(A, first, second), (B, second, first)] {
        world.share(sharer, component, 1).expect("alive");
        world.set(loner, component, 1).expect("alive");
    }
    world.share(first, C, 1).expect("alive");
    world.share(second, D, 1).expect("alive");
    let parts = [
        part(A, Source::Both, true, false),
        part(B, Source::Both, false, true),
        part(C, Source::First, true, false),
        part(D, Source::Second, false, true),
    ];
    assert_eq!(world.merge_parts(first, second), Ok(parts.to_vec()));
}

#[test]
fn parts_come_in_the_order_of_registration() {
    let mut world = world(TYPES);
    let [first, second] = entities(&mut world);
    for (entity, component) in [(second, D), (first, C), (second, A), (first, B), (first, D)] {
        world.set(entity, component, 1).expect("alive");
    }
    for parts in [world.merge_parts(first, second), world.merge_parts(second, first)] {
        let components: Vec<_> = parts.into_iter().flatten().map(|part| part.component).collect();
        assert_eq!(components, [A, B, C, D]);
    }
}

#[test]
fn entities_without_components_have_no_parts() {
    let mut world = world(TYPES);
    let [first, second] = entities(&mut world);
    assert_eq!((world.merge_parts(first, second), world.split_parts(first)), (Ok(vec![]), Ok(vec![])));
}

#[test]
fn what_does_not_live_or_is_the_same_is_not_merged() {
    let mut world = world(TYPES);
    let [living, ended] = entities(&mut world);
    assert_eq!(world.destroy(ended), Ok(true));
    let own = world.own_entity().expect("always alive");
    let foreign = EntityId::new(1, living.index(), 0).expect("in range");
    for (entity, error) in
        [(ended, EntityError::Stale), (own, EntityError::Reserved), (foreign, EntityError::WrongShard)]
    {
        assert_eq!(world.merge_parts(living, entity), Err(error), "{entity}");
        assert_eq!(world.merge_parts(entity, living), Err(error), "{entity}");
        assert_eq!(world.split_parts(entity), Err(error), "{entity}");
        assert_eq!(world.mortal(entity), Err(error), "{entity}");
    }
    assert_eq!((world.mortal(living), world.merge_parts(living, living)), (Ok(()), Err(EntityError::Stale)));
}

#[test]
fn asking_for_parts_changes_nothing() {
    let mut world = world(TYPES);
    let [first, second] = entities(&mut world);
    world.share(first, A, 1).expect("alive");
    let before = dump(&world);
    assert!(world.merge_parts(first, second).is_ok() && world.split_parts(first).is_ok());
    assert_eq!(dump(&world), before);
}

// -------------------------------------------------------------------- parts of a split

#[test]
fn a_split_brings_every_component_with_its_sharing() {
    let mut world = world(TYPES);
    let [entity] = entities(&mut world);
    world.set(entity, D, 1).expect("alive");
    world.share(entity, B, 2).expect("alive");
    let parts = world.split_parts(entity);
    assert_eq!(parts, Ok(vec![part(B, Source::First, true, true), part(D, Source::First, false, false)]));
}

// -------------------------------------------------------------------- done as batches

/// Does what the parts say; two values are combined by adding.
fn merge(world: &mut Plain, first: EntityId, second: EntityId) -> EntityId {
    let parts = world.merge_parts(first, second).expect("both live");
    let value = |entity, part: &Part| world.get(entity, part.component).expect("named by the part");
    let put = |part: &Part| match part.source {
        Source::First => (value(first, part), part.first_shared),
        Source::Second => (value(second, part), part.second_shared),
        Source::Both => (value(first, part) + value(second, part), part.first_shared || part.second_shared),
    };
    let puts = parts.iter().map(|part| (part.component, put(part)));
    let puts = puts.map(|(component, (value, shared))| Put { component, value, shared }).collect();
    let batch = Batch { spawns: vec![puts], destroys: vec![first, second], ..Batch::default() };
    world.apply(batch, |value| value).expect("made of living parts")[0]
}

fn split(world: &mut Plain, entity: EntityId) -> [EntityId; 2] {
    let parts = world.split_parts(entity).expect("alive");
    let value = |part: &Part| world.get(entity, part.component).expect("named by the part");
    let puts = parts.iter().map(|part| Put {
        component: part.component,
        value: value(part),
        shared: part.first_shared,
    });
    let puts: Vec<_> = puts.collect();
    let batch = Batch { spawns: vec![puts.clone(), puts], destroys: vec![entity], ..Batch::default() };
    let halves = world.apply(batch, |value| value).expect("made of living parts");
    [halves[0], halves[1]]
}

#[test]
fn a_merge_ends_both_and_keeps_what_one_side_had() {
    let mut world = world(TYPES);
    let [first, second] = entities(&mut world);
    world.set(first, A, 1).expect("alive");
    world.set(second, A, 2).expect("alive");
    world.set(second, B, 3).expect("alive");
    let merged = merge(&mut world, first, second);
    assert_eq!(cells(&world, merged), [(A, Some(3), None), (B, Some(3), None)]);
    assert!(!world.is_alive(first) && !world.is_alive(second));
    assert_eq!(world.size(), 1);
    world.check().expect("consistent");
}

#[test]
fn sharing_with_others_survives_a_merge() {
    let mut world = world(TYPES);
    let [first, second, other] = entities(&mut world);
    for entity in [first, second, other] {
        world.share(entity, A, 1).expect("alive");
    }
    let group = world.sharing(other, A);
    let merged = merge(&mut world, first, second);
    assert_eq!((world.get(merged, A), world.sharing(merged, A)), (Some(1), group));
    assert_eq!(world.groups(A).map(|(_, holders)| holders).collect::<Vec<_>>(), [2]);
}

#[test]
fn sharing_survives_a_split_even_without_others() {
    let mut world = world(TYPES);
    let [entity] = entities(&mut world);
    world.share(entity, A, 1).expect("alive");
    let group = world.sharing(entity, A);
    let halves = split(&mut world, entity);
    assert_eq!(halves.map(|half| world.sharing(half, A)), [group, group]);
    assert!(!world.is_alive(entity));
    world.check().expect("consistent");
}

/// Components with their values and whether they are shared.
fn shapes() -> impl Strategy<Value = Vec<(u32, u32, bool)>> {
    proptest::collection::vec((0..TYPES, 0..5_u32, any::<bool>()), 0..6)
}

fn with(world: &mut Plain, shape: &[(u32, u32, bool)]) -> EntityId {
    let entity = world.create().expect("room");
    for &(component, value, shared) in shape {
        let write = if shared { Plain::share } else { Plain::set };
        write(world, entity, ComponentId(component), value).expect("alive");
    }
    entity
}

proptest! {
    #[test]
    fn halves_of_a_split_have_what_the_whole_had(shape in shapes(), others in shapes()) {
        let mut world = world(TYPES);
        let (entity, other) = (with(&mut world, &shape), with(&mut world, &others));
        let (whole, aside) = (cells(&world, entity), cells(&world, other));
        for half in split(&mut world, entity) {
            assert_eq!(cells(&world, half), whole);
        }
        assert_eq!(cells(&world, other), aside);
        assert_eq!(world.check(), Ok(()));
    }

    #[test]
    fn what_is_all_shared_comes_back_from_a_split_and_a_merge(shape in shapes()) {
        let mut world = world(TYPES);
        let shape: Vec<_> = shape.into_iter().map(|(component, value, _)| (component, value, true)).collect();
        let entity = with(&mut world, &shape);
        let whole = cells(&world, entity);
        let [first, second] = split(&mut world, entity);
        let merged = merge(&mut world, first, second);
        assert_eq!(cells(&world, merged), whole);
        assert_eq!(world.check(), Ok(()));
    }
}
