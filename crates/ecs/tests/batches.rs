//! Batches: whole or not at all, in a fixed order, folded where asked.
#![allow(clippy::expect_used, reason = "a test's support fails by panicking")]

mod support {
    pub(crate) mod dump;
    pub(crate) mod plain;
}

use std::convert::Infallible;

use proptest::prelude::{Strategy, any, proptest};
use support::dump::{cells, dump};
use support::plain::{Plain, world};
use terrarium_ecs::{
    Batch, BatchError, ComponentId, EntityError, EntityId, GroupId, Limits, Name, Put, Step, WriteError,
};

const A: ComponentId = ComponentId(0);
const B: ComponentId = ComponentId(1);
const C: ComponentId = ComponentId(2);

fn put(component: ComponentId, value: u32) -> Put<u32> {
    Put { component, value, shared: false }
}

fn shared(component: ComponentId, value: u32) -> Put<u32> {
    Put { component, value, shared: true }
}

fn apply(world: &mut Plain, batch: Batch<u32>) -> Result<Vec<EntityId>, BatchError> {
    let applied = world.apply(batch, |value| value);
    world.check().expect("consistent");
    applied
}

fn refusal(step: Step, cause: impl Into<WriteError>) -> Result<Vec<EntityId>, BatchError> {
    Err(BatchError { step, cause: cause.into() })
}

/// A world of three components with two entities that have the first.
fn pair() -> (Plain, EntityId, EntityId) {
    let mut world = world(3);
    let [first, second] = [1, 2].map(|value| {
        let entity = world.create().expect("room");
        world.set(entity, A, value).expect("alive");
        entity
    });
    (world, first, second)
}

// -------------------------------------------------------------------- what is done

