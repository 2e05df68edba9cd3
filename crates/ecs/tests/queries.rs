//! Queries against a filter by hand, and what they promise.
//!
//! `TERRARIUM_SEED` replays a seed.
#![allow(clippy::expect_used, clippy::panic, reason = "a test's support fails by panicking")]

mod support {
    pub(crate) mod matches;
    pub(crate) mod rng;
    pub(crate) mod setting;
}

use std::collections::{BTreeMap, BTreeSet};

use support::matches::indices_of;
use support::rng::Rng;
use support::setting::setting;
use terrarium_ecs::{
    ComponentId, EntityError, EntityId, Matches, Name, PAGE_SLOTS, QuerySpec, VecColumn, World,
};

type Plain = World<VecColumn<u8>>;

fn world(types: u32) -> Plain {
    let mut world = Plain::new(0).expect("shard 0");
    for number in 0..types {
        world.register(Name::from(number.to_string().as_str())).expect("a new name");
    }
    world
}

fn with(world: &mut Plain, components: &[ComponentId]) -> EntityId {
    let entity = world.create().expect("room");
    components.iter().for_each(|&component| world.set(entity, component, 1).expect("alive"));
    entity
}

const A: ComponentId = ComponentId(0);
const B: ComponentId = ComponentId(1);
const C: ComponentId = ComponentId(2);

fn spec(all: &[ComponentId], none: &[ComponentId], any: &[ComponentId]) -> QuerySpec {
    QuerySpec { all: all.to_vec(), none: none.to_vec(), any: any.to_vec() }
}

fn found(world: &mut Plain, spec: QuerySpec) -> Vec<EntityId> {
    let query = world.prepare(spec);
    world.entities(query)
}

// -------------------------------------------------------------------- against a filter by hand

/// By index: the entity, and what it has.
type Shapes = BTreeMap<u32, (EntityId, BTreeSet<ComponentId>)>;

fn by_hand(shapes: &Shapes, spec: &QuerySpec) -> Vec<EntityId> {
    let matches = |held: &BTreeSet<ComponentId>| {
        let has = |component: &ComponentId| held.contains(component);
        let any = spec.any.is_empty() || spec.any.iter().any(has);
        any && spec.all.iter().all(has) && !spec.none.iter().any(has)
    };
    shapes.values().filter(|(_, held)| matches(held)).map(|&(entity, _)| entity).collect()
}

/// True in `percent` of a hundred cases.
fn chance(rng: &mut Rng, percent: u32) -> bool {
    rng.below(100) < percent
}

/// A world whose components are rare, common or everywhere, with holes where entities ended.
fn random_world(rng: &mut Rng, entities: u32) -> (Plain, Shapes) {
    let types = 1 + rng.below(8);
    let mut world = world(types);
    let densities: Vec<u32> = (0..types).map(|_| [0, 2, 30, 70, 98, 100][rng.below(6) as usize]).collect();
    let holes = [0, 0, 5, 60][rng.below(4) as usize];
    let mut shapes = Shapes::new();
    for _ in 0..entities {
        let held: BTreeSet<_> =
            (0..types).filter(|&at| chance(rng, densities[at as usize])).map(ComponentId).collect();
        let entity = with(&mut world, &held.iter().copied().collect::<Vec<_>>());
        shapes.insert(entity.index(), (entity, held));
    }
    let ending: Vec<_> = shapes.values().map(|&(entity, _)| entity).filter(|_| chance(rng, holes)).collect();
    for entity in ending {
        assert_eq!(world.destroy(entity), Ok(true));
        shapes.remove(&entity.index());
    }
    let own = world.own_entity().expect("always alive");
    world.set(own, ComponentId(rng.below(types)), 1).expect("alive");
    (world, shapes)
}

fn random_spec(rng: &mut Rng, types: u32) -> QuerySpec {
    let mut some = |end: u32| (0..rng.below(end)).map(|_| ComponentId(rng.below(types))).collect::<Vec<_>>();
    QuerySpec { all: some(4), none: some(3), any: some(4) }
}

