//! Order: ascending by index, by registration, by founding; whatever the history.
//!
//! `TERRARIUM_SEED` replays a seed.
#![allow(clippy::expect_used, reason = "a test's support fails by panicking")]

mod support {
    pub(crate) mod matches;
    pub(crate) mod plain;
    pub(crate) mod rng;
    pub(crate) mod setting;
}

use support::matches::indices_of;
use support::plain::{Plain, world};
use support::rng::Rng;
use support::setting::setting;
use terrarium_ecs::{Archetype, ComponentId, EntityId, GroupId, Matches, PAGE_SLOTS, QuerySpec};

const A: ComponentId = ComponentId(0);
const B: ComponentId = ComponentId(1);
const C: ComponentId = ComponentId(2);

fn entities(world: &mut Plain, count: u32) -> Vec<EntityId> {
    (0..count).map(|_| world.create().expect("room")).collect()
}

fn found(world: &mut Plain, component: ComponentId) -> Vec<EntityId> {
    let query = world.prepare(QuerySpec { all: vec![component], ..QuerySpec::default() });
    world.entities(query)
}

fn indices(entities: &[EntityId]) -> Vec<u32> {
    entities.iter().map(|entity| entity.index()).collect()
}

/// The same numbers in a random order.
fn shuffled(rng: &mut Rng, mut numbers: Vec<u32>) -> Vec<u32> {
    for end in (1..numbers.len()).rev() {
        numbers.swap(end, rng.below(end as u32 + 1) as usize);
    }
    numbers
}

#[test]
fn matches_ascend_by_index_in_whatever_order_they_came() {
    let seed = setting("TERRARIUM_SEED", 1);
    println!("seed {seed}");
    let mut world = world(1);
    let everyone = entities(&mut world, 3 * PAGE_SLOTS);
    for index in shuffled(&mut Rng::new(seed), (0..3 * PAGE_SLOTS).collect()) {
        world.set(everyone[index as usize], A, index).expect("alive");
    }
    assert_eq!(found(&mut world, A), everyone);
}

#[test]
fn an_entity_of_a_reused_index_stands_where_the_index_does() {
    let mut world = world(1);
    let everyone = entities(&mut world, 5);
    for at in [3, 1] {
        assert_eq!(world.destroy(everyone[at]), Ok(true));
    }
    let reused = entities(&mut world, 2);
    assert_eq!(indices(&reused), [2, 4]);
    let query = world.prepare(QuerySpec::default());
    let order = world.entities(query);
    assert_eq!(indices(&order), [1, 2, 3, 4, 5]);
    assert_eq!((order[1], order[3]), (reused[0], reused[1]));
}

#[test]
fn worlds_of_one_state_have_one_order_whatever_their_history() {
    let seed = setting("TERRARIUM_SEED", 1);
    println!("seed {seed}");
    let mut rng = Rng::new(seed);
    let [mut straight, mut winding] = [(); 2].map(|()| world(3));
    let everyone = entities(&mut straight, 200);
    assert_eq!(entities(&mut winding, 200), everyone);
    for number in shuffled(&mut rng, (0..600).collect()) {
        let (entity, component) = (everyone[number as usize / 3], ComponentId(number % 3));
        winding.set(entity, component, 0).expect("alive");
    }
    for entity in &everyone {
        let component = ComponentId(entity.index() % 3);
        straight.set(*entity, component, 0).expect("alive");
        [A, B, C].into_iter().filter(|&other| other != component).for_each(|other| {
            assert_eq!(winding.remove(*entity, other), Ok(true));
        });
    }
    for component in [A, B, C] {
        assert_eq!(found(&mut straight, component), found(&mut winding, component));
    }
    assert_eq!(straight.archetypes(), winding.archetypes());
}

#[test]
fn pages_and_slots_of_a_run_ascend() {
    let mut world = world(1);
    let everyone = entities(&mut world, 5 * PAGE_SLOTS);
    for entity in everyone.iter().rev().filter(|entity| entity.index() % 3 == 0) {
        world.set(*entity, A, 0).expect("alive");
    }
    let query = world.prepare(QuerySpec { all: vec![A], ..QuerySpec::default() });
    let mut matches = Matches::default();
    world.run(query, &mut matches);
    let indices = indices_of(&matches).expect("well-formed");
    assert!(indices.is_sorted() && indices.iter().all(|index| index % 3 == 0));
    assert_eq!(indices.len(), everyone.len() / 3);
    assert!(matches.pages.iter().map(|page| page.page).eq(0..5));
}

#[test]
fn a_result_stays_as_it_was_while_the_world_changes() {
    let mut world = world(1);
    let everyone = entities(&mut world, 10);
    everyone.iter().for_each(|&entity| world.set(entity, A, 0).expect("alive"));
    let mut visited = Vec::new();
    for entity in found(&mut world, A) {
        if !world.has(entity, A) {
            continue;
        }
        visited.push(entity.index());
        // Each visit ends the next entity and brings a new one in its place.
        if let Some(next) = world.entity_at(entity.index() + 1) {
            assert_eq!(world.destroy(next), Ok(true));
            let newcomer = world.create().expect("room");
            world.set(newcomer, A, 0).expect("alive");
        }
    }
    assert_eq!(visited, [1, 3, 5, 7, 9]);
}

#[test]
fn components_are_listed_in_the_order_of_registration() {
    let mut world = world(3);
    let [entity, other] = [(); 2].map(|()| world.create().expect("room"));
    for (entity, component) in [(other, C), (entity, C), (entity, A), (entity, B)] {
        world.set(entity, component, 0).expect("alive");
    }
    assert_eq!(world.components_of(entity), [A, B, C]);
    assert!(world.components().eq([A, B, C]));
}

#[test]
fn groups_are_listed_in_the_order_of_founding_and_holders_ascending() {
    let mut world = world(1);
    let everyone = entities(&mut world, 6);
    for (at, value) in [(5, 30), (2, 10), (0, 30), (4, 20), (1, 10), (3, 30)] {
        world.share(everyone[at], A, value).expect("alive");
    }
    let groups: Vec<_> = world.groups(A).collect();
    assert_eq!(groups, [(GroupId(1), 3), (GroupId(2), 2), (GroupId(3), 1)]);
    let holders: Vec<_> = world.group_holders(A, GroupId(1)).map(|entity| entity.index()).collect();
    assert_eq!(holders, [1, 4, 6]);
}

#[test]
fn archetypes_come_most_frequent_first_and_then_by_their_components() {
    let mut world = world(3);
    for components in [&[B][..], &[A, C], &[B], &[], &[A], &[A, B, C], &[]] {
        let entity = world.create().expect("room");
        components.iter().for_each(|&component| world.set(entity, component, 0).expect("alive"));
    }
    let own = world.own_entity().expect("always alive");
    world.set(own, C, 0).expect("alive");
    let archetype = |components: &[_], entities| Archetype { components: components.to_vec(), entities };
    let expected = [
        archetype(&[], 2),
        archetype(&[B], 2),
        archetype(&[A], 1),
        archetype(&[A, B, C], 1),
        archetype(&[A, C], 1),
    ];
    assert_eq!(world.archetypes(), expected);
}
