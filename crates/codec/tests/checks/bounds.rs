//! Limits at their edges, and bombs.

use terrarium_codec::{CodecError, Commons, ErrorKind, Limits, ValuesBlock};

use crate::check::{block, check, check_with, refused};
use crate::notation::hex;

#[test]
fn each_limit_holds_exactly() {
    let none = Commons::default();
    let at = |limits: Limits, value: &str| check_with(value, &limits, &none);
    let standard = Limits::default();
    let deep = |depth: usize| format!("[{}{}]", "[".repeat(depth), "]".repeat(depth));
    let limited = |result: Result<(), CodecError>, name: &str| refused(name, result, ErrorKind::Limit, name);
    for depth in [1, 127, 128] {
        assert_eq!(at(standard, &deep(depth)), Ok(()));
    }
    limited(at(standard, &deep(129)), "valueDepthMax");
    let highest = Limits { value_depth_max: usize::MAX, ..standard };
    assert_eq!(at(highest, &deep(1_024)), Ok(()));
    limited(at(highest, &deep(1_025)), "valueDepthMax");

    let keys = Limits { key_bytes_max: 4, ..standard };
    for key in ["\"abc\"", "\"abcd\"", "\"\u{e9}\u{e9}\"", "273(h'eda08061')"] {
        assert_eq!(at(keys, &format!("[{{{key}: null}}]")), Ok(()), "{key}");
    }
    for key in ["\"abcde\"", "\"\u{e9}\u{e9}e\"", "273(h'eda0806161')"] {
        limited(at(keys, &format!("[{{{key}: null}}]")), "keyBytesMax");
    }
    let names = Limits { name_bytes_max: 4, ..standard };
    for class in ["\"abc\"", "\"abcd\""] {
        assert_eq!(at(names, &format!("[27([\"instance\", {class}, {{}}])]")), Ok(()));
    }
    for form in [
        "27([\"instance\", \"abcde\", {}])",
        "27([\"encoded\", \"abcde\", 1])",
        "27([\"extended\", \"abcde\", {}, []])",
    ] {
        limited(at(names, &format!("[{form}]")), "nameBytesMax");
    }
    let bytes = Limits { value_bytes_max: 6, ..standard };
    assert_eq!(at(bytes, "[[1, 2, 3, 4], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]]"), Ok(()));
    limited(at(bytes, "[[1], [1, 2, 3, 4, 5, 6], [1]]"), "valueBytesMax");
    limited(at(bytes, "[[1], [1, 2, 3, 4, 5, 6]]"), "valueBytesMax");
    let room = Limits { value_bytes_max: 100, ..standard };
    assert_eq!(at(room, "[27([\"buffer\", h'', 80]), 27([\"buffer\", h'', 80])]"), Ok(()));
    limited(at(room, "[[27([\"buffer\", h'', 80]), 27([\"buffer\", h'', 80])]]"), "valueBytesMax");
    limited(at(standard, "[27([\"buffer\", h'', 18446744073709551615])]"), "valueBytesMax");
}

#[test]
fn a_buffer_under_a_view_does_not_count_for_depth() {
    let deep = |inner: &str, depth: usize| format!("[{}{inner}{}]", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(check(&deep("27([\"view\", \"DataView\", h'', 0, 0])", 127)), Ok(()));
    assert_eq!(check(&deep("1(0), 258([1]), h''", 127)), Ok(()));
    for leaf in ["1(0)", "258([])", "h''", "64(h'')", "{}", "27([\"box\", 1])", "27([\"encoded\", \"A\", 1])"]
    {
        refused(leaf, check(&deep(leaf, 128)), ErrorKind::Limit, "valueDepthMax");
    }
    assert_eq!(check(&deep("1, null, \"a\", 2(h''), 39(1)", 128)), Ok(()));
}

#[test]
fn bombs_are_refused_with_little_work() {
    let repeated = |item: &str, count: usize| hex(item).repeat(count);
    let limits = Limits::default();
    let values = |array: &[u8]| ValuesBlock::read(&block(1, array), &limits, &Commons::default()).map(drop);
    let nested = [hex("81"), repeated("81", 1_000_000)].concat();
    assert_eq!(values(&nested).expect_err("deep").kind, ErrorKind::Limit);
    let tags = [hex("81"), repeated("d81c", 1_000_000)].concat();
    assert_eq!(values(&tags).expect_err("tags").kind, ErrorKind::Corrupt);
    let hooks = [hex("81"), repeated("d81b8367656e636f6465646141", 1_000_000)].concat();
    assert_eq!(values(&hooks).expect_err("deep").kind, ErrorKind::Limit);
    for head in ["9b0020000000000000", "bb0020000000000000", "5b0020000000000000", "9affffffff", "baffffffff"]
    {
        let array = [hex("81"), hex(head)].concat();
        assert_eq!(values(&array).expect_err(head).kind, ErrorKind::Corrupt);
    }
    let empty = [hex("819a000f4240"), repeated("80", 1_000_000)].concat();
    assert_eq!(values(&empty), Ok(()));
    let same = [hex("81ba000f4240"), repeated("6001", 1_000_000)].concat();
    assert_eq!(values(&same).expect_err("one key").kind, ErrorKind::Corrupt);
}