fn compare(world: &mut Plain, shapes: &Shapes, spec: &QuerySpec, matches: &mut Matches) {
    let expected = by_hand(shapes, spec);
    let query = world.prepare(spec.clone());
    assert_eq!(world.entities(query), expected, "{spec:?}");
    assert_eq!(world.count(query) as usize, expected.len(), "{spec:?}");
    world.run(query, matches);
    let indices: Vec<u32> = expected.iter().map(|entity| entity.index()).collect();
    assert_eq!(indices_of(matches), Ok(indices), "{spec:?}");
    for &(entity, _) in shapes.values() {
        let matching = expected.binary_search_by_key(&entity.index(), |found| found.index()).is_ok();
        assert_eq!(world.matches(query, entity), Ok(matching), "{spec:?} {entity}");
    }
}

#[test]
fn ten_thousand_random_worlds_answer_as_a_filter_by_hand_does() {
    let seed = setting("TERRARIUM_SEED", 1);
    println!("seed {seed}");
    let mut matches = Matches::default();
    for number in 0..10_000 {
        let mut rng = Rng::new(seed ^ number << 32);
        let entities = if number % 50 == 0 { rng.below(3 * PAGE_SLOTS) } else { rng.below(40) };
        let (mut world, shapes) = random_world(&mut rng, entities);
        let types = world.components().len() as u32;
        for _ in 0..20 {
            compare(&mut world, &shapes, &random_spec(&mut rng, types), &mut matches);
        }
    }
}

#[test]
fn a_few_entities_on_many_pages_are_found() {
    let mut world = world(3);
    let everyone: Vec<_> = (0..300 * PAGE_SLOTS).map(|_| world.create().expect("room")).collect();
    let (kept, ending): (Vec<_>, Vec<_>) =
        everyone.into_iter().partition(|entity| entity.index() % 6_007 == 0);
    ending.into_iter().for_each(|entity| assert_eq!(world.destroy(entity), Ok(true)));
    for &entity in &kept {
        world.set(entity, if entity.index() % 2 == 0 { A } else { B }, 1).expect("alive");
    }
    let even: Vec<_> = kept.iter().copied().filter(|entity| entity.index() % 2 == 0).collect();
    assert_eq!(found(&mut world, spec(&[A], &[], &[])), even);
    assert_eq!(found(&mut world, spec(&[], &[], &[A, B])), kept);
    assert_eq!(found(&mut world, QuerySpec::default()), kept);
    assert_eq!(found(&mut world, spec(&[A], &[], &[B])), []);
    world.check().expect("consistent");
}

// -------------------------------------------------------------------- what a query means

#[test]
fn an_empty_question_matches_everyone_but_the_worlds_own_entity() {
    let mut world = world(1);
    let (bare, holder) = (with(&mut world, &[]), with(&mut world, &[A]));
    assert_eq!(found(&mut world, QuerySpec::default()), [bare, holder]);
}

#[test]
fn the_worlds_own_entity_is_found_by_no_query() {
    let mut world = world(2);
    let own = world.own_entity().expect("always alive");
    world.set(own, A, 1).expect("alive");
    for spec in [spec(&[A], &[], &[]), spec(&[], &[B], &[]), spec(&[], &[], &[A, B]), QuerySpec::default()] {
        let query = world.prepare(spec.clone());
        assert_eq!((world.count(query), world.entities(query)), (0, Vec::new()), "{spec:?}");
        assert_eq!(world.matches(query, own), Ok(false), "{spec:?}");
    }
}

#[test]
fn any_of_several_finds_those_with_the_last_of_them_too() {
    let mut world = world(3);
    let holders = [A, B, C].map(|component| with(&mut world, &[component]));
    with(&mut world, &[]);
    assert_eq!(found(&mut world, spec(&[], &[], &[A, B, C])), holders);
    assert_eq!(found(&mut world, spec(&[], &[A], &[A, B, C])), holders[1..]);
    assert_eq!(found(&mut world, spec(&[C], &[], &[A, B])), []);
}

#[test]
fn asking_with_and_without_one_component_finds_no_one() {
    let mut world = world(1);
    with(&mut world, &[A]);
    assert_eq!(found(&mut world, spec(&[A], &[A], &[])), []);
    assert_eq!(found(&mut world, spec(&[], &[A], &[A])), []);
}

