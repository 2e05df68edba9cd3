//! Values in a query: paths, literals, parameters, and how they are reckoned with and related.

use super::error::{Expected, QueryErrorKind};
use super::parser::{Node, Parsed, Parser, error};
use super::syntax::{Condition, Count, Handle, Hop, Literal, Operand, Path, Step, Structure, Test};
use super::token::Kind;
use crate::{EntityId, Event};

/// Literals that are words.
const WORDS: [&str; 5] = ["null", "true", "false", "NaN", "Infinity"];
/// The largest number of ticks, rows, or index.
const COUNT_MAX: u32 = 1 << 30;

impl Expected {
    /// What begins a condition, or asks for a column.
    pub(crate) const TERM: [Self; 8] = [
        Self::Type,
        Self::Sign("!"),
        Self::Sign("?"),
        Self::Word("not"),
        Self::Sign("("),
        Self::Word("entity"),
        Self::Parameter,
        Self::Value,
    ];

    /// What makes a condition of a value.
    pub(crate) const RELATIONS: [Self; 6] = [
        Self::Comparison,
        Self::Sign("~"),
        Self::Word("in"),
        Self::Word("has"),
        Self::Word("is"),
        Self::Word("not"),
    ];
}

impl Parser<'_> {
    /// A value, and nothing that would make a condition of it.
    pub(crate) fn operand(&mut self) -> Parsed<Operand> {
        let node = self.sum()?;
        self.value(node)
    }

    pub(crate) fn sum(&mut self) -> Parsed<Node> {
        self.arithmetic(Self::product, &["+", "-"])
    }

    fn product(&mut self) -> Parsed<Node> {
        self.arithmetic(Self::factor, &["*", "/", "%"])
    }

    fn arithmetic(&mut self, part: fn(&mut Self) -> Parsed<Node>, signs: &[&'static str]) -> Parsed<Node> {
        let start = self.span();
        let mut node = part(self)?;
        loop {
            if matches!(node, Node::Operand(..)) {
                self.note(Expected::Operator);
            }
            let Some(operator) = signs.iter().find(|sign| self.peek() == Kind::Symbol(sign)) else {
                return Ok(node);
            };
            let one = self.value(node)?;
            self.count_operator()?;
            self.advance();
            let other = part(self)?;
            let other = self.value(other)?;
            let whole = Operand::Arithmetic(Box::new(one), operator, Box::new(other));
            node = Node::Operand(whole, start.to(self.last()));
        }
    }

    pub(crate) fn factor(&mut self) -> Parsed<Node> {
        let start = self.span();
        self.note(Expected::Type);
        if self.accept("-") {
            self.count_operator()?;
            let node = self.deeper(Self::factor)?;
            let operand = self.value(node)?;
            return Ok(Node::Operand(Operand::Negative(Box::new(operand)), start.to(self.last())));
        }
        if self.accept("(") {
            return self.deeper(Self::parentheses);
        }
        if self.next_is("(")
            && let Some(node) = self.function()?
        {
            return Ok(node);
        }
        let operand = match self.literal()? {
            Some(literal) => Operand::Literal(literal),
            None => self.variable()?,
        };
        Ok(Node::Operand(operand, start.to(self.last())))
    }

    fn parentheses(&mut self) -> Parsed<Node> {
        let first = self.disjunction()?;
        if !self.accept(",") {
            self.require(")")?;
            return Ok(first);
        }
        let mut all = vec![self.whole(first)?];
        loop {
            all.push(self.condition()?);
            if !self.accept(",") {
                self.require(")")?;
                return Ok(Node::Condition(Condition::All(all)));
            }
        }
    }

    fn variable(&mut self) -> Parsed<Operand> {
        if let Some(parameter) = self.parameter() {
            return Ok(Operand::Parameter(parameter));
        }
        if self.accept_word("entity") {
            return Ok(Operand::Entity);
        }
        self.path().map(Operand::Path)
    }

    // ---------------------------------------------------------------- paths

    fn path(&mut self) -> Parsed<Path> {
        let mut hops = vec![self.hop()?];
        while self.accept("->") {
            hops.push(self.hop()?);
        }
        Ok(Path { hops })
    }

    fn hop(&mut self) -> Parsed<Hop> {
        let component = self.component()?;
        let mut steps = Vec::new();
        loop {
            if self.accept(".") {
                self.note(Expected::Property);
                if self.peek() == Kind::End {
                    self.path = Some((component.clone(), steps.clone()));
                }
                let Some(name) = self.name(false)? else { return Err(self.unexpected()) };
                steps.push(Step::Key(name));
            } else if self.accept("[") {
                self.note(Expected::Index);
                steps.push(self.index()?);
                self.require("]")?;
            } else {
                return Ok(Hop { component, steps });
            }
        }
    }

    fn index(&mut self) -> Parsed<Step> {
        if self.peek() == Kind::Text {
            return self.quoted().map(Step::Key);
        }
        match self.digits()? {
            Some(index) => Ok(Step::Index(index)),
            None => Err(self.unexpected()),
        }
    }

    // ---------------------------------------------------------------- literals

    fn literal(&mut self) -> Parsed<Option<Literal>> {
        self.note(Expected::Value);
        if let Some(word) = WORDS.into_iter().find(|word| self.is_word(word)) {
            self.advance();
            return Ok(Some(Literal::Word(word)));
        }
        let text = String::from_utf16_lossy(self.text(self.span()));
        let literal = match self.peek() {
            Kind::Text => return self.quoted().map(|text| Some(Literal::Text(text))),
            Kind::Entity => return self.entity().map(|entity| Some(Literal::Entity(entity))),
            Kind::Number => Literal::Number(text),
            Kind::BigInt => Literal::BigInt(text.trim_end_matches('n').into()),
            _ => return Ok(None),
        };
        self.advance();
        Ok(Some(literal))
    }

    fn entity(&mut self) -> Parsed<EntityId> {
        self.advance();
        let text = String::from_utf16_lossy(self.text(self.last()));
        let parsed = text.trim_start_matches('#').parse();
        parsed.map_err(|_| {
            let message = format!("`{text}` is no entity; write it as #0:42v3: shard, index, generation");
            error(QueryErrorKind::Syntax, self.last(), message)
        })
    }

    /// Digits that are a whole number within bounds.
    fn digits(&mut self) -> Parsed<Option<u32>> {
        if self.peek() != Kind::Number {
            return Ok(None);
        }
        self.advance();
        let text = String::from_utf16_lossy(self.text(self.last()));
        match text.parse() {
            Ok(number) if number <= COUNT_MAX => Ok(Some(number)),
            _ => {
                let message = format!("`{text}` is no whole number from 0 to {COUNT_MAX}");
                Err(error(QueryErrorKind::Meaning, self.last(), message))
            }
        }
    }

    /// A whole number, or a parameter that gives one.
    pub(crate) fn count(&mut self) -> Parsed<Count> {
        self.note(Expected::Count);
        if let Some(number) = self.digits()? {
            return Ok(Count::Given(number));
        }
        self.parameter().map(Count::Parameter).ok_or_else(|| self.unexpected())
    }

    // ---------------------------------------------------------------- functions

    /// A function of the language and its arguments, if the current name is one.
    fn function(&mut self) -> Parsed<Option<Node>> {
        if let Some((word, event)) = Event::WORDS.into_iter().find(|(word, _)| self.is_word(word)) {
            self.call(word)?;
            let component = self.component()?;
            let ticks = if self.accept(",") { self.count()? } else { Count::Given(1) };
            return self.closed(Structure::Within(event, component, ticks));
        }
        if self.is_word("shared") {
            self.call("shared")?;
            let component = self.component()?;
            return self.closed(Structure::Shared(component));
        }
        if self.is_word("shares") {
            self.call("shares")?;
            let component = self.component()?;
            self.require(",")?;
            let with = self.handle()?;
            return self.closed(Structure::Shares(component, with));
        }
        if self.is_word("date") { self.date().map(Some) } else { Ok(None) }
    }

    fn call(&mut self, word: &'static str) -> Parsed<()> {
        self.accept_word(word);
        self.require("(")
    }

    fn closed(&mut self, structure: Structure) -> Parsed<Option<Node>> {
        self.require(")")?;
        Ok(Some(Node::Condition(Condition::Structure(structure))))
    }

    fn handle(&mut self) -> Parsed<Handle> {
        self.note(Expected::Entity);
        if self.peek() == Kind::Entity {
            return self.entity().map(Handle::Given);
        }
        self.parameter().map(Handle::Parameter).ok_or_else(|| self.unexpected())
    }

    fn date(&mut self) -> Parsed<Node> {
        let start = self.span();
        self.call("date")?;
        self.note(Expected::Text);
        if self.peek() != Kind::Text {
            return Err(self.unexpected());
        }
        let text = self.quoted()?.to_string();
        if !is_date(&text) {
            let message = "A date is written as \"2026-11-25\" or \"2026-11-25T18:30:00Z\"";
            return Err(error(QueryErrorKind::Syntax, self.last(), message.into()));
        }
        self.require(")")?;
        Ok(Node::Operand(Operand::Literal(Literal::Date(text)), start.to(self.last())))
    }
}

/// Whether a text has the shape of a date, or of a date and a time with its zone.
fn is_date(text: &str) -> bool {
    let shape: String =
        text.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
    let Some((date, time)) = shape.split_once('T') else { return shape == "0000-00-00" };
    let zoned = time
        .strip_suffix('Z')
        .or_else(|| time.strip_suffix("+00:00"))
        .or_else(|| time.strip_suffix("-00:00"));
    date == "0000-00-00" && zoned.is_some_and(|time| ["00:00", "00:00:00", "00:00:00.000"].contains(&time))
}

impl Operand {
    /// The condition that stands for itself: a type, what a reference leads to, or an entity. Anything else
    /// comes back.
    pub(crate) fn into_condition(self) -> Result<Condition, Self> {
        match self {
            Self::Literal(Literal::Entity(entity)) => Ok(Condition::Structure(Structure::Is(entity))),
            Self::Path(mut path) if path.ends_at_component() => match path.hops.as_mut_slice() {
                [hop] => Ok(Condition::Structure(Structure::Has(hop.component.clone()))),
                _ => Ok(Condition::Value(Test::Leads(Self::Path(path)))),
            },
            other => Err(other),
        }
    }
}
