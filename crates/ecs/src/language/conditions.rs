//! Conditions: what joins them, and what negates them.

use super::error::{Expected, QueryErrorKind};
use super::parser::{Node, Parsed, Parser, error};
use super::syntax::{Condition, Operand};

impl Parser<'_> {
    pub(crate) fn condition(&mut self) -> Parsed<Condition> {
        let node = self.disjunction()?;
        self.whole(node)
    }

    pub(crate) fn disjunction(&mut self) -> Parsed<Node> {
        self.chain(Self::conjunction, |parser| parser.accept_word("or"), Condition::Any)
    }

    fn conjunction(&mut self) -> Parsed<Node> {
        self.chain(Self::negation, |parser| parser.accept_word("and"), Condition::All)
    }

    fn union(&mut self) -> Parsed<Node> {
        self.chain(Self::test, |parser| parser.accept("|"), Condition::Any)
    }

    /// One part, or several that a word joins.
    fn chain(
        &mut self,
        part: fn(&mut Self) -> Parsed<Node>,
        joins: fn(&mut Self) -> bool,
        join: fn(Vec<Condition>) -> Condition,
    ) -> Parsed<Node> {
        let first = part(self)?;
        if !joins(self) {
            return Ok(first);
        }
        let mut parts = vec![self.whole(first)?];
        loop {
            let next = part(self)?;
            parts.push(self.whole(next)?);
            if !joins(self) {
                return Ok(Node::Condition(join(parts)));
            }
        }
    }

    fn negation(&mut self) -> Parsed<Node> {
        self.note(Expected::Type);
        if !self.accept_word("not") {
            return self.union();
        }
        let node = self.deeper(Self::negation)?;
        let condition = self.whole(node)?;
        Ok(Node::Condition(Condition::Not(Box::new(condition))))
    }

    fn test(&mut self) -> Parsed<Node> {
        self.note(Expected::Type);
        if self.accept("!") {
            let node = self.deeper(Self::excluded)?;
            let condition = self.whole(node)?;
            return Ok(Node::Condition(Condition::Not(Box::new(condition))));
        }
        match self.sum()? {
            Node::Operand(operand, span) => self.relation(operand, span),
            condition => Ok(condition),
        }
    }

    /// What follows an exclamation mark: a type, what a reference leads to, or something in parentheses.
    fn excluded(&mut self) -> Parsed<Node> {
        let node = self.factor()?;
        match &node {
            Node::Operand(Operand::Path(path), span) if !path.ends_at_component() => {
                let message = format!("`!` stands before types and parentheses; write `not {path} …`");
                Err(error(QueryErrorKind::Meaning, *span, message))
            }
            _ => Ok(node),
        }
    }

    /// The node as a condition; where it is a value, something to compare it with is missing.
    pub(crate) fn whole(&self, node: Node) -> Parsed<Condition> {
        match node {
            Node::Condition(condition) => Ok(condition),
            Node::Operand(operand, _) => {
                operand.into_condition().map_err(|_| self.unexpected_among(&Expected::RELATIONS))
            }
        }
    }

    /// The node as a value.
    pub(crate) fn value(&self, node: Node) -> Parsed<Operand> {
        match node {
            Node::Operand(operand, _) => Ok(operand),
            Node::Condition(condition) => {
                let message = format!("`{condition}` is a condition and has no value to reckon with");
                Err(error(QueryErrorKind::Meaning, self.last(), message))
            }
        }
    }
}
