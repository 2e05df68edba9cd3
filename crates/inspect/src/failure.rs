use std::fmt;

use serde_json::Value as Json;

use crate::json::{FromJson, object};

/// Why a world refused something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What kind of failure it is.
    pub code: FailureCode,
    /// What went wrong, in words.
    pub message: String,
    /// More about it.
    data: Option<Data>,
}

object!(Failure { code, message, data });

#[derive(Clone, Debug, PartialEq, Eq)]
struct Data {
    offset: Option<u32>,
    length: Option<u32>,
    expected: Vec<String>,
    holders: Option<u32>,
}

object!(Data { offset, length, expected or Vec::new(), holders });

/// Where a query cannot be understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryFault {
    /// Where it begins, in UTF-16 units.
    pub offset: u32,
    /// How long it is, in UTF-16 units.
    pub length: u32,
    /// What could stand there.
    pub expected: Vec<String>,
    /// What is wrong, in words.
    pub message: String,
}

/// Kinds of failures, by the numbers that messages carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FailureCode {
    /// The message could not be understood.
    Invalid,
    /// The world knows nothing of this client: it was not greeted, or has forgotten it.
    NotGreeted,
    /// The world speaks another version of the protocol.
    UnsupportedProtocol,
    /// More than a limit allows.
    Limit,
    /// The query's text cannot be understood.
    Query,
    /// The simulation failed, or there is none.
    Simulation,
    /// The world refused, or is no more.
    World,
    /// A value cannot be taken as it was sent.
    Value,
    /// A shared component is to be changed, and nobody said for whom.
    Shared,
    /// It cannot be undone or done again any more.
    Undo,
    /// What is past does not change.
    Past,
    /// It was given up.
    Canceled,
    /// There is no such world, snapshot, type or history.
    Missing,
    /// Something that this version does not know.
    Other,
}

impl Failure {
    /// How many hold the component, if it was not said for whom of them it is to be changed.
    #[must_use]
    pub fn holders(&self) -> Option<u32> {
        self.data.as_ref().filter(|_| self.code == FailureCode::Shared)?.holders
    }

    /// Where the query is wrong, if it is the query.
    #[must_use]
    pub fn query_fault(&self) -> Option<QueryFault> {
        let data = self.data.as_ref().filter(|_| self.code == FailureCode::Query)?;
        let (offset, length) = (data.offset?, data.length.unwrap_or(0));
        Some(QueryFault { offset, length, expected: data.expected.clone(), message: self.message.clone() })
    }
}

impl FromJson for FailureCode {
    fn from_json(json: &Json) -> Result<Self, ProtocolError> {
        Ok(match i64::from_json(json)? {
            -32_700 | -32_602..=-32_600 => Self::Invalid,
            1 => Self::NotGreeted,
            2 => Self::UnsupportedProtocol,
            3 => Self::Limit,
            4 => Self::Query,
            5 => Self::Simulation,
            6 => Self::World,
            10 => Self::Value,
            11 => Self::Shared,
            12 => Self::Undo,
            7 => Self::Past,
            8 => Self::Canceled,
            9 => Self::Missing,
            _ => Self::Other,
        })
    }
}

/// A message that came in is not one of the protocol's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtocolError {
    /// The way to what is wrong, a dot after each step.
    place: String,
    reason: String,
}

impl ProtocolError {
    #[cold]
    pub(crate) fn new(reason: &str) -> Self {
        Self { place: String::new(), reason: reason.to_owned() }
    }

    /// Something else stands where something of a kind should.
    #[cold]
    pub(crate) fn expected(kind: &str) -> Self {
        Self::new(&format!("{kind} was expected"))
    }

    /// No variant has this word.
    #[cold]
    pub(crate) fn unknown(word: &str) -> Self {
        Self::new(&format!("there is no such word: {word}"))
    }

    /// The same, of the field of this name.
    #[cold]
    pub(crate) fn within(mut self, name: &str) -> Self {
        self.place = format!("{name}.{}", self.place);
        self
    }

    /// The same, of the item at this place.
    #[cold]
    pub(crate) fn at(self, place: usize) -> Self {
        self.within(&place.to_string())
    }
}

impl fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the world sent what is no message of the protocol: ")?;
        if let Some(place) = self.place.strip_suffix('.') {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.reason)
    }
}

impl std::error::Error for ProtocolError {}

impl From<serde_json::Error> for ProtocolError {
    fn from(error: serde_json::Error) -> Self {
        Self::new(&error.to_string())
    }
}
