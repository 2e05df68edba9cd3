//! What messages are read with: their text becomes a tree once, and everything is read from there.

use serde_json::{Map, Value as Json};
use terrarium_ecs::EntityId;

use crate::failure::ProtocolError;

/// What can be read from JSON.
pub trait FromJson: Sized {
    /// Reads it from a tree.
    ///
    /// # Errors
    /// For what is something else; the error tells where.
    fn from_json(json: &Json) -> Result<Self, ProtocolError>;

    /// What it is where the field of an object is missing.
    ///
    /// # Errors
    /// Where it must not be missing.
    fn from_nothing() -> Result<Self, ProtocolError> {
        Err(ProtocolError::new("it is missing"))
    }

    /// Reads it from a text.
    ///
    /// # Errors
    /// For what is no JSON, or something else.
    fn from_text(text: &str) -> Result<Self, ProtocolError> {
        Self::from_json(&parse(text)?)
    }
}

/// The fields of an object.
pub(crate) type Fields = Map<String, Json>;

/// The tree that a text in JSON means.
#[inline(never)]
pub(crate) fn parse(text: &str) -> Result<Json, ProtocolError> {
    Ok(serde_json::from_str(text)?)
}

/// The fields of what must be an object. Those that nobody knows are passed over.
pub(crate) fn fields(json: &Json) -> Result<&Fields, ProtocolError> {
    json.as_object().ok_or_else(|| ProtocolError::expected("an object"))
}

/// Reads a field.
#[inline(never)]
pub(crate) fn field<T: FromJson>(fields: &Fields, name: &str) -> Result<T, ProtocolError> {
    fields.get(name).map_or_else(T::from_nothing, T::from_json).map_err(|error| error.within(name))
}

/// The items of what must be a list.
fn items(json: &Json) -> Result<&[Json], ProtocolError> {
    json.as_array().map(Vec::as_slice).ok_or_else(|| ProtocolError::expected("a list"))
}

/// The kind that a list begins with, and what follows it. `None` for all else.
pub(crate) fn tagged(json: &Json) -> Option<(&str, &[Json])> {
    let (kind, parts) = json.as_array()?.split_first()?;
    Some((kind.as_str()?, parts))
}

/// Lets a struct be read from an object. Fields are called what they are called in JSON, unless another name is given;
/// `field or value` tells what a field is that is missing.
macro_rules! object {
    (@field $fields:ident $name:expr) => { $crate::json::field($fields, $name)? };
    (@field $fields:ident $name:expr, $default:expr) => {
        if $fields.contains_key($name) { $crate::json::field($fields, $name)? } else { $default }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $name:literal) => { $name };
    ($type:ident { $($field:ident $(: $name:literal)? $(or $default:expr)?),+ $(,)? }) => {
        impl $crate::json::FromJson for $type {
            fn from_json(json: &serde_json::Value) -> Result<Self, $crate::failure::ProtocolError> {
                let fields = $crate::json::fields(json)?;
                Ok(Self {
                    $($field: object!(@field fields object!(@name $field $($name)?) $(, $default)?),)+
                })
            }
        }
    };
}

/// Lets an enum be read from a word, each variant from its own; `_` is what all other words mean.
macro_rules! words {
    (@other $word:ident) => { Err($crate::failure::ProtocolError::unknown($word)) };
    (@other $word:ident $other:ident) => { Ok(Self::$other) };
    ($type:ident { $($name:literal => $variant:ident),+ $(, _ => $other:ident)? $(,)? }) => {
        impl $crate::json::FromJson for $type {
            fn from_json(json: &serde_json::Value) -> Result<Self, $crate::failure::ProtocolError> {
                let Some(word) = json.as_str() else {
                    return Err($crate::failure::ProtocolError::expected("a word"));
                };
                match word {
                    $($name => Ok(Self::$variant),)+
                    _ => words!(@other word $($other)?),
                }
            }
        }
    };
}

/// Lets types be read from what is not made of parts.
macro_rules! primitives {
    ($($type:ty, $kind:literal: $read:expr;)+) => {$(
        impl FromJson for $type {
            fn from_json(json: &Json) -> Result<Self, ProtocolError> {
                let read: fn(&Json) -> Option<Self> = $read;
                read(json).ok_or_else(|| ProtocolError::expected($kind))
            }
        }
    )+};
}

pub(crate) use {object, words};

primitives! {
    bool, "true or false": Json::as_bool;
    u32, "a whole number of 32 bits": |json| u32::try_from(json.as_u64()?).ok();
    u64, "a whole number": Json::as_u64;
    i64, "a whole number": Json::as_i64;
    f64, "a number": Json::as_f64;
    String, "a text": |json| json.as_str().map(str::to_owned);
    EntityId, "an entity": |json| EntityId::from_number(json.as_f64()?);
}

/// `null`, or nothing at all, is `None`.
impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: &Json) -> Result<Self, ProtocolError> {
        if json.is_null() { Ok(None) } else { T::from_json(json).map(Some) }
    }

    fn from_nothing() -> Result<Self, ProtocolError> {
        Ok(None)
    }
}

/// A list.
impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: &Json) -> Result<Self, ProtocolError> {
        let items = items(json)?;
        let mut read = Self::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            read.push(T::from_json(item).map_err(|error| error.at(place))?);
        }
        Ok(read)
    }
}

