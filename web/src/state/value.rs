use crate::state::text::Text;

/// What is shown of a component value: a copy of as much of it as was asked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Undefined,
    Null,
    Boolean(bool),
    Number(f64),
    /// A bigint, in decimal.
    BigInt(Text),
    String(Text),
    /// A symbol, by its description.
    Symbol(Text),
    /// A function, by its name.
    Function(Text),
    /// A date in ISO form; `None` if it is no date.
    Date(Option<String>),
    /// Something with values inside.
    Record(Record),
    /// A property that is computed when read, and is not read, so that looking changes nothing.
    Accessor,
    /// What could not be read, and why.
    Unreadable(Text),
}

/// Something with values inside.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    pub(crate) shape: Shape,
    /// The name of its class; empty for what was written `{}` or `[]`.
    pub(crate) class: Text,
    /// How many values are inside.
    pub(crate) size: u32,
    /// The first of them; none where the record was not opened.
    pub(crate) fields: Vec<Field>,
}

/// How a record keeps its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Object,
    /// An array or a typed array.
    List,
    Map,
    Set,
}

/// A value inside another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    pub(crate) key: Key,
    pub(crate) value: Value,
}

/// Where a value is inside another. Cut names can be equal; `nth` tells them apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    pub(crate) name: String,
    pub(crate) nth: u32,
}

/// How much of a value to copy.
pub(crate) struct Extent<'a> {
    /// Whether to go into the record at a path from the value.
    pub(crate) is_open: &'a dyn Fn(&[Key]) -> bool,
    /// Fields of a record.
    pub(crate) fields_max: u32,
    /// Characters of a text.
    pub(crate) characters_max: u32,
}

/// Copies as much of a component value as is to be shown.
pub(crate) type Reader<'a, V> = &'a dyn Fn(&V, &Extent<'_>) -> Value;

impl Value {
    /// What to call the value's type.
    pub(crate) fn type_name(&self) -> String {
        match self {
            Self::Undefined => "undefined".into(),
            Self::Null => "null".into(),
            Self::Boolean(_) => "boolean".into(),
            Self::Number(_) => "number".into(),
            Self::BigInt(_) => "bigint".into(),
            Self::String(_) => "string".into(),
            Self::Symbol(_) => "symbol".into(),
            Self::Function(_) => "function".into(),
            Self::Date(_) => "Date".into(),
            Self::Record(record) => record.type_name(),
            Self::Accessor => "accessor".into(),
            Self::Unreadable(_) => "unreadable".into(),
        }
    }

    /// How the value is coloured: the name of a class in the style sheet.
    pub(crate) const fn tone(&self) -> &'static str {
        match self {
            Self::Undefined | Self::Null | Self::Accessor => "faint",
            Self::Boolean(_) => "boolean",
            Self::Number(_) | Self::BigInt(_) | Self::Date(_) => "number",
            Self::String(_) => "string",
            Self::Symbol(_) | Self::Function(_) => "symbol",
            Self::Record(_) => "record",
            Self::Unreadable(_) => "unreadable",
        }
    }
}

impl Record {
    /// Values that are inside but not among the fields.
    pub(crate) const fn unseen(&self) -> u32 {
        self.size.saturating_sub(self.fields.len() as u32)
    }

    fn type_name(&self) -> String {
        let class = match (self.shape, self.class.shown()) {
            (Shape::Object, "") => return "object".into(),
            (Shape::Object, class) => return class.into(),
            (Shape::List, "") => "Array",
            (Shape::Map, "") => "Map",
            (Shape::Set, "") => "Set",
            (_, class) => class,
        };
        format!("{class}({})", self.size)
    }
}

/// Makes the keys of fields whose names, once cut, may repeat.
pub(crate) fn keys(names: impl IntoIterator<Item = String>) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    for name in names {
        let nth = keys.iter().filter(|key| key.name == name).count() as u32;
        keys.push(Key { name, nth });
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_called_what_it_is() {
        let called = |shape, class: &str| {
            Value::Record(Record { shape, class: Text::from(class), size: 3, fields: vec![] }).type_name()
        };
        assert_eq!(called(Shape::Object, ""), "object");
        assert_eq!(called(Shape::Object, "Ant"), "Ant");
        assert_eq!(called(Shape::List, ""), "Array(3)");
        assert_eq!(called(Shape::List, "Float64Array"), "Float64Array(3)");
        assert_eq!(called(Shape::Map, "Registry"), "Registry(3)");
    }

    #[test]
    fn repeated_names_are_told_apart() {
        let keys = keys(["a", "__proto__", "a"].map(String::from));
        let told: Vec<_> = keys.iter().map(|key| (key.name.as_str(), key.nth)).collect();
        assert_eq!(told, [("a", 0), ("__proto__", 0), ("a", 1)]);
    }
}
