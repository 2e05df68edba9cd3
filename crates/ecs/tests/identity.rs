//! Handles: given out once, never reused, and refused once their entity ended.
//!
//! `TERRARIUM_SEED` replays a seed.
#![allow(clippy::expect_used, reason = "a test's support fails by panicking")]

mod support {
    pub(crate) mod rng;
    pub(crate) mod setting;
}

use std::collections::BTreeSet;

use proptest::prelude::{any, proptest};
use support::rng::Rng;
use support::setting::setting;
use terrarium_ecs::{
    Allocator, Batch, BatchError, ComponentError, ComponentId, EntityError, EntityId, Limits, Name, Put,
    Step, VecColumn, World, WriteError,
};

type Plain = World<VecColumn<u32>>;

const GENERATIONS: u32 = EntityId::GENERATION_MAX + 1;
const A: ComponentId = ComponentId(0);

fn ids() -> Allocator {
    Allocator::new(0, u32::MAX).expect("shard 0")
}

fn world(shard: u32, entities_max: u32) -> Plain {
    let limits = Limits { entities_max, ..Limits::default() };
    let mut world = Plain::with_limits(shard, limits).expect("the shard is in range");
    world.register(Name::from("a")).expect("a new name");
    world
}

fn id(shard: u32, index: u32, generation: u32) -> EntityId {
    EntityId::new(shard, index, generation).expect("in range")
}

// -------------------------------------------------------------------- the allocator

#[test]
fn generation_increments_on_recycle() {
    let mut ids = ids();
    let first = ids.allocate().expect("room");
    ids.deallocate(first).expect("alive");
    let second = ids.allocate().expect("room");
    assert_eq!((first.generation(), second.generation()), (0, 1));
    assert_eq!(first.index(), second.index());
}

#[test]
fn stale_handle_detection() {
    let mut ids = ids();
    let first = ids.allocate().expect("room");
    assert!(ids.is_alive(first));
    ids.deallocate(first).expect("alive");
    assert!(!ids.is_alive(first));
    let second = ids.allocate().expect("room");
    assert!(ids.is_alive(second) && !ids.is_alive(first));
    assert_eq!((second.index(), second.generation()), (first.index(), first.generation() + 1));
}

#[test]
fn cannot_deallocate_from_wrong_shard() {
    let mut ids = ids();
    let own = ids.allocate().expect("room");
    assert_eq!(ids.deallocate(id(1, own.index(), 0)), Err(EntityError::WrongShard));
    assert!(ids.is_alive(own));
}

#[test]
fn cross_shard_liveness_returns_false() {
    let mut ids = ids();
    let own = ids.allocate().expect("room");
    assert!(!ids.is_alive(id(1, own.index(), own.generation())));
    assert_eq!(ids.live(id(1, own.index(), own.generation())), Err(EntityError::WrongShard));
}

#[test]
fn allocated_entities_skip_reserved_range() {
    let mut ids = ids();
    assert!(ids.is_alive(id(0, 0, 0)));
    let indices: Vec<u32> = (0..100).map(|_| ids.allocate().expect("room").index()).collect();
    assert!(indices.into_iter().eq(1..=100));
}

#[test]
fn reuse_is_last_in_first_out() {
    let mut ids = ids();
    let given: Vec<_> = (0..10).map(|_| ids.allocate().expect("room")).collect();
    for at in [3, 8, 1] {
        ids.deallocate(given[at]).expect("alive");
    }
    let again: Vec<_> = (0..4).map(|_| ids.allocate().expect("room").to_string()).collect();
    assert_eq!(again, ["0:2v1", "0:9v1", "0:4v1", "0:11v0"]);
}

#[test]
fn an_id_that_will_be_given_out_is_not_alive_before() {
    let mut ids = ids();
    let first = ids.allocate().expect("room");
    ids.deallocate(first).expect("alive");
    let next = first.next_generation().expect("not the last");
    assert!(!ids.is_alive(next));
    assert!(!ids.is_alive(id(0, 2, 0)));
    assert_eq!(ids.allocate(), Ok(next));
    assert!(ids.is_alive(next));
}

