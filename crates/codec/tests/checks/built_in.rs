//! Objects of built-in classes.

use crate::check::{accept, refuse};

#[test]
fn dates_are_whole_milliseconds_in_their_shorter_form() {
    accept(&[
        "1(0)",
        "1(-1)",
        "1(#fa3f000000)",
        "1(#fb3f50624dd2f1a9fc)",
        "1(-62135596800)",
        "1(253402300799)",
    ]);
    refuse(&["1(253402300800)", "1(-62135596801)", "1(#fa7fc00000)", "1(#fa7f800000)"], "date");
    refuse(&["1(#fa80000000)", "1(#fb3f1a36e2eb1c432d)", "1(#fa38800000)"], "date");
    refuse(&["1(\"a\")", "1(null)", "1(39(1))"], "date is no number");
    accept(&[
        "27([\"date\", #fa7fc00000])",
        "27([\"date\", 253402300800000])",
        "27([\"date\", -8640000000000000])",
    ]);
    refuse(&["27([\"date\", 0])", "27([\"date\", 253402300799999])"], "shorter");
    refuse(
        &["27([\"date\", 8640000000000001])", "27([\"date\", #fa7f800000])", "27([\"date\", #fa3f000000])"],
        "range",
    );
    refuse(&["27([\"date\", \"a\"])", "27([\"date\"])"], "");
}

#[test]
fn maps_and_sets_hold_a_primitive_once() {
    accept(&["259({})", "259({1: 2, \"1\": 2, 2(h'01'): 2, true: 2, null: 2, undefined: 2})", "258([])"]);
    accept(&["259({{}: 1, {}: 2, []: 3})", "258([[], [], #fa7fc00000, -1, 0])"]);
    refuse(&["259({1: 2, 1: 3})", "258([\"a\", \"a\"])", "258([#fa7fc00000, #fa7fc00000])"], "twice");
    refuse(&["258([39(5), 5])", "259({2(h''): 1, 2(h''): 1})", "258([undefined, 1, undefined])"], "twice");
    refuse(&["258([#fa80000000])", "259({#fa80000000: 1})"], "minus zero");
    refuse(&["259([])", "258({})"], "expected");
}

#[test]
fn buffers_and_views_fit_each_other() {
    accept(&["h''", "h'00ff'", "27([\"buffer\", h'00', 1])", "27([\"buffer\", h'', 16])"]);
    refuse(&["27([\"buffer\", h'0000', 1])"], "maximum");
    let whole =
        [64, 68, 69, 70, 71, 72, 77, 78, 79, 84, 85, 86].map(|tag| format!("{tag}(h'0000000000000000')"));
    accept(&whole.each_ref().map(String::as_str));
    accept(&["86(h'')"]);
    refuse(&["69(h'00')", "84(h'00')", "70(h'000000')", "86(h'00000000')"], "element");
    accept(&[
        "27([\"view\", \"DataView\", h'00', 0, 1])",
        "27([\"view\", \"Uint8Array\", h'0000', 1, 1])",
        "27([\"view\", \"Uint8Array\", h'0000', 2, 0])",
        "27([\"view\", \"Float64Array\", 27([\"buffer\", h'0000000000000000', 64]), 0, 1])",
        "27([\"view\", \"Float32Array\", 27([\"buffer\", h'0000000000', 64]), 4, null])",
        "27([\"view\", \"Uint16Array\", 28(h'00000000'), 2, 1]), 29(0)",
        "28(h'00000000'), 27([\"view\", \"Uint8Array\", 29(0), 0, 4])",
        "27([\"view\", \"Uint8Array\", 27([\"extended\", null, {\"a\": 1}, h'00']), 0, 1])",
        "28(27([\"extended\", null, {\"a\": 27([\"view\", \"Uint8Array\", 29(0), 0, 1])}, h'00']))",
    ]);
    refuse(
        &["27([\"view\", \"Uint8Array\", h'00', 0, 1])", "27([\"view\", \"Int16Array\", h'', 0, 0])"],
        "whole",
    );
    refuse(
        &[
            "27([\"view\", \"Uint8Array\", h'00', 0, 2])",
            "27([\"view\", \"Uint8Array\", h'00', 2, 0])",
            "27([\"view\", \"Uint8Array\", h'00', 1, null])",
            "27([\"view\", \"Uint16Array\", h'000000', 1, 1])",
            "27([\"view\", \"Float64Array\", h'00', 0, 2305843009213693952])",
            "27([\"view\", \"Uint8Array\", h'00', 18446744073709551615, 18446744073709551615])",
            "27([\"view\", \"Float32Array\", 27([\"buffer\", h'00', 64]), 4, null])",
            "27([\"view\", \"Uint16Array\", 28(h'0000'), 2, 1]), 29(0)",
            "28(h'00'), 27([\"view\", \"Uint8Array\", 29(0), 0, 4])",
            "28(27([\"extended\", null, {\"a\": 27([\"view\", \"Uint8Array\", 29(0), 0, 2])}, h'00']))",
        ],
        "reaches past",
    );
    refuse(
        &[
            "27([\"view\", \"Uint8Array\", [], 0, 0])",
            "27([\"view\", \"Uint8Array\", [h'00'], 0, 0])",
            "27([\"view\", \"Uint8Array\", 1, 0, 0])",
            "27([\"view\", \"Uint8Array\", 64(h'00'), 0, 0])",
            "27([\"view\", \"Uint8Array\", 27([\"view\", \"DataView\", h'00', 0, 1]), 0, 0])",
            "28([]), 27([\"view\", \"Uint8Array\", 29(0), 0, 0])",
            "27([\"view\", \"Uint8Array\", 27([\"extended\", null, {\"a\": h'00'}, []]), 0, 0])",
        ],
        "no buffer",
    );
    refuse(
        &["27([\"view\", \"Array\", h'00', 0, 1])", "27([\"view\", \"uint8array\", h'00', 0, 1])"],
        "form",
    );
}

