//! From text to what it says: recursive descent, one token ahead, never back.

use rustc_hash::FxHashMap;

use super::clauses::{AGGREGATES, COUNT};
use super::error::{Expected, QueryError, QueryErrorKind};
use super::nearest::nearest;
use super::spelling::RESERVED;
use super::syntax::{Column, Condition, Operand, Parameter, Query, Step, Type};
use super::token::{Kind, Lexer, Span, Token, unquoted};
use crate::{ComponentId, Name};

/// UTF-16 units of a query.
pub(crate) const TEXT_UNITS_MAX: usize = 65_536;
/// How deep parentheses, `!`, `not` and signs may be nested.
pub(crate) const DEPTH_MAX: u32 = 64;

/// `+`, `-`, `*`, `/` and `%` in one query.
const OPERATORS_MAX: u32 = 256;

/// The component types that a query may name.
pub(crate) trait Types {
    fn find(&self, name: &Name) -> Option<ComponentId>;
    fn names(&self) -> Vec<String>;
}

pub(crate) struct Parser<'a> {
    text: &'a [u16],
    types: &'a dyn Types,
    lexer: Lexer<'a>,
    last: Span,
    current: Token,
    ahead: Token,
    depth: u32,
    operators: u32,
    /// Where the types and the parameters that were named are in the query.
    columns: FxHashMap<ComponentId, usize>,
    parameters: FxHashMap<Name, usize>,
    /// What was asked for at the current token, and was not there, if anybody wants to know: most texts have no
    /// error, and are read twice as fast without noting.
    expected: Option<Vec<Expected>>,
    /// The path whose next property was asked for last.
    pub(crate) path: Option<(Type, Vec<Step>)>,
    pub(crate) query: Query,
}

/// The error is boxed: it is large, and rare.
pub(crate) type Parsed<T> = Result<T, Box<QueryError>>;

/// What may yet become a condition or a value.
pub(crate) enum Node {
    Operand(Operand, Span),
    Condition(Condition),
}

impl<'a> Parser<'a> {
    fn new(text: &'a [u16], types: &'a dyn Types, expected: Option<Vec<Expected>>) -> Self {
        let mut lexer = Lexer::new(if text.len() <= TEXT_UNITS_MAX { text } else { &[] });
        let (last, current, ahead) = (Span { start: 0, end: 0 }, lexer.next(), lexer.next());
        let (columns, parameters) = (FxHashMap::default(), FxHashMap::default());
        let (path, query) = (None, Query::default());
        let (depth, operators) = (0, 0);
        Self {
            text,
            types,
            lexer,
            last,
            current,
            ahead,
            depth,
            operators,
            columns,
            parameters,
            expected,
            path,
            query,
        }
    }

    /// A parser that notes what could stand where it is.
    pub(crate) fn noting(text: &'a [u16], types: &'a dyn Types) -> Self {
        Self::new(text, types, Some(Vec::new()))
    }

    /// What a text says.
    pub(crate) fn read(text: &'a [u16], types: &'a dyn Types) -> Parsed<Query> {
        let mut parser = Self::new(text, types, None);
        if parser.parse().is_err() {
            parser = Self::noting(text, types);
            parser.parse()?;
        }
        Ok(parser.query)
    }

    /// Reads the whole text.
    pub(crate) fn parse(&mut self) -> Parsed<()> {
        if self.text.len() > TEXT_UNITS_MAX {
            let span = Span { start: TEXT_UNITS_MAX, end: self.text.len() };
            let message =
                format!("The query is longer than {TEXT_UNITS_MAX} characters; pass values as parameters");
            return Err(error(QueryErrorKind::Limit, span, message));
        }
        if self.peek() == Kind::End {
            Expected::TERM.into_iter().for_each(|expected| self.note(expected));
        } else if !self.is_at_clause() {
            self.terms()?;
        }
        self.clauses()?;
        if self.peek() == Kind::End { Ok(()) } else { Err(self.unexpected()) }
    }

    /// What could stand where parsing ended.
    pub(crate) fn expected(&self) -> &[Expected] {
        self.expected.as_deref().unwrap_or_default()
    }

