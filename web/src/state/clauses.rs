//! Queries as texts: what is asked is changed a part at a time, and what is left alone stays as it was written.

use std::ops::Range;

use terrarium_ecs::language::{self, Literal};

/// Words that clauses begin with.
const CLAUSES: [&str; 5] = ["select", "group", "order", "limit", "offset"];

/// The order of rows: by what, and whether the greatest come first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) by: String,
    pub(crate) descending: bool,
}

/// A word of a text that stands outside of quotes and parentheses, and is no property.
struct Word<'a> {
    text: &'a str,
    start: usize,
}

/// The order that a query asks for, if it is one of a single value.
pub(crate) fn order_of(query: &str) -> Option<Order> {
    let clause = &query[clause(query, "order")?];
    let by = clause.strip_prefix("order")?.trim_start().strip_prefix("by")?;
    let is_single = pieces(by).all(|(_, sign)| sign != ',');
    let (by, descending) = match words(by).last() {
        Some(Word { text: "desc", start }) => (&by[..start], true),
        Some(Word { text: "asc", start }) => (&by[..start], false),
        _ => (by, false),
    };
    is_single.then(|| Order { by: by.trim().to_owned(), descending })
}

/// The query in another order, or in none.
pub(crate) fn with_order(query: &str, order: Option<&Order>) -> String {
    let rest = match clause(query, "order") {
        Some(clause) => format!("{} {}", query[..clause.start].trim_end(), query[clause.end..].trim_start()),
        None => query.to_owned(),
    };
    let rest = rest.trim();
    let Some(Order { by, descending }) = order else { return rest.to_owned() };
    let separator = if rest.is_empty() { "" } else { " " };
    format!("{rest}{separator}order by {by}{}", if *descending { " desc" } else { "" })
}

/// The query with one more condition.
pub(crate) fn with_condition(query: &str, condition: &str) -> String {
    let end = clauses(query).first().map_or(query.len(), |(_, start)| *start);
    let (terms, rest) = (query[..end].trim(), query[end..].trim());
    let parts = [
        if terms.is_empty() { condition.to_owned() } else { format!("{terms}, {condition}") },
        rest.to_owned(),
    ];
    parts.join(" ").trim().to_owned()
}

/// The query without a condition that was added to it.
pub(crate) fn without_condition(query: &str, condition: &str) -> String {
    let Some(at) = query.find(condition) else { return query.to_owned() };
    let (before, after) = (query[..at].trim_end(), query[at + condition.len()..].trim_start());
    match (before.strip_suffix(','), after.strip_prefix(',')) {
        (Some(before), _) => format!("{} {after}", before.trim_end()).replace(" ,", ",").trim().to_owned(),
        (None, Some(after)) => format!("{before} {}", after.trim_start()).trim().to_owned(),
        (None, None) => format!("{before} {after}").trim().to_owned(),
    }
}

/// A property as a query writes it.
pub(crate) fn spelled(name: &str) -> String {
    language::spelled(&name.into(), false)
}

/// A text as a query writes it.
pub(crate) fn quoted(text: &str) -> String {
    Literal::Text(text.into()).to_string()
}

/// Where a clause stands.
fn clause(query: &str, name: &str) -> Option<Range<usize>> {
    let clauses = clauses(query);
    let at = clauses.iter().position(|(word, _)| *word == name)?;
    Some(clauses[at].1..clauses.get(at + 1).map_or(query.len(), |(_, start)| *start))
}

