//! Sharing: one value, one group, as many holders as there are.
#![allow(clippy::expect_used, reason = "a test's support fails by panicking")]

mod support {
    pub(crate) mod dump;
    pub(crate) mod plain;
}

use support::dump::dump;
use support::plain::{Plain, world};
use terrarium_ecs::{
    Batch, Column, ComponentId, EntityError, EntityId, GroupId, PAGE_SLOTS, Put, WriteError,
};

const A: ComponentId = ComponentId(0);
const B: ComponentId = ComponentId(1);

fn entities<const COUNT: usize>(world: &mut Plain) -> [EntityId; COUNT] {
    [(); COUNT].map(|()| world.create().expect("room"))
}

fn share(world: &mut Plain, holders: &[EntityId], value: u32) {
    holders.iter().for_each(|&entity| world.share(entity, A, value).expect("alive"));
}

fn group(world: &Plain, entity: EntityId) -> Option<u64> {
    world.sharing(entity, A).map(|group| group.0)
}

fn groups(world: &Plain) -> Vec<(u64, u32)> {
    world.check().expect("consistent");
    world.groups(A).map(|(group, holders)| (group.0, holders)).collect()
}

// -------------------------------------------------------------------- joining

#[test]
fn sharing_one_value_makes_one_group() {
    let mut world = world(1);
    let holders = entities::<3>(&mut world);
    share(&mut world, &holders, 5);
    assert_eq!(groups(&world), [(1, 3)]);
    assert!(
        holders.iter().all(|&entity| world.get(entity, A) == Some(5) && group(&world, entity) == Some(1))
    );
    assert_eq!(world.group_of(A, &5), Some(GroupId(1)));
}

#[test]
fn sharing_another_value_makes_another_group() {
    let mut world = world(1);
    let [first, second] = entities(&mut world);
    share(&mut world, &[first], 5);
    share(&mut world, &[second], 6);
    assert_eq!(groups(&world), [(1, 1), (2, 1)]);
}

#[test]
fn a_shared_component_counts_as_present() {
    let mut world = world(2);
    let [entity] = entities(&mut world);
    world.set(entity, B, 1).expect("alive");
    share(&mut world, &[entity], 5);
    assert!(world.has(entity, A) && world.holders(A) == 1);
    assert_eq!(world.components_of(entity), [A, B]);
}

#[test]
fn groups_are_of_one_component() {
    let mut world = world(2);
    let [entity] = entities(&mut world);
    world.share(entity, A, 5).expect("alive");
    world.share(entity, B, 5).expect("alive");
    assert_eq!((world.sharing(entity, A), world.sharing(entity, B)), (Some(GroupId(1)), Some(GroupId(2))));
}

#[test]
fn sharing_replaces_a_value_of_the_entitys_own() {
    let mut world = world(1);
    let [first, second] = entities(&mut world);
    world.set(first, A, 1).expect("alive");
    share(&mut world, &[second, first], 5);
    assert_eq!((world.get(first, A), groups(&world)), (Some(5), vec![(1, 2)]));
}

#[test]
fn sharing_what_is_shared_already_changes_nothing() {
    let mut world = world(1);
    let [first, second] = entities(&mut world);
    share(&mut world, &[first, second], 5);
    let before = dump(&world);
    share(&mut world, &[first], 5);
    assert_eq!(dump(&world), before);
}

#[test]
fn an_equal_value_of_ones_own_is_in_no_group() {
    let mut world = world(1);
    let [sharer, loner] = entities(&mut world);
    share(&mut world, &[sharer], 5);
    world.set(loner, A, 5).expect("alive");
    assert_eq!((group(&world, loner), groups(&world)), (None, vec![(1, 1)]));
    world.update_shared(sharer, A, 6).expect("shared");
    assert_eq!(world.get(loner, A), Some(5));
}

#[test]
fn the_worlds_own_entity_shares_like_any_other() {
    let mut world = world(1);
    let own = world.own_entity().expect("always alive");
    let [entity] = entities(&mut world);
    share(&mut world, &[entity, own], 5);
    assert_eq!((groups(&world), world.holders(A)), (vec![(1, 2)], 1));
    assert!(world.group_holders(A, GroupId(1)).eq([own, entity]));
    assert_eq!(world.remove_from_all(A), 1);
    assert_eq!((groups(&world), world.get(own, A)), (vec![(1, 1)], Some(5)));
}

