use serde::{Deserialize, Serialize};

use crate::text::Text;

/// How a query was answered.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Explanation {
    /// What had to hold, in the order in which it was asked.
    pub steps: Vec<ExplainedStep>,
    /// How many matched, before any limit.
    pub matches: u32,
    /// Milliseconds that it took.
    pub took: f64,
}

/// Something that had to hold.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ExplainedStep {
    /// As the language writes it.
    pub text: Text,
    /// What decided it.
    pub by: Means,
    /// How many were expected to be left after it.
    pub estimate: f64,
    /// How many were.
    pub left: u32,
}

/// What decides whether something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Means {
    /// Masks of the entities that have a component.
    Mask,
    /// The values themselves.
    Value,
}

/// How a file of rows is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// A list of objects.
    Json,
    /// Comma-separated values.
    Csv,
}

/// What was exported: bytes go along with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Exported {
    /// Rows, or groups.
    pub rows: u32,
    /// How they are written.
    pub format: Format,
}