    fn terms(&mut self) -> Parsed<()> {
        loop {
            self.note(Expected::Type);
            if self.accept("?") {
                let component = self.component()?;
                self.show(component, true);
            } else {
                let condition = self.condition()?;
                condition.each_required(&mut |component| self.show(component.clone(), false));
                self.query.conditions.push(condition);
            }
            if !self.accept(",") {
                return Ok(());
            }
        }
    }

    fn show(&mut self, component: Type, optional: bool) {
        let columns = &mut self.query.columns;
        let place = *self.columns.entry(component.id).or_insert(columns.len());
        match columns.get_mut(place) {
            Some(column) => column.optional &= optional,
            None => columns.push(Column { component, optional }),
        }
    }

    /// One level further down.
    pub(crate) fn deeper<T>(&mut self, part: fn(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == DEPTH_MAX {
            let message =
                format!("The query is nested deeper than {DEPTH_MAX}; join conditions with `,` instead");
            return Err(error(QueryErrorKind::Limit, self.last(), message));
        }
        self.depth += 1;
        let result = part(self);
        self.depth -= 1;
        result
    }

    /// Counts an operator: values are not nested deeper than there are operators.
    pub(crate) fn count_operator(&mut self) -> Parsed<()> {
        self.operators += 1;
        if self.operators <= OPERATORS_MAX {
            return Ok(());
        }
        let message = format!("The query has more than {OPERATORS_MAX} arithmetic operators");
        Err(error(QueryErrorKind::Limit, self.span(), message))
    }

    // ---------------------------------------------------------------- names

    /// A component type.
    pub(crate) fn component(&mut self) -> Parsed<Type> {
        self.note(Expected::Type);
        let Some(name) = self.name(true)? else { return Err(self.unexpected()) };
        let span = self.last();
        match self.types.find(&name) {
            Some(id) => Ok(Type { id, name }),
            None => Err(self.unknown(&name, span)),
        }
    }

    fn unknown(&self, name: &Name, span: Span) -> Box<QueryError> {
        let (text, names) = (name.to_string(), self.types.names());
        let near =
            || nearest(&text, names.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
        let advice = foreign(&text).or_else(near).unwrap_or_else(|| {
            "a type is known once an entity had it or it was defined; a text stands between quotes".into()
        });
        let message = format!("Unknown type `{}`; {advice}", shortened(name.units()));
        Box::new(QueryError {
            kind: QueryErrorKind::UnknownType,
            span,
            expected: vec![Expected::Type],
            message,
            name: Some(name.clone()),
        })
    }

    /// A name, if the current token is one: bare, unless it is a reserved word, or between backticks.
    pub(crate) fn name(&mut self, reserves: bool) -> Parsed<Option<Name>> {
        match self.peek() {
            Kind::Name if !(reserves && self.is_reserved()) => {
                self.advance();
                Ok(Some(Name::from_units(self.text(self.last()).to_vec())))
            }
            Kind::Quoted => self.quoted().map(Some),
            _ => Ok(None),
        }
    }

    /// The current token without its quotes.
    pub(crate) fn quoted(&mut self) -> Parsed<Name> {
        self.advance();
        let span = self.last();
        let message = "After a backslash come a quote, a backslash, `n`, `t`, or `u` and four digits";
        let text = unquoted(self.text(span)).map(Name::from_units);
        text.ok_or_else(|| error(QueryErrorKind::Syntax, span, message.into()))
    }

    fn is_reserved(&self) -> bool {
        RESERVED.iter().any(|word| self.is_word(word))
    }

    /// A parameter, if the current token is one.
    pub(crate) fn parameter(&mut self) -> Option<Parameter> {
        self.note(Expected::Parameter);
        if self.peek() != Kind::Parameter {
            return None;
        }
        self.advance();
        let span = self.last();
        let units = self.text(span).get(1..).unwrap_or_default();
        let (name, known) = (Name::from_units(units.to_vec()), &mut self.query.parameters);
        let place = *self.parameters.entry(name.clone()).or_insert(known.len());
        if place == known.len() {
            known.push((name.clone(), span));
        }
        Some(Parameter { place, name })
    }

    // ---------------------------------------------------------------- tokens

    pub(crate) const fn peek(&self) -> Kind {
        self.current.kind
    }

    pub(crate) fn next_is(&self, sign: &'static str) -> bool {
        self.ahead.kind == Kind::Symbol(sign)
    }

    pub(crate) const fn span(&self) -> Span {
        self.current.span
    }

    /// The span of the token that was taken last.
    pub(crate) const fn last(&self) -> Span {
        self.last
    }

    pub(crate) fn text(&self, span: Span) -> &'a [u16] {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    pub(crate) fn advance(&mut self) {
        self.last = self.current.span;
        (self.current, self.ahead) = (self.ahead, self.lexer.next());
        self.expected.iter_mut().for_each(Vec::clear);
    }

    pub(crate) fn note(&mut self, expected: Expected) {
        if let Some(noted) = self.expected.as_mut().filter(|noted| !noted.contains(&expected)) {
            noted.push(expected);
        }
    }

    /// Takes a sign, if it is there.
    pub(crate) fn accept(&mut self, sign: &'static str) -> bool {
        self.note(Expected::Sign(sign));
        self.take_if(self.peek() == Kind::Symbol(sign))
    }

    /// Takes a word, if it is there.
    pub(crate) fn accept_word(&mut self, word: &'static str) -> bool {
        self.note(Expected::Word(word));
        self.take_if(self.is_word(word))
    }

    pub(crate) fn take_if(&mut self, is: bool) -> bool {
        if is {
            self.advance();
        }
        is
    }

    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.peek() == Kind::Name && self.text(self.span()).iter().copied().eq(word.encode_utf16())
    }

