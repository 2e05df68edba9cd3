//! What can be written at a place of a query.

use std::ops::Range;

use super::Type;
use super::error::Expected;
use super::parser::{Parser, Types};
use super::syntax::{Relation, Step, ValueKind};
use super::token::{Kind, Lexer};
use crate::{Column, ComponentId, Name, World};

/// What can be written at a place of a query, in place of the word that is being written there.
#[derive(Clone, Debug, PartialEq)]
pub struct Completion {
    /// Where the word begins, in UTF-16 units.
    pub start: usize,
    /// Where it ends: at the place that was asked about.
    pub end: usize,
    /// Whether the name of a type may stand there.
    pub types: bool,
    /// The component, and the steps inside it, of which a property may stand there.
    pub path: Option<(Type, Vec<Step>)>,
    /// Words and signs of the language that may stand there, comparisons first, then the comma. Signs that nobody needs
    /// to be told of are left out.
    pub words: Vec<&'static str>,
}

/// Signs that go on with a value, and are written without being looked for.
const CLOSE: [&str; 9] = [".", "[", "->", "+", "-", "*", "/", "%", "("];

/// Where words can stand among those that are offered.
const RANKS: Range<u8> = 0..4;

/// Where a word stands among those that are offered, if it is.
fn rank(word: &str) -> Option<u8> {
    Some(match word {
        _ if CLOSE.contains(&word) => return None,
        _ if Relation::SIGNS.iter().any(|(sign, _)| *sign == word) => 0,
        "," => 1,
        _ if word.starts_with(|first: char| first.is_alphabetic()) => 2,
        _ => 3,
    })
}

/// Every name is that of a type.
struct Any<'a, C>(&'a World<C>);

impl<C: Column> Types for Any<'_, C> {
    fn find(&self, name: &Name) -> Option<ComponentId> {
        Some(self.0.find(name).unwrap_or(ComponentId(u32::MAX)))
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}

impl<C: Column> World<C> {
    /// What can be written at an offset of a text, in UTF-16 units; what follows there is not looked at.
    #[must_use]
    pub fn complete(&self, text: &[u16], offset: usize) -> Completion {
        let end = offset.min(text.len());
        let before = text.get(..end).unwrap_or_default();
        let start = word_start(before);
        let types = Any(self);
        let mut parser = Parser::noting(before.get(..start).unwrap_or_default(), &types);
        // The words that could stand at the end are known whether or not the text could end there.
        let _ = parser.parse();
        let expected = if parser.peek() == Kind::End { parser.expected().to_vec() } else { Vec::new() };
        let path = parser.path.filter(|_| expected.contains(&Expected::Property));
        let words: Vec<_> = expected.iter().flat_map(|expected| words(*expected)).collect();
        let words =
            RANKS.flat_map(|wanted| words.iter().copied().filter(move |word| rank(word) == Some(wanted)));
        let words = words.collect();
        Completion { start, end, types: expected.contains(&Expected::Type), path, words }
    }
}

/// Where the name at the end of a text begins, which may be one between backticks that are not closed; the
/// text's end, if there is none.
fn word_start(text: &[u16]) -> usize {
    let mut lexer = Lexer::new(text);
    let tokens = std::iter::from_fn(|| Some(lexer.next()).filter(|token| token.kind != Kind::End));
    let last = tokens.last();
    let is_open = |start: usize| text.get(start) == Some(&u16::from(b'`'));
    let word = last.filter(|token| match token.kind {
        Kind::Name => token.span.end == text.len(),
        Kind::Bad(_) => is_open(token.span.start),
        _ => false,
    });
    word.map_or(text.len(), |token| token.span.start)
}

fn words(expected: Expected) -> Vec<&'static str> {
    match expected {
        Expected::Word(word) => vec![word],
        Expected::Sign(sign) => vec![sign],
        Expected::Comparison => Relation::SIGNS.iter().map(|(sign, _)| *sign).collect(),
        Expected::Operator => vec!["+", "-", "*", "/", "%"],
        Expected::Kind => ValueKind::NAMES.to_vec(),
        Expected::Value => vec!["null", "true", "false", "date(", "NaN", "Infinity"],
        Expected::Type => vec!["changed(", "added(", "removed(", "shared(", "shares("],
        _ => Vec::new(),
    }
}
