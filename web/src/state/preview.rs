use crate::state::number::{exact, short};
use crate::state::text::fit;
use crate::state::value::{Record, Shape, Value};

/// Characters of a preview in a table's cell.
pub(crate) const CELL_CHARACTERS_MAX: usize = 28;

/// A value in a few characters, such as `{x: 12.50, y: 3}`: what a table's cell shows.
pub(crate) fn cell(value: &Value) -> String {
    fit(&brief(value), CELL_CHARACTERS_MAX)
}

/// A value on a line of its own: exact where it is a single value, a preview where it is a record.
pub(crate) fn line(value: &Value, characters_max: usize) -> String {
    match value {
        Value::Number(number) => exact(*number),
        Value::String(text) => text.quoted(),
        _ => fit(&brief(value), characters_max),
    }
}

fn brief(value: &Value) -> String {
    match value {
        Value::Undefined => "undefined".into(),
        Value::Null => "null".into(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Number(number) => short(*number),
        Value::BigInt(digits) => format!("{}n", digits.bare()),
        Value::String(text) => text.quoted(),
        Value::Symbol(name) => format!("Symbol({})", name.bare()),
        Value::Function(name) => format!("ƒ {}", name.bare()),
        Value::Date(date) => date.clone().unwrap_or_else(|| "Invalid Date".into()),
        Value::Record(record) => brief_record(record),
        Value::Accessor => "(computed)".into(),
        Value::Unreadable(reason) => format!("unreadable: {}", reason.bare()),
    }
}

fn brief_record(record: &Record) -> String {
    let class = record.class.bare();
    let (open, close) = if record.shape == Shape::List { ("[", "]") } else { ("{", "}") };
    let prefix = match record.shape {
        Shape::Object if class.is_empty() => String::new(),
        Shape::Object => format!("{class} "),
        Shape::List if record.fields.is_empty() || !class.is_empty() => {
            format!("{}({}) ", if class.is_empty() { "Array" } else { &class }, record.size)
        }
        Shape::List => String::new(),
        Shape::Map => format!("Map({}) ", record.size),
        Shape::Set => format!("Set({}) ", record.size),
    };
    let mut fields: Vec<String> =
        record.fields.iter().map(|field| brief_field(record.shape, field)).collect();
    if record.unseen() > 0 {
        fields.push("…".into());
    }
    format!("{prefix}{open}{}{close}", fields.join(", "))
}

fn brief_field(shape: Shape, field: &crate::state::value::Field) -> String {
    let value = brief(&field.value);
    match shape {
        Shape::Object => format!("{}: {value}", field.key.name),
        Shape::Map => format!("{} → {value}", field.key.name),
        Shape::List | Shape::Set => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::text::Text;
    use crate::state::value::{Field, keys};

    fn record(shape: Shape, class: &str, size: u32, fields: &[(&str, Value)]) -> Value {
        let keys = keys(fields.iter().map(|(name, _)| (*name).to_owned()));
        let fields =
            keys.into_iter().zip(fields).map(|(key, (_, value))| Field { key, value: value.clone() });
        Value::Record(Record { shape, class: Text::from(class), size, fields: fields.collect() })
    }

    #[test]
    fn a_cell_is_short() {
        let point = record(Shape::Object, "", 2, &[("x", Value::Number(12.5)), ("y", Value::Number(3.0))]);
        assert_eq!(cell(&point), "{x: 12.50, y: 3}");
        let long = record(Shape::Object, "", 1, &[("text", Value::String(Text::from(&*"a".repeat(99))))]);
        assert_eq!(cell(&long).chars().count(), CELL_CHARACTERS_MAX);
        assert_eq!(cell(&Value::Boolean(true)), "true");
    }

    #[test]
    fn containers_say_what_they_are() {
        let one = Value::Number(1.0);
        assert_eq!(cell(&record(Shape::List, "", 3, &[("0", one.clone())])), "[1, …]");
        assert_eq!(cell(&record(Shape::List, "", 3, &[])), "Array(3) […]");
        assert_eq!(cell(&record(Shape::List, "Uint8Array", 1, &[("0", one.clone())])), "Uint8Array(1) [1]");
        assert_eq!(cell(&record(Shape::Map, "Map", 1, &[("\"a\"", one.clone())])), "Map(1) {\"a\" → 1}");
        assert_eq!(cell(&record(Shape::Set, "Set", 1, &[("0", one.clone())])), "Set(1) {1}");
        assert_eq!(cell(&record(Shape::Object, "Ant", 1, &[("age", one)])), "Ant {age: 1}");
        assert_eq!(cell(&record(Shape::Object, "", 2, &[])), "{…}");
        assert_eq!(cell(&record(Shape::Object, "", 0, &[])), "{}");
    }

    #[test]
    fn a_line_of_its_own_is_exact() {
        assert_eq!(line(&Value::Number(0.1 + 0.2), 20), "0.30000000000000004");
        assert_eq!(line(&Value::BigInt(Text::from("12")), 20), "12n");
        assert_eq!(line(&Value::Date(None), 20), "Invalid Date");
        assert_eq!(line(&Value::Accessor, 20), "(computed)");
    }
}
