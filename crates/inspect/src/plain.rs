use std::collections::BTreeMap;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess};

use crate::text::Text;
use crate::value::{Entry, Key, Record, Shape, Value, ValueVisitor};

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
        deserializer.deserialize_any(ValueVisitor::<true>).map(Self)
    }
}

pub(crate) fn list<'de, A: SeqAccess<'de>>(mut seq: A) -> Result<Value, A::Error> {
    let mut entries = Vec::new();
    while let Some(Plain(value)) = seq.next_element()? {
        entries.push(Entry { key: Key::Place(entries.len() as u32), value });
    }
    Ok(record(Shape::List, entries))
}

pub(crate) fn object<'de, A: MapAccess<'de>>(mut map: A) -> Result<Value, A::Error> {
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
