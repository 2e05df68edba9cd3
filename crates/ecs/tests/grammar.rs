//! Every rule of the grammar, by a text that it accepts and one that breaks it: the tables of QUERY.md.
#![allow(clippy::expect_used, reason = "a test's support fails by panicking")]

use std::collections::BTreeSet;

use terrarium_ecs::language::Selection;
use terrarium_ecs::{Name, VecColumn, World};

const DOCUMENT: &str = include_str!("../QUERY.md");
const TYPES: [&str; 9] =
    ["Position", "Health", "Name", "Frozen", "Burning", "Agent", "Task", "Target", "game/Mana"];

fn world() -> World<VecColumn<i32>> {
    let mut world = World::new(0).expect("shard 0");
    for name in TYPES {
        world.register(Name::from(name)).expect("free");
    }
    world
}

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

fn read(text: &str) -> Result<Selection, String> {
    let read = world().select(&units(text));
    read.map_err(|error| format!("{} | {}", error.span.start, error.message))
}

/// Rows of the last table: rule, accepted, refused, and the error.
fn rules() -> Vec<[String; 4]> {
    let (_, table) = DOCUMENT.split_once("|---|---|---|---|---|\n").expect("the table of rules");
    let rows = table.lines().filter(|line| line.starts_with("| "));
    rows.map(|row| {
        let bars = row.replace("\\|", "\u{1}");
        let cells: Vec<String> = bars.split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect();
        let code = |cell: &String| cell.trim_start_matches("`` ").trim_end_matches(" ``").to_owned();
        [cells[1].clone(), code(&cells[2]), code(&cells[3]), format!("{} | {}", cells[4], cells[5])]
    })
    .collect()
}

/// The names left of the equals signs, but those of single characters.
fn names() -> BTreeSet<String> {
    let (_, rest) = DOCUMENT.split_once("```ebnf\n").expect("the grammar");
    let (grammar, _) = rest.split_once("```").expect("its end");
    let rules = grammar.lines().filter_map(|line| line.split_once(" = "));
    rules.map(|(name, _)| name.trim().to_owned()).filter(|name| !name.contains(['"', '|', '('])).collect()
}

#[test]
fn every_rule_has_an_example_of_both_kinds() {
    let exemplified: BTreeSet<String> = rules().into_iter().map(|[rule, ..]| rule).collect();
    assert_eq!(names(), exemplified);
}

#[test]
fn what_a_rule_accepts_is_accepted() {
    for [rule, accepted, ..] in rules() {
        assert_eq!(read(&accepted).err(), None, "{rule}: {accepted}");
    }
}

#[test]
fn what_breaks_a_rule_is_refused_with_the_place_and_the_reason() {
    for [rule, _, refused, error] in rules() {
        assert_eq!(read(&refused).err(), Some(error), "{rule}: {refused}");
    }
}

#[test]
fn what_was_read_is_spelled_so_that_it_reads_the_same() {
    for [_, accepted, ..] in rules() {
        let first = read(&accepted).expect("accepted");
        let spell = |selection: &Selection| {
            let conditions = selection.query().conditions.iter().map(ToString::to_string);
            conditions.collect::<Vec<_>>().join(", ")
        };
        let again = read(&spell(&first)).expect("spelled in the language");
        assert_eq!(spell(&again), spell(&first), "{accepted}");
    }
}
