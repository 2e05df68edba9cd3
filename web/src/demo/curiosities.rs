use js_sys::{
    Array, BigInt, Date, Float64Array, Function, JSON, JsString, Map, Object, Proxy, Reflect, Set, Symbol,
};
use terrarium_ecs::Name;
use terrarium_wasm::JsWorld;
use wasm_bindgen::{JsCast, JsValue};

use crate::demo::flock::FlockError;

/// Adds an entity with values that are hard to look at: whoever writes a tool for worlds will meet them.
/// Some throw when they are touched, some are endless, some would be dangerous as anything but text.
pub(crate) fn show(world: &mut JsWorld) -> Result<(), FlockError> {
    let entity = world.create()?;
    let long = "every component type has a name ".repeat(7);
    let curiosities = [
        ("Kinds", kinds()),
        ("Traps", traps()),
        ("Many", many()),
        ("__proto__", own_proto()),
        ("<img src=x onerror=alert(1)>", "<script>alert(2)</script>\u{202e}\0".into()),
        (&long, JsString::from("endless ").repeat(20_000).into()),
    ];
    for (name, value) in curiosities {
        let component = world.register(Name::from(name))?;
        world.set(entity, component, value)?;
    }
    Ok(())
}

/// An object of these properties. Setting them cannot fail: it is a fresh object.
fn object(properties: impl IntoIterator<Item = (String, JsValue)>) -> JsValue {
    let object = Object::new();
    for (name, value) in properties {
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object.into()
}

fn named<const N: usize>(properties: [(&str, JsValue); N]) -> JsValue {
    object(properties.map(|(name, value)| (name.to_owned(), value)))
}

fn kinds() -> JsValue {
    let map = Map::new();
    map.set(&"hp".into(), &10.into());
    map.set(&map.clone().into(), &Array::of2(&1.into(), &2.into()));
    let kinds = named([
        ("map", map.into()),
        ("set", Set::new(&Array::of2(&"a".into(), &JsValue::NULL)).into()),
        ("date", Date::new(&0.into()).into()),
        ("invalidDate", Date::new(&f64::NAN.into()).into()),
        ("bigint", BigInt::from(u64::MAX).into()),
        ("symbol", Symbol::for_("home").into()),
        ("function", json("parse").into()),
        ("floats", Float64Array::from(&[0.5, f64::NAN, -0.0][..]).into()),
        ("minusZero", (-0.0).into()),
        ("nothing", JsValue::UNDEFINED),
    ]);
    let _ = Reflect::set(&kinds, &"itself".into(), &kinds);
    kinds
}

/// What throws when it is read, whoever reads it.
fn traps() -> JsValue {
    let getter = Object::new();
    let computed = named([("get", json("parse").into()), ("enumerable", JsValue::TRUE)]);
    Object::define_property(&getter, &"computed".into(), computed.unchecked_ref());
    let handler = named([("ownKeys", json("parse").into())]);
    let gone = Proxy::revocable(&Object::new(), &Object::new());
    let revoke =
        Reflect::get(&gone, &"revoke".into()).ok().and_then(|revoke| revoke.dyn_into::<Function>().ok());
    let _ = revoke.map(|revoke| revoke.call0(&JsValue::UNDEFINED));
    named([
        ("getter", getter.into()),
        ("proxy", Proxy::new(&Object::new(), handler.unchecked_ref()).into()),
        ("revoked", Reflect::get(&gone, &"proxy".into()).unwrap_or_default()),
        ("liar", Object::create(&Object::get_prototype_of(&Map::new())).into()),
    ])
}

/// A function that throws whenever it is called without a text in JSON.
fn json(name: &str) -> Function {
    let json = Reflect::get(&js_sys::global(), &"JSON".into());
    json.and_then(|json| Reflect::get(&json, &name.into())).map(JsCast::unchecked_into).unwrap_or_default()
}

fn many() -> JsValue {
    let items = Array::new_with_length(100_000).fill(&7.into(), 0, 100_000);
    let properties = (0..1_000).map(|number| (format!("property {number}"), number.into()));
    named([("items", items.into()), ("properties", object(properties))])
}

/// An object whose own property is called `__proto__`.
fn own_proto() -> JsValue {
    JSON::parse(r#"{"__proto__": {"polluted": true}, "constructor": "<b>none</b>"}"#).unwrap_or_default()
}
