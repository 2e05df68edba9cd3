//! One type and 4,096, one entity and four million: what is touched, and where the limits are.
#![allow(clippy::expect_used, reason = "a test's support fails by panicking")]

use std::cell::Cell;
use std::collections::BTreeMap;

use terrarium_ecs::{
    Column, ComponentError, ComponentId, EntityError, GroupId, Limits, Matches, Name, PAGE_SLOTS, QuerySpec,
    World,
};

/// A column of values that say nothing, which counts what is done to it.
#[derive(Debug, Default)]
struct Counting {
    pages: BTreeMap<u32, Vec<bool>>,
    writes: u64,
    reads: Cell<u64>,
}

impl Column for Counting {
    type Value = ();

    fn open_page(&mut self, page: u32) {
        let before = self.pages.insert(page, vec![false; PAGE_SLOTS as usize]);
        assert_eq!(before, None, "page {page} is opened once");
    }

    fn get(&self, index: u32) -> Option<()> {
        self.reads.set(self.reads.get() + 1);
        let page = self.pages.get(&(index / PAGE_SLOTS))?;
        page[(index % PAGE_SLOTS) as usize].then_some(())
    }

    fn set(&mut self, index: u32, (): ()) {
        self.writes += 1;
        let page = self.pages.get_mut(&(index / PAGE_SLOTS)).expect("the page was opened");
        page[(index % PAGE_SLOTS) as usize] = true;
    }

    fn clear(&mut self, index: u32) {
        self.writes += 1;
        let page = self.pages.get_mut(&(index / PAGE_SLOTS)).expect("the page was opened");
        page[(index % PAGE_SLOTS) as usize] = false;
    }

    fn group_of(&self, (): &()) -> Option<GroupId> {
        None
    }

    fn shared_value(&self, _: GroupId) -> Option<()> {
        None
    }

    fn bind(&mut self, _: GroupId, (): ()) {}

    fn unbind(&mut self, _: GroupId) {}

    fn replace(&mut self, other: Self) {
        *self = other;
    }
}

type Counted = World<Counting>;

const FOUR_MILLION: u32 = 4_194_304;
const TYPES: u32 = 4_096;

fn world(types: u32, entities: u32) -> Counted {
    let mut world = Counted::new(0).expect("shard 0");
    for number in 0..types {
        world.register(Name::from(number.to_string().as_str())).expect("a new name");
    }
    assert!((0..entities).all(|_| world.create().is_ok()));
    world
}

/// Gives a component to the living entities among the indices.
fn give(world: &mut Counted, component: ComponentId, indices: impl Iterator<Item = u32>) {
    for entity in indices.filter_map(|index| world.entity_at(index)).collect::<Vec<_>>() {
        world.set(entity, component, ()).expect("alive");
    }
}

fn all(components: impl IntoIterator<Item = u32>) -> QuerySpec {
    QuerySpec { all: components.into_iter().map(ComponentId).collect(), ..QuerySpec::default() }
}

fn count(world: &mut Counted, spec: QuerySpec) -> u32 {
    let query = world.prepare(spec);
    world.count(query)
}

#[test]
fn one_entity_may_have_4096_components() {
    let mut world = world(TYPES, 1);
    let entity = world.entity_at(1).expect("just made");
    let components: Vec<_> = world.components().collect();
    components.iter().for_each(|&component| world.set(entity, component, ()).expect("alive"));
    assert_eq!(world.components_of(entity), components);
    assert_eq!(count(&mut world, all(0..TYPES)), 1);
    assert_eq!(world.archetypes().len(), 1);
    world.check().expect("consistent");
    assert_eq!(world.destroy(entity), Ok(true));
    assert_eq!(count(&mut world, all(0..TYPES)), 0);
    world.check().expect("consistent");
}

#[test]
fn four_million_entities_may_have_one_component() {
    let mut world = world(1, FOUR_MILLION);
    give(&mut world, ComponentId(0), 1..=FOUR_MILLION);
    assert_eq!((world.size(), world.holders(ComponentId(0))), (FOUR_MILLION, FOUR_MILLION));
    assert_eq!(count(&mut world, all([0])), FOUR_MILLION);
    world.check().expect("consistent");
    assert_eq!(world.remove_from_all(ComponentId(0)), FOUR_MILLION);
    assert_eq!(count(&mut world, all([0])), 0);
}

#[test]
fn four_million_entities_may_have_4096_components_among_them() {
    let mut world = world(TYPES, FOUR_MILLION);
    for page in 0..TYPES {
        give(&mut world, ComponentId(page), page * PAGE_SLOTS..(page + 1) * PAGE_SLOTS);
    }
    for component in [0, 1, 2_047, TYPES - 1] {
        let holders = if component == 0 { PAGE_SLOTS - 1 } else { PAGE_SLOTS };
        assert_eq!(count(&mut world, all([component])), holders);
        assert_eq!(count(&mut world, all([component, (component + 1) % TYPES])), 0);
    }
    let any = QuerySpec { any: world.components().collect(), ..QuerySpec::default() };
    assert_eq!(count(&mut world, any), FOUR_MILLION - 1);
    let none = QuerySpec { none: world.components().collect(), ..QuerySpec::default() };
    let query = world.prepare(none);
    assert_eq!(world.entities(query), world.entity_at(FOUR_MILLION).into_iter().collect::<Vec<_>>());
    assert_eq!(world.archetypes().len(), TYPES as usize + 1);
}

