use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::peek::class::{Property, class_name, data, property};
use crate::peek::container::{Container, entries};
use crate::peek::primitive::{primitive, symbol_name, text};
use crate::state::{Extent, Field, Key, Record, Shape, Text, Value, cell, keys};

/// Characters of a property's name that are shown.
const NAME_CHARACTERS_MAX: u32 = 60;

/// Copies as much of a component value as is to be shown. Own properties only; getters are not run; what
/// a proxy throws is shown in its place.
pub(crate) fn peek(value: &JsValue, extent: &Extent<'_>) -> Value {
    Peek { extent, path: Vec::new() }.value(value)
}

struct Peek<'a> {
    extent: &'a Extent<'a>,
    /// From the component's value to the value being copied.
    path: Vec<Key>,
}

/// Names and values inside a record, as far as they are to be shown.
type Inside = Vec<(String, Result<Property, JsValue>)>;

impl Peek<'_> {
    fn value(&mut self, value: &JsValue) -> Value {
        primitive(value, self.extent.characters_max)
            .unwrap_or_else(|| self.object(value).unwrap_or_else(|error| Value::Unreadable(reason(&error))))
    }

    fn object(&mut self, object: &JsValue) -> Result<Value, JsValue> {
        let max = if (self.extent.is_open)(&self.path) { self.extent.fields_max } else { 0 };
        let (shape, usual, size, inside) = match Container::of(object)? {
            Some(Container::Date(date)) => return Ok(Value::Date(date)),
            Some(Container::Array(length)) => (Shape::List, "Array", length, items(object, length.min(max))),
            Some(Container::Typed(length)) => (Shape::List, "", length, items(object, length.min(max))),
            Some(Container::Map(size)) => (Shape::Map, "Map", size, self.map_entries(object, max)?),
            Some(Container::Set(size)) => (Shape::Set, "Set", size, set_entries(object, max)?),
            None => {
                let (size, inside) = properties(object, max)?;
                (Shape::Object, "Object", size, inside)
            }
        };
        let class = class_name(object)?;
        let class = if class.shown() == usual { Text::default() } else { class };
        Ok(Value::Record(Record { shape, class, size, fields: self.fields(inside) }))
    }

    fn fields(&mut self, inside: Inside) -> Vec<Field> {
        let (names, values): (Vec<String>, Vec<_>) = inside.into_iter().unzip();
        let pairs = keys(names).into_iter().zip(values);
        pairs.map(|(key, value)| self.field(key, value)).collect()
    }

    fn field(&mut self, key: Key, property: Result<Property, JsValue>) -> Field {
        self.path.push(key.clone());
        let value = match property {
            Ok(Property::Value(value)) => self.value(&value),
            Ok(Property::Computed(_)) => Value::Accessor,
            Ok(Property::Absent) => Value::Undefined,
            Err(error) => Value::Unreadable(reason(&error)),
        };
        self.path.pop();
        Field { key, value }
    }

    /// The entries of a map, named by previews of their keys.
    fn map_entries(&self, map: &JsValue, max: u32) -> Result<Inside, JsValue> {
        let closed = Extent { is_open: &|_| false, fields_max: 0, characters_max: NAME_CHARACTERS_MAX };
        let name = |key: &JsValue| cell(&peek(key, &closed));
        let entries = entries(map, "Map", max)?.into_iter();
        Ok(entries.map(|(key, value)| (name(&key), Ok(Property::Value(value)))).collect())
    }
}

fn set_entries(set: &JsValue, max: u32) -> Result<Inside, JsValue> {
    let entries = (0..).zip(entries(set, "Set", max)?);
    Ok(entries.map(|(place, (value, _)): (u32, _)| (place.to_string(), Ok(Property::Value(value)))).collect())
}

fn items(list: &JsValue, count: u32) -> Inside {
    (0..count).map(|place| (place.to_string(), property(list, &JsValue::from(place)))).collect()
}

/// How many own properties there are, and the first of them.
fn properties(object: &JsValue, max: u32) -> Result<(u32, Inside), JsValue> {
    let names = Reflect::own_keys(object)?;
    let shown = (0..names.length().min(max)).map(|place| names.get(place));
    let inside = shown.map(|name| (property_name(&name), property(object, &name)));
    Ok((names.length(), inside.collect()))
}

fn property_name(name: &JsValue) -> String {
    if name.is_symbol() {
        return format!("[{}]", symbol_name(name, NAME_CHARACTERS_MAX).bare());
    }
    let name = text(name, NAME_CHARACTERS_MAX).bare();
    if name.is_empty() { "\"\"".into() } else { name }
}

/// What was thrown, as far as it says so without running anything.
fn reason(thrown: &JsValue) -> Text {
    let message = if thrown.is_object() { data(thrown, "message") } else { Some(thrown.clone()) };
    let message = message.map(|message| text(&message, NAME_CHARACTERS_MAX)).unwrap_or_default();
    if message.shown().is_empty() { Text::from("reading it throws") } else { message }
}
