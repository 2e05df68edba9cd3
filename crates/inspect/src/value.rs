use std::slice;

use serde_json::Value as Json;
use terrarium_ecs::EntityId;

use crate::failure::ProtocolError;
use crate::json::{FromJson, tagged};
use crate::path::{Path, Step};
use crate::text::Text;

/// A component's value, or a part of it: as much as was asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// There is none: an array's hole, or a component that an entity does not have.
    Absent,
    /// `undefined`
    Undefined,
    /// `null`
    Null,
    /// A boolean.
    Boolean(bool),
    /// A number, exactly.
    Number(f64),
    /// A bigint in decimal.
    BigInt(String),
    /// A string.
    Text(Text),
    /// A symbol, by its description.
    Symbol(Text),
    /// A function, by its name.
    Function(Text),
    /// A date in ISO form; `None` if it is no date.
    Date(Option<String>),
    /// A regular expression: its source and its flags.
    Pattern(Text, String),
    /// A number that is declared to be an entity.
    Entity(EntityId),
    /// Something with values inside.
    Record(Record),
    /// The object that is at this place already, from the component's value on.
    Same(Path),
    /// A property that is computed when it is read, and was not read.
    Accessor,
    /// What could not be read, and why.
    Unreadable(Text),
}

/// Something with values inside.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// How it keeps them.
    pub shape: Shape,
    /// The name of its class, empty where it is the usual one of the shape; `None` without a prototype.
    pub class: Option<Text>,
    /// How many values are inside.
    pub size: u32,
    /// The place of the first entry.
    pub from: u32,
    /// Those that were asked for.
    pub entries: Vec<Entry>,
}

/// How a record keeps its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// In properties.
    Object,
    /// An array.
    List,
    /// A typed array.
    Typed,
    /// A `Map`.
    Map,
    /// A `Set`.
    Set,
}

/// A value inside another.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is found under.
    pub key: Key,
    /// The value.
    pub value: Value,
}

/// What a value is found under.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// Its place.
    Place(u32),
    /// A property's name.
    Name(Text),
    /// A property's symbol.
    Symbol(Text),
    /// A map's key.
    Value(Box<Value>),
}

impl Record {
    /// How many values come after the entries.
    #[must_use]
    pub const fn following(&self) -> u32 {
        self.size.saturating_sub(self.from).saturating_sub(self.entries.len() as u32)
    }

    /// The step to an entry: a name that is told whole, or its place.
    #[must_use]
    pub fn step(&self, at: u32) -> Step {
        let name = match self.entries.get(at as usize).map(|entry| &entry.key) {
            Some(Key::Name(name)) => name.whole(),
            _ => None,
        };
        name.map_or(Step::Place(self.from.saturating_add(at)), |name| Step::Name(name.to_owned()))
    }
}

impl FromJson for Value {
    fn from_json(json: &Json) -> Result<Self, ProtocolError> {
        match tagged(json) {
            Some((kind, parts)) => of_kind(json, kind, parts),
            None => plain(json),
        }
    }
}

/// A value that JSON has itself.
fn plain(json: &Json) -> Result<Value, ProtocolError> {
    match json {
        Json::Null => Ok(Value::Null),
        Json::Bool(truth) => Ok(Value::Boolean(*truth)),
        Json::Number(_) => f64::from_json(json).map(Value::Number),
        Json::String(_) => Text::from_json(json).map(Value::Text),
        Json::Array(_) | Json::Object(_) => Err(ProtocolError::expected("a value")),
    }
}

/// A value that begins with its kind.
fn of_kind(json: &Json, kind: &str, parts: &[Json]) -> Result<Value, ProtocolError> {
    Ok(match (kind, parts) {
        ("absent", []) => Value::Absent,
        ("undefined", []) => Value::Undefined,
        ("accessor", []) => Value::Accessor,
        ("number", [word]) => Value::Number(special(word)?),
        ("bigint", [digits]) => Value::BigInt(FromJson::from_json(digits)?),
        ("text" | "units", _) => Value::Text(FromJson::from_json(json)?),
        ("symbol", [name]) => Value::Symbol(FromJson::from_json(name)?),
        ("function", [name]) => Value::Function(FromJson::from_json(name)?),
        ("date", [date]) => Value::Date(FromJson::from_json(date)?),
        ("regexp", [source, flags]) => {
            Value::Pattern(FromJson::from_json(source)?, FromJson::from_json(flags)?)
        }
        ("entity", [number]) => Value::Entity(FromJson::from_json(number)?),
        ("same", [path]) => Value::Same(FromJson::from_json(path)?),
        ("unreadable", [reason]) => Value::Unreadable(FromJson::from_json(reason)?),
        _ => Value::Record(record(kind, parts)?),
    })
}

/// A number that JSON has no word for.
fn special(word: &Json) -> Result<f64, ProtocolError> {
    match word.as_str() {
        Some("NaN") => Ok(f64::NAN),
        Some("Infinity") => Ok(f64::INFINITY),
        Some("-Infinity") => Ok(f64::NEG_INFINITY),
        Some("-0") => Ok(-0.0),
        _ => Err(ProtocolError::new("there is no such number")),
    }
}