#[test]
fn a_component_of_one_in_a_thousand_touches_only_the_pages_it_is_in() {
    let mut world = world(3, FOUR_MILLION);
    let (common, scattered, together) = (ComponentId(0), ComponentId(1), ComponentId(2));
    give(&mut world, common, 1..=FOUR_MILLION);
    give(&mut world, scattered, (1..=FOUR_MILLION).filter(|index| index % 1_000 == 0));
    give(&mut world, together, 1_000_000..1_004_194);
    let pages = |component| world.column(component).pages.len();
    // Every 1,000th entity is somewhere in each page but the last; 4,194 in a row lie in five pages.
    assert_eq!((pages(common), pages(scattered), pages(together)), (4_097, 4_096, 5));
    let writes = [common, scattered, together].map(|component| world.column(component).writes);
    assert_eq!(writes, [4_194_304, 4_194, 4_194]);
}

#[test]
fn a_query_looks_at_no_value_and_only_at_pages_of_the_rarest_component() {
    let mut world = world(2, FOUR_MILLION);
    let (common, rare) = (ComponentId(0), ComponentId(1));
    give(&mut world, common, 1..=FOUR_MILLION);
    give(&mut world, rare, 1_000_000..1_004_194);
    let query = world.prepare(all([0, 1]));
    let mut matches = Matches::default();
    world.run(query, &mut matches);
    assert_eq!((world.count(query), matches.pages.len()), (4_194, 5));
    assert_eq!(matches.pages.first().map(|page| page.page), Some(1_000_000 / PAGE_SLOTS));
    assert_eq!(matches.pages.iter().filter(|page| page.run).count(), 4);
    let reads = [common, rare].map(|component| world.column(component).reads.get());
    assert_eq!(reads, [0, 0]);
}

#[test]
fn a_page_is_opened_once_however_often_it_empties() {
    let mut world = world(1, 10);
    for _ in 0..3 {
        give(&mut world, ComponentId(0), 1..=10);
        assert_eq!(world.remove_from_all(ComponentId(0)), 10);
    }
    assert_eq!(world.column(ComponentId(0)).pages.len(), 1);
}

// -------------------------------------------------------------------- limits

#[test]
fn the_limit_on_entities_holds_exactly() {
    let mut world = world(0, FOUR_MILLION - 1);
    assert_eq!(world.room(), 1);
    let last = world.create().expect("exactly at the limit");
    assert_eq!((last.index(), world.room()), (FOUR_MILLION, 0));
    assert_eq!(world.create(), Err(EntityError::EntitiesMax));
    assert_eq!(world.spawn(&[]), Err(EntityError::EntitiesMax));
    assert_eq!(world.size(), FOUR_MILLION);
    assert_eq!(world.destroy(last), Ok(true));
    assert!(world.create().is_ok());
}

#[test]
fn the_limit_on_component_types_holds_exactly() {
    let mut world = world(TYPES, 0);
    let one_more = world.register(Name::from("one more"));
    assert_eq!(one_more, Err(ComponentError::ComponentTypesMax(TYPES as usize)));
    assert_eq!(world.components().len(), TYPES as usize);
    assert_eq!(world.find(&Name::from("one more")), None);
}

#[test]
fn the_limit_on_a_name_is_in_bytes_and_holds_exactly() {
    let mut world = world(0, 0);
    assert!(world.register(Name::from("a".repeat(256).as_str())).is_ok());
    assert!(world.register(Name::from("\u{20ac}".repeat(85).as_str())).is_ok());
    for long in ["a".repeat(257), "\u{20ac}".repeat(86)] {
        assert_eq!(world.register(Name::from(long.as_str())), Err(ComponentError::NameBytesMax(256)));
    }
    assert_eq!(world.components().len(), 2);
}

#[test]
fn any_string_is_a_name_and_only_the_same_string_is_the_same_name() {
    let mut world = world(0, 0);
    let names = ["", "__proto__", "constructor", "a", "A", "\u{e9}", "e\u{301}", "a\0"].map(Name::from);
    let halves = [vec![0xd800], vec![0xd801], vec![0xdc00, 0xd800]].map(Name::from_units);
    let ids: Vec<_> = names.iter().chain(&halves).map(|name| world.register(name.clone())).collect();
    assert!(ids.iter().zip(0..).all(|(id, number)| *id == Ok(ComponentId(number))));
    for (name, number) in names.iter().chain(&halves).zip(0..) {
        assert_eq!(world.register(name.clone()), Err(ComponentError::DuplicateName(name.clone())));
        assert_eq!(
            (world.find(name), world.name(ComponentId(number))),
            (Some(ComponentId(number)), Some(name))
        );
    }
}

#[test]
fn a_world_without_room_for_entities_still_has_its_own() {
    let limits = Limits { entities_max: 0, ..Limits::default() };
    let mut world = Counted::with_limits(0, limits).expect("shard 0");
    assert_eq!((world.room(), world.create()), (0, Err(EntityError::EntitiesMax)));
    let component = world.register(Name::from("a")).expect("a new name");
    let own = world.own_entity().expect("always alive");
    assert_eq!(world.set(own, component, ()), Ok(()));
    assert_eq!(world.get(own, component), Some(()));
}
