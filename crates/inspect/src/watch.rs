use serde::Serialize;

use crate::json::{object, words};
use crate::text::Text;

/// What pauses a simulation: a query, and how many it must find.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WatchRequest {
    /// Its number, which the client chooses.
    pub number: u32,
    /// The query's text.
    pub query: String,
    /// When it pauses.
    pub when: When,
    /// The number that is to be passed, where there is one.
    pub limit: u32,
}

/// When a watch pauses the simulation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// Something is found.
    #[default]
    NonEmpty,
    /// Nothing is found.
    Empty,
    /// More than a number is found.
    More,
    /// Fewer than a number is found.
    Fewer,
}

words!(When { "non-empty" => NonEmpty, "empty" => Empty, "more" => More, "fewer" => Fewer });

/// All watches of a world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watches {
    /// In the order in which they were set.
    pub watches: Vec<Watch>,
}

object!(Watches { watches });

/// A watch, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    /// Its number.
    pub number: u32,
    /// The query's text.
    pub query: Text,
    /// When it pauses.
    pub when: When,
    /// The number that is to be passed.
    pub limit: u32,
    /// How many were found last.
    pub count: u32,
    /// The tick at which it paused the simulation last.
    pub fired: Option<u32>,
    /// Why the simulation could not be paused then.
    pub failure: Option<Text>,
}

object!(Watch { number, query, when, limit, count, fired, failure });