#[test]
fn an_id_taken_back_twice_is_not_given_out_twice() {
    let mut ids = ids();
    let given = ids.allocate().expect("room");
    ids.deallocate(given).expect("alive");
    assert_eq!(ids.deallocate(given), Err(EntityError::Stale));
    assert_ne!(ids.allocate(), ids.allocate());
}

#[test]
fn unknown_and_reserved_ids_are_not_put_into_circulation() {
    let mut ids = ids();
    for (unknown, error) in [
        (id(0, 0, 0), EntityError::Reserved),
        (id(0, 0, 1), EntityError::Stale),
        (id(0, 1, 0), EntityError::Stale),
        (id(0, EntityId::INDEX_MAX, 0), EntityError::Stale),
    ] {
        assert_eq!(ids.deallocate(unknown), Err(error), "{unknown}");
    }
    assert_eq!((ids.allocate(), ids.alive()), (Ok(id(0, 1, 0)), 1));
}

#[test]
fn a_shard_beyond_the_last_is_refused() {
    assert!(Allocator::new(EntityId::SHARD_MAX, 1).is_ok());
    assert_eq!(Allocator::new(1_024, 1).err(), Some(ComponentError::ShardMax(1_024)));
    assert_eq!(Plain::new(u32::MAX).err(), Some(ComponentError::ShardMax(u32::MAX)));
}

// -------------------------------------------------------------------- ten million lives

/// The id of a world's n-th life, if each ends before the next: slot by slot, generation by generation.
fn nth(n: u32) -> EntityId {
    id(0, 1 + n / GENERATIONS, n % GENERATIONS)
}

#[test]
fn ten_million_lives_have_ten_million_ids() {
    const LIVES: u32 = 10_000_000;
    let seed = setting("TERRARIUM_SEED", 1);
    println!("seed {seed}");
    let mut rng = Rng::new(seed);
    let mut world = world(0, LIVES.div_ceil(GENERATIONS));
    for life in 0..LIVES {
        let entity = world.create().expect("a slot is not retired");
        assert_eq!(entity, nth(life));
        // Any former life, retired ones among them, any later one, and the same of another shard.
        let (former, later) = (nth(rng.below(life)), nth(life + 1 + rng.below(LIVES)));
        let foreign = id(7, entity.index(), entity.generation());
        assert!(world.is_alive(entity) && !world.is_alive(later) && !world.is_alive(foreign));
        assert!(former == entity || !world.is_alive(former));
        assert_eq!(world.destroy(entity), Ok(true));
        assert!(!world.is_alive(entity));
    }
    world.check().expect("consistent");
}

#[test]
fn a_slot_gives_131072_lives_and_is_retired() {
    let mut world = world(0, 1);
    for _ in 0..GENERATIONS {
        let entity = world.create().expect("not the last generation");
        assert_eq!(world.destroy(entity), Ok(true));
    }
    assert_eq!((world.create(), world.room(), world.size()), (Err(EntityError::EntitiesMax), 0, 0));
    for generation in [0, 1, EntityId::GENERATION_MAX] {
        let retired = id(0, 1, generation);
        assert_eq!(world.destroy(retired), Ok(false), "{retired}");
        assert_eq!(world.set(retired, A, 1), Err(EntityError::Stale), "{retired}");
    }
    assert_eq!((world.create(), world.entity_at(1)), (Err(EntityError::EntitiesMax), None));
    world.check().expect("consistent");
}

#[test]
fn the_last_life_of_a_slot_is_a_full_one() {
    let mut world = world(0, 1);
    for _ in 1..GENERATIONS {
        let entity = world.create().expect("not the last generation");
        assert_eq!(world.destroy(entity), Ok(true));
    }
    let last = world.create().expect("the last generation");
    assert_eq!(last.generation(), EntityId::GENERATION_MAX);
    world.set(last, A, 7).expect("alive");
    assert_eq!((world.get(last, A), world.room()), (Some(7), 0));
    assert_eq!(last.next_generation(), None);
}