// -------------------------------------------------------------------- leaving

#[test]
fn setting_a_plain_value_detaches_that_entity_only() {
    let mut world = world(1);
    let holders = entities::<3>(&mut world);
    share(&mut world, &holders, 5);
    world.set(holders[1], A, 6).expect("alive");
    assert_eq!(groups(&world), [(1, 2)]);
    assert_eq!(holders.map(|entity| world.get(entity, A)), [Some(5), Some(6), Some(5)]);
    assert_eq!(holders.map(|entity| group(&world, entity)), [Some(1), None, Some(1)]);
}

#[test]
fn sharing_another_value_moves_that_entity_only() {
    let mut world = world(1);
    let [first, second] = entities(&mut world);
    share(&mut world, &[first, second], 5);
    share(&mut world, &[first], 6);
    assert_eq!(groups(&world), [(1, 1), (2, 1)]);
    assert_eq!((world.get(first, A), world.get(second, A)), (Some(6), Some(5)));
}

#[test]
fn making_place_for_a_value_leaves_the_group() {
    let mut world = world(1);
    let [first, second] = entities(&mut world);
    share(&mut world, &[first, second], 5);
    assert_eq!(world.place(first, A), Ok(first.index()));
    world.set(first, A, 6).expect("alive");
    assert_eq!((groups(&world), world.get(second, A)), (vec![(1, 1)], Some(5)));
}

/// Every way for an entity to leave its group.
type Leaving = fn(&mut Plain, EntityId);

const LEAVING: [Leaving; 8] = [
    |world, entity| world.set(entity, A, 9).expect("alive"),
    |world, entity| world.share(entity, A, 9).expect("alive"),
    |world, entity| assert_eq!(world.place(entity, A).and_then(|_| world.set(entity, A, 9)), Ok(())),
    |world, entity| assert_eq!(world.remove(entity, A), Ok(true)),
    |world, entity| assert_eq!(world.destroy(entity), Ok(true)),
    |world, entity| apply(world, Batch { removes: vec![(entity, A)], ..Batch::default() }),
    |world, entity| apply(world, Batch { destroys: vec![entity], ..Batch::default() }),
    |world, entity| {
        let put = Put { component: A, value: 9, shared: false };
        apply(world, Batch { updates: vec![(entity, put)], ..Batch::default() });
    },
];

fn apply(world: &mut Plain, batch: Batch<u32>) {
    assert_eq!(world.apply(batch, |value| value), Ok(vec![]));
}

#[test]
fn a_group_lives_until_the_last_holder_lets_go_however_it_does() {
    for leave in LEAVING {
        let mut world = world(1);
        let holders = entities::<3>(&mut world);
        share(&mut world, &holders, 5);
        for (entity, left) in holders.into_iter().zip([Some(2), Some(1), None]) {
            leave(&mut world, entity);
            let group = groups(&world).into_iter().find(|&(group, _)| group == 1);
            assert_eq!(group.map(|(_, holders)| holders), left);
        }
        assert_eq!((world.group_of(A, &5), world.column(A).shared_value(GroupId(1))), (None, None));
        assert_eq!(world.group_holders(A, GroupId(1)).count(), 0);
    }
}

#[test]
fn removing_a_component_from_all_ends_its_groups_and_no_others() {
    let mut world = world(2);
    let holders = entities::<3>(&mut world);
    share(&mut world, &holders[..2], 5);
    share(&mut world, &holders[2..], 6);
    world.share(holders[0], B, 5).expect("alive");
    assert_eq!(world.remove_from_all(A), 3);
    assert_eq!((groups(&world), world.groups(B).count()), (vec![], 1));
    assert_eq!((world.group_of(A, &5), world.get(holders[0], B)), (None, Some(5)));
}

#[test]
fn group_numbers_are_never_reused() {
    let mut world = world(2);
    let [entity] = entities(&mut world);
    for number in 0..50 {
        let component = ComponentId(number % 2);
        world.share(entity, component, 5).expect("alive");
        assert_eq!(world.sharing(entity, component), Some(GroupId(u64::from(number) + 1)));
        assert_eq!(world.remove(entity, component), Ok(true));
    }
    world.check().expect("consistent");
}

