//! Single items of CBOR.

use crate::check::{accept, refuse};

#[test]
fn only_the_shortest_definite_items_are_read() {
    refuse(&["#1817", "#190017", "#1a00000017", "#1b0000000000000017", "#1b00000000ffffffff"], "shortest");
    refuse(&["#5817", "#7800", "#9817", "#b800", "#d817820000"], "shortest");
    refuse(&["#9fff", "#bfff", "#5fff", "#7fff", "#1c", "#1f"], "definite");
    refuse(&["#e0", "#f0", "#f818", "#f97e00", "#ff"], "simple");
    refuse(
        &["#7bffffffffffffffff", "#5b0020000000000000", "#9b0020000000000000", "#bb0020000000000000"],
        "past",
    );
    refuse(&["#41", "#6161ff", "#1a00"], "");
    refuse(&["#62c328", "#63eda080"], "UTF-8");
}

#[test]
fn numbers_have_one_form() {
    accept(&["0", "23", "24", "9007199254740991", "-1", "-9007199254740991"]);
    refuse(
        &["9007199254740992", "-9007199254740992", "#1bffffffffffffffff", "#3bffffffffffffffff"],
        "2^53-1",
    );
    accept(&["#fa80000000", "#fa3f000000", "#fa7f800000", "#faff800000", "#fa7fc00000", "#fa5a000000"]);
    refuse(&["#fa00000000", "#fa3f800000", "#fabf800000", "#fa4b800000"], "shortest");
    refuse(&["#fa7fc00001", "#fa7f800001", "#faffc00000"], "bits of its own");
    accept(&["#fb3fb999999999999a", "#fb0000000000000001", "#fb7fefffffffffffff"]);
    refuse(&["#fb3fe0000000000000", "#fb8000000000000000", "#fb3ff0000000000000"], "shortest");
    refuse(&["#fb7ff8000000000000", "#fb7ff0000000000000", "#fb433fffffffffffff"], "shortest");
}

#[test]
fn bigints_have_no_leading_zeros() {
    accept(&["2(h'')", "2(h'01')", "3(h'')", "3(h'ff00')"]);
    refuse(&["2(h'00')", "3(h'0001')"], "leading zeros");
    refuse(&["2(1)", "3(\"a\")"], "byte string");
}

#[test]
fn strings_that_are_not_well_formed_are_wtf_8() {
    accept(&[
        "\"\"",
        "\"a\u{e9}\u{1f600}\"",
        "273(h'eda080')",
        "273(h'61edb08062eda080f09f9880')",
        "273(h'c3a9edbfbf')",
    ]);
    refuse(&["273(h'')", "273(h'61')", "273(h'c3a9')"], "WTF-8");
    refuse(
        &["273(h'eda080edb080')", "273(h'ff')", "273(h'eda0')", "273(h'eda080ff')", "273(h'edffff')"],
        "WTF-8",
    );
    refuse(&["273(\"a\")"], "byte string");
}

#[test]
fn entity_ids_are_handles() {
    accept(&["39(0)", "39(9007199254740991)"]);
    refuse(&["39(9007199254740992)"], "handle");
    refuse(&["39(-1)", "39(#fa3f000000)", "39(\"a\")"], "expected");
}
