use terrarium_inspect::{Record, Text, Value};

use crate::state::number::exact;

/// A value as it is written in a field, to be read by `value_of` again. `None` for what is not written there: what has
/// something inside, what is cut, and what has no literal.
pub(crate) fn literal(value: &Value) -> Option<String> {
    Some(match value {
        Value::Absent | Value::Undefined => "undefined".into(),
        Value::Null => "null".into(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Number(number) => exact(*number),
        Value::BigInt(digits) => format!("{digits}n"),
        Value::Text(text) => json(text.whole()?),
        Value::Date(date) => date.clone().unwrap_or_default(),
        Value::Pattern(source, flags) => format!("/{}/{flags}", source.whole()?),
        Value::Entity(entity) => entity.to_string(),
        Value::Record(Record { size: 0, shape: terrarium_inspect::Shape::Object, .. }) => "{}".into(),
        Value::Record(Record { size: 0, shape: terrarium_inspect::Shape::List, .. }) => "[]".into(),
        Value::Record(_)
        | Value::Symbol(_)
        | Value::Function(_)
        | Value::Same(_)
        | Value::Accessor
        | Value::Unreadable(_) => return None,
    })
}

/// What somebody wrote in a field in which a value stood. A literal means what it says; other words are a text where a
/// text stood.
///
/// # Errors
/// What is wrong with it, in words.
pub(crate) fn value_of(written: &str, before: Option<&Value>) -> Result<Value, String> {
    let trimmed = written.trim();
    if let Some(value) = special(trimmed).or_else(|| Value::of_json(trimmed)) {
        return as_before(value, before);
    }
    match before {
        Some(Value::Text(_)) => Ok(Value::Text(Text::from(written))),
        Some(Value::Date(_)) => Ok(Value::Date(Some(date(trimmed)?))),
        Some(Value::Entity(_)) => trimmed
            .parse()
            .map(Value::Entity)
            .map_err(|_| "An entity is written as 0:42v1, or null".to_owned()),
        Some(Value::Number(_)) => Err("A number is expected; a text is written in quotes".into()),
        Some(Value::BigInt(_)) => Err("A bigint is written as 12n".into()),
        _ => Err("Write null, true, 12, 12n, \"text\", [1, 2] or {\"a\": 1}".into()),
    }
}

/// What stood there says what a number means.
fn as_before(value: Value, before: Option<&Value>) -> Result<Value, String> {
    match (value, before) {
        (Value::Number(number), Some(Value::Entity(_))) => terrarium_ecs::EntityId::from_number(number)
            .map(Value::Entity)
            .ok_or_else(|| "There is no such entity".into()),
        (value, _) => Ok(value),
    }
}

/// What JSON has no word for.
fn special(written: &str) -> Option<Value> {
    Some(match written {
        "undefined" => Value::Undefined,
        "NaN" => Value::Number(f64::NAN),
        "Infinity" | "∞" => Value::Number(f64::INFINITY),
        "-Infinity" | "−Infinity" | "−∞" | "-∞" => Value::Number(f64::NEG_INFINITY),
        "-0" | "−0" => Value::Number(-0.0),
        _ => return bigint(written).or_else(|| minus(written)).or_else(|| pattern(written)),
    })
}

fn bigint(written: &str) -> Option<Value> {
    let digits = written.strip_suffix('n')?;
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    let is_whole = !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit());
    is_whole.then(|| Value::BigInt(digits.to_owned()))
}

/// A number with the sign that the page writes, or without a digit before its point.
fn minus(written: &str) -> Option<Value> {
    let number = written.replace('−', "-").replace(',', "");
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    if is_number { number.parse().ok().map(Value::Number) } else { None }
}

fn pattern(written: &str) -> Option<Value> {
    let (source, flags) = written.strip_prefix('/')?.rsplit_once('/')?;
    let is_pattern = !source.is_empty() && flags.bytes().all(|byte| b"dgimsuvy".contains(&byte));
    is_pattern.then(|| Value::Pattern(Text::from(source), flags.to_owned()))
}

