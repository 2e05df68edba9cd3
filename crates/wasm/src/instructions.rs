//! A query as the package carries it out: a tree in JSON, in which lists begin with what they are.

use terrarium_ecs::language::{
    Aggregate, Completion, Condition, Count, Explained, Hop, Item, Literal, Operand, Parameter, QueryError,
    QueryErrorKind, Relation, Selection, Step, Test,
};

use crate::json::Json;

/// What the package needs to know of a query that was read.
pub(crate) fn plan(selection: &Selection) -> String {
    let query = selection.query();
    let asides = &mut 0;
    Json::of(|json| {
        json.object(|json| {
            json.key("columns").each(&query.columns, |json, column| {
                json.units(column.component.name.units().iter().copied())
            });
            json.key("components")
                .each(&query.columns, |json, column| json.number(column.component.id.0.into()));
            json.key("tests").each(selection.tests(), |json, test| condition(json, test, asides));
            json.key("select").each(&query.select, item);
            json.key("group").each(&query.group, |json, operand| json.list(|json| named(json, operand)));
            json.key("order").each(&query.order, |json, order| {
                json.list(|json| {
                    item(json, &order.by);
                    json.flag(order.descending);
                });
            });
            count(json.key("limit"), query.limit.as_ref());
            count(json.key("offset"), query.offset.as_ref());
            json.key("parameters").each(&query.parameters, |json, (name, span)| {
                json.list(|json| {
                    json.units(name.units().iter().copied());
                    json.number(span.start as u64);
                    json.number((span.end - span.start) as u64);
                });
            });
            json.key("numbers").each(selection.numeric_parameters(), |json, &(place, is_entity)| {
                json.list(|json| {
                    json.number(place as u64);
                    json.flag(is_entity);
                });
            });
            json.key("grouped").flag(query.is_grouped());
        });
    })
}

/// A condition; questions to masks are numbered as they are met.
fn condition(json: &mut Json, condition: &Condition, asides: &mut u64) {
    let mut joined = |word: &str, parts: &[Condition]| {
        json.list(|json| {
            json.word(word);
            parts.iter().for_each(|part| self::condition(json, part, asides));
        });
    };
    match condition {
        Condition::All(parts) => joined("all", parts),
        Condition::Any(parts) => joined("any", parts),
        Condition::Not(part) => joined("not", std::slice::from_ref(part)),
        Condition::Structure(_) => json.list(|json| {
            json.word("mask");
            json.number(*asides);
            *asides += 1;
        }),
        Condition::Value(test) => json.list(|json| self::test(json, test)),
    }
}

fn test(json: &mut Json, test: &Test) {
    match test {
        Test::Leads(path) => {
            json.word("leads");
            operand(json, path);
        }
        Test::Compare(one, relation, other) => {
            json.word("compare");
            json.number(outcomes(*relation));
            operand(json, one);
            operand(json, other);
        }
        Test::In(value, items) => among(json, false, value, items),
        Test::NotIn(value, items) => among(json, true, value, items),
        Test::Has(value, member) => two(json, "has", false, value, member),
        Test::HasNot(value, member) => two(json, "has", true, value, member),
        Test::Contains(value, text) => two(json, "contains", false, value, text),
        Test::ContainsNot(value, text) => two(json, "contains", true, value, text),
        Test::Is(value, kind) => is(json, false, value, kind.name()),
        Test::IsNot(value, kind) => is(json, true, value, kind.name()),
    }
}

fn two(json: &mut Json, word: &str, negated: bool, one: &Operand, other: &Operand) {
    json.word(word);
    json.flag(negated);
    operand(json, one);
    operand(json, other);
}

fn among(json: &mut Json, negated: bool, value: &Operand, items: &[Operand]) {
    json.word("in");
    json.flag(negated);
    operand(json, value);
    json.each(items, operand);
}

fn is(json: &mut Json, negated: bool, value: &Operand, kind: &str) {
    json.word("is");
    json.flag(negated);
    operand(json, value);
    json.word(kind);
}

/// The outcomes of a comparison that a relation takes: 1 less, 2 equal, 4 greater, 8 not to be compared.
fn outcomes(relation: Relation) -> u64 {
    match relation {
        Relation::Less => 1,
        Relation::Equal => 2,
        Relation::AtMost => 3,
        Relation::Greater => 4,
        Relation::AtLeast => 6,
        Relation::Unequal => 13,
    }
}

