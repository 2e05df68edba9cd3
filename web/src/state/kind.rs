use terrarium_inspect::{Record, Shape, Value};

use crate::state::text::bare;

/// What to call a value's type.
pub(crate) fn type_name(value: &Value) -> String {
    match value {
        Value::Absent => "hole".into(),
        Value::Undefined => "undefined".into(),
        Value::Null => "null".into(),
        Value::Boolean(_) => "boolean".into(),
        Value::Number(_) => "number".into(),
        Value::BigInt(_) => "bigint".into(),
        Value::Text(_) => "string".into(),
        Value::Symbol(_) => "symbol".into(),
        Value::Function(_) => "function".into(),
        Value::Date(_) => "Date".into(),
        Value::Pattern(..) => "RegExp".into(),
        Value::Entity(_) => "entity".into(),
        Value::Record(record) => record_name(record),
        Value::Same(_) => "same object".into(),
        Value::Accessor => "accessor".into(),
        Value::Unreadable(_) => "unreadable".into(),
    }
}

/// How a value is coloured: the name of a class in the style sheet.
pub(crate) const fn tone(value: &Value) -> &'static str {
    match value {
        Value::Absent | Value::Undefined | Value::Null | Value::Accessor | Value::Same(_) => "faint",
        Value::Boolean(_) => "boolean",
        Value::Number(_) | Value::BigInt(_) | Value::Date(_) => "number",
        Value::Text(_) | Value::Pattern(..) => "string",
        Value::Symbol(_) | Value::Function(_) => "symbol",
        Value::Entity(_) => "entity",
        Value::Record(_) => "record",
        Value::Unreadable(_) => "unreadable",
    }
}

/// The name of a record's class; nothing for what was written `{}` or `[]`.
pub(crate) fn class_of(record: &Record) -> String {
    record.class.as_ref().map_or_else(|| "null prototype".into(), bare)
}

fn record_name(record: &Record) -> String {
    let class = class_of(record);
    let usual = match record.shape {
        Shape::Object if class.is_empty() => return "object".into(),
        Shape::Object => return class,
        Shape::List => "Array",
        Shape::Map => "Map",
        Shape::Set => "Set",
        Shape::Typed => "typed array",
    };
    format!("{}({})", if class.is_empty() { usual } else { &class }, record.size)
}

#[cfg(test)]
mod tests {
    use terrarium_inspect::FromJson;

    use super::*;

    #[test]
    fn a_record_is_called_what_it_is() {
        let called = |json: &str| type_name(&Value::from_text(json).expect("a value"));
        assert_eq!(called(r#"["object","",3,0]"#), "object");
        assert_eq!(called(r#"["object",null,3,0]"#), "null prototype");
        assert_eq!(called(r#"["object","Ant",3,0]"#), "Ant");
        assert_eq!(called(r#"["list","",3,0]"#), "Array(3)");
        assert_eq!(called(r#"["typed","Float64Array",3,0]"#), "Float64Array(3)");
        assert_eq!(called(r#"["map","Registry",3,0]"#), "Registry(3)");
    }
}
