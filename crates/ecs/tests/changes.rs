//! What the clock, the page ticks and the structure counter say, and when.
#![allow(clippy::expect_used, reason = "a test's support fails by panicking")]

mod support {
    pub(crate) mod plain;
}

use support::plain::{Plain, world};
use terrarium_ecs::{Batch, Column as _, ComponentId, EntityId, PAGE_SLOTS, Put};

const A: ComponentId = ComponentId(0);
const B: ComponentId = ComponentId(1);

/// A world of three pages, everyone in it.
fn crowd() -> (Plain, Vec<EntityId>) {
    let mut world = world(2);
    let everyone = (0..3 * PAGE_SLOTS).map(|_| world.create().expect("room")).collect();
    (world, everyone)
}

fn ticks(world: &Plain) -> [Option<u32>; 4] {
    [0, 1, 2, 3].map(|page| world.changed(A, page))
}

/// Somebody in the page.
fn in_page(world: &Plain, page: u32) -> EntityId {
    world.entity_at(page * PAGE_SLOTS + 7).expect("everyone lives")
}

#[test]
fn the_clock_starts_at_0_and_goes_up_by_one() {
    let mut world = world(0);
    assert_eq!((world.tick(), world.advance(), world.advance(), world.tick()), (0, 1, 2, 2));
}

#[test]
fn a_page_without_a_value_has_never_changed() {
    let (mut world, _) = crowd();
    world.touch(A, 1);
    world.touch(A, 1_000);
    assert_eq!((ticks(&world), world.changed(A, 1_000)), ([None; 4], None));
}

#[test]
fn every_write_is_seen_in_its_page_and_component_only() {
    type Write = fn(&mut Plain, EntityId);
    let writes: [Write; 6] = [
        |world, entity| world.set(entity, A, 1).expect("alive"),
        |world, entity| world.set(entity, A, 1).expect("alive"),
        |world, entity| world.share(entity, A, 2).expect("alive"),
        |world, entity| world.share(entity, A, 2).expect("alive"),
        |world, entity| world.update_shared(entity, A, 3).expect("shared"),
        |world, entity| {
            let put = Put { component: A, value: 4, shared: false };
            let batch = Batch { updates: vec![(entity, put)], ..Batch::default() };
            assert_eq!(world.apply(batch, |value| value), Ok(vec![]));
        },
    ];
    let (mut world, _) = crowd();
    let entity = in_page(&world, 1);
    for write in writes {
        let tick = world.advance();
        write(&mut world, entity);
        assert_eq!(ticks(&world), [None, Some(tick), None, None]);
        assert_eq!(world.changed(B, 1), None);
    }
}

#[test]
fn making_place_for_a_value_is_a_write() {
    let (mut world, _) = crowd();
    let tick = world.advance();
    let entity = in_page(&world, 2);
    assert!(world.place(entity, A).is_ok());
    assert_eq!(ticks(&world), [None, None, Some(tick), None]);
    let spawned = world.spawn(&[A]).expect("room");
    assert_eq!(world.changed(A, spawned.index() / PAGE_SLOTS), Some(tick));
}

#[test]
fn an_update_for_all_is_seen_in_the_pages_of_the_holders() {
    let (mut world, _) = crowd();
    for (page, value) in [(0, 1), (1, 2), (2, 1)] {
        let entity = in_page(&world, page);
        world.share(entity, A, value).expect("alive");
    }
    let tick = world.advance();
    let entity = in_page(&world, 0);
    world.update_shared(entity, A, 3).expect("shared");
    assert_eq!(ticks(&world), [Some(tick), Some(0), Some(tick), None]);
}

#[test]
fn a_change_in_place_is_seen_once_it_is_told() {
    let (mut world, everyone) = crowd();
    everyone.iter().for_each(|&entity| world.set(entity, A, 1).expect("alive"));
    let tick = world.advance();
    world.touch(A, 1);
    assert_eq!(ticks(&world), [Some(0), Some(tick), Some(0), Some(0)]);
}