#[test]
fn a_batch_spawns_updates_inserts_removes_and_destroys() {
    let (mut world, first, second) = pair();
    let batch = Batch {
        spawns: vec![vec![put(A, 10), shared(B, 11)], vec![]],
        updates: vec![(first, put(A, 12))],
        inserts: vec![(first, put(B, 13)), (first, shared(C, 14))],
        removes: vec![(first, B)],
        destroys: vec![second],
    };
    let spawned = apply(&mut world, batch).expect("valid");
    assert_eq!(spawned.iter().map(|entity| entity.index()).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(cells(&world, spawned[0]), [(A, Some(10), None), (B, Some(11), Some(GroupId(1)))]);
    assert_eq!(cells(&world, spawned[1]), []);
    assert_eq!(cells(&world, first), [(A, Some(12), None), (C, Some(14), Some(GroupId(2)))]);
    assert!(!world.is_alive(second));
}

#[test]
fn an_empty_batch_changes_nothing() {
    let (mut world, ..) = pair();
    let before = dump(&world);
    assert_eq!(apply(&mut world, Batch::default()), Ok(vec![]));
    assert_eq!(dump(&world), before);
}

#[test]
fn the_lists_are_done_one_after_the_other() {
    let (mut world, first, second) = pair();
    let batch = Batch {
        inserts: vec![(first, put(A, 20)), (second, put(B, 21))],
        updates: vec![(first, put(A, 22)), (second, put(A, 23))],
        removes: vec![(second, B)],
        destroys: vec![second],
        ..Batch::default()
    };
    apply(&mut world, batch).expect("valid");
    assert_eq!(cells(&world, first), [(A, Some(20), None)]);
    assert!(!world.is_alive(second));
}

#[test]
fn of_two_puts_for_one_component_the_later_one_stays() {
    let (mut world, first, _) = pair();
    let batch = Batch {
        spawns: vec![vec![put(B, 1), shared(B, 2), put(B, 3)]],
        inserts: vec![(first, put(A, 4)), (first, put(A, 5))],
        ..Batch::default()
    };
    let spawned = apply(&mut world, batch).expect("valid");
    assert_eq!(cells(&world, spawned[0]), [(B, Some(3), None)]);
    assert_eq!(world.get(first, A), Some(5));
    assert_eq!(world.groups(B).count(), 0);
}

#[test]
fn taking_away_a_component_that_is_not_there_is_no_error() {
    let (mut world, first, _) = pair();
    let before = dump(&world);
    assert_eq!(
        apply(&mut world, Batch { removes: vec![(first, B), (first, C)], ..Batch::default() }),
        Ok(vec![])
    );
    assert_eq!(dump(&world), before);
}

#[test]
fn a_batch_does_not_reuse_the_slots_it_frees() {
    let (mut world, first, _) = pair();
    let batch = Batch { spawns: vec![vec![]], destroys: vec![first], ..Batch::default() };
    let spawned = apply(&mut world, batch).expect("valid");
    assert_eq!(spawned[0].index(), 3);
    assert_eq!(world.create().map(|entity| entity.index()), Ok(first.index()));
}

#[test]
fn the_worlds_own_entity_takes_part_but_does_not_end() {
    let (mut world, ..) = pair();
    let own = world.own_entity().expect("always alive");
    let batch = Batch { inserts: vec![(own, put(A, 9))], ..Batch::default() };
    assert_eq!(apply(&mut world, batch), Ok(vec![]));
    assert_eq!(world.get(own, A), Some(9));
    let batch = Batch { inserts: vec![(own, put(A, 10))], destroys: vec![own], ..Batch::default() };
    assert_eq!(apply(&mut world, batch), refusal(Step::Destroy(0), EntityError::Reserved));
    assert_eq!(world.get(own, A), Some(9));
}

// -------------------------------------------------------------------- what is refused

/// A batch with valid steps of every kind.
fn valid(first: EntityId, second: EntityId) -> Batch<u32> {
    Batch {
        spawns: vec![vec![shared(B, 7)], vec![put(A, 1)]],
        updates: vec![(first, put(A, 5)), (second, shared(A, 6))],
        inserts: vec![(first, shared(B, 7)), (second, put(C, 8))],
        removes: vec![(second, A), (first, C)],
        destroys: vec![second],
    }
}

#[test]
fn one_refused_step_anywhere_leaves_the_world_as_it_was() {
    let (mut world, first, second) = pair();
    let ended = world.create().expect("room");
    assert_eq!(world.destroy(ended), Ok(true));
    let foreign = EntityId::new(1, first.index(), 0).expect("in range");
    let before = dump(&world);
    for (stranger, cause) in [(ended, EntityError::Stale), (foreign, EntityError::WrongShard)] {
        for at in 0..=2 {
            let mut batches = [(); 4].map(|()| valid(first, second));
            batches[0].updates.insert(at, (stranger, put(A, 1)));
            batches[1].inserts.insert(at, (stranger, put(A, 1)));
            batches[2].removes.insert(at, (stranger, A));
            batches[3].destroys.insert(at.min(1), stranger);
            let steps = [Step::Update(at), Step::Insert(at), Step::Remove(at), Step::Destroy(at.min(1))];
            for (batch, step) in batches.into_iter().zip(steps) {
                assert_eq!(apply(&mut world, batch), refusal(step, cause));
                assert_eq!(dump(&world), before);
            }
        }
    }
    // Neither an id nor a group number was used up.
    let spawned = apply(&mut world, valid(first, second)).expect("valid");
    assert_eq!(spawned[0], ended.next_generation().expect("not the last"));
    assert_eq!(world.sharing(spawned[0], B), Some(GroupId(1)));
}

#[test]
fn an_update_needs_the_component_before_the_batch() {
    let (mut world, first, _) = pair();
    let before = dump(&world);
    let updates = vec![(first, put(A, 5)), (first, put(B, 6))];
    let inserts = vec![(first, put(B, 7))];
    let batch = Batch { updates, inserts, ..Batch::default() };
    assert_eq!(apply(&mut world, batch), refusal(Step::Update(1), WriteError::Missing));
    assert_eq!(dump(&world), before);
}

#[test]
fn an_entity_ends_once_in_a_batch() {
    let (mut world, first, second) = pair();
    let batch = Batch { destroys: vec![first, second, first], ..Batch::default() };
    assert_eq!(apply(&mut world, batch), refusal(Step::Destroy(2), EntityError::Stale));
    assert!(world.is_alive(first) && world.is_alive(second));
}

#[test]
fn a_step_does_not_reach_an_entity_that_the_batch_makes() {
    let (mut world, ..) = pair();
    let guessed = EntityId::new(0, 3, 0).expect("in range");
    let batch = Batch { spawns: vec![vec![]], inserts: vec![(guessed, put(A, 1))], ..Batch::default() };
    assert_eq!(apply(&mut world, batch), refusal(Step::Insert(0), EntityError::Stale));
    assert_eq!(world.create(), Ok(guessed));
}

#[test]
fn more_spawns_than_there_is_room_for_are_refused_at_the_first_too_many() {
    let limits = Limits { entities_max: 4, ..Limits::default() };
    let mut world = Plain::with_limits(0, limits).expect("shard 0");
    world.register(Name::from("a")).expect("a new name");
    let entity = world.create().expect("room");
    // The slot that the batch frees comes too late.
    let batch =
        |spawns| Batch { spawns: vec![vec![put(A, 1)]; spawns], destroys: vec![entity], ..Batch::default() };
    assert_eq!(apply(&mut world, batch(4)), refusal(Step::Spawn(3), EntityError::EntitiesMax));
    assert_eq!((world.size(), world.room()), (1, 3));
    assert_eq!(apply(&mut world, batch(3)).map(|spawned| spawned.len()), Ok(3));
    assert_eq!((world.size(), world.room()), (3, 1));
}

#[test]
fn the_first_refusal_in_the_order_of_doing_is_told() {
    let (mut world, first, _) = pair();
    let stale = EntityId::new(0, 50, 0).expect("in range");
    let mut batch = Batch {
        updates: vec![(first, put(C, 1))],
        inserts: vec![(stale, put(A, 1))],
        removes: vec![(stale, A)],
        destroys: vec![stale],
        ..Batch::default()
    };
    assert_eq!(apply(&mut world, batch.clone()), refusal(Step::Update(0), WriteError::Missing));
    batch.updates.clear();
    assert_eq!(apply(&mut world, batch.clone()), refusal(Step::Insert(0), EntityError::Stale));
    batch.inserts.clear();
    assert_eq!(apply(&mut world, batch.clone()), refusal(Step::Remove(0), EntityError::Stale));
    batch.removes.clear();
    assert_eq!(apply(&mut world, batch), refusal(Step::Destroy(0), EntityError::Stale));
}

#[test]
fn a_value_is_asked_for_once_a_put_and_never_for_a_refused_batch() {
    let (mut world, first, second) = pair();
    let mut asked = Vec::new();
    let mut ask = |value| {
        asked.push(value);
        value
    };
    let refused = Batch { destroys: vec![first, first], ..valid(first, second) };
    assert!(world.apply(refused, &mut ask).is_err());
    world.apply(valid(first, second), &mut ask).expect("valid");
    assert_eq!(asked, [7, 1, 5, 6, 7, 8]);
}

// -------------------------------------------------------------------- folding

/// Folds so that every combination can be read from the result.
fn fold(batch: &mut Batch<String>) {
    let folded = batch.fold(|first, later| {
        let value = format!("({} {})", first.value, later.value);
        Ok::<_, Infallible>(Put { component: first.component, value, shared: first.shared || later.shared })
    });
    folded.expect("combining does not fail");
}

fn told(component: ComponentId, value: &str) -> Put<String> {
    Put { component, value: value.to_owned(), shared: false }
}

#[test]
fn folding_goes_from_the_left_updates_before_inserts() {
    let (_, first, second) = pair();
    let mut batch = Batch {
        inserts: vec![(first, told(A, "3")), (second, told(A, "x")), (first, told(A, "4"))],
        updates: vec![(first, told(A, "1")), (first, told(A, "2"))],
        ..Batch::default()
    };
    fold(&mut batch);
    assert_eq!(batch.updates, [(first, told(A, "(((1 2) 3) 4)"))]);
    assert_eq!(batch.inserts, [(second, told(A, "x"))]);
}

#[test]
fn folding_keeps_apart_what_is_of_another_entity_component_or_spawn() {
    let (_, first, second) = pair();
    let spawns = vec![vec![told(A, "1"), told(B, "2")], vec![told(A, "3")]];
    let inserts = vec![(first, told(A, "4")), (first, told(B, "5")), (second, told(A, "6"))];
    let mut batch = Batch { spawns: spawns.clone(), inserts: inserts.clone(), ..Batch::default() };
    fold(&mut batch);
    assert_eq!((batch.spawns, batch.inserts), (spawns, inserts));
}

#[test]
fn a_spawn_folds_within_itself_and_keeps_first_places() {
    let mut batch = Batch {
        spawns: vec![vec![told(B, "1"), told(A, "2"), told(B, "3"), told(C, "4"), told(A, "5")]],
        ..Batch::default()
    };
    fold(&mut batch);
    assert_eq!(batch.spawns, [[told(B, "(1 3)"), told(A, "(2 5)"), told(C, "4")]]);
}

#[test]
fn shared_and_plain_meet_in_a_fold() {
    let (mut world, first, second) = pair();
    let inserts = vec![(first, shared(A, 1)), (second, shared(A, 5)), (first, put(A, 4))];
    let mut batch = Batch { inserts, ..Batch::default() };
    let folded = batch.fold(|first, later| {
        assert_eq!((first.shared, later.shared), (true, false));
        Ok::<_, Infallible>(shared(A, first.value + later.value))
    });
    folded.expect("combining does not fail");
    apply(&mut world, batch).expect("valid");
    assert_eq!(world.get(first, A), Some(5));
    assert_eq!(world.sharing(first, A), world.sharing(second, A));
}

#[test]
fn the_first_error_of_combining_ends_a_fold() {
    let (_, first, _) = pair();
    let mut combined = 0;
    let inserts = (0..5).map(|value| (first, put(A, value))).collect();
    let mut batch = Batch { inserts, ..Batch::default() };
    let outcome = batch.fold(|_, later| {
        combined += 1;
        if later.value == 2 { Err("two") } else { Ok(later) }
    });
    assert_eq!((outcome, combined), (Err("two"), 2));
}

/// Steps of a valid batch on two entities: which list, which entity, which component, and the value.
fn steps() -> impl Strategy<Value = Vec<(bool, bool, u32, u32, bool)>> {
    proptest::collection::vec((any::<bool>(), any::<bool>(), 0..3_u32, 0..4_u32, any::<bool>()), 0..20)
}

fn drafted(steps: &[(bool, bool, u32, u32, bool)], pair: [EntityId; 2]) -> Batch<u32> {
    let mut batch = Batch { spawns: vec![vec![]], ..Batch::default() };
    for &(update, second, component, value, shared) in steps {
        let put = Put { component: ComponentId(component), value, shared };
        batch.spawns[0].push(put.clone());
        let list = if update && component == 0 { &mut batch.updates } else { &mut batch.inserts };
        list.push((pair[usize::from(second)], put));
    }
    batch
}

proptest! {
    #[test]
    fn folding_to_the_later_value_is_applying_unfolded(steps in steps()) {
        let [mut folded, mut unfolded] = [(); 2].map(|()| pair());
        let mut batch = drafted(&steps, [folded.1, folded.2]);
        assert!(apply(&mut unfolded.0, batch.clone()).is_ok());
        batch.fold(|_, later| Ok::<_, Infallible>(later)).expect("combining does not fail");
        assert!(apply(&mut folded.0, batch).is_ok());
        // Groups may be numbered otherwise, since some were founded only to be left.
        let seen = |world: &Plain| (1..=3).filter_map(|index| world.entity_at(index)).map(|entity| {
            cells(world, entity).into_iter().map(|(id, value, group)| (id, value, group.is_some())).collect::<Vec<_>>()
        }).collect::<Vec<_>>();
        assert_eq!(seen(&folded.0), seen(&unfolded.0));
    }
}