#[test]
fn regular_expressions_have_known_flags_in_order() {
    accept(&["27([\"regexp\", \"a\", \"\", 0])", "27([\"regexp\", 273(h'eda080'), \"dgimsuy\", 1])"]);
    accept(&["27([\"regexp\", \"a\", \"v\", #fa3f000000])"]);
    refuse(&["27([\"regexp\", \"a\", \"gg\", 0])", "27([\"regexp\", \"a\", \"ig\", 0])"], "flags");
    refuse(&["27([\"regexp\", \"a\", \"uv\", 0])", "27([\"regexp\", \"a\", \"x\", 0])"], "flags");
    refuse(&["27([\"regexp\", \"a\", \"g\", null])", "27([\"regexp\", \"a\", \"g\", 39(1)])"], "form");
}

#[test]
fn errors_boxes_and_what_extends_them() {
    accept(&[
        "27([\"error\", \"Error\", {}])",
        "27([\"error\", \"URIError\", {\"message\": \"a\", \"cause\": {}}])",
    ]);
    refuse(&["27([\"error\", \"MyError\", {}])", "27([\"error\", \"error\", {}])"], "built-in");
    accept(&["27([\"box\", 1])", "27([\"box\", \"a\"])", "27([\"box\", true])", "27([\"box\", 2(h'')])"]);
    refuse(
        &["27([\"box\", null])", "27([\"box\", []])", "27([\"box\", undefined])", "27([\"box\", 39(1)])"],
        "form",
    );
    for base in [
        "1(0)",
        "259({})",
        "258([1])",
        "[1]",
        "h''",
        "64(h'')",
        "27([\"box\", 1])",
        "27([\"sparse\", 9, {}])",
    ] {
        accept(&[&format!("27([\"extended\", null, {{\"a\": 1}}, {base}])")]);
        accept(&[&format!("27([\"extended\", \"A\", {{}}, {base}])")]);
        refuse(&[&format!("27([\"extended\", null, {{}}, {base}])")], "besides");
    }
    for base in [
        "1",
        "{}",
        "28([])",
        "27([\"record\", {}])",
        "27([\"extended\", \"A\", {}, []])",
        "27([\"common\", 0])",
    ] {
        refuse(&[&format!("27([\"extended\", \"A\", {{}}, {base}])")], "");
    }
}