    pub(crate) fn require(&mut self, sign: &'static str) -> Parsed<()> {
        if self.accept(sign) { Ok(()) } else { Err(self.unexpected()) }
    }

    // ---------------------------------------------------------------- errors

    /// The error for the current token.
    pub(crate) fn unexpected(&self) -> Box<QueryError> {
        self.unexpected_among(self.expected())
    }

    pub(crate) fn unexpected_among(&self, expected: &[Expected]) -> Box<QueryError> {
        let (span, kind) = (self.span(), self.peek());
        if let Kind::Bad(message) = kind {
            return error(QueryErrorKind::Syntax, span, message.into());
        }
        let found = match kind {
            Kind::End => "Unexpected end".into(),
            _ => format!("Unexpected `{}`", shortened(self.text(span))),
        };
        let small = String::from_utf16_lossy(self.text(span)).to_ascii_lowercase();
        let is_meant = |expected: &Expected| matches!(expected, Expected::Word(word) if *word == small);
        let message = if expected.iter().any(is_meant) {
            format!("{found}; words of the language are in small letters, as `{small}`")
        } else if expected.contains(&Expected::Word("or")) {
            let end = if expected.contains(&Expected::Sign(")")) {
                "close the parentheses with `)`, or "
            } else {
                ""
            };
            format!("{found}; {end}join conditions with `,`, `and` or `or`")
        } else {
            format!("{found}; expected {}", listed(expected))
        };
        Box::new(QueryError {
            kind: QueryErrorKind::Syntax,
            span,
            expected: expected.to_vec(),
            message,
            name: None,
        })
    }
}

/// What to write in place of a word of the language that is not at its place, or in large letters.
fn foreign(word: &str) -> Option<String> {
    let small = word.to_ascii_lowercase();
    if AGGREGATES.contains(&&*small) {
        let figure = if small == COUNT { small } else { format!("{small}(…)") };
        return Some(format!("figures are selected: write `… select {figure}`"));
    }
    RESERVED.contains(&&*small).then(|| format!("words of the language are in small letters, as `{small}`"))
}

/// An error of its own message.
pub(crate) fn error(kind: QueryErrorKind, span: Span, message: String) -> Box<QueryError> {
    Box::new(QueryError { kind, span, expected: Vec::new(), message, name: None })
}

const SHOWN_UNITS_MAX: usize = 40;

fn shortened(text: &[u16]) -> String {
    match text.get(..SHOWN_UNITS_MAX) {
        Some(beginning) => format!("{}…", String::from_utf16_lossy(beginning)),
        None => String::from_utf16_lossy(text),
    }
}

fn listed(expected: &[Expected]) -> String {
    match expected {
        [] => Expected::End.to_string(),
        [only] => only.to_string(),
        [many @ .., last] => {
            let many: Vec<String> = many.iter().map(ToString::to_string).collect();
            format!("{} or {last}", many.join(", "))
        }
    }
}
