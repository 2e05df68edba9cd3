//! The arrays that JavaScript reads by itself.

use js_sys::{Array, Object};
use terrarium_ecs::{EntityId, PAGE_SLOTS};
use terrarium_wasm::JsWorld;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use super::values::{A, B, entities, is, world};

/// Makes entities until one has the index.
fn at(world: &mut JsWorld, index: u32) -> EntityId {
    while world.handles().len() <= index as usize {
        world.create().expect("room");
    }
    world.entity_at(index).expect("alive")
}

/// What JavaScript reads at an index.
fn read(world: &JsWorld, index: u32) -> JsValue {
    let page = world.column(A).pages().get(index >> 10);
    page.dyn_into::<Array>().map_or(JsValue::UNDEFINED, |page| page.get(index & 1_023))
}

/// How many slots an array really has.
fn keys(array: &Array) -> u32 {
    Object::keys(array.unchecked_ref::<Object>()).length()
}

#[wasm_bindgen_test]
fn a_value_is_at_its_index_in_its_page() {
    let mut world = world(1);
    for index in [0, 1, 1_023, 1_024, 3_000] {
        let entity = at(&mut world, index);
        world.set(entity, A, JsValue::from(index)).expect("alive");
        assert_eq!(read(&world, index), JsValue::from(index));
    }
    assert!([2, 1_025, 2_999, 9_999].iter().all(|&index| read(&world, index).is_undefined()));
}

#[wasm_bindgen_test]
fn a_page_has_1024_slots_and_no_holes() {
    let mut world = world(1);
    let [entity] = entities(&mut world);
    world.set(entity, A, JsValue::NULL).expect("alive");
    let page = world.column(A).page(0).expect("opened");
    assert_eq!((page.length(), keys(page)), (PAGE_SLOTS, PAGE_SLOTS));
}

#[wasm_bindgen_test]
fn pages_without_values_are_not_made() {
    let mut world = world(2);
    let entity = at(&mut world, 5_000);
    world.set(entity, A, JsValue::NULL).expect("alive");
    let pages = world.column(A).pages();
    assert_eq!((pages.length(), keys(pages)), (5, 5));
    assert!((0..4).all(|page| pages.get(page).is_undefined() && world.column(A).page(page).is_none()));
    assert_eq!(world.column(B).pages().length(), 0);
}

#[wasm_bindgen_test]
fn arrays_stay_the_same_while_the_world_lives() {
    let mut world = world(1);
    let [entity] = entities(&mut world);
    world.set(entity, A, JsValue::NULL).expect("alive");
    let (pages, page) = (world.column(A).pages().clone(), world.column(A).page(0).cloned());
    let far = at(&mut world, 4_000);
    world.set(far, A, JsValue::NULL).expect("alive");
    assert_eq!(world.remove_from_all(A), 2);
    world.set(entity, A, JsValue::NULL).expect("alive");
    assert!(is(&pages, world.column(A).pages()));
    assert!(page.is_some_and(|page| is(&page, &pages.get(0))));
}

#[wasm_bindgen_test]
fn what_javascript_writes_into_a_page_is_the_value() {
    let mut world = world(1);
    let [entity] = entities(&mut world);
    assert_eq!(world.place(entity, A), Ok(entity.index()));
    let page = world.column(A).page(0).expect("opened");
    page.set(entity.index(), "written".into());
    assert_eq!(world.get(entity, A), Some("written".into()));
    world.check().expect("consistent");
}

#[wasm_bindgen_test]
fn a_spawned_entity_awaits_its_values_from_javascript() {
    let mut world = world(2);
    let entity = world.spawn(&[A, B]).expect("room");
    for component in [A, B] {
        let page = world.column(component).page(0).expect("opened");
        assert!(page.get(entity.index()).is_undefined());
        page.set(entity.index(), component.0.into());
    }
    assert_eq!(world.components_of(entity), [A, B]);
    world.check().expect("consistent");
}

#[wasm_bindgen_test]
fn no_value_is_kept_of_what_is_gone() {
    let mut world = world(1);
    let [removed, displaced, destroyed, swept, batched] = entities(&mut world);
    for entity in [removed, displaced, destroyed, swept, batched] {
        world.set(entity, A, Object::new().into()).expect("alive");
    }
    assert_eq!(world.remove(removed, A), Ok(true));
    assert_eq!(world.displace(displaced, A), Ok(true));
    world.column(A).page(0).expect("opened").set(displaced.index(), JsValue::UNDEFINED);
    assert_eq!(world.destroy(destroyed), Ok(true));
    let batch = terrarium_ecs::Batch::<JsValue> { destroys: vec![batched], ..Default::default() };
    assert!(world.apply(batch, |value| value).is_ok());
    assert_eq!(world.remove_from_all(A), 1);
    assert!((0..PAGE_SLOTS).all(|index| read(&world, index).is_undefined()));
    world.check().expect("consistent");
}
