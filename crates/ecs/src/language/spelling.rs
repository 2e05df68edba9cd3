//! Every part of a query shows as the text that says it, in one spelling.

use std::fmt;

use super::clauses::COUNT;
use super::syntax::{
    Aggregate, Condition, Count, Handle, Hop, Item, Literal, Operand, Parameter, Path, Step, Structure, Test,
    Type,
};
use super::token::{is_name_part, is_name_start};
use crate::{ComponentId, Event, Name};

/// Words that stand for themselves only between backticks.
pub(crate) const RESERVED: [&str; 18] = [
    "and", "or", "not", "has", "in", "is", "null", "true", "false", "NaN", "Infinity", "entity", "select",
    "group", "order", "by", "limit", "offset",
];

struct List<'a, T>(&'a [T], &'static str);

impl<T: fmt::Display> fmt::Display for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, item) in self.0.iter().enumerate() {
            write!(f, "{}{item}", if place == 0 { "" } else { self.1 })?;
        }
        Ok(())
    }
}

/// Whether units are read as a name without backticks.
fn is_bare(units: &[u16]) -> bool {
    let is_well_formed = char::decode_utf16(units.iter().copied()).all(|letter| letter.is_ok());
    let begins = units.first().copied().is_some_and(is_name_start);
    begins && is_well_formed && units.iter().copied().all(is_name_part)
}

fn name(f: &mut fmt::Formatter<'_>, name: &Name, is_bare: bool) -> fmt::Result {
    if is_bare { write!(f, "{name}") } else { quoted(f, name, '`') }
}

/// Between quotes, with escapes for what cannot stand there as it is.
fn quoted(f: &mut fmt::Formatter<'_>, text: &Name, quote: char) -> fmt::Result {
    write!(f, "{quote}")?;
    for letter in char::decode_utf16(text.units().iter().copied()) {
        match letter {
            Err(lone) => write!(f, "\\u{:04x}", lone.unpaired_surrogate())?,
            Ok('\n') => f.write_str("\\n")?,
            Ok(letter) if letter == quote || letter == '\\' => write!(f, "\\{letter}")?,
            Ok(letter) => write!(f, "{letter}")?,
        }
    }
    write!(f, "{quote}")
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = self.name.units().split(|unit| *unit == u16::from(b'/'));
        let text = self.name.to_string();
        let is_word = text == COUNT || RESERVED.contains(&&*text);
        name(f, &self.name, parts.all(is_bare) && !is_word)
    }
}

/// A name as the language spells it: that of a type, or of a property.
#[must_use]
pub fn spelled(name: &Name, is_type: bool) -> String {
    let step = Step::Key(name.clone());
    if is_type {
        Type { id: ComponentId(0), name: name.clone() }.to_string()
    } else {
        step.to_string().split_off(1)
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(all) => write!(f, "({})", List(all, " and ")),
            Self::Any(any) => write!(f, "({})", List(any, " or ")),
            Self::Not(not) => match &**not {
                Self::Structure(structure) => write!(f, "!{structure}"),
                not => write!(f, "not {not}"),
            },
            Self::Structure(structure) => structure.fmt(f),
            Self::Value(test) => test.fmt(f),
        }
    }
}

impl fmt::Display for Structure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Has(component) => component.fmt(f),
            Self::Within(event, component, ticks) => write!(f, "{}({component}, {ticks})", event.word()),
            Self::Shared(component) => write!(f, "shared({component})"),
            Self::Shares(component, with) => write!(f, "shares({component}, {with})"),
            Self::Is(entity) => write!(f, "#{entity}"),
        }
    }
}

impl Event {
    pub(crate) const WORDS: [(&'static str, Self); 3] =
        [("changed", Self::Changed), ("added", Self::Added), ("removed", Self::Removed)];

    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, event)| *event == self).map_or("", |(word, _)| word)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given(count) => write!(f, "{count}"),
            Self::Parameter(parameter) => parameter.fmt(f),
        }
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given(entity) => write!(f, "#{entity}"),
            Self::Parameter(parameter) => parameter.fmt(f),
        }
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${}", self.name)
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Leads(path) => path.fmt(f),
            Self::Compare(one, relation, other) => write!(f, "{one} {} {other}", relation.sign()),
            Self::In(value, among) => write!(f, "{value} in [{}]", List(among, ", ")),
            Self::NotIn(value, among) => write!(f, "{value} not in [{}]", List(among, ", ")),
            Self::Has(value, member) => write!(f, "{value} has {member}"),
            Self::HasNot(value, member) => write!(f, "{value} not has {member}"),
            Self::Contains(value, text) => write!(f, "{value} ~ {text}"),
            Self::ContainsNot(value, text) => write!(f, "{value} not ~ {text}"),
            Self::Is(value, kind) => write!(f, "{value} is {}", kind.name()),
            Self::IsNot(value, kind) => write!(f, "{value} is not {}", kind.name()),
        }
    }
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => path.fmt(f),
            Self::Literal(literal) => literal.fmt(f),
            Self::Parameter(parameter) => parameter.fmt(f),
            Self::Entity => f.write_str("entity"),
            Self::Negative(operand) => write!(f, "-{operand}"),
            Self::Arithmetic(one, operator, other) => write!(f, "({one} {operator} {other})"),
        }
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Number(digits) => f.write_str(digits),
            Self::BigInt(digits) => write!(f, "{digits}n"),
            Self::Text(text) => quoted(f, text, '"'),
            Self::Date(date) => write!(f, "date(\"{date}\")"),
            Self::Entity(entity) => write!(f, "#{entity}"),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        List(&self.hops, " -> ").fmt(f)
    }
}

impl fmt::Display for Hop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.component, List(&self.steps, ""))
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => write!(f, "[{index}]"),
            Self::Key(key) => {
                f.write_str(".")?;
                name(f, key, is_bare(key.units()))
            }
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(operand) => operand.fmt(f),
            Self::Aggregate(Aggregate { function, of: None }) => f.write_str(function),
            Self::Aggregate(Aggregate { function, of: Some(operand) }) => write!(f, "{function}({operand})"),
        }
    }
}
