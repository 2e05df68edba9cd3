use terrarium_inspect::{Shape, Value};

use crate::state::literal::value_of;
use crate::state::openings::NodePath;

/// What somebody is writing at a node of an entity's values, and has not finished.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Draft {
    pub(crate) node: NodePath,
    pub(crate) what: Drafted,
    /// What stands in the field at first.
    pub(crate) text: String,
    /// What is wrong with it.
    pub(crate) error: Option<String>,
}

/// What is being written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Drafted {
    /// Another value in place of this one.
    Value(Value),
    /// Another text, as it is: without quotes.
    Text,
    /// One more inside a record, with a key if it has keys.
    Entry(Shape),
}

impl Draft {
    /// Whether it is one more inside a record.
    pub(crate) const fn is_entry(&self) -> bool {
        matches!(self.what, Drafted::Entry(_))
    }

    /// Whether what is written has a key.
    pub(crate) const fn has_key(&self) -> bool {
        matches!(self.what, Drafted::Entry(Shape::Object | Shape::Map))
    }

    /// The key and the value that were written.
    ///
    /// # Errors
    /// What is wrong with them, in words.
    pub(crate) fn read(&self, key: &str, written: &str) -> Result<(Option<Value>, Value), String> {
        match &self.what {
            Drafted::Value(before) => Ok((None, value_of(written, Some(before))?)),
            Drafted::Text => Ok((None, Value::Text(written.into()))),
            Drafted::Entry(Shape::Object) => Ok((Some(Value::Text(key.into())), value_of(written, None)?)),
            Drafted::Entry(Shape::Map) => {
                let key = value_of(key, Some(&Value::Text(key.into())))?;
                Ok((Some(key), value_of(written, None)?))
            }
            Drafted::Entry(_) => Ok((None, value_of(written, None)?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(what: Drafted) -> Draft {
        Draft { node: (0, vec![]), what, text: String::new(), error: None }
    }

    #[test]
    fn keys_are_names_in_objects_and_values_in_maps() {
        let key = |shape| draft(Drafted::Entry(shape)).read("7", "null").expect("a value").0;
        assert_eq!(key(Shape::Object), Some(Value::Text("7".into())));
        assert_eq!(key(Shape::Map), Some(Value::Number(7.0)));
        assert_eq!(key(Shape::List), None);
        let before = draft(Drafted::Value(Value::Text("a".into())));
        assert_eq!(before.read("", "b"), Ok((None, Value::Text("b".into()))));
        assert!(draft(Drafted::Entry(Shape::Set)).read("", "b").is_err());
    }
}