/// A list of two.
impl<A: FromJson, B: FromJson> FromJson for (A, B) {
    fn from_json(json: &Json) -> Result<Self, ProtocolError> {
        let [first, second] = items(json)? else { return Err(ProtocolError::expected("a list of two")) };
        let first = A::from_json(first).map_err(|error| error.at(0))?;
        Ok((first, B::from_json(second).map_err(|error| error.at(1))?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Nest {
        size: u32,
        is_warm: bool,
        laid: Option<f64>,
        eggs: Vec<(String, Shell)>,
        visits: u64,
    }

    object!(Nest { size, is_warm: "isWarm", laid, eggs, visits or 7 });

    #[derive(Debug, PartialEq)]
    enum Shell {
        Brown,
        Speckled,
    }

    words!(Shell { "brown" => Brown, "speckled" => Speckled });

    #[derive(Debug, PartialEq)]
    enum Song {
        Trill,
        Other,
    }

    words!(Song { "trill" => Trill, _ => Other });

    fn refusal<T: FromJson>(text: &str) -> String {
        T::from_text(text).err().map_or_else(String::new, |error| error.to_string())
    }

    fn assert_refused<T: FromJson>(text: &str, reason: &str) {
        let told = refusal::<T>(text);
        assert!(told.ends_with(&format!(": {reason}")), "{text}: {told}");
    }

    #[test]
    fn an_object_is_read_by_the_names_of_its_fields() {
        let nest = Nest { size: 3, is_warm: true, laid: None, eggs: vec![], visits: 7 };
        let told = r#"{"size":3,"isWarm":true,"eggs":[],"more":{}}"#;
        assert_eq!(Nest::from_text(told), Ok(nest));
        let nest = Nest {
            size: 0,
            is_warm: false,
            laid: Some(0.5),
            eggs: vec![("first".into(), Shell::Speckled)],
            visits: 1 << 60,
        };
        let told = r#"{"visits":1152921504606846976,"eggs":[["first","speckled"]],"laid":0.5,"isWarm":false,"size":0}"#;
        assert_eq!(Nest::from_text(told), Ok(nest));
        let nothing = Nest::from_text(r#"{"size":0,"isWarm":true,"laid":null,"eggs":[]}"#);
        assert_eq!(nothing.map(|nest| nest.laid), Ok(None));
    }

    #[test]
    fn what_is_refused_is_told_with_its_place() {
        let egg = |egg: &str| format!(r#"{{"size":3,"isWarm":true,"eggs":[["a","brown"],{egg}]}}"#);
        assert_refused::<Nest>(&egg(r#"["b","blue"]"#), "eggs.1.1: there is no such word: blue");
        assert_refused::<Nest>(&egg("[7,\"brown\"]"), "eggs.1.0: a text was expected");
        assert_refused::<Nest>(&egg("[\"b\"]"), "eggs.1: a list of two was expected");
        assert_refused::<Nest>(&egg("[\"b\",\"brown\",0]"), "eggs.1: a list of two was expected");
        assert_refused::<Nest>(r#"{"isWarm":true,"eggs":[]}"#, "size: it is missing");
        assert_refused::<Nest>(
            r#"{"size":3,"isWarm":true,"eggs":[],"visits":null}"#,
            "visits: a whole number was expected",
        );
        assert_refused::<Nest>("[3,true,null,[],7]", "an object was expected");
        assert!(refusal::<Nest>("{").contains("line 1"), "{}", refusal::<Nest>("{"));
    }

    #[test]
    fn each_kind_takes_nothing_else() {
        for wrong in ["-1", "0.5", "1.0", "4294967296", "\"1\"", "null"] {
            assert_refused::<u32>(wrong, "a whole number of 32 bits was expected");
        }
        for wrong in ["-1", "1.0", "18446744073709551616", "[1]"] {
            assert_refused::<u64>(wrong, "a whole number was expected");
        }
        for wrong in ["9223372036854775808", "-1.0", "false"] {
            assert_refused::<i64>(wrong, "a whole number was expected");
        }
        assert_refused::<f64>("\"1\"", "a number was expected");
        assert_refused::<bool>("0", "true or false was expected");
        assert_refused::<String>("null", "a text was expected");
        assert_refused::<EntityId>("0.5", "an entity was expected");
        assert_refused::<Vec<u32>>("{}", "a list was expected");
        assert_refused::<Option<u32>>("true", "a whole number of 32 bits was expected");
        assert_refused::<Shell>("3", "a word was expected");
        assert_refused::<Song>("null", "a word was expected");
        assert_eq!((u32::from_text("4294967295"), i64::from_text("-3")), (Ok(u32::MAX), Ok(-3)));
        assert_eq!((f64::from_text("7"), f64::from_text("-1")), (Ok(7.0), Ok(-1.0)));
    }

    #[test]
    fn words_that_nobody_knows_are_refused_unless_something_stands_for_them() {
        assert_refused::<Shell>("\"Brown\"", "there is no such word: Brown");
        assert_eq!(["\"trill\"", "\"caw\""].map(Song::from_text), [Ok(Song::Trill), Ok(Song::Other)]);
    }
}
