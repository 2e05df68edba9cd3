use js_sys::{Array, ArrayBuffer, Date, Function, Iterator, Map, Object, Reflect, Set};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::peek::class::{Property, data, property};

#[wasm_bindgen]
extern "C" {
    /// `Array.isArray`, which throws for a proxy that was revoked.
    #[wasm_bindgen(js_namespace = Array, js_name = isArray, catch)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;
}

/// An object that keeps its values otherwise than in properties. Everything is read through the
/// language's own methods, never through those that an object brings along.
pub(crate) enum Container {
    /// An array of a length.
    Array(u32),
    /// A typed array of a length.
    Typed(u32),
    Map(u32),
    Set(u32),
    Date(Option<String>),
}

impl Container {
    /// What an object is, if it is one of these.
    pub(crate) fn of(object: &JsValue) -> Result<Option<Self>, JsValue> {
        if is_array(object)? {
            let length = data(object, "length").and_then(|length| length.as_f64());
            return Ok(length.map(|length| Self::Array(length as u32)));
        }
        // Each asks its own prototype, which refuses whatever only pretends.
        Ok(if ArrayBuffer::is_view(object) {
            typed_length(object).map(Self::Typed)
        } else if object.is_instance_of::<Map>() {
            count(object, "Map").map(Self::Map)
        } else if object.is_instance_of::<Set>() {
            count(object, "Set").map(Self::Set)
        } else if object.is_instance_of::<Date>() {
            date(object)
        } else {
            None
        })
    }
}

/// The first entries of a map, or of a set, as pairs.
pub(crate) fn entries(object: &JsValue, class: &str, max: u32) -> Result<Vec<(JsValue, JsValue)>, JsValue> {
    let method = Reflect::get(&prototype(class)?, &"entries".into())?;
    let entries = method.unchecked_into::<Function>().call0(object)?.unchecked_into::<Iterator>();
    let mut pairs = Vec::new();
    for _ in 0..max {
        let next = entries.next()?;
        if next.done() {
            break;
        }
        let pair = next.value().unchecked_into::<Array>();
        pairs.push((pair.get(0), pair.get(1)));
    }
    Ok(pairs)
}

fn prototype(class: &str) -> Result<JsValue, JsValue> {
    Reflect::get(&Reflect::get(&js_sys::global(), &class.into())?, &"prototype".into())
}

/// What a getter of a prototype answers for an object; `None` if it refuses.
fn getter(prototype: &JsValue, name: &str, object: &JsValue) -> Option<u32> {
    let Ok(Property::Computed(getter)) = property(prototype, &name.into()) else { return None };
    let count = getter.unchecked_into::<Function>().call0(object).ok()?;
    count.as_f64().map(|count| count as u32)
}

fn count(object: &JsValue, class: &str) -> Option<u32> {
    getter(&prototype(class).ok()?, "size", object)
}

fn typed_length(object: &JsValue) -> Option<u32> {
    let bytes = prototype("Uint8Array").ok()?;
    getter(&Object::get_prototype_of(&bytes), "length", object)
}

fn date(object: &JsValue) -> Option<Container> {
    let method = Reflect::get(&prototype("Date").ok()?, &"getTime".into()).ok()?;
    let time = method.unchecked_into::<Function>().call0(object).ok()?.as_f64()?;
    let iso = || String::from(Date::new(&time.into()).to_iso_string());
    Some(Container::Date((!time.is_nan()).then(iso)))
}