#[test]
fn a_component_that_is_not_registered_is_held_by_no_one() {
    let mut world = world(1);
    let holder = with(&mut world, &[A]);
    let unknown = ComponentId(7);
    for missing in [spec(&[A, unknown], &[], &[]), spec(&[A], &[], &[unknown]), spec(&[], &[], &[unknown])] {
        let query = world.prepare(missing.clone());
        assert_eq!((world.count(query), world.entities(query)), (0, Vec::new()), "{missing:?}");
        assert_eq!(world.matches(query, holder), Ok(false), "{missing:?}");
    }
    assert_eq!(found(&mut world, spec(&[A], &[unknown], &[])), [holder]);
}

#[test]
fn a_question_may_name_a_component_before_it_is_registered() {
    let mut world = world(1);
    let query = world.prepare(spec(&[B], &[], &[]));
    assert_eq!(world.count(query), 0);
    assert_eq!(world.register(Name::from("later")), Ok(B));
    let holder = with(&mut world, &[B]);
    assert_eq!(world.entities(query), [holder]);
}

#[test]
fn equal_questions_have_one_id() {
    let mut world = world(3);
    let first = world.prepare(spec(&[A, B], &[C], &[]));
    assert_eq!(world.prepare(spec(&[B, A, B], &[C, C], &[])), first);
    assert_ne!(world.prepare(spec(&[A, B], &[], &[C])), first);
    assert!((0..1_000).all(|_| world.prepare(spec(&[B, A], &[C], &[])) == first));
}

#[test]
fn a_prepared_query_follows_every_change_of_structure() {
    let mut world = world(2);
    let query = world.prepare(spec(&[A], &[B], &[]));
    let entity = with(&mut world, &[A]);
    assert_eq!(world.entities(query), [entity]);
    world.set(entity, B, 1).expect("alive");
    assert_eq!(world.entities(query), []);
    assert_eq!(world.remove(entity, B), Ok(true));
    assert_eq!(world.entities(query), [entity]);
    assert_eq!(world.destroy(entity), Ok(true));
    assert_eq!(world.entities(query), []);
    assert_eq!(world.matches(query, entity), Err(EntityError::Stale));
}

// -------------------------------------------------------------------- how results are told

#[test]
fn a_full_page_is_a_run_and_a_page_with_a_hole_a_list() {
    let mut world = world(1);
    let all: Vec<_> = (0..3 * PAGE_SLOTS).map(|_| with(&mut world, &[A])).collect();
    let query = world.prepare(spec(&[A], &[], &[]));
    let mut matches = Matches::default();
    world.run(query, &mut matches);
    let told = |matches: &Matches| {
        matches.pages.iter().map(|page| (page.page, page.length, page.run)).collect::<Vec<_>>()
    };
    // Slot 0 of page 0 is the world's own entity; the last page has the one left over.
    assert_eq!(told(&matches), [(0, 1_023, false), (1, 1_024, true), (2, 1_024, true), (3, 1, true)]);
    assert_eq!(matches.slots.len(), 1_023);
    assert_eq!(world.destroy(all[PAGE_SLOTS as usize + 10]), Ok(true));
    world.run(query, &mut matches);
    assert_eq!(told(&matches), [(0, 1_023, false), (1, 1_023, false), (2, 1_024, true), (3, 1, true)]);
    assert_eq!(indices_of(&matches).map(|indices| indices.len()), Ok(3 * PAGE_SLOTS as usize - 1));
}

#[test]
fn a_run_writes_over_what_was_there() {
    let mut world = world(1);
    with(&mut world, &[A]);
    let query = world.prepare(spec(&[A], &[], &[]));
    let (mut fresh, mut used) = (Matches::default(), Matches { slots: vec![7; 50], ..Matches::default() });
    world.run(query, &mut fresh);
    world.run(query, &mut used);
    world.run(query, &mut used);
    assert_eq!(fresh, used);
}

// -------------------------------------------------------------------- what changed since