/// The clauses of a query, and where each begins.
fn clauses(query: &str) -> Vec<(&str, usize)> {
    words(query)
        .filter(|word| CLAUSES.contains(&word.text))
        // What is compared, or named as a type, stands between backticks; `limit` alone is the clause.
        .map(|Word { text, start }| (text, start))
        .collect()
}

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut starts = Vec::new();
    let mut before = ' ';
    for (at, character) in pieces(text) {
        let continues = before.is_alphanumeric() || matches!(before, '_' | '$' | '.' | '/' | '#');
        if (character.is_alphabetic() || character == '_') && !continues {
            starts.push(at);
        }
        before = character;
    }
    starts.into_iter().map(move |start| {
        let rest = &text[start..];
        let end = rest
            .find(|character: char| !character.is_alphanumeric() && character != '_')
            .unwrap_or(rest.len());
        Word { text: &rest[..end], start }
    })
}

/// The characters outside of quotes, parentheses and brackets, and where they are.
fn pieces(text: &str) -> impl Iterator<Item = (usize, char)> {
    let (mut quote, mut is_escaped, mut depth) = (None, false, 0_usize);
    text.char_indices().filter(move |(_, character)| match (quote, *character) {
        (Some(_), _) if is_escaped => {
            is_escaped = false;
            false
        }
        (Some(_), '\\') => {
            is_escaped = true;
            false
        }
        (Some(open), close) => {
            if open == close {
                quote = None;
            }
            false
        }
        (None, open @ ('"' | '\'' | '`')) => {
            quote = Some(open);
            depth == 0
        }
        (None, '(' | '[') => {
            depth += 1;
            depth == 1
        }
        (None, ')' | ']') => {
            depth = depth.saturating_sub(1);
            depth == 0
        }
        (None, _) => depth == 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(by: &str, descending: bool) -> Option<Order> {
        Some(Order { by: by.into(), descending })
    }

    #[test]
    fn the_order_of_a_query_is_found_where_it_stands() {
        let cases = [
            ("", None),
            ("Health", None),
            ("Health order by Health.hp", order("Health.hp", false)),
            ("order by Health.hp desc limit 3", order("Health.hp", true)),
            ("Health limit 3 order   by Health.hp asc", order("Health.hp", false)),
            (
                "Health.order = 1, Name = \"order by x\", `order` order by `a b`.order desc",
                order("`a b`.order", true),
            ),
            ("Health order by a, b", None),
            ("Health order by a[\"x, y\"]", order("a[\"x, y\"]", false)),
        ];
        for (query, expected) in cases {
            assert_eq!(order_of(query), expected, "{query}");
        }
    }

    #[test]
    fn another_order_takes_the_place_of_the_one_before() {
        let by = |by: &str, descending| {
            with_order("Health order by Health.hp limit 3", order(by, descending).as_ref())
        };
        assert_eq!(by("Name", true), "Health limit 3 order by Name desc");
        assert_eq!(with_order("Health order by Health.hp limit 3", None), "Health limit 3");
        assert_eq!(with_order("", order("Name", false).as_ref()), "order by Name");
        assert_eq!(with_order("order by Name", None), "");
    }

    #[test]
    fn a_condition_comes_after_the_terms_and_goes_again() {
        let cases = [
            ("", "a > 1"),
            ("Health", "Health, a > 1"),
            ("order by Name", "a > 1 order by Name"),
            ("Health, (Name or limit) limit 3", "Health, (Name or limit), a > 1 limit 3"),
        ];
        for (query, expected) in cases {
            assert_eq!(with_condition(query, "a > 1"), expected, "{query}");
            assert_eq!(without_condition(expected, "a > 1"), query, "{expected}");
        }
        assert_eq!(without_condition("a > 1, Health", "a > 1"), "Health");
        assert_eq!(without_condition("Health, a > 1, Name", "a > 1"), "Health, Name");
        assert_eq!(without_condition("Health", "a > 1"), "Health");
    }

    #[test]
    fn names_and_texts_are_written_as_the_language_does() {
        assert_eq!(
            [spelled("hp"), spelled("a b"), spelled("3`"), spelled("")],
            ["hp", "`a b`", "`3\\``", "``"]
        );
        assert_eq!(quoted("a \"b\" \\"), "\"a \\\"b\\\" \\\\\"");
    }
}