fn operand(json: &mut Json, operand: &Operand) {
    json.list(|json| match operand {
        Operand::Path(path) => {
            json.word("path");
            path.hops.iter().for_each(|step| hop(json, step));
        }
        Operand::Literal(literal) => self::literal(json, literal),
        Operand::Parameter(given) => parameter(json, given),
        Operand::Entity => json.word("entity"),
        Operand::Negative(part) => {
            json.word("minus");
            self::operand(json, part);
        }
        Operand::Arithmetic(one, operator, other) => {
            json.word(operator);
            self::operand(json, one);
            self::operand(json, other);
        }
    });
}

fn hop(json: &mut Json, hop: &Hop) {
    json.list(|json| {
        json.number(hop.component.id.0.into());
        json.each(&hop.steps, |json, step| match step {
            Step::Key(name) => json.units(name.units().iter().copied()),
            Step::Index(index) => json.number((*index).into()),
        });
    });
}

fn literal(json: &mut Json, literal: &Literal) {
    let mut written = |kind: &str, text: &str| {
        json.word(kind);
        json.word(text);
    };
    match literal {
        Literal::Word(word) => written("word", word),
        Literal::Number(digits) => written("number", digits),
        Literal::BigInt(digits) => written("bigint", digits),
        Literal::Date(date) => written("date", date),
        Literal::Entity(entity) => written("number", &(entity.to_number() as u64).to_string()),
        Literal::Text(text) => {
            json.word("text");
            json.units(text.units().iter().copied());
        }
    }
}

fn parameter(json: &mut Json, parameter: &Parameter) {
    json.word("parameter");
    json.number(parameter.place as u64);
}

fn count(json: &mut Json, count: Option<&Count>) {
    match count {
        Some(Count::Given(count)) => json.number((*count).into()),
        Some(Count::Parameter(given)) => json.list(|json| parameter(json, given)),
        None => json.null(),
    }
}

/// The text that names a value, and the value.
fn named(json: &mut Json, operand: &Operand) {
    json.word(&operand.to_string());
    self::operand(json, operand);
}

/// What is shown, with its name: a value, or a figure and what it is of.
fn item(json: &mut Json, item: &Item) {
    json.list(|json| match item {
        Item::Value(operand) => named(json, operand),
        Item::Aggregate(Aggregate { function, of }) => {
            json.word(&item.to_string());
            match of {
                Some(of) => operand(json, of),
                None => json.null(),
            }
            json.word(function);
        }
    });
}

/// What is wrong with a query.
pub(crate) fn error(error: &QueryError) -> String {
    let code = match error.kind {
        QueryErrorKind::UnknownType => "UNKNOWN_TYPE",
        QueryErrorKind::Limit => "LIMIT",
        _ => "QUERY_SYNTAX",
    };
    Json::of(|json| {
        json.object(|json| {
            json.key("code").word(code);
            json.key("offset").number(error.span.start as u64);
            json.key("length").number((error.span.end - error.span.start) as u64);
            json.key("expected").each(&error.expected, |json, expected| json.word(&expected.to_string()));
            json.key("error").word(&error.message);
            if let Some(name) = &error.name {
                json.key("name").units(name.units().iter().copied());
            }
        });
    })
}

/// The steps to an answer.
pub(crate) fn steps(steps: &[Explained]) -> String {
    Json::of(|json| {
        json.each(steps, |json, step| {
            json.list(|json| {
                json.word(&step.text);
                json.number(step.estimate.round() as u64);
                match step.left {
                    Some(left) => json.number(left.into()),
                    None => json.null(),
                }
            });
        });
    })
}

/// What can be written at a place.
pub(crate) fn completion(completion: Completion) -> String {
    Json::of(|json| {
        json.object(|json| {
            json.key("start").number(completion.start as u64);
            json.key("end").number(completion.end as u64);
            json.key("types").flag(completion.types);
            json.key("words").each(completion.words, |json, word| json.word(word));
            match completion.path {
                Some((component, steps)) => hop(json.key("path"), &Hop { component, steps }),
                None => json.key("path").null(),
            }
        });
    })
}
