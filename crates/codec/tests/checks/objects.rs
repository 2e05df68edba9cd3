//! Arrays, objects, and instances of classes.

use terrarium_codec::ErrorKind;

use crate::check::{accept, check, refuse, refused};

#[test]
fn arrays_have_holes_up_to_the_half() {
    accept(&["[]", "[31(undefined)]", "[undefined]", "[31(undefined), 31(undefined), 1]"]);
    let holes = |count: usize, values: usize| {
        let items = [vec!["31(undefined)"; count], vec!["1"; values]].concat();
        format!("[{}]", items.join(", "))
    };
    accept(&[&holes(8, 0), &holes(9, 9), &holes(100, 100)]);
    refuse(&[&holes(9, 0), &holes(9, 8), &holes(100, 99)], "sparse");
    refuse(&["{\"a\": 31(undefined)}", "[31(null)]", "258([31(undefined)])"], "form");
    refused("a hole", check("[31(undefined)]"), ErrorKind::Corrupt, "form");
}

#[test]
fn sparse_arrays_ascend_and_are_mostly_holes() {
    accept(&[
        "27([\"sparse\", 9, {}])",
        "27([\"sparse\", 4294967295, {0: 1, 4294967294: [1]}])",
        "27([\"sparse\", 19, {0: 1, 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 9: 1}])",
    ]);
    refuse(&["27([\"sparse\", 4294967296, {}])", "27([\"sparse\", 1, {0: 1, 1: 1}])"], "out of range");
    refuse(&["27([\"sparse\", 8, {}])", "27([\"sparse\", 0, {}])"], "few holes");
    refuse(&["27([\"sparse\", 20, {1: 1, 0: 1}])", "27([\"sparse\", 20, {1: 1, 1: 1}])"], "ascending");
    refuse(&["27([\"sparse\", 20, {20: 1}])"], "ascending");
    refuse(
        &["27([\"sparse\", 20, {\"a\": 1}])", "27([\"sparse\", -1, {}])", "27([\"sparse\", 20, []])"],
        "expected",
    );
}

#[test]
fn keys_are_strings_that_are_there_once() {
    accept(&["{}", "{\"__proto__\": 1, \"\": undefined}", "{273(h'eda080'): 1, 273(h'eda081'): 1}"]);
    refuse(&["{1: 1}", "{h'61': 1}", "{2(h'01'): 1}"], "expected a string");
    let many = |last: &str| {
        let keys: Vec<String> = (0..100).map(|key| format!("\"{key}\": 0")).collect();
        format!("{{{}, \"{last}\": 0}}", keys.join(", "))
    };
    accept(&[&many("100")]);
    for twice in ["{\"a\": 1, \"a\": 2}", "{\"a\": {\"b\": 1, \"b\": 1}}", &many("7")] {
        refuse(&[twice], "twice");
        refuse(&[&format!("27([\"record\", {twice}])")], "twice");
        refuse(&[&format!("27([\"instance\", \"A\", {twice}])")], "twice");
        refuse(&[&format!("27([\"error\", \"Error\", {twice}])")], "twice");
        refuse(&[&format!("27([\"extended\", null, {twice}, 258([])])")], "twice");
    }
}

#[test]
fn objects_of_classes_name_them() {
    accept(&["27([\"record\", {}])", "27([\"record\", {\"a\": {}}])"]);
    accept(&["27([\"instance\", \"A\", {}])", "27([\"instance\", 273(h'eda080'), {\"a\": 1}])"]);
    accept(&[
        "27([\"encoded\", \"A\", undefined])",
        "27([\"encoded\", \"\", {\"a\": 27([\"encoded\", \"A\", 1])}])",
    ]);
    refuse(&["27([\"instance\", null, {}])", "27([\"encoded\", 1, 1])"], "expected a string");
    refuse(&["27([\"record\", []])", "27([\"instance\", \"A\", 1])"], "expected a map");
    refuse(&["27([\"record\", {}, 1])", "27([\"instance\", \"A\"])", "27([\"encoded\", \"A\"])"], "form");
    refuse(&["27([\"Record\", {}])", "27([\"\"])", "27([\"fields\", null, [\"a\"], [64(h'01')]])"], "form");
    refuse(&["27([])", "27([1, 2])", "27({})", "27(1)", "27([\"scalars\", 64(h'01')])"], "");
}

#[test]
fn unknown_tags_are_refused() {
    refuse(&["0(\"2013-03-21\")", "4([1, 2])", "30([1, 2])", "55799(1)", "65(h'0000')", "99999(1)"], "form");
}
