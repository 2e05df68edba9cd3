//! What follows the conditions: what is shown, divided, put in order and cut.

use super::error::{Expected, QueryErrorKind};
use super::parser::{Parsed, Parser, error};
use super::syntax::{Aggregate, Item, Operand, Order, Query};
use super::token::Span;

/// The figure that may be of nothing in particular.
pub(crate) const COUNT: &str = "count";
pub(crate) const AGGREGATES: [&str; 5] = [COUNT, "sum", "avg", "min", "max"];
const CLAUSES: [&str; 5] = ["select", "group", "order", "limit", "offset"];

impl Parser<'_> {
    pub(crate) fn is_at_clause(&self) -> bool {
        CLAUSES.iter().any(|word| self.is_word(word))
    }

    /// Clauses in any order, each once.
    pub(crate) fn clauses(&mut self) -> Parsed<()> {
        let mut given = Vec::new();
        let mut shown = Vec::new();
        while let Some(clause) = self.clause() {
            let span = self.last();
            if given.contains(&clause) {
                let message = format!("`{clause}` is there already; put both into one");
                return Err(error(QueryErrorKind::Meaning, span, message));
            }
            given.push(clause);
            match clause {
                "select" => self.select(&mut shown)?,
                "group" => self.group()?,
                "order" => self.order(&mut shown)?,
                "limit" => self.query.limit = Some(self.count()?),
                _ => self.query.offset = Some(self.count()?),
            }
        }
        self.ensure_grouped(&shown)
    }

    fn clause(&mut self) -> Option<&'static str> {
        CLAUSES.into_iter().find(|word| self.accept_word(word))
    }

    fn select(&mut self, shown: &mut Vec<(Item, Span)>) -> Parsed<()> {
        loop {
            let item = self.item(shown)?;
            self.query.select.push(item);
            if !self.accept(",") {
                return Ok(());
            }
        }
    }

    fn group(&mut self) -> Parsed<()> {
        self.by()?;
        loop {
            let operand = self.operand()?;
            self.query.group.push(operand);
            if !self.accept(",") {
                return Ok(());
            }
        }
    }

    fn order(&mut self, shown: &mut Vec<(Item, Span)>) -> Parsed<()> {
        self.by()?;
        loop {
            let by = self.item(shown)?;
            let descending = self.accept_word("desc");
            if !descending {
                self.accept_word("asc");
            }
            self.query.order.push(Order { by, descending });
            if !self.accept(",") {
                return Ok(());
            }
        }
    }

    fn by(&mut self) -> Parsed<()> {
        if self.accept_word("by") { Ok(()) } else { Err(self.unexpected()) }
    }

    /// A value or a figure, noted with its place.
    fn item(&mut self, shown: &mut Vec<(Item, Span)>) -> Parsed<Item> {
        let start = self.span();
        let item = match self.aggregate()? {
            Some(aggregate) => Item::Aggregate(aggregate),
            None => Item::Value(self.operand()?),
        };
        shown.push((item.clone(), start.to(self.last())));
        Ok(item)
    }

    fn aggregate(&mut self) -> Parsed<Option<Aggregate>> {
        for function in AGGREGATES {
            let called = self.next_is("(");
            let counts = function == COUNT && !self.next_is(".") && !self.next_is("[");
            self.note(Expected::Word(function));
            if !self.is_word(function) || !(called || counts) {
                continue;
            }
            self.advance();
            if !called {
                return Ok(Some(Aggregate { function, of: None }));
            }
            self.require("(")?;
            let of = self.operand()?;
            self.require(")")?;
            return Ok(Some(Aggregate { function, of: Some(of) }));
        }
        Ok(None)
    }

    /// Where there are groups, each of them has one value for what is shown.
    fn ensure_grouped(&self, shown: &[(Item, Span)]) -> Parsed<()> {
        if !self.query.is_grouped() {
            return Ok(());
        }
        let is_of_group = |operand: &Operand| self.query.group.contains(operand);
        let lost =
            shown.iter().find(|(item, _)| matches!(item, Item::Value(operand) if !is_of_group(operand)));
        let Some((item, span)) = lost else { return Ok(()) };
        let message =
            format!("`{item}` differs within a group; put it into `group by`, or into sum, avg, min or max");
        Err(error(QueryErrorKind::Meaning, *span, message))
    }
}

impl Query {
    /// Whether it is about groups, and not only about entities.
    #[must_use]
    pub fn is_grouped(&self) -> bool {
        let orders = self.order.iter().map(|order| &order.by);
        let is_figure = |item: &Item| matches!(item, Item::Aggregate(_));
        !self.group.is_empty() || self.select.iter().chain(orders).any(is_figure)
    }
}
