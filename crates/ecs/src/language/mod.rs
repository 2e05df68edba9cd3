//! The query language: one text that asks a world anything. `QUERY.md` is its grammar and its meaning.

mod clauses;
mod completion;
mod conditions;
mod error;
mod explain;
mod nearest;
mod needs;
mod news;
mod operands;
mod parser;
mod relations;
mod selection;
mod spelling;
mod syntax;
mod token;

pub(crate) use parser::{Parser, Types};

pub use completion::Completion;
pub use error::{Expected, QueryError, QueryErrorKind};
pub use explain::Step as Explained;
pub use news::{Asked, News};
pub use selection::{Numbers, Selection};
pub use spelling::spelled;
pub use syntax::{
    Aggregate, Column as ShownColumn, Condition, Count, Handle, Hop, Item, Literal, Operand, Order,
    Parameter, Path, Query, Relation, Step, Structure, Test, Type, ValueKind,
};
pub use token::Span;