fn record(kind: &str, parts: &[Json]) -> Result<Record, ProtocolError> {
    let shape = match kind {
        "object" => Shape::Object,
        "list" => Shape::List,
        "typed" => Shape::Typed,
        "map" => Shape::Map,
        "set" => Shape::Set,
        _ => return Err(ProtocolError::new("there is no such value")),
    };
    let [class, size, from, rest @ ..] = parts else { return Err(ends_early()) };
    let (class, size, from) = (FromJson::from_json(class)?, u32::from_json(size)?, u32::from_json(from)?);
    let mut record = Record { shape, class, size, from, entries: Vec::new() };
    let mut rest = rest.iter();
    while let Some(first) = rest.next() {
        let place = from.saturating_add(record.entries.len() as u32);
        record.entries.push(entry(shape, place, Value::from_json(first)?, &mut rest)?);
    }
    Ok(record)
}

fn entry(
    shape: Shape,
    place: u32,
    first: Value,
    rest: &mut slice::Iter<'_, Json>,
) -> Result<Entry, ProtocolError> {
    let key = match (shape, first) {
        (Shape::List | Shape::Typed | Shape::Set, value) => {
            return Ok(Entry { key: Key::Place(place), value });
        }
        (Shape::Map, key) => Key::Value(Box::new(key)),
        (Shape::Object, Value::Text(name)) => Key::Name(name),
        (Shape::Object, Value::Symbol(name)) => Key::Symbol(name),
        (Shape::Object, _) => return Err(ProtocolError::new("a property without a name")),
    };
    Ok(Entry { key, value: Value::from_json(rest.next().ok_or_else(ends_early)?)? })
}

#[cold]
fn ends_early() -> ProtocolError {
    ProtocolError::new("a value ends too early")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(json: &str) -> Option<Value> {
        Value::from_text(json).ok()
    }

    fn read(json: &str) -> Value {
        parse(json).unwrap_or(Value::Unreadable(Text::from(json)))
    }

    #[test]
    fn every_primitive_is_read_exactly() {
        let cases = [
            ("null", Value::Null),
            ("true", Value::Boolean(true)),
            ("12", Value::Number(12.0)),
            ("-7", Value::Number(-7.0)),
            ("0.30000000000000004", Value::Number(0.1 + 0.2)),
            ("0.9073038322028689", Value::Number(0.907_303_832_202_868_9)),
            ("5e-324", Value::Number(5e-324)),
            ("9007199254740991", Value::Number(9_007_199_254_740_991.0)),
            (r#"["number","-Infinity"]"#, Value::Number(f64::NEG_INFINITY)),
            (r#"["bigint","18446744073709551616"]"#, Value::BigInt("18446744073709551616".into())),
            (r#""a""#, Value::Text(Text::from("a"))),
            (r#"["symbol","home"]"#, Value::Symbol(Text::from("home"))),
            (r#"["date",null]"#, Value::Date(None)),
            (r#"["regexp","a+","gi"]"#, Value::Pattern(Text::from("a+"), "gi".into())),
            (r#"["same",["a",3]]"#, Value::Same(vec![Step::Name("a".into()), Step::Place(3)])),
            (r#"["absent"]"#, Value::Absent),
            (r#"["accessor"]"#, Value::Accessor),
        ];
        for (json, value) in cases {
            assert_eq!(read(json), value, "{json}");
        }
        assert!(matches!(read(r#"["number","-0"]"#), Value::Number(zero) if zero.is_sign_negative()));
        assert!(matches!(read(r#"["number","NaN"]"#), Value::Number(number) if number.is_nan()));
        assert_eq!(read(r#"["entity",68719476778]"#), Value::Entity("0:42v1".parse().expect("a handle")));
    }

    #[test]
    fn records_keep_their_keys_apart_from_their_values() {
        let Value::Record(record) =
            read(r#"["object","",3,0,"__proto__",1,["symbol","s"],2,["text","k",9,0],3]"#)
        else {
            panic!("no record");
        };
        let keys: Vec<_> = record.entries.iter().map(|entry| entry.key.clone()).collect();
        assert_eq!(keys[..2], [Key::Name(Text::from("__proto__")), Key::Symbol(Text::from("s"))]);
        assert_eq!(
            [0, 1, 2].map(|at| record.step(at)),
            [Step::Name("__proto__".into()), Step::Place(1), Step::Place(2)]
        );
        let Value::Record(map) = read(r#"["map","",2,0,["list","",2,0],true]"#) else { panic!("no record") };
        assert!(matches!(&map.entries[0].key, Key::Value(key) if matches!(**key, Value::Record(_))));
        assert_eq!(map.following(), 1);
    }

    #[test]
    fn a_part_of_a_list_knows_its_places() {
        let Value::Record(list) = read(r#"["list","",100,40,7,["absent"]]"#) else { panic!("no record") };
        assert_eq!(list.entries[1], Entry { key: Key::Place(41), value: Value::Absent });
        assert_eq!((list.step(1), list.following()), (Step::Place(41), 58));
    }

    #[test]
    fn what_is_no_value_is_refused() {
        let wrong = [
            "{}",
            "[]",
            "[7]",
            r#"["nothing"]"#,
            r#"["number","0"]"#,
            r#"["entity",-1]"#,
            r#"["object","",1,0,"x"]"#,
            r#"["object","",1,0,7,1]"#,
            r#"["absent",1]"#,
            r#"["same",[{}]]"#,
            r#"["list","",-1,0]"#,
        ];
        for json in wrong {
            assert!(parse(json).is_none(), "{json}");
        }
        assert!(parse(&r#"["list","",1,0,"#.repeat(100_000)).is_none());
    }
}
