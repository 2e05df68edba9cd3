//! Sharing by the identity of JavaScript values.

use js_sys::{BigInt, Map, Object, Reflect};
use terrarium_ecs::{EntityId, GroupId};
use terrarium_wasm::JsWorld;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::values::{A, B, entities, is, kinds, world};

fn share(world: &mut JsWorld, entity: EntityId, value: &JsValue) -> Option<GroupId> {
    world.share(entity, A, value.clone()).expect("alive");
    world.check().expect("consistent");
    world.sharing(entity, A)
}

/// Whether two values, each shared by an entity, bring the entities together.
fn together(one: impl Into<JsValue>, other: impl Into<JsValue>) -> bool {
    let mut world = world(1);
    let [first, second] = entities(&mut world);
    share(&mut world, first, &one.into()) == share(&mut world, second, &other.into())
}

#[wasm_bindgen_test]
fn the_same_object_is_shared_and_an_equal_one_is_not() {
    let object = Object::new();
    assert!(together(object.clone(), object));
    assert!(!together(Object::new(), Object::new()));
}

#[wasm_bindgen_test]
fn primitives_are_shared_by_value() {
    assert!(together("text", "text") && together(7, 7) && together(JsValue::NULL, JsValue::NULL));
    assert!(together(BigInt::from(7), BigInt::from(7)) && together(f64::NAN, f64::NAN));
    assert!(!together(7, "7") && !together(7, BigInt::from(7)) && !together(JsValue::NULL, false));
}

#[wasm_bindgen_test]
fn minus_zero_is_not_zero() {
    assert!(together(-0.0, -0.0) && together(0.0, 0.0) && !together(-0.0, 0.0) && !together(0.0, -0.0));
    let mut world = world(1);
    let [minus, plus] = entities(&mut world);
    let groups = [share(&mut world, minus, &(-0.0).into()), share(&mut world, plus, &0.0.into())];
    assert_eq!(groups, [Some(GroupId(1)), Some(GroupId(2))]);
    assert_eq!([world.group_of(A, &(-0.0).into()), world.group_of(A, &0.0.into())], groups);
    assert!(world.get(minus, A).is_some_and(|kept| is(&kept, &(-0.0).into())));
    world.update_shared(plus, A, JsValue::from_f64(-0.0)).expect("shared");
    assert!(world.groups(A).eq([(GroupId(1), 2)]));
    assert!(world.get(plus, A).is_some_and(|kept| is(&kept, &(-0.0).into())));
    world.check().expect("consistent");
}

#[wasm_bindgen_test]
fn no_two_values_of_different_kinds_share() {
    let kinds = kinds();
    let mut world = world(1);
    for value in &kinds {
        let [entity] = entities(&mut world);
        share(&mut world, entity, value);
    }
    assert_eq!(world.groups(A).count(), kinds.len());
}

#[wasm_bindgen_test]
fn a_change_in_place_is_seen_by_every_holder() {
    let mut world = world(1);
    let [first, second] = entities(&mut world);
    let object = Object::new().into();
    share(&mut world, first, &object);
    share(&mut world, second, &object);
    Reflect::set(&object, &"x".into(), &7.into()).expect("an ordinary object");
    let seen = world.get(second, A).and_then(|value| Reflect::get(&value, &"x".into()).ok());
    assert_eq!(seen, Some(7.into()));
}

#[wasm_bindgen_test]
fn an_object_may_be_shared_in_two_components_and_kept_plainly_in_a_third_place() {
    let mut world = world(2);
    let [first, second] = entities(&mut world);
    let object: JsValue = Object::new().into();
    share(&mut world, first, &object);
    world.share(first, B, object.clone()).expect("alive");
    world.set(second, A, object.clone()).expect("alive");
    assert_eq!((world.sharing(first, A), world.sharing(first, B)), (Some(GroupId(1)), Some(GroupId(2))));
    assert_eq!(world.sharing(second, A), None);
    world.update_shared(first, A, 1.into()).expect("shared");
    assert!(world.get(second, A).is_some_and(|kept| is(&kept, &object)));
    assert!(world.get(first, B).is_some_and(|kept| is(&kept, &object)));
}

#[wasm_bindgen_test]
fn javascript_finds_the_group_of_a_value_in_the_map() {
    let mut world = world(1);
    let [entity] = entities(&mut world);
    let object: JsValue = Object::new().into();
    share(&mut world, entity, &object);
    let groups: Map = world.column(A).groups().clone();
    assert_eq!(groups.get(&object), JsValue::from(1));
    world.update_shared(entity, A, "other".into()).expect("shared");
    assert_eq!((groups.get(&object), groups.get(&"other".into())), (JsValue::UNDEFINED, JsValue::from(1)));
}

#[wasm_bindgen_test]
fn zero_is_not_found_where_minus_zero_is_shared() {
    let mut world = world(1);
    let [entity] = entities(&mut world);
    share(&mut world, entity, &(-0.0).into());
    assert!(world.column(A).groups().get(&0.into()).is_undefined());
}

#[wasm_bindgen_test]
fn a_thousand_groups_leave_nothing_behind() {
    let mut world = world(1);
    let [entity] = entities(&mut world);
    let groups: Map = world.column(A).groups().clone();
    for number in 1..=1_000 {
        assert_eq!(share(&mut world, entity, &Object::new().into()), Some(GroupId(number)));
        assert_eq!(groups.size(), 1);
    }
    assert_eq!(world.remove(entity, A), Ok(true));
    assert_eq!((groups.size(), world.group_of(A, &JsValue::NULL)), (0, None));
}
