use js_sys::{BigInt, JsString};
use wasm_bindgen::{JsCast, JsValue};

use crate::peek::class::function_name;
use crate::state::{Text, Value};

/// Bits of the largest bigint that is written out; writing takes the square of their number.
const BIGINT_BITS_MAX: f64 = 2_048.0;

/// A value with nothing inside; `None` if it is an object.
pub(crate) fn primitive(value: &JsValue, characters_max: u32) -> Option<Value> {
    if let Some(number) = value.as_f64() {
        return Some(Value::Number(number));
    }
    Some(if value.is_undefined() {
        Value::Undefined
    } else if value.is_null() {
        Value::Null
    } else if let Some(truth) = value.as_bool() {
        Value::Boolean(truth)
    } else if value.is_string() {
        Value::String(text(value, characters_max))
    } else if value.is_bigint() {
        bigint(value, characters_max)
    } else if value.is_symbol() {
        Value::Symbol(symbol_name(value, characters_max))
    } else if value.is_function() {
        Value::Function(function_name(value, characters_max))
    } else {
        return None;
    })
}

/// The beginning of a JavaScript string; nothing if it is none.
pub(crate) fn text(value: &JsValue, characters_max: u32) -> Text {
    let Some(string) = value.dyn_ref::<JsString>() else { return Text::default() };
    // A character takes up to two units; one more unit than wanted tells whether there is more.
    let units = string.length();
    let read = characters_max.saturating_mul(2).saturating_add(1).min(units);
    Text::cut(&String::from(string.substring(0, read)), characters_max as usize, read < units)
}

/// What a symbol says of itself.
pub(crate) fn symbol_name(value: &JsValue, characters_max: u32) -> Text {
    let described = value.unchecked_ref::<js_sys::Symbol>().to_string();
    let inner = described.substring(7, described.length().saturating_sub(1).max(7));
    text(&inner, characters_max)
}

fn bigint(value: &JsValue, characters_max: u32) -> Value {
    let number = value.unchecked_ref::<BigInt>();
    if BigInt::as_int_n(BIGINT_BITS_MAX, number) != *number {
        return Value::Unreadable(Text::from("a bigint of more than 2,048 bits"));
    }
    match number.to_string(10) {
        Ok(digits) => Value::BigInt(text(&digits, characters_max)),
        Err(_) => Value::Unreadable(Text::from("a bigint without digits")),
    }
}