#[test]
fn reading_is_no_change() {
    let (mut world, everyone) = crowd();
    everyone.iter().for_each(|&entity| world.set(entity, A, 1).expect("alive"));
    let structure = *world.structure();
    world.advance();
    for &entity in &everyone {
        assert_eq!((world.get(entity, A), world.has(entity, B)), (Some(1), false));
    }
    assert!(world.split_parts(everyone[0]).is_ok() && world.check().is_ok());
    assert_eq!((ticks(&world), world.structure().to_bits()), ([Some(0); 4], structure.to_bits()));
}

#[test]
fn a_refused_write_is_no_change() {
    let (mut world, everyone) = crowd();
    let ended = everyone[1_500];
    world.set(everyone[1_501], A, 1).expect("alive");
    assert_eq!(world.destroy(ended), Ok(true));
    let structure = *world.structure();
    world.advance();
    assert!(
        world.set(ended, A, 1).is_err()
            && world.share(ended, A, 1).is_err()
            && world.place(ended, A).is_err()
    );
    assert_eq!(
        (ticks(&world), world.structure().to_bits()),
        ([None, Some(0), None, None], structure.to_bits())
    );
}

#[test]
fn the_structure_counter_rises_when_someone_comes_goes_gains_or_loses() {
    type Change = fn(&mut Plain, EntityId);
    let changes: [Change; 7] = [
        |world, entity| world.set(entity, A, 1).expect("alive"),
        |world, entity| assert_eq!(world.remove(entity, A), Ok(true)),
        |world, entity| world.share(entity, A, 1).expect("alive"),
        |world, _| assert_eq!(world.remove_from_all(A), 1),
        |world, _| assert!(world.create().is_ok()),
        |world, _| assert!(world.spawn(&[]).is_ok()),
        |world, entity| assert_eq!(world.destroy(entity), Ok(true)),
    ];
    let mut world = world(1);
    let entity = world.create().expect("room");
    for (number, change) in changes.into_iter().enumerate() {
        let before = *world.structure();
        change(&mut world, entity);
        assert!(*world.structure() > before, "change {number}");
    }
}

#[test]
fn the_structure_counter_stands_still_for_values_and_for_nothing_at_all() {
    type Write = fn(&mut Plain, EntityId);
    let writes: [Write; 8] = [
        |world, entity| world.set(entity, A, 2).expect("alive"),
        |world, entity| world.share(entity, A, 3).expect("alive"),
        |world, entity| world.update_shared(entity, A, 4).expect("shared"),
        |world, entity| assert_eq!(world.remove(entity, B), Ok(false)),
        |world, _| assert_eq!(world.remove_from_all(B), 0),
        |world, _| assert_eq!(world.advance(), 1),
        |world, _| world.touch(A, 0),
        |world, _| assert_eq!(world.apply(Batch::default(), |value| value), Ok(vec![])),
    ];
    let mut world = world(2);
    let entity = world.create().expect("room");
    world.set(entity, A, 1).expect("alive");
    let structure = *world.structure();
    for (number, write) in writes.into_iter().enumerate() {
        write(&mut world, entity);
        assert_eq!(world.structure().to_bits(), structure.to_bits(), "write {number}");
    }
}

#[test]
fn a_value_that_goes_is_a_change_of_its_page() {
    type Ending = fn(&mut Plain, EntityId);
    let endings: [Ending; 3] = [
        |world, entity| assert_eq!(world.remove(entity, A), Ok(true)),
        |world, entity| assert_eq!(world.destroy(entity), Ok(true)),
        |world, entity| assert_eq!(world.displace(entity, A), Ok(true)),
    ];
    for end in endings {
        let (mut world, _) = crowd();
        let entity = in_page(&world, 1);
        world.set(entity, A, 1).expect("alive");
        let tick = world.advance();
        end(&mut world, entity);
        world.column_mut(A).clear(entity.index());
        assert_eq!(world.changed(A, 1), Some(tick));
        world.check().expect("consistent");
    }
}
