//! References, and the rows of a block.

use terrarium_codec::{Commons, ErrorKind, Limits, ValuesBlock};

use crate::check::{accept, block, check, refuse, refused};
use crate::notation::cbor;

#[test]
fn references_go_to_what_began_before_them() {
    accept(&["28([]), 29(0)", "28([29(0)])", "28({\"a\": 28([29(0), 29(1)])})", "28(1(0)), [29(0), 29(0)]"]);
    accept(&["28(27([\"encoded\", \"A\", 1])), 29(0)", "28([27([\"encoded\", \"A\", 29(0)])])"]);
    refuse(&["29(0)", "29(0), 28([])", "28([]), 29(1)", "28([]), 29(18446744073709551615)"], "not there");
    refuse(&["28([])", "28([]), 28([29(1)])"], "nothing refers");
    refuse(&["28(1), 29(0)", "28(28([])), 29(0)", "28(29(0))", "28(null), 29(0)"], "form");
    refuse(&["28(27([\"common\", 0])), 29(0)"], "form");
    refuse(
        &["28(27([\"encoded\", \"A\", 29(0)]))", "28(27([\"encoded\", \"A\", {\"a\": [29(0)]}]))"],
        "hook",
    );
    refuse(&["27([\"common\", 0])"], "not there");
}

#[test]
fn rows_of_one_block_share_their_references() {
    assert_eq!(check("[28([1]), 29(0)]"), Ok(()));
    assert_eq!(check("[28({\"a\": 1}), [29(0)]]"), Ok(()));
}

#[test]
fn what_fits_columns_is_not_written_one_by_one() {
    let corrupt = |value: &str, message: &str| refused(value, check(value), ErrorKind::Corrupt, message);
    for column in ["[1]", "[1, #fa3f000000, 39(1)]", "[true, false]", "[\"a\", \"\"]"] {
        corrupt(column, "fit a column");
    }
    for fields in [
        "[{\"a\": 1}]",
        "[{\"a\": 1, \"b\": true}, {\"a\": 39(2), \"b\": false}]",
        "[27([\"instance\", \"A\", {\"a\": \"x\"}]), 27([\"instance\", \"A\", {\"a\": \"y\"}])]",
    ] {
        corrupt(fields, "same fields");
    }
    for each in [
        "[1, true]",
        "[null]",
        "[2(h'01'), 2(h'02')]",
        "[273(h'eda080')]",
        "[{}]",
        "[{\"a\": null}]",
        "[{\"a\": 1}, {\"a\": true}]",
        "[{\"a\": 1}, {\"b\": 1}]",
        "[{\"a\": 1}, {\"a\": 1, \"b\": 1}]",
        "[{\"a\": 1, \"b\": 1}, {\"b\": 1, \"a\": 1}]",
        "[{\"a\": 1}, 27([\"instance\", \"A\", {\"a\": 1}])]",
        "[27([\"instance\", \"B\", {\"a\": 1}]), 27([\"instance\", \"A\", {\"a\": 1}])]",
        "[{\"a\": 273(h'eda080')}]",
        "[28({\"a\": 1}), 29(0)]",
        "[27([\"record\", {\"a\": 1}])]",
        "[27([\"encoded\", \"A\", 1])]",
    ] {
        assert_eq!(check(each), Ok(()), "{each}");
    }
}

#[test]
fn no_component_is_undefined() {
    refused("undefined", check("[undefined, 1]"), ErrorKind::Corrupt, "undefined");
    assert_eq!(check("[[undefined], 27([\"encoded\", \"A\", undefined])]"), Ok(()));
}

#[test]
fn there_are_as_many_values_as_rows_and_nothing_after_them() {
    let limits = Limits::default();
    let read = |rows: usize, values: &str| {
        ValuesBlock::read(&block(rows, &cbor(values)), &limits, &Commons::default()).map(drop)
    };
    assert_eq!(read(2, "[[], []]"), Ok(()));
    refused("more", read(1, "[[], []]"), ErrorKind::Corrupt, "as many values");
    refused("fewer", read(3, "[[], []]"), ErrorKind::Corrupt, "as many values");
    refused("after", read(2, "[[], []], null"), ErrorKind::Corrupt, "left over");
    refused("no members", read(0, "[]"), ErrorKind::Corrupt, "no members");
}