/// The pages that may have changed since a moment, each with how many match there now.
fn since(world: &mut Plain, spec: QuerySpec, moment: f64) -> Vec<(u32, u32)> {
    let query = world.prepare(spec);
    let mut matches = Matches::default();
    world.run_since(query, moment, &mut matches);
    matches.pages.iter().map(|page| (page.page, page.length)).collect()
}

/// A world of three pages whose entities all have the first component.
fn crowd() -> (Plain, Vec<EntityId>) {
    let mut world = world(3);
    let everyone = (1..3 * PAGE_SLOTS).map(|_| with(&mut world, &[A])).collect();
    (world, everyone)
}

#[test]
fn since_ever_is_everything() {
    let (mut world, _) = crowd();
    assert_eq!(since(&mut world, spec(&[A], &[], &[]), -1.0), [(0, 1_023), (1, 1_024), (2, 1_024)]);
    assert_eq!(since(&mut world, QuerySpec::default(), -1.0), [(0, 1_023), (1, 1_024), (2, 1_024)]);
}

#[test]
fn nothing_is_told_again_while_no_one_comes_goes_gains_or_loses() {
    let (mut world, everyone) = crowd();
    let now = *world.structure();
    world.set(everyone[5], A, 2).expect("alive");
    world.share(everyone[2_000], A, 3).expect("alive");
    world.advance();
    world.touch(A, 0);
    assert_eq!(since(&mut world, spec(&[A], &[B], &[]), now), []);
    assert_eq!(since(&mut world, QuerySpec::default(), now), []);
}

#[test]
fn changes_that_no_question_reads_are_not_told() {
    let (mut world, everyone) = crowd();
    let now = *world.structure();
    world.set(everyone[5], C, 2).expect("alive");
    assert_eq!(since(&mut world, spec(&[A], &[B], &[]), now), []);
}

#[test]
fn only_pages_that_changed_are_told() {
    type Change = fn(&mut Plain, EntityId);
    let changes: [(Change, u32); 4] = [
        (|world, entity| world.set(entity, B, 1).expect("alive"), 1_023),
        (|world, entity| assert_eq!(world.remove(entity, B), Ok(true)), 1_024),
        (|world, entity| assert_eq!(world.remove(entity, A), Ok(true)), 1_023),
        (|world, entity| world.share(entity, A, 7).expect("alive"), 1_024),
    ];
    let (mut world, everyone) = crowd();
    for (change, length) in changes {
        let now = *world.structure();
        change(&mut world, everyone[1_500]);
        assert_eq!(since(&mut world, spec(&[A], &[B], &[]), now), [(1, length)]);
    }
}

#[test]
fn a_death_and_a_birth_are_told() {
    let (mut world, everyone) = crowd();
    for spec in [spec(&[A], &[], &[]), spec(&[], &[], &[A, B]), QuerySpec::default()] {
        let now = *world.structure();
        let entity = everyone.iter().rev().copied().find(|&entity| world.is_alive(entity)).expect("a crowd");
        assert_eq!(world.destroy(entity), Ok(true));
        assert_eq!(since(&mut world, spec.clone(), now), [(2, 1_023)]);
        let now = *world.structure();
        with(&mut world, &[A]);
        assert_eq!(since(&mut world, spec, now), [(2, 1_024)]);
    }
}

#[test]
fn a_page_that_lost_its_last_match_is_told_as_empty() {
    let (mut world, everyone) = crowd();
    world.set(everyone[1_500], B, 1).expect("alive");
    let now = *world.structure();
    assert_eq!(world.remove(everyone[1_500], B), Ok(true));
    assert_eq!(since(&mut world, spec(&[A, B], &[], &[]), now), [(1, 0)]);
}

#[test]
fn a_page_where_a_needed_component_never_was_has_no_matches() {
    let (mut world, everyone) = crowd();
    world.set(everyone[1_500], B, 1).expect("alive");
    let told = since(&mut world, spec(&[A, B], &[], &[]), -1.0);
    assert_eq!(told.into_iter().filter(|&(_, length)| length > 0).collect::<Vec<_>>(), [(1, 1)]);
}
