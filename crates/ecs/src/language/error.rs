use std::fmt;

use super::token::Span;
use crate::Name;

/// Something that may stand at a place in a query's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expected {
    /// The name of a component type.
    Type,
    /// The name of a property, after a dot.
    Property,
    /// An index or a quoted property, between brackets.
    Index,
    /// `=`, `!=`, `<`, `<=`, `>` or `>=`.
    Comparison,
    /// `+`, `-`, `*`, `/` or `%`.
    Operator,
    /// A number, a text, `true`, `false`, `null` and the like.
    Value,
    /// A whole number.
    Count,
    /// An entity, as `#0:42v3`.
    Entity,
    /// A parameter, as `$name`.
    Parameter,
    /// What `is` can ask for.
    Kind,
    /// A text between quotes.
    Text,
    /// This word.
    Word(&'static str),
    /// This sign.
    Sign(&'static str),
    /// The end of the text.
    End,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Type => "a type",
            Self::Property => "a property",
            Self::Index => "an index",
            Self::Comparison => "a comparison",
            Self::Operator => "an operator",
            Self::Value => "a value",
            Self::Count => "a whole number",
            Self::Entity => "an entity",
            Self::Parameter => "a parameter",
            Self::Kind => "a kind of value",
            Self::Text => "a text",
            Self::End => "the end",
            Self::Word(text) | Self::Sign(text) => return write!(f, "`{text}`"),
        })
    }
}

/// What is wrong with a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryErrorKind {
    /// The text is none of the language.
    Syntax,
    /// The text is, but says something that has no meaning.
    Meaning,
    /// A name is that of no component type.
    UnknownType,
    /// The text is longer, or nested deeper, than the limit.
    Limit,
}

/// A query that cannot be asked: what is wrong, where, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// What is wrong.
    pub kind: QueryErrorKind,
    /// Where, in UTF-16 units.
    pub span: Span,
    /// What could stand there, if something else does.
    pub expected: Vec<Expected>,
    /// What is wrong in words, and what to do.
    pub message: String,
    /// The name that is none of a type.
    pub name: Option<Name>,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at {})", self.message, self.span.start)
    }
}

impl std::error::Error for QueryError {}