#[test]
fn a_hundred_thousand_holders_leave_without_a_search_each() {
    let mut world = world(1);
    let holders: Vec<_> = (0..100_000).map(|_| world.create().expect("room")).collect();
    share(&mut world, &holders, 5);
    for (entity, left) in holders.into_iter().zip((0..100_000).rev()) {
        assert_eq!(world.destroy(entity), Ok(true));
        assert_eq!(world.groups(A).next().map_or(0, |(_, holders)| holders), left);
    }
    world.check().expect("consistent");
}

// -------------------------------------------------------------------- updating for all

#[test]
fn an_update_reaches_every_holder_on_every_page() {
    let mut world = world(1);
    let everyone: Vec<_> = (0..3 * PAGE_SLOTS).map(|_| world.create().expect("room")).collect();
    let (holders, others): (Vec<_>, Vec<_>) =
        everyone.into_iter().partition(|entity| entity.index() % 700 == 0);
    share(&mut world, &holders, 5);
    others.iter().for_each(|&entity| world.set(entity, A, 5).expect("alive"));
    world.update_shared(holders[1], A, 6).expect("shared");
    assert!(holders.iter().all(|&entity| world.get(entity, A) == Some(6)));
    assert!(others.iter().all(|&entity| world.get(entity, A) == Some(5)));
    assert_eq!(groups(&world), [(1, holders.len() as u32)]);
    assert!(world.group_holders(A, GroupId(1)).eq(holders));
}

#[test]
fn an_updated_group_is_found_by_its_new_value_only() {
    let mut world = world(1);
    let [first, second] = entities(&mut world);
    share(&mut world, &[first], 5);
    world.update_shared(first, A, 6).expect("shared");
    assert_eq!((world.group_of(A, &5), world.group_of(A, &6)), (None, Some(GroupId(1))));
    share(&mut world, &[second], 5);
    assert_eq!(groups(&world), [(1, 1), (2, 1)]);
}

#[test]
fn updating_to_the_value_of_another_group_brings_the_two_together() {
    let mut world = world(1);
    let [first, second, third, fourth] = entities(&mut world);
    share(&mut world, &[first, third], 5);
    share(&mut world, &[second, fourth], 6);
    world.update_shared(third, A, 6).expect("shared");
    assert_eq!(groups(&world), [(2, 4)]);
    assert_eq!((world.group_of(A, &5), world.column(A).shared_value(GroupId(1))), (None, None));
    assert!(world.group_holders(A, GroupId(2)).eq([first, second, third, fourth]));
    assert!([first, third].iter().all(|&entity| world.get(entity, A) == Some(6)));
    world.update_shared(second, A, 7).expect("shared");
    assert!([first, second, third, fourth].iter().all(|&entity| world.get(entity, A) == Some(7)));
}

#[test]
fn updating_to_the_value_that_is_there_changes_nothing() {
    let mut world = world(1);
    let [first, second] = entities(&mut world);
    share(&mut world, &[first, second], 5);
    let before = dump(&world);
    world.update_shared(first, A, 5).expect("shared");
    assert_eq!((dump(&world), groups(&world)), (before, vec![(1, 2)]));
}

#[test]
fn an_update_is_no_change_of_structure() {
    let mut world = world(1);
    let [first, second] = entities(&mut world);
    share(&mut world, &[first], 5);
    share(&mut world, &[second], 6);
    let structure = *world.structure();
    world.update_shared(first, A, 7).expect("shared");
    world.update_shared(first, A, 6).expect("shared");
    assert_eq!(world.structure().to_bits(), structure.to_bits());
}

#[test]
fn only_what_is_shared_is_updated_for_all() {
    let mut world = world(2);
    let [sharer, loner, ended] = entities(&mut world);
    share(&mut world, &[sharer], 5);
    world.set(loner, A, 5).expect("alive");
    assert_eq!(world.destroy(ended), Ok(true));
    let foreign = EntityId::new(1, sharer.index(), 0).expect("in range");
    let before = dump(&world);
    for (entity, component, error) in [
        (loner, A, WriteError::NotShared),
        (sharer, B, WriteError::Missing),
        (ended, A, WriteError::Entity(EntityError::Stale)),
        (foreign, A, WriteError::Entity(EntityError::WrongShard)),
    ] {
        assert_eq!(world.update_shared(entity, component, 9), Err(error), "{entity}");
        assert_eq!(world.group_for_update(entity, component), Err(error), "{entity}");
    }
    assert_eq!(dump(&world), before);
}
