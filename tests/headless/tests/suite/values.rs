//! Values of every kind, kept exactly.

use js_sys::{
    Array, BigInt, Date, Error, Function, JsString, Map, Object, Promise, Proxy, RegExp, Set, Symbol,
    Uint8Array,
};
use terrarium_ecs::{ComponentId, EntityId, Name};
use terrarium_wasm::JsWorld;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// A world of shard 0 with component types `0..types`.
pub(crate) fn world(types: u32) -> JsWorld {
    let mut world = JsWorld::new(0).expect("shard 0");
    for number in 0..types {
        world.register(Name::from(number.to_string().as_str())).expect("a new name");
    }
    world
}

pub(crate) const A: ComponentId = ComponentId(0);
pub(crate) const B: ComponentId = ComponentId(1);

pub(crate) fn entities<const COUNT: usize>(world: &mut JsWorld) -> [EntityId; COUNT] {
    [(); COUNT].map(|()| world.create().expect("room"))
}

/// Values of which no two are the same, by `Object.is`; some are alike otherwise.
pub(crate) fn kinds() -> Vec<JsValue> {
    let mut kinds = vec![JsValue::NULL, JsValue::TRUE, JsValue::FALSE];
    let numbers = [0.0, -0.0, f64::NAN, f64::INFINITY, 0.1, -1.0, 9_007_199_254_740_991.0, 5e-324];
    kinds.extend(numbers.map(JsValue::from_f64));
    kinds.extend(["", "0", "undefined", "\u{1f600}"].map(JsValue::from_str));
    kinds.extend([0xd800, 0xdc00].map(|half| JsString::from_char_code(&[half]).into()));
    kinds.extend([0_u64, u64::MAX].map(|number| BigInt::from(number).into()));
    kinds.extend([Symbol::for_("a").into(), Symbol::iterator().into()]);
    kinds.extend([
        Object::new().into(),
        Object::new().into(),
        Object::<JsValue>::create(JsValue::NULL.unchecked_ref()).into(),
    ]);
    kinds.extend([
        Object::freeze(&Object::new()).into(),
        Array::new().into(),
        Map::new().into(),
        Set::default().into(),
    ]);
    kinds.extend([Date::new_0().into(), RegExp::new("a", "").into(), Error::new("a").into()]);
    kinds.extend([Function::new_no_args("").into(), Promise::resolve(&JsValue::NULL).into()]);
    kinds.extend([
        Uint8Array::new_with_length(3).into(),
        Proxy::new(&JsValue::from(Object::new()), &Object::new()).into(),
    ]);
    kinds
}

pub(crate) fn is(one: &JsValue, other: &JsValue) -> bool {
    Object::is(one, other)
}

#[wasm_bindgen_test]
fn values_of_every_kind_are_kept_exactly() {
    let mut world = world(1);
    let kinds = kinds();
    let holders: Vec<_> = kinds.iter().map(|_| world.create().expect("room")).collect();
    for (&entity, value) in holders.iter().zip(&kinds) {
        world.set(entity, A, value.clone()).expect("alive");
    }
    for (&entity, value) in holders.iter().zip(&kinds) {
        assert!(world.get(entity, A).is_some_and(|kept| is(&kept, value)), "{value:?}");
    }
    world.check().expect("consistent");
}

#[wasm_bindgen_test]
fn shared_values_of_every_kind_are_kept_exactly() {
    let mut world = world(1);
    let kinds = kinds();
    let holders: Vec<_> = kinds.iter().map(|_| entities::<2>(&mut world)).collect();
    for (pair, value) in holders.iter().zip(&kinds) {
        pair.iter().for_each(|&entity| world.share(entity, A, value.clone()).expect("alive"));
    }
    assert!(world.groups(A).map(|(_, holders)| holders).eq(kinds.iter().map(|_| 2)));
    for (pair, value) in holders.iter().zip(&kinds) {
        assert!(
            pair.iter().all(|&entity| world.get(entity, A).is_some_and(|kept| is(&kept, value))),
            "{value:?}"
        );
    }
    world.check().expect("consistent");
}

#[wasm_bindgen_test]
fn false_zero_and_empty_are_values() {
    let mut world = world(1);
    for value in [
        JsValue::NULL,
        JsValue::FALSE,
        JsValue::from_f64(0.0),
        JsValue::from_f64(f64::NAN),
        JsValue::from_str(""),
    ] {
        let [entity] = entities(&mut world);
        world.set(entity, A, value.clone()).expect("alive");
        assert!(world.has(entity, A) && world.get(entity, A).is_some(), "{value:?}");
    }
    assert_eq!(world.holders(A), 5);
}

#[wasm_bindgen_test]
fn what_is_not_there_is_undefined() {
    let mut world = world(2);
    let [holder, other, ended] = entities(&mut world);
    world.set(holder, A, JsValue::NULL).expect("alive");
    world.set(ended, A, JsValue::NULL).expect("alive");
    assert_eq!(world.destroy(ended), Ok(true));
    assert!(world.get(other, A).is_none() && world.get(holder, B).is_none() && world.get(ended, A).is_none());
    let page = world.column(A).page(0).expect("opened");
    assert!([other, ended].iter().all(|entity| page.get(entity.index()).is_undefined()));
}

#[wasm_bindgen_test]
fn an_object_is_kept_by_reference() {
    let mut world = world(1);
    let [entity] = entities(&mut world);
    let object = Object::new();
    world.set(entity, A, object.clone().into()).expect("alive");
    js_sys::Reflect::set(&object, &"x".into(), &7.into()).expect("an ordinary object");
    let kept = world.get(entity, A).expect("just set");
    assert_eq!(js_sys::Reflect::get(&kept, &"x".into()), Ok(7.into()));
}
