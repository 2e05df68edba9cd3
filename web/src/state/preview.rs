use terrarium_inspect::{Entry, Key, Path, Record, Shape, Step, Value};

use crate::state::kind::class_of;
use crate::state::number::{exact, short};
use crate::state::text::{bare, fit, quoted};

/// Characters of a preview in a table's cell.
pub(crate) const CELL_CHARACTERS_MAX: usize = 28;

/// A value in a few characters, such as `{x: 12.50, y: 3}`: what a table's cell shows. Under a heading that says its class
/// already, the class is left out.
pub(crate) fn cell(value: &Value, heading: &str) -> String {
    let text = match value {
        Value::Record(record) if record.shape == Shape::Object && class_of(record) == heading => {
            braced(record, String::new())
        }
        _ => brief(value),
    };
    fit(&text, CELL_CHARACTERS_MAX)
}

/// A value on a line of its own: exact where it is a single value, a preview where it is a record.
pub(crate) fn line(value: &Value, characters_max: usize) -> String {
    match value {
        Value::Number(number) => exact(*number),
        Value::Text(text) => quoted(text),
        Value::Same(path) => format!("the same as {}", way(path)),
        _ => fit(&brief(value), characters_max),
    }
}

fn brief(value: &Value) -> String {
    match value {
        Value::Absent => "hole".into(),
        Value::Undefined => "undefined".into(),
        Value::Null => "null".into(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Number(number) => short(*number),
        Value::BigInt(digits) => format!("{digits}n"),
        Value::Text(text) => quoted(text),
        Value::Symbol(name) => format!("Symbol({})", bare(name)),
        Value::Function(name) => format!("ƒ {}", bare(name)),
        Value::Date(date) => date.clone().unwrap_or_else(|| "Invalid Date".into()),
        Value::Pattern(source, flags) => format!("/{}/{flags}", bare(source)),
        Value::Entity(entity) => entity.to_string(),
        Value::Record(record) => brief_record(record),
        Value::Same(_) => "{↑}".into(),
        Value::Accessor => "(computed)".into(),
        Value::Unreadable(reason) => format!("unreadable: {}", bare(reason)),
    }
}

fn brief_record(record: &Record) -> String {
    let class = class_of(record);
    let size = record.size;
    let prefix = match record.shape {
        Shape::Object if class.is_empty() => String::new(),
        Shape::Object => format!("{class} "),
        Shape::List if !class.is_empty() => format!("{class}({size}) "),
        Shape::List if record.entries.is_empty() => format!("Array({size}) "),
        Shape::List => String::new(),
        Shape::Typed => format!("{class}({size}) "),
        Shape::Map => format!("Map({size}) "),
        Shape::Set => format!("Set({size}) "),
    };
    braced(record, prefix)
}

fn braced(record: &Record, prefix: String) -> String {
    let (open, close) = match record.shape {
        Shape::List | Shape::Typed => ("[", "]"),
        Shape::Object | Shape::Map | Shape::Set => ("{", "}"),
    };
    let mut entries: Vec<String> = record.entries.iter().map(brief_entry).collect();
    if record.following() > 0 {
        entries.push("…".into());
    }
    format!("{prefix}{open}{}{close}", entries.join(", "))
}

fn brief_entry(entry: &Entry) -> String {
    let value = brief(&entry.value);
    match &entry.key {
        Key::Place(_) => value,
        Key::Name(_) | Key::Symbol(_) => format!("{}: {value}", key(&entry.key)),
        Key::Value(_) => format!("{} → {value}", key(&entry.key)),
    }
}

/// What a value is found under, as it is shown.
pub(crate) fn key(key: &Key) -> String {
    match key {
        Key::Place(place) => place.to_string(),
        Key::Name(name) if name.length() == 0 => "\"\"".into(),
        Key::Name(name) => bare(name),
        Key::Symbol(name) => format!("[{}]", bare(name)),
        Key::Value(value) => fit(&brief(value), CELL_CHARACTERS_MAX),
    }
}

/// The way to a value, from its component.
pub(crate) fn way(path: &Path) -> String {
    if path.is_empty() {
        return "the component".into();
    }
    let steps = path.iter().map(|step| match step {
        Step::Name(name) => fit(name, CELL_CHARACTERS_MAX),
        Step::Place(place) => place.to_string(),
    });
    steps.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use terrarium_inspect::FromJson;

    use super::*;

    fn value(json: &str) -> Value {
        Value::from_text(json).expect("a value")
    }

    fn shown(json: &str) -> String {
        cell(&value(json), "Position")
    }

    #[test]
    fn a_cell_is_short() {
        assert_eq!(shown(r#"["object","",2,0,"x",12.5,"y",3]"#), "{x: 12.50, y: 3}");
        assert_eq!(shown(r#"["object","Position",2,0,"x",12.5,"y",3]"#), "{x: 12.50, y: 3}");
        let long = format!(r#"["object","",1,0,"text","{}"]"#, "a".repeat(99));
        assert_eq!(shown(&long).chars().count(), CELL_CHARACTERS_MAX);
        assert_eq!(shown("true"), "true");
    }

    #[test]
    fn containers_say_what_they_are() {
        let cases = [
            (r#"["list","",3,0,1]"#, "[1, …]"),
            (r#"["list","",3,0]"#, "Array(3) […]"),
            (r#"["typed","Uint8Array",1,0,1]"#, "Uint8Array(1) [1]"),
            (r#"["map","",1,0,"a",1]"#, "Map(1) {\"a\" → 1}"),
            (r#"["set","",1,0,1]"#, "Set(1) {1}"),
            (r#"["object","Ant",1,0,"age",1]"#, "Ant {age: 1}"),
            (r#"["object","",2,0]"#, "{…}"),
            (r#"["object","",0,0]"#, "{}"),
            (r#"["object","",2,0,"a",["same",[]],["symbol","s"],["entity",7]]"#, "{a: {↑}, [s]: 0:7v0}"),
            (r#"["regexp","a+","g"]"#, "/a+/g"),
        ];
        for (json, text) in cases {
            assert_eq!(shown(json), text, "{json}");
        }
    }

    #[test]
    fn a_line_of_its_own_is_exact() {
        assert_eq!(line(&Value::Number(0.1 + 0.2), 20), "0.30000000000000004");
        assert_eq!(line(&Value::BigInt("12".into()), 20), "12n");
        assert_eq!(line(&Value::Date(None), 20), "Invalid Date");
        assert_eq!(line(&Value::Accessor, 20), "(computed)");
        assert_eq!(line(&value(r#"["same",["a",3]]"#), 20), "the same as a.3");
    }
}
