//! The surface that the package is built on: numbers in, numbers out.

use js_sys::{Array, Float64Array, Function, JsString, Object, Uint32Array, WebAssembly};
use terrarium_ecs::EntityId;
use terrarium_wasm::{Core, Refusal};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const SHARD: u32 = 2;

/// A world of shard 2 with component types `0..types`.
pub(crate) fn core(types: u32) -> Core {
    let mut core = Core::new(SHARD, 100_000, 4_096, 16).expect("shard 2");
    for number in 0..types {
        assert_eq!(core.register(&number.to_string().into()), f64::from(number));
    }
    core
}

/// The number of a refusal.
pub(crate) fn no(refusal: Refusal) -> f64 {
    f64::from(refusal as i32)
}

/// The handle of shard 2 with this index and generation.
pub(crate) fn id(index: u32, generation: u32) -> f64 {
    EntityId::new(SHARD, index, generation).map_or(f64::NAN, EntityId::to_number)
}

/// A new entity with components that hold their own numbers.
pub(crate) fn with(core: &mut Core, components: &[u32]) -> f64 {
    let buffer = memory();
    let [_, _, _, address, length] = tables(core);
    let shape = Uint32Array::new_with_byte_offset_and_length(&buffer, address, length);
    (0..).zip(components).for_each(|(at, &component)| shape.set_index(at, component));
    let entity = core.spawn(components.len());
    components.iter().for_each(|&component| write(core, entity, component, &component.into()));
    entity
}

/// Sets a value in its page, as the package does.
fn write(core: &Core, entity: f64, component: u32, value: &JsValue) {
    let index = EntityId::from_number(entity).expect("a handle").index();
    page(core, component, index >> 10).set(index & 1_023, value.clone());
}

fn page(core: &Core, component: u32, page: u32) -> Array {
    let pages: Array = core.column(component).get(0).unchecked_into();
    pages.get(page).dyn_into().expect("opened")
}

fn memory() -> JsValue {
    wasm_bindgen::memory().unchecked_into::<WebAssembly::Memory>().buffer()
}

fn tables(core: &Core) -> [u32; 5] {
    let tables: Vec<u32> = core.tables().into_iter().map(|place| place as u32).collect();
    tables.try_into().expect("five numbers")
}

fn handles(core: &Core) -> Vec<f64> {
    let [_, address, length, ..] = tables(core);
    Float64Array::new_with_byte_offset_and_length(&memory(), address, length).to_vec()
}

fn structure(core: &Core) -> f64 {
    Float64Array::new_with_byte_offset_and_length(&memory(), tables(core)[0], 1).get_index(0)
}

fn sound(core: &Core) {
    assert_eq!(core.check(), None);
}

// -------------------------------------------------------------------- worlds and types

#[wasm_bindgen_test]
fn a_shard_beyond_the_last_throws() {
    assert!(Core::new(1_023, 1, 1, 1).is_ok());
    let error = JsValue::from(Core::new(1_024, 1, 1, 1).expect_err("no such shard"));
    assert!(error.is_instance_of::<js_sys::Error>());
}

#[wasm_bindgen_test]
fn types_are_numbered_in_the_order_of_registration() {
    let mut core = Core::new(0, 1, 3, 9).expect("shard 0");
    let answers = ["a", "__proto__", "a", "ten bytes!", "", "b"].map(|name| core.register(&name.into()));
    let [duplicate, long, full] =
        [Refusal::DuplicateName, Refusal::NameBytesMax, Refusal::ComponentTypesMax].map(no);
    assert_eq!(answers, [0.0, 1.0, duplicate, long, 2.0, full]);
}

#[wasm_bindgen_test]
fn lone_surrogates_are_names_of_their_own() {
    let mut core = core(0);
    let halves = [0xd800, 0xd801].map(|half| core.register(&JsString::from_char_code(&[half])));
    assert_eq!(halves, [0.0, 1.0]);
}

// -------------------------------------------------------------------- tables

#[wasm_bindgen_test]
fn the_table_of_handles_tells_who_lives() {
    let mut core = core(0);
    let [first, second] = [(); 2].map(|()| with(&mut core, &[]));
    assert_eq!((first, second), (id(1, 0), id(2, 0)));
    assert_eq!(handles(&core), [id(0, 0), first, second]);
    assert_eq!(core.destroy(first), 1.0);
    let table = handles(&core);
    assert!(table[1] < 0.0 && table[2] == second);
    assert_eq!((core.spawn(0), handles(&core)[1]), (id(1, 1), id(1, 1)));
}

