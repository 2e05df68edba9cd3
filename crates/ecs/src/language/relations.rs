//! What makes a condition of a value: comparisons, membership, kinds.

use super::error::Expected;
use super::parser::{Node, Parsed, Parser};
use super::syntax::{Condition, Operand, Relation, Test, ValueKind};
use super::token::{Kind, Span};

impl Parser<'_> {
    /// What a value is related to, if it is.
    pub(crate) fn relation(&mut self, value: Operand, span: Span) -> Parsed<Node> {
        self.note(Expected::Comparison);
        let compared = Relation::SIGNS.into_iter().find(|(sign, _)| self.peek() == Kind::Symbol(sign));
        let test = if let Some((_, relation)) = compared {
            self.advance();
            Test::Compare(value, relation, self.operand()?)
        } else if self.accept_word("is") {
            let negated = self.accept_word("not");
            let kind = self.kind()?;
            if negated { Test::IsNot(value, kind) } else { Test::Is(value, kind) }
        } else if self.accept_word("not") {
            self.membership(value, true)?.ok_or_else(|| self.unexpected())?
        } else {
            match self.membership(value.clone(), false)? {
                Some(test) => test,
                None => return Ok(Node::Operand(value, span)),
            }
        };
        Ok(Node::Condition(Condition::Value(test)))
    }

    fn membership(&mut self, value: Operand, negated: bool) -> Parsed<Option<Test>> {
        let test = if self.accept("~") {
            let text = self.operand()?;
            if negated { Test::ContainsNot(value, text) } else { Test::Contains(value, text) }
        } else if self.accept_word("has") {
            let member = self.operand()?;
            if negated { Test::HasNot(value, member) } else { Test::Has(value, member) }
        } else if self.accept_word("in") {
            let among = self.among()?;
            if negated { Test::NotIn(value, among) } else { Test::In(value, among) }
        } else {
            return Ok(None);
        };
        Ok(Some(test))
    }

    /// Values between brackets, or one parameter that gives them all.
    fn among(&mut self) -> Parsed<Vec<Operand>> {
        if let Some(parameter) = self.parameter() {
            return Ok(vec![Operand::Parameter(parameter)]);
        }
        self.require("[")?;
        let mut among = Vec::new();
        if self.accept("]") {
            return Ok(among);
        }
        loop {
            among.push(self.operand()?);
            if !self.accept(",") {
                self.require("]")?;
                return Ok(among);
            }
        }
    }

    fn kind(&mut self) -> Parsed<ValueKind> {
        self.note(Expected::Kind);
        let word = String::from_utf16_lossy(self.text(self.span()));
        let kind = ValueKind::named(&word).filter(|_| self.peek() == Kind::Name);
        let kind = kind.ok_or_else(|| {
            let mut error = self.unexpected();
            error.message = format!("{}: {}", error.message, ValueKind::NAMES.join(", "));
            error
        })?;
        self.advance();
        Ok(kind)
    }
}
