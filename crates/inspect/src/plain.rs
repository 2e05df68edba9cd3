use serde_json::Value as Json;

use crate::json::parse;
use crate::text::Text;
use crate::value::{Entry, Key, Record, Shape, Value};

impl Value {
    /// The value that a text in JSON means, as every program reads it: arrays are lists, and objects have properties.
    /// `None` for what is no JSON.
    #[must_use]
    pub fn of_json(json: &str) -> Option<Self> {
        parse(json).ok().map(plain)
    }
}

fn plain(json: Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(truth) => Value::Boolean(truth),
        Json::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
        Json::String(text) => Value::Text(Text::from(text)),
        Json::Array(items) => {
            let entry = |(place, item)| Entry { key: Key::Place(place), value: plain(item) };
            record(Shape::List, (0..).zip(items).map(entry).collect())
        }
        Json::Object(properties) => {
            let entry = |(name, value)| Entry { key: Key::Name(Text::from(name)), value: plain(value) };
            record(Shape::Object, properties.into_iter().map(entry).collect())
        }
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
