use std::collections::BTreeMap;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::text::Text;
use crate::value::{Entry, Key, Record, Shape, Value};

impl Value {
    /// The value that a text in JSON means, as every program reads it: arrays are lists, and objects have properties.
    /// `None` for what is no JSON.
    #[must_use]
    pub fn of_json(json: &str) -> Option<Self> {
        serde_json::from_str::<Plain>(json).ok().map(|Plain(value)| value)
    }
}

/// A value that is written as JSON, without kinds.
struct Plain(Value);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PlainVisitor).map(Self)
    }
}

struct PlainVisitor;

impl<'de> Visitor<'de> for PlainVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Boolean(truth))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(Text::from(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(Plain(value)) = seq.next_element()? {
            entries.push(Entry { key: Key::Place(entries.len() as u32), value });
        }
        Ok(record(Shape::List, entries))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::<Entry>::new();
        // Of two properties of one name the last counts, in the place of the first.
        let mut places = BTreeMap::<String, usize>::new();
        while let Some((name, Plain(value))) = map.next_entry::<String, Plain>()? {
            match places.get(&name).and_then(|place| entries.get_mut(*place)) {
                Some(entry) => entry.value = value,
                None => {
                    places.insert(name.clone(), entries.len());
                    entries.push(Entry { key: Key::Name(Text::from(name)), value });
                }
            }
        }
        Ok(record(Shape::Object, entries))
    }
}

fn record(shape: Shape, entries: Vec<Entry>) -> Value {
    let (class, size) = (Some(Text::default()), entries.len() as u32);
    Value::Record(Record { shape, class, size, from: 0, entries })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_becomes_the_value_that_it_means() {
        let sent = |json: &str| serde_json::to_string(&Value::of_json(json)?).ok();
        assert_eq!(
            sent(r#"[1.5, "a", [null]]"#).as_deref(),
            Some(r#"["list","",3,0,1.5,"a",["list","",1,0,null]]"#)
        );
        assert_eq!(
            sent(r#"{"a": true, "b": {}, "a": 2}"#).as_deref(),
            Some(r#"["object","",2,0,"a",2.0,"b",["object","",0,0]]"#)
        );
        assert_eq!([sent("{"), sent("12n"), sent("")], [None, None, None]);
    }
}
