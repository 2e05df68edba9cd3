use serde::Serialize;

use crate::json::{object, words};
use crate::text::Text;

/// How a query was answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// What had to hold, in the order in which it was asked.
    pub steps: Vec<ExplainedStep>,
    /// How many matched, before any limit.
    pub matches: u32,
    /// Milliseconds that it took.
    pub took: f64,
}

object!(Explanation { steps, matches, took });

/// Something that had to hold.
#[derive(Clone, Debug, PartialEq)]
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

object!(ExplainedStep { text, by, estimate, left });

/// What decides whether something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// Masks of the entities that have a component.
    Mask,
    /// The values themselves.
    Value,
}

words!(Means { "mask" => Mask, "value" => Value });

/// How a file of rows is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// A list of objects.
    Json,
    /// Comma-separated values.
    Csv,
}

words!(Format { "json" => Json, "csv" => Csv });

/// What was exported: bytes go along with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Rows, or groups.
    pub rows: u32,
    /// How they are written.
    pub format: Format,
}

object!(Exported { rows, format });