#[wasm_bindgen_test]
fn the_structure_counter_stays_in_its_place() {
    let mut core = core(1);
    let place = tables(&core)[0];
    let mut before = structure(&core);
    for _ in 0..3_000 {
        with(&mut core, &[0]);
        assert!(structure(&core) > before);
        before = structure(&core);
    }
    assert_eq!(tables(&core)[0], place);
}

#[wasm_bindgen_test]
fn the_shape_has_room_for_every_type() {
    let mut core = core(100);
    let all: Vec<u32> = (0..100).collect();
    let entity = with(&mut core, &all);
    assert_eq!(core.components_of(entity), all);
    sound(&core);
}

// -------------------------------------------------------------------- entities and components

#[wasm_bindgen_test]
fn a_spawned_entity_has_its_shape() {
    let mut core = core(3);
    let entity = with(&mut core, &[2, 0]);
    assert_eq!((core.components_of(entity), core.holders(2), core.size()), (vec![0, 2], 1, 1));
    sound(&core);
}

#[wasm_bindgen_test]
fn many_are_spawned_or_none() {
    let mut core = Core::new(0, 10, 1, 1).expect("shard 0");
    assert_eq!(core.spawn_many(11, 0), Vec::<f64>::new());
    assert_eq!(core.size(), 0);
    assert!(core.spawn_many(10, 0).into_iter().eq((1..=10).map(f64::from)));
    assert_eq!((core.spawn(0), core.spawn_many(1, 0).len()), (no(Refusal::EntitiesMax), 0));
}

#[wasm_bindgen_test]
fn components_come_and_go() {
    let mut core = core(2);
    let entity = with(&mut core, &[0]);
    assert_eq!(core.place(entity, 1), 0.0);
    write(&core, entity, 1, &Object::new().into());
    assert_eq!(core.components_of(entity), [0, 1]);
    assert_eq!((core.displace(entity, 1), page(&core, 1, 0).get(1).is_object()), (1.0, true));
    write(&core, entity, 1, &JsValue::UNDEFINED);
    assert_eq!((core.displace(entity, 1), core.remove_from_all(0)), (0.0, 1));
    assert_eq!((core.components_of(entity), core.archetypes()), (vec![], vec![1, 0]));
    sound(&core);
}

#[wasm_bindgen_test]
fn archetypes_are_told_in_numbers() {
    let mut core = core(2);
    for components in [&[0, 1][..], &[1], &[0, 1]] {
        with(&mut core, components);
    }
    assert_eq!(core.archetypes(), [2, 2, 0, 1, 1, 1, 1]);
}

// -------------------------------------------------------------------- refusals

/// Numbers that are no handle of a living entity of the world, each with what writing answers.
fn strangers(core: &mut Core) -> Vec<(f64, f64)> {
    let ended = with(core, &[0]);
    assert_eq!(core.destroy(ended), 1.0);
    let no_handles = [f64::NAN, -1.0, 0.5, 2_f64.powi(53), f64::INFINITY, f64::NEG_INFINITY, -5e-324];
    let stale =
        no_handles.into_iter().chain([ended, id(0, 1), id(77, 0)]).map(|entity| (entity, no(Refusal::Stale)));
    stale.chain([0.0, 1.0, 5.0].map(|entity| (entity, no(Refusal::WrongShard)))).collect()
}

#[wasm_bindgen_test]
fn writing_through_a_handle_of_no_one_answers_the_refusal() {
    let mut core = core(1);
    let living = with(&mut core, &[0]);
    for (entity, refusal) in strangers(&mut core) {
        let answers = [
            core.live(entity),
            core.place(entity, 0),
            core.displace(entity, 0),
            core.share(entity, 0, 1.into()),
            core.update_shared(entity, 0, 1.into()),
            core.group_for_update(entity, 0),
        ];
        assert_eq!(answers, [refusal; 6], "{entity}");
        assert_eq!(core.split_parts(entity), [refusal, 0.0], "{entity}");
        assert_eq!(core.merge_parts(entity, living), [refusal, 0.0], "{entity}");
        assert_eq!(core.merge_parts(living, entity), [refusal, 1.0], "{entity}");
        let ended = if refusal == no(Refusal::Stale) { 0.0 } else { refusal };
        assert_eq!(core.destroy(entity), ended, "{entity}");
    }
    assert_eq!((core.size(), core.components_of(living)), (1, vec![0]));
    sound(&core);
}

#[wasm_bindgen_test]
fn reading_through_a_handle_of_no_one_finds_nothing() {
    let mut core = core(1);
    let query = core.prepare(&[], &[], &[]);
    for (entity, _) in strangers(&mut core) {
        assert_eq!((core.components_of(entity), core.sharing(entity, 0)), (vec![], 0.0), "{entity}");
        assert!(!core.matches(query, entity), "{entity}");
    }
}