#[test]
fn the_end_of_indices_is_an_error_until_one_is_free() {
    let mut world = world(3, 5);
    let entities: Vec<_> = (0..5).map(|_| world.create().expect("room")).collect();
    assert_eq!((world.create(), world.room()), (Err(EntityError::EntitiesMax), 0));
    let structure = *world.structure();
    assert_eq!(world.spawn(&[A]), Err(EntityError::EntitiesMax));
    assert_eq!(world.structure().to_bits(), structure.to_bits());
    assert_eq!(world.destroy(entities[2]), Ok(true));
    assert_eq!(world.create(), Ok(id(3, entities[2].index(), 1)));
    world.check().expect("consistent");
}

#[test]
fn indices_end_at_the_end_of_the_id_whatever_the_limit() {
    assert_eq!(Allocator::new(0, u32::MAX).map(|ids| ids.room()), Ok(EntityId::INDEX_MAX as usize));
    assert_eq!(Plain::new(0).map(|world| world.room()).ok(), Some(4_194_304));
    assert_eq!(world(0, u32::MAX).room(), EntityId::INDEX_MAX as usize);
}

// -------------------------------------------------------------------- handles of no one

/// A world of shard 2 with a living entity, and handles of no living one, each with what writing says.
fn strangers() -> (Plain, EntityId, Vec<(EntityId, EntityError)>) {
    let mut world = world(2, 10);
    let (living, ended) = (world.create().expect("room"), world.create().expect("room"));
    world.set(living, A, 1).expect("alive");
    world.set(ended, A, 2).expect("alive");
    assert_eq!(world.destroy(ended), Ok(true));
    let stale = [ended, id(2, ended.index(), 1), id(2, living.index(), 1), id(2, 0, 1), id(2, 9, 0)];
    let foreign = [id(3, living.index(), 0), id(0, 0, 0), id(3, 9, 4)];
    let stale = stale.map(|entity| (entity, EntityError::Stale));
    let foreign = foreign.map(|entity| (entity, EntityError::WrongShard));
    (world, living, stale.into_iter().chain(foreign).collect())
}

#[test]
fn reading_through_a_handle_of_no_one_finds_nothing() {
    let (world, _, strangers) = strangers();
    for (entity, error) in strangers {
        assert!(!world.is_alive(entity) && !world.has(entity, A), "{entity}");
        assert_eq!((world.get(entity, A), world.sharing(entity, A)), (None, None), "{entity}");
        assert_eq!((world.components_of(entity), world.live(entity)), (vec![], Err(error)), "{entity}");
    }
}

#[test]
fn writing_through_a_handle_of_no_one_changes_nothing() {
    let (mut world, living, strangers) = strangers();
    let structure = *world.structure();
    for (entity, error) in strangers {
        assert_eq!(world.set(entity, A, 9), Err(error), "{entity}");
        assert_eq!(world.place(entity, A), Err(error), "{entity}");
        assert_eq!(world.share(entity, A, 9), Err(error), "{entity}");
        assert_eq!(world.remove(entity, A), Err(error), "{entity}");
        assert_eq!(world.update_shared(entity, A, 9), Err(WriteError::Entity(error)), "{entity}");
        assert_eq!(world.merge_parts(entity, living), Err(error), "{entity}");
        assert_eq!(world.merge_parts(living, entity), Err(error), "{entity}");
        assert_eq!(world.split_parts(entity), Err(error), "{entity}");
    }
    assert_eq!((world.size(), world.holders(A), world.get(living, A)), (1, 1, Some(1)));
    assert_eq!(world.structure().to_bits(), structure.to_bits());
    world.check().expect("consistent");
}

#[test]
fn no_batch_reaches_an_entity_through_a_handle_of_no_one() {
    let (mut world, living, strangers) = strangers();
    for (entity, error) in strangers {
        let put = Put { component: A, value: 9, shared: false };
        let batches = [
            (Step::Update(0), Batch { updates: vec![(entity, put.clone())], ..Batch::default() }),
            (Step::Insert(0), Batch { inserts: vec![(entity, put)], ..Batch::default() }),
            (Step::Remove(0), Batch { removes: vec![(entity, A)], ..Batch::default() }),
            (Step::Destroy(0), Batch { destroys: vec![entity], ..Batch::default() }),
        ];
        for (step, batch) in batches {
            let refusal = BatchError { step, cause: WriteError::Entity(error) };
            assert_eq!(world.apply(batch, |value| value), Err(refusal), "{entity}");
        }
    }
    assert_eq!((world.size(), world.get(living, A)), (1, Some(1)));
}