/// A date as a world takes it; its parts are for the world to judge.
fn date(written: &str) -> Result<String, String> {
    let looks_like_one = written.len() >= 10 && written.bytes().filter(|byte| *byte == b'-').count() >= 2;
    let is_plain = written.bytes().all(|byte| byte.is_ascii_digit() || b"-+:.TZ".contains(&byte));
    if looks_like_one && is_plain {
        Ok(written.to_owned())
    } else {
        Err("A date is written as 2026-01-31 or 2026-01-31T12:00:00Z".into())
    }
}

/// A text as JSON writes it.
fn json(text: &str) -> String {
    let mut written = String::from('"');
    for character in text.chars() {
        match character {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            '\0'..='\x1f' => written.push_str(&format!("\\u{:04x}", character as u32)),
            _ => written.push(character),
        }
    }
    written.push('"');
    written
}

#[cfg(test)]
mod tests {
    use terrarium_inspect::FromJson;

    use super::*;

    fn read(json: &str) -> Value {
        Value::from_text(json).expect("a value")
    }

    #[test]
    fn every_literal_is_read_as_what_it_was() {
        let values = [
            "null",
            "true",
            "-12.5",
            "1e300",
            r#""a \"b\" \\ \n \u0001 🐝""#,
            r#"["number","NaN"]"#,
            r#"["number","-Infinity"]"#,
            r#"["number","-0"]"#,
            r#"["bigint","-18446744073709551616"]"#,
            r#"["date","1970-01-01T00:00:00.000Z"]"#,
            r#"["regexp","a/+","gi"]"#,
            r#"["entity",68719476778]"#,
            r#"["undefined"]"#,
            r#"["object","",0,0]"#,
            r#"["list","",0,0]"#,
        ];
        for json in values {
            let value = read(json);
            let written = literal(&value).expect("a literal");
            let again = value_of(&written, Some(&value)).expect("a value");
            assert_eq!(serde_json::to_string(&again).ok(), serde_json::to_string(&value).ok(), "{written}");
        }
        for json in [r#"["object","",1,0]"#, r#"["text","a",9,0]"#, r#"["function","f"]"#, r#"["accessor"]"#]
        {
            assert_eq!(literal(&read(json)), None, "{json}");
        }
    }

    #[test]
    fn a_literal_changes_the_kind_of_a_value() {
        let text = read(r#""idle""#);
        let of = |written: &str, before: &Value| value_of(written, Some(before));
        assert_eq!(of("walking", &text), Ok(Value::Text("walking".into())));
        assert_eq!([of("null", &text), of("12", &text)], [Ok(Value::Null), Ok(Value::Number(12.0))]);
        assert_eq!(of("\"12\"", &Value::Number(1.0)), Ok(Value::Text("12".into())));
        assert_eq!(of("1,234.5", &Value::Number(1.0)), Ok(Value::Number(1234.5)));
        assert!(matches!(of("[1, {\"a\": 2}]", &Value::Null), Ok(Value::Record(_))));
        let entity = "0:7v0".parse().expect("a handle");
        assert_eq!(of("7", &Value::Entity(entity)), Ok(Value::Entity(entity)));
    }

    #[test]
    fn what_means_nothing_is_refused_in_words() {
        let date = Value::Date(None);
        let cases = [
            ("many", Value::Number(1.0)),
            ("soon", date.clone()),
            ("Ann", Value::Entity("0:7v0".parse().expect("a handle"))),
            ("-1", Value::Entity("0:7v0".parse().expect("a handle"))),
            ("1.5n", Value::BigInt("1".into())),
            ("nil", Value::Null),
            ("", Value::Number(1.0)),
        ];
        for (written, before) in cases {
            assert!(value_of(written, Some(&before)).is_err(), "{written}");
        }
        assert_eq!(value_of("2026-01-31", Some(&date)), Ok(Value::Date(Some("2026-01-31".into()))));
    }
}
