//! Values on their way to a world: each as the list, or the plain JSON, that it is read from.

use serde::ser::{Serialize, SerializeSeq, Serializer};
use terrarium_ecs::EntityId;

use crate::text::Text;
use crate::value::{Key, Record, Shape, Value};

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => ["absent"].serialize(serializer),
            Self::Undefined => ["undefined"].serialize(serializer),
            Self::Accessor => ["accessor"].serialize(serializer),
            Self::Null => serializer.serialize_none(),
            Self::Boolean(truth) => serializer.serialize_bool(*truth),
            Self::Number(number) => number_as(*number, serializer),
            Self::BigInt(digits) => ("bigint", digits).serialize(serializer),
            Self::Text(text) => text.serialize(serializer),
            Self::Symbol(name) => ("symbol", name).serialize(serializer),
            Self::Function(name) => ("function", name).serialize(serializer),
            Self::Date(date) => ("date", date).serialize(serializer),
            Self::Pattern(source, flags) => ("regexp", source, flags).serialize(serializer),
            Self::Entity(entity) => ("entity", number(*entity)).serialize(serializer),
            Self::Record(record) => record.serialize(serializer),
            Self::Same(path) => ("same", path).serialize(serializer),
            Self::Unreadable(reason) => ("unreadable", reason).serialize(serializer),
        }
    }
}

/// JSON has no word for some numbers.
fn number_as<S: Serializer>(number: f64, serializer: S) -> Result<S::Ok, S::Error> {
    let word = match number {
        _ if number.is_nan() => "NaN",
        f64::INFINITY => "Infinity",
        f64::NEG_INFINITY => "-Infinity",
        _ if number == 0.0 && number.is_sign_negative() => "-0",
        _ => return serializer.serialize_f64(number),
    };
    ("number", word).serialize(serializer)
}

/// A handle as its number.
pub(crate) fn number(entity: EntityId) -> u64 {
    entity.to_number() as u64
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kind = match self.shape {
            Shape::Object => "object",
            Shape::List => "list",
            Shape::Typed => "typed",
            Shape::Map => "map",
            Shape::Set => "set",
        };
        let mut list = serializer.serialize_seq(None)?;
        list.serialize_element(kind)?;
        list.serialize_element(&self.class)?;
        list.serialize_element(&self.size)?;
        list.serialize_element(&self.from)?;
        for entry in &self.entries {
            match &entry.key {
                Key::Place(_) => (),
                Key::Name(name) => list.serialize_element(name)?,
                Key::Symbol(name) => list.serialize_element(&("symbol", name))?,
                Key::Value(key) => list.serialize_element(key)?,
            }
            list.serialize_element(&entry.value)?;
        }
        list.end()
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.sound() {
            Some(part) if !self.is_cut() => serializer.serialize_str(part),
            Some(part) => ("text", part, self.length(), self.start()).serialize(serializer),
            None => ("units", self.digits(), self.length(), self.start()).serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{FromJson, Value};

    #[test]
    fn what_is_read_is_written_again() {
        let values = [
            "null",
            "true",
            "0.30000000000000004",
            r#""a🐝""#,
            r#"["number","NaN"]"#,
            r#"["number","-Infinity"]"#,
            r#"["number","-0"]"#,
            r#"["bigint","-18446744073709551616"]"#,
            r#"["text","bc",5,1]"#,
            r#"["units","0061d800",2,0]"#,
            r#"["symbol","home"]"#,
            r#"["function","max"]"#,
            r#"["date",null]"#,
            r#"["date","1970-01-01T00:00:00.000Z"]"#,
            r#"["regexp","a+","gi"]"#,
            r#"["entity",68719476778]"#,
            r#"["same",["a",3]]"#,
            r#"["undefined"]"#,
            r#"["object",null,3,0,"__proto__",true,["symbol","s"],null,["text","k",9,0],"x"]"#,
            r#"["list","",100,40,"a",["absent"]]"#,
            r#"["map","Crew",1,0,["list","",1,0,"k"],["accessor"]]"#,
            r#"["set","",1,0,["unreadable","gone"]]"#,
            r#"["typed","Float64Array",1,0,0.5]"#,
        ];
        for json in values {
            let value = Value::from_text(json).expect("a value");
            assert_eq!(serde_json::to_string(&value).expect("plain"), json);
        }
    }
}
