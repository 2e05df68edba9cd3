//! Worlds put together from what others told of themselves.
#![allow(clippy::expect_used, reason = "a test's support fails by panicking")]

mod support {
    pub(crate) mod dump;
    pub(crate) mod plain;
}

use support::dump::dump;
use support::plain::{Plain, world};
use terrarium_ecs::{
    Allocator, Column, ComponentId, EntityError, EntityId, Name, PAGE_SLOTS, QuerySpec, Slot,
};

fn id(index: u32, generation: u32) -> EntityId {
    EntityId::new(0, index, generation).expect("in range")
}

/// Another world with the contents of this one, whatever it held before.
fn copy_into(target: &mut Plain, source: &Plain) {
    let slots: Vec<Slot> = source.slots().collect();
    let ids =
        Allocator::rebuild(source.shard(), u32::MAX, &slots, source.free().to_vec()).expect("slots fit");
    let mut staged = target.staged(ids, source.tick(), source.groups_founded());
    for component in source.components() {
        let name = source.name(component).expect("registered").clone();
        let own = staged.find(&name).unwrap_or_else(|| staged.register(name).expect("room"));
        for (group, _) in source.groups(component) {
            let holder = source.group_holders(component, group).next().expect("held");
            staged.restore_group(own, group, source.get(holder, component).expect("present"));
        }
        for page in source.pages(component) {
            copy_page(&mut staged, own, source, component, page);
        }
    }
    target.replace(staged);
    target.check().expect("every invariant holds");
}

fn copy_page(staged: &mut Plain, own: ComponentId, source: &Plain, component: ComponentId, page: u32) {
    let members = source.members(component, page);
    let changed = source.changed(component, page).expect("touched");
    staged.restore_page(own, page, members.clone(), changed);
    let start = page * PAGE_SLOTS;
    for slot in members.slots() {
        let value = source.entity_at(start + slot).and_then(|entity| source.get(entity, component));
        staged.column_mut(own).set(start + slot, value.expect("present"));
    }
    for (slot, group) in source.shared_in(component, page) {
        staged.restore_member(own, start + slot, group);
    }
}

fn sample() -> (Plain, ComponentId, ComponentId) {
    let mut world = world(0);
    let a = world.register(Name::from("a")).expect("room");
    let b = world.register(Name::from("b")).expect("room");
    let ids: Vec<EntityId> = (0..3_000).map(|_| world.create().expect("room")).collect();
    for (at, &entity) in (0..).zip(&ids) {
        world.set(entity, a, at).expect("alive");
        if at % 3 == 0 {
            world.share(entity, b, at / 900).expect("alive");
        }
    }
    world.advance();
    for entity in ids.iter().skip(5).step_by(7) {
        world.destroy(*entity).expect("own shard");
    }
    world.create().expect("room");
    let own = world.own_entity().expect("always");
    world.set(own, a, 77).expect("alive");
    (world, a, b)
}

#[test]
fn a_rebuilt_world_cannot_be_told_from_the_first() {
    let (mut source, a, _) = sample();
    let mut target = Plain::new(9).expect("shard 9");
    copy_into(&mut target, &source);
    assert_eq!(dump(&target).0, dump(&source).0);
    for _ in 0..600 {
        assert_eq!(target.create(), source.create());
    }
    let entity = id(2_001, 0);
    assert_eq!(target.remove(entity, a), source.remove(entity, a));
    assert_eq!(dump(&target).0, dump(&source).0);
}