#[test]
fn destroying_a_dead_entity_answers_false_and_a_foreign_one_is_refused() {
    let (mut world, _, strangers) = strangers();
    for (entity, error) in strangers {
        let expected = if error == EntityError::Stale { Ok(false) } else { Err(error) };
        assert_eq!(world.destroy(entity), expected, "{entity}");
    }
    assert_eq!(world.size(), 1);
    world.check().expect("consistent");
}

#[test]
fn a_new_life_inherits_nothing() {
    let mut world = world(0, 1);
    let first = world.create().expect("room");
    world.share(first, A, 5).expect("alive");
    assert_eq!(world.destroy(first), Ok(true));
    let second = world.create().expect("room");
    assert_eq!(second.index(), first.index());
    assert_eq!((world.components_of(second), world.sharing(second, A)), (vec![], None));
    assert_eq!(world.groups(A).count(), 0);
}

#[test]
fn the_worlds_own_entity_lives_as_long_as_the_world() {
    let mut world = world(4, 1);
    let own = world.own_entity().expect("always alive");
    assert_eq!((own, world.is_alive(own), world.size()), (id(4, 0, 0), true, 0));
    assert_eq!(world.destroy(own), Err(EntityError::Reserved));
    world.set(own, A, 1).expect("alive");
    assert_eq!((world.get(own, A), world.holders(A)), (Some(1), 0));
    assert_eq!(world.remove_from_all(A), 0);
    assert_eq!(world.remove(own, A), Ok(true));
    world.check().expect("consistent");
}

#[test]
fn a_fresh_handle_of_shard_0_equals_its_index() {
    let mut world = world(0, 3);
    let numbers: Vec<_> = (0..3).map(|_| world.create().expect("room").to_number()).collect();
    assert_eq!(numbers, [1.0, 2.0, 3.0]);
    assert_eq!(world.handles(), [0.0, 1.0, 2.0, 3.0]);
}

// -------------------------------------------------------------------- packing

proptest! {
    #[test]
    fn a_handle_survives_number_and_text(shard in 0..1_024_u32, index in 0..1_u32 << 26, generation in 0..GENERATIONS) {
        let id = id(shard, index, generation);
        assert_eq!((id.shard(), id.index(), id.generation()), (shard, index, generation));
        assert_eq!(EntityId::from_number(id.to_number()), Some(id));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.to_string(), format!("{shard}:{index}v{generation}"));
    }

    #[test]
    fn only_safe_integers_are_handles(number in any::<f64>()) {
        let integer = number.fract() == 0.0 && (0.0..2_f64.powi(53)).contains(&number);
        assert_eq!(EntityId::from_number(number).is_some(), integer);
    }

    #[test]
    fn what_reads_as_a_handle_is_its_only_spelling(text in "[0-9]{0,4}:?[0-9]{0,8}v?[0-9]{0,6}") {
        assert!(text.parse::<EntityId>().is_ok_and(|id| id.to_string() == text) || text.parse::<EntityId>().is_err());
    }

    #[test]
    fn whatever_is_given_out_and_taken_back_no_two_ids_are_the_same(takes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let mut ids = Allocator::new(0, 40).expect("shard 0");
        let (mut alive, mut given) = (Vec::new(), BTreeSet::new());
        for take in takes {
            if take % 3 == 0 && !alive.is_empty() {
                let id = alive.swap_remove(usize::from(take) % alive.len());
                ids.deallocate(id).expect("alive");
            } else if let Ok(id) = ids.allocate() {
                assert!(given.insert(id));
                alive.push(id);
            }
        }
        assert!(given.iter().all(|id| ids.is_alive(*id) == alive.contains(id)));
    }
}
