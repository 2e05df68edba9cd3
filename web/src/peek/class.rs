use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::peek::primitive::text;
use crate::state::Text;

/// Characters of a class's name that are shown.
const CLASS_CHARACTERS_MAX: u32 = 24;

#[wasm_bindgen]
extern "C" {
    /// What a property is, as `Object.getOwnPropertyDescriptor` says it.
    #[wasm_bindgen(extends = Object)]
    type Descriptor;

    #[wasm_bindgen(method, structural, getter, catch)]
    fn value(this: &Descriptor) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, structural, getter, catch)]
    fn get(this: &Descriptor) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Object, js_name = hasOwn, catch)]
    fn has_own(object: &JsValue, name: &str) -> Result<bool, JsValue>;
}

/// An own property, looked at without running a getter.
pub(crate) enum Property {
    /// There is none.
    Absent,
    Value(JsValue),
    /// Computed by this function when it is read.
    Computed(JsValue),
}

/// An own property of an object.
///
/// # Errors
/// What a proxy throws.
pub(crate) fn property(object: &JsValue, key: &JsValue) -> Result<Property, JsValue> {
    let descriptor = Reflect::get_own_property_descriptor(object.unchecked_ref::<Object>(), key)?;
    if descriptor.is_undefined() {
        return Ok(Property::Absent);
    }
    let descriptor = descriptor.unchecked_into::<Descriptor>();
    if has_own(&descriptor, "get")? {
        return Ok(Property::Computed(descriptor.get()?));
    }
    Ok(Property::Value(descriptor.value()?))
}

/// The value of an own property that is not computed.
pub(crate) fn data(object: &JsValue, name: &str) -> Option<JsValue> {
    match property(object, &JsValue::from_str(name)) {
        Ok(Property::Value(value)) => Some(value),
        _ => None,
    }
}

/// A function's name.
pub(crate) fn function_name(function: &JsValue, characters_max: u32) -> Text {
    data(function, "name").map(|name| text(&name, characters_max)).unwrap_or_default()
}

/// The name of the class that made an object: that of its prototype's constructor.
///
/// # Errors
/// What a proxy throws.
pub(crate) fn class_name(object: &JsValue) -> Result<Text, JsValue> {
    let prototype = Reflect::get_prototype_of(object)?;
    if !prototype.is_object() {
        return Ok(Text::from("null prototype"));
    }
    let constructor = data(&prototype, "constructor").filter(JsValue::is_function);
    Ok(constructor.map(|class| function_name(&class, CLASS_CHARACTERS_MAX)).unwrap_or_default())
}