#[test]
fn a_query_goes_on_with_the_new_contents() {
    let (source, a, b) = sample();
    let mut target = Plain::new(0).expect("shard 0");
    for name in ["b", "a"] {
        target.register(Name::from(name)).expect("room");
    }
    let (own_b, own_a) = (ComponentId(0), ComponentId(1));
    let query = target.prepare(QuerySpec { all: vec![own_a, own_b], ..QuerySpec::default() });
    let lone = target.create().expect("room");
    for _ in 0..9_000 {
        let entity = target.create().expect("room");
        target.set(entity, own_a, 1).expect("alive");
        target.set(entity, own_b, 1).expect("alive");
    }
    let before = *target.structure();
    copy_into(&mut target, &source);
    let mut matches = terrarium_ecs::Matches::default();
    target.run_since(query, before, &mut matches);
    let expected = source.group_holders(b, terrarium_ecs::GroupId(1)).count()
        + source.groups(b).skip(1).map(|(_, holders)| holders as usize).sum::<usize>();
    let counted: u32 = matches.pages.iter().map(|page| page.length).sum();
    assert_eq!((counted as usize, target.count(query) as usize), (expected, expected));
    assert!(matches.pages.iter().any(|page| page.length == 0), "pages that emptied are told of");
    assert!(!target.is_alive(lone) || source.is_alive(lone));
    assert_eq!(source.holders(a), target.holders(own_a));
}

#[test]
fn a_page_that_was_not_written_since_a_mark_is_told_from_one_that_was() {
    let (mut world, a, b) = sample();
    let moment = world.mark();
    world.set(id(1, 0), a, 5).expect("alive");
    assert!(world.written(a, 0) >= moment && world.written(a, 1) < moment);
    assert!(world.written_anywhere(a) >= moment && world.written_anywhere(b) < moment);
    let moment = world.mark();
    world.touch_entity(id(1_500, 0), b).expect("alive");
    assert!(world.written(b, 1) >= moment && world.lives_written_anywhere() < moment);
    assert_eq!(world.touch_entity(id(6, 0), b), Err(EntityError::Stale));
    let entity = world.create().expect("room");
    assert!(world.lives_written(entity.index() / PAGE_SLOTS) >= moment);
}

#[test]
fn slots_that_do_not_fit_together_are_refused() {
    let alive = [Slot::Alive(0), Slot::Alive(3)];
    for (slots, free) in [
        (vec![], vec![]),
        (vec![Slot::Alive(1)], vec![]),
        (vec![Slot::Vacant(0)], vec![0]),
        (alive.to_vec(), vec![1]),
        (vec![Slot::Alive(0), Slot::Vacant(1)], vec![]),
        (vec![Slot::Alive(0), Slot::Vacant(1)], vec![1, 1]),
        (vec![Slot::Alive(0), Slot::Vacant(1)], vec![2]),
        (vec![Slot::Alive(0), Slot::Retired], vec![1]),
        (vec![Slot::Alive(0), Slot::Alive(EntityId::GENERATION_MAX + 1)], vec![]),
        (vec![Slot::Alive(0); 4], vec![]),
    ] {
        assert!(Allocator::rebuild(0, 2, &slots, free).is_err(), "{slots:?}");
    }
    assert!(Allocator::rebuild(0, 2, &alive, vec![]).is_ok());
    assert!(Allocator::rebuild(1_024, 2, &alive, vec![]).is_err());
}

#[test]
fn claimed_ids_live_and_those_passed_over_are_vacant() {
    let mut ids = Allocator::new(0, 10).expect("shard 0");
    let first = ids.allocate().expect("room");
    ids.deallocate(first).expect("alive");
    for refused in [id(1, 0), id(11, 0), id(0, 0), EntityId::new(1, 2, 0).expect("in range")] {
        let before = (ids.free().to_vec(), ids.numbers().to_vec());
        assert_eq!(ids.claim(&[id(3, 0), refused]).map_err(|(id, _)| id), Err(refused));
        assert_eq!((ids.free().to_vec(), ids.numbers().to_vec()), before);
    }
    assert_eq!(ids.claim(&[id(3, 0), id(3, 1)]).map_err(|(_, error)| error), Err(EntityError::Taken));
    ids.claim(&[id(1, 9), id(4, 2)]).expect("free");
    assert!(ids.is_alive(id(1, 9)) && ids.is_alive(id(4, 2)));
    let upcoming = ids.upcoming(3).expect("room");
    let next: Vec<EntityId> = (0..3).map(|_| ids.allocate().expect("room")).collect();
    assert_eq!(upcoming, next);
    assert_eq!(next, [id(3, 0), id(2, 0), id(5, 0)]);
    assert_eq!(ids.upcoming(6), Err(EntityError::EntitiesMax));
}