#[wasm_bindgen_test]
fn the_worlds_own_entity_is_reserved() {
    let mut core = core(1);
    let (own, other) = (id(0, 0), with(&mut core, &[]));
    let reserved = no(Refusal::Reserved);
    assert_eq!((core.live(own), core.place(own, 0), core.destroy(own)), (0.0, 0.0, reserved));
    assert_eq!(
        (core.split_parts(own), core.merge_parts(other, own)),
        (vec![reserved, 0.0], vec![reserved, 1.0])
    );
}

// -------------------------------------------------------------------- sharing, lineage, queries, time

#[wasm_bindgen_test]
fn groups_are_told_in_numbers() {
    let mut core = core(1);
    let [first, second, third] = [(); 3].map(|()| with(&mut core, &[]));
    let object = JsValue::from(Object::new());
    assert_eq!([first, second].map(|entity| core.share(entity, 0, object.clone())), [0.0; 2]);
    assert_eq!(core.share(third, 0, 7.into()), 0.0);
    assert_eq!([first, second, third].map(|entity| core.sharing(entity, 0)), [1.0, 1.0, 2.0]);
    assert_eq!(core.group_counts(0), [1.0, 2.0, 2.0, 1.0]);
    assert_eq!((core.group_holders(0, 1.0), core.group_holders(0, 3.0)), (vec![first, second], vec![]));
    assert_eq!((core.group_for_update(second, 0), core.update_shared(second, 0, 7.into())), (1.0, 0.0));
    assert_eq!((core.group_counts(0), page(&core, 0, 0).get(1)), (vec![2.0, 3.0], JsValue::from(7)));
    sound(&core);
}

#[wasm_bindgen_test]
fn an_update_of_what_is_not_shared_answers_why() {
    let mut core = core(2);
    let entity = with(&mut core, &[0]);
    let answers = [0, 1].map(|component| core.update_shared(entity, component, 1.into()));
    assert_eq!(answers, [Refusal::NotShared, Refusal::Missing].map(no));
}

#[wasm_bindgen_test]
fn parts_are_four_numbers_each() {
    let mut core = core(4);
    let (first, second) = (with(&mut core, &[0, 1]), with(&mut core, &[1, 2]));
    assert_eq!([first, second].map(|entity| core.share(entity, 3, 7.into())), [0.0; 2]);
    let parts = [[0.0, 0.0, 0.0, 0.0], [1.0, 2.0, 0.0, 0.0], [2.0, 1.0, 0.0, 0.0], [3.0, 0.0, 1.0, 1.0]];
    assert_eq!(core.merge_parts(first, second), parts.concat());
    assert_eq!(core.split_parts(first), [parts[0], [1.0, 0.0, 0.0, 0.0], parts[3]].concat());
}

#[wasm_bindgen_test]
fn a_query_tells_pages_then_slots() {
    let mut core = core(2);
    let entities: Vec<f64> = (0..2_100).map(|_| with(&mut core, &[0])).collect();
    let query = core.prepare(&[0], &[1], &[]);
    assert_eq!(core.prepare(&[0, 0], &[1, 1], &[]), query);
    let everything = core.run(query, -1.0);
    assert_eq!(everything[..10], [3, 0, 1_023, 0, 1, 1_024, 1, 2, 53, 1]);
    assert!(everything[10..].iter().copied().eq(1..1_024));
    let now = structure(&core);
    assert_eq!((core.run(query, now), core.count(query)), (vec![0], 2_100));
    assert_eq!(core.place(entities[2_099], 1), 0.0);
    write(&core, entities[2_099], 1, &1.into());
    assert_eq!((core.run(query, now), core.count(query)), (vec![1, 2, 52, 1], 2_099));
    assert!(core.matches(query, entities[2_098]) && !core.matches(query, entities[2_099]));
}

#[wasm_bindgen_test]
fn time_goes_by_ticks() {
    let mut core = core(1);
    assert_eq!((core.tick(), core.advance(), core.tick()), (0, 1, 1));
    core.touch(0, 5);
    sound(&core);
}

#[wasm_bindgen_test]
fn the_map_of_groups_is_the_one_javascript_holds() {
    let mut core = core(1);
    let groups: js_sys::Map = core.column(0).get(1).unchecked_into();
    let (entity, function) = (with(&mut core, &[]), JsValue::from(Function::new_no_args("")));
    assert_eq!(core.share(entity, 0, function.clone()), 0.0);
    assert_eq!((groups.size(), groups.get(&function)), (1, JsValue::from(1)));
}
