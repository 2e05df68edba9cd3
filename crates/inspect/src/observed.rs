use crate::json::object;
use crate::text::Text;
use crate::value::Value;

/// What is seen of a component type's values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TypeView {
    /// The type's number.
    pub number: u32,
    /// Entities that have it.
    pub entities: u32,
    /// Values that were looked at.
    pub sampled: u32,
    /// Roughly how many bytes all values take.
    pub bytes: f64,
    /// The places in the values, the whole value first.
    pub fields: Vec<Field>,
}

object!(TypeView { number: "type", entities, sampled, bytes, fields });

/// A place in the values of a type.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// What it is called.
    pub name: Text,
    /// How deep it is; 0 for the whole value.
    pub depth: u32,
    /// Kinds of values, and how many are of each.
    pub kinds: Vec<(String, u32)>,
    /// How many values have nothing there.
    pub missing: u32,
    /// The least and the greatest number, if there are any.
    pub range: Option<(Value, Value)>,
    /// How short and how long texts and arrays are, if there are any.
    pub lengths: Option<(u32, u32)>,
    /// How the values are spread.
    pub bars: Vec<Bar>,
}

object!(Field { name, depth, kinds, missing, range, lengths, bars });

/// A bar of a histogram.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// A value, or a list of where a range begins and ends.
    pub label: Value,
    /// How many of the values that were looked at.
    pub count: u32,
    /// Finds those that it counts.
    pub condition: String,
}

object!(Bar { label, count, condition });
