//! Blocks of ids and of values: the same after writing and reading, and no other bytes for the same.
#![allow(clippy::expect_used, reason = "a test's support fails by panicking")]

mod support {
    pub(crate) mod masks;
    pub(crate) mod notation;
}

use std::borrow::Cow;

use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use support::masks::{mask, run};
use support::notation::cbor;
use terrarium_codec::{
    CodecError, Column, Commons, ErrorKind, Form, GroupsBlock, IdPage, Limits, ValuesBlock, read_free,
    write_free,
};
use terrarium_ecs::{EntityId, Mask, Name};

fn read_values(bytes: &[u8]) -> Result<ValuesBlock<'_>, CodecError> {
    ValuesBlock::read(bytes, &Limits::default(), &Commons::default())
}

fn read_groups(bytes: &[u8]) -> Result<GroupsBlock<'_>, CodecError> {
    GroupsBlock::read(bytes, &Limits::default(), &Commons::default())
}

/// Bytes that are refused by a reader, with the reason.
fn refused<T: std::fmt::Debug>(what: &str, read: Result<T, CodecError>, message: &str) {
    let error = read.expect_err(what);
    assert_eq!(error.kind, ErrorKind::Corrupt, "{what}: {error}");
    assert!(error.message.contains(message), "{what}: {error}");
}

// -------------------------------------------------------------------- round trips

fn numbers() -> impl Strategy<Value = Vec<f64>> {
    let widths = prop_oneof![
        any::<u8>().prop_map(f64::from),
        any::<i8>().prop_map(f64::from),
        any::<u16>().prop_map(f64::from),
        any::<i16>().prop_map(f64::from),
        any::<u32>().prop_map(f64::from),
        any::<i32>().prop_map(f64::from),
        any::<f32>().prop_map(f64::from),
        any::<f64>(),
        Just(f64::NAN),
        Just(-0.0),
    ];
    prop_oneof![
        vec(any::<u8>().prop_map(f64::from), 1..40),
        vec(any::<i16>().prop_map(f64::from), 1..40),
        vec(any::<u32>().prop_map(f64::from), 1..40),
        vec(any::<f32>().prop_map(f64::from), 1..40),
        vec(widths, 1..4),
    ]
}

fn column_of(rows: usize) -> impl Strategy<Value = Column<'static>> {
    let texts = vec("[a-c\u{e9}\u{20ac}\u{1f600}]{0,3}", rows);
    prop_oneof![
        vec(any::<f64>(), rows).prop_map(Column::Numbers),
        vec(any::<u8>().prop_map(f64::from), rows).prop_map(Column::Numbers),
        vec((0..1u64 << 53).prop_map(|id| id as f64), rows).prop_map(Column::Ids),
        vec(any::<bool>(), rows).prop_map(Column::Booleans),
        texts.prop_map(|texts| Column::Text {
            lengths: texts.iter().map(|text| text.encode_utf16().count() as u32).collect(),
            text: Cow::Owned(texts.concat()),
        }),
    ]
}

fn form_of(rows: usize) -> impl Strategy<Value = Form<'static>> {
    let keys = ["a", "", "__proto__", "b"].map(Name::from);
    let class = prop_oneof![Just(None), Just(Some(Name::from_units(vec![0xd800])))];
    prop_oneof![
        column_of(rows).prop_map(Form::Scalars),
        (class, vec(column_of(rows), 1..4)).prop_map(move |(class, columns)| Form::Fields {
            class,
            keys: keys[..columns.len()].to_vec(),
            columns
        }),
    ]
}

fn page() -> impl Strategy<Value = (Mask, Vec<(u32, u64)>, Form<'static>)> {
    let slots =
        prop_oneof![(2..60u32).prop_map(run), vec(0..1_024u32, 2..60).prop_map(mask), Just(run(1_024)),];
    slots.prop_flat_map(|members| {
        let count = members.count();
        let shared = proptest::collection::btree_map(0..count, 1..1u64 << 53, 0..count.min(9) as usize);
        (Just(members), shared).prop_flat_map(move |(members, shared)| {
            let rest = (count as usize - shared.len()).max(1);
            let shared = if rest + shared.len() == count as usize { shared } else { Default::default() };
            let rest = count as usize - shared.len();
            (Just(members), Just(shared.into_iter().collect()), form_of(rest))
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn numbers_come_back_as_they_were(numbers in numbers()) {
        let values = Form::Scalars(Column::Numbers(numbers.clone()));
        let block = ValuesBlock { members: run(numbers.len() as u32), shared: vec![], values };
        let bytes = block.to_bytes();
        prop_assert_eq!(read_values(&bytes), Ok(block));
    }

    #[test]
    fn pages_come_back_as_they_were((members, shared, values) in page()) {
        let block = ValuesBlock { members, shared, values };
        let bytes = block.to_bytes();
        prop_assert_eq!(read_values(&bytes), Ok(block));
    }

    #[test]
    fn groups_come_back_as_they_were(
        (numbers, values) in proptest::collection::btree_set(1..1u64 << 53, 1..9)
            .prop_flat_map(|numbers| (Just(numbers.clone()), form_of(numbers.len())))
    ) {
        let block = GroupsBlock { numbers: numbers.into_iter().collect(), values };
        let bytes = block.to_bytes();
        prop_assert_eq!(read_groups(&bytes), Ok(block));
    }

    #[test]
    fn ids_come_back_as_they_were(lives in vec((0..3u8, 1..EntityId::GENERATION_MAX), 1..1_025)) {
        let slots = |kind| mask((0..).zip(&lives).filter(|(_, life)| life.0 == kind).map(|(slot, _)| slot));
        let (alive, retired) = (slots(0), slots(2));
        let last = |slot| retired.contains(slot).then_some(EntityId::GENERATION_MAX);
        let generations = (0..).zip(&lives).map(|(slot, life)| last(slot).unwrap_or(life.1)).collect();
        let page = IdPage { alive, generations, retired };
        prop_assert_eq!(IdPage::read(&page.to_bytes(), lives.len() as u32), Ok(page));
    }

    #[test]
    fn free_lists_come_back_in_their_order(free in vec(any::<u32>(), 1..50)) {
        prop_assert_eq!(read_free(&write_free(&free)), Ok(free));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..60), start in 0..5usize) {
        let starts = ["", "#8302f6", "#8302f6d81b82677363616c617273", "#8301f6d81b84666669656c6473", "#8302f682"];
        let bytes = [cbor(starts[start]), bytes].concat();
        if let Ok(block) = read_values(&bytes) {
            prop_assert_eq!(&block.to_bytes(), &bytes);
        }
        let _ = (read_groups(&bytes), IdPage::read(&bytes, 3), read_free(&bytes));
    }
}

// -------------------------------------------------------------------- numbers

/// Reads so many numbers as a column.
fn column(rows: usize, notation: &str) -> Result<(), CodecError> {
    let bytes = cbor(&format!("#83, {rows}, null, 27([\"scalars\", {notation}])"));
    read_values(&bytes).map(|block| assert_eq!(block.to_bytes(), bytes, "{notation}"))
}

#[test]
fn each_width_holds_what_the_one_before_does_not() {
    let tag = |numbers: &[f64]| {
        let values = Form::Scalars(Column::Numbers(numbers.to_vec()));
        let bytes = ValuesBlock { members: run(numbers.len() as u32), shared: vec![], values }.to_bytes();
        bytes[15]
    };
    let tags: [(u8, &[f64]); 20] = [
        (64, &[0.0]),
        (64, &[0.0, 255.0]),
        (72, &[-1.0, 127.0]),
        (72, &[-128.0]),
        (69, &[256.0]),
        (69, &[65_535.0]),
        (77, &[-1.0, 128.0]),
        (77, &[-32_768.0]),
        (70, &[65_536.0]),
        (70, &[4_294_967_295.0]),
        (78, &[-1.0, 32_768.0]),
        (78, &[-2_147_483_648.0]),
        (85, &[4_294_967_296.0]),
        (85, &[-2_147_483_904.0]),
        (85, &[-0.0]),
        (85, &[0.5, f64::NAN, f64::INFINITY]),
        (86, &[4_294_967_297.0]),
        (86, &[-1.0, 2_147_483_649.0]),
        (86, &[0.1]),
        (86, &[1e300, f64::NAN]),
    ];
    for (expected, numbers) in tags {
        assert_eq!(tag(numbers), expected, "{numbers:?}");
    }
}

#[test]
fn columns_of_numbers_are_of_the_narrowest_type_and_the_right_length() {
    for right in
        ["64(h'01ff')", "72(h'01ff')", "69(h'01000001')", "85(h'0000003f0000c07f')", "39(64(h'0102'))"]
    {
        assert_eq!(column(2, right), Ok(()), "{right}");
    }
    for wide in [
        "72(h'0101')",
        "69(h'01000100')",
        "77(h'00010101')",
        "70(h'0100000002000000')",
        "78(h'ffffffff01000000')",
        "85(h'0000803f00000040')",
        "86(h'000000000000e03f000000000000e03f')",
        "39(69(h'01000200'))",
    ] {
        refused(wide, column(2, wide), "narrowest");
    }
    for long in ["64(h'01')", "64(h'010203')", "69(h'010001')", "86(h'00')", "64(h'')"] {
        refused(long, column(2, long), "length");
    }
    for bits in ["85(h'0000003f0100c07f')", "85(h'0000003f0000c0ff')"] {
        refused(bits, column(2, bits), "bits of its own");
    }
    refused("f64", column(1, "86(h'010000000000f87f')"), "bits of its own");
    for handle in ["39(72(h'01ff'))", "39(85(h'0000003f0000c07f'))"] {
        refused(handle, column(2, handle), "handle");
    }
    for other in ["65(h'0101')", "68(h'0101')", "71(h'01')", "39(39(64(h'0101')))", "64(2)", "1", "[1, 2]"] {
        refused(other, column(2, other), "");
    }
}

#[test]
fn columns_of_booleans_have_no_bits_after_the_last() {
    assert_eq!(column(9, "h'ff01'"), Ok(()));
    assert_eq!(column(8, "h'ff'"), Ok(()));
    refused("spare", column(9, "h'ff03'"), "after its last");
    refused("long", column(8, "h'ff00'"), "length");
    refused("short", column(9, "h'ff'"), "length");
}

#[test]
fn columns_of_strings_are_cut_between_characters() {
    assert_eq!(column(3, "[\"ab\u{1f600}\", 64(h'020002')]"), Ok(()));
    assert_eq!(column(2, "[\"\", 64(h'0000')]"), Ok(()));
    assert_eq!(column(1, "[\"\u{e9}\u{e9}\", 64(h'02')]"), Ok(()));
    for wrong in [
        "[\"ab\u{1f600}\", 64(h'020101')]",
        "[\"abc\", 64(h'010100')]",
        "[\"abc\", 64(h'010102')]",
        "[\"\u{e9}\u{e9}\", 64(h'010000')]",
        "[\"\u{e9}\u{e9}\", 64(h'010101')]",
    ] {
        refused(wrong, column(3, wrong), "do not fit");
    }
    refused("rows", column(2, "[\"abc\", 64(h'010101')]"), "length");
    refused("sum", column(2, "[\"abc\", 70(h'ffffffff00000100')]"), "do not fit");
    refused("type", column(1, "[\"a\", 72(h'ff')]"), "32 bits");
    refused("text", column(1, "[h'61', 64(h'01')]"), "expected");
    refused("lone", column(1, "[273(h'eda080'), 64(h'01')]"), "expected");
}

#[test]
fn fields_are_named_once_and_have_a_column_each() {
    let fields = |notation: &str| {
        let bytes = cbor(&format!("#83, 2, null, 27([\"fields\", {notation}])"));
        read_values(&bytes).map(|block| assert_eq!(block.to_bytes(), bytes, "{notation}"))
    };
    assert_eq!(fields("null, [\"a\"], [64(h'0102')]"), Ok(()));
    assert_eq!(fields("\"A\", [\"a\", 273(h'eda080')], [64(h'0102'), h'03']"), Ok(()));
    refused("none", fields("null, [], []"), "without fields");
    refused("twice", fields("null, [\"a\", \"a\"], [64(h'0102'), h'03']"), "twice");
    refused("fewer", fields("null, [\"a\", \"b\"], [64(h'0102')]"), "as many items");
    refused("more", fields("null, [\"a\"], [64(h'0102'), h'03']"), "as many items");
    refused("class", fields("1, [\"a\"], [64(h'0102')]"), "expected a string");
    refused("key", fields("null, [1], [64(h'0102')]"), "expected a string");
    refused("nothing", fields("null, [\"a\"]"), "by field");
    let limits = Limits { name_bytes_max: 1, key_bytes_max: 2, value_bytes_max: 5, ..Limits::default() };
    let limited = |notation: &str| {
        let bytes = cbor(&format!("#83, 1, null, 27([\"fields\", {notation}])"));
        ValuesBlock::read(&bytes, &limits, &Commons::default()).map(drop).map_err(|error| error.message)
    };
    assert_eq!(limited("\"A\", [\"aa\"], [64(h'01')]"), Ok(()));
    assert_eq!(limited("null, [\"a\"], [[\"abcde\", 64(h'05')]]"), Ok(()));
    for (notation, name) in [
        ("\"AB\", [\"aa\"], [64(h'01')]", "nameBytesMax"),
        ("null, [\"aaa\"], [64(h'01')]", "keyBytesMax"),
        ("null, [\"a\", \"b\", \"c\"], [64(h'01'), 64(h'01'), 64(h'01')]", "valueBytesMax"),
        ("null, [\"a\"], [[\"abcdef\", 64(h'06')]]", "valueBytesMax"),
    ] {
        assert!(limited(notation).is_err_and(|message| message.contains(name)), "{notation}");
    }
}

#[test]
fn no_values_are_an_empty_array() {
    let none = |values: &str| {
        let bytes = cbor(&format!("#83, 1, [64(h'00'), 64(h'07')], {values}"));
        read_values(&bytes).map(|block| assert_eq!(block.values, Form::empty()))
    };
    assert_eq!(none("[]"), Ok(()));
    refused("scalars", none("27([\"scalars\", 64(h'')])"), "by field");
    refused("fields", none("27([\"fields\", null, [\"a\"], [64(h'')]])"), "by field");
}

// -------------------------------------------------------------------- masks, rows, groups, ids

#[test]
fn masks_are_in_their_shorter_form() {
    let bits = |first: &str| format!("h'{first}{}'", "00".repeat(128 - first.len() / 2));
    let read = |mask: &str| read_values(&cbor(&format!("#83, {mask}, null, [null, [], []]"))).map(drop);
    assert_eq!(read("3"), Ok(()));
    assert_eq!(read(&bits("0e")), Ok(()));
    refused("run", read(&bits("07")), "shorter");
    refused("empty", read(&bits("")), "shorter");
    refused("none", read("0"), "no members");
    refused("many", read("1025"), "mask");
    refused("bytes", read("h'0e'"), "mask");
}

#[test]
fn shared_rows_ascend_within_the_page() {
    let read = |shared: &str| read_values(&cbor(&format!("#83, 3, {shared}, [null]"))).map(drop);
    assert_eq!(read("[64(h'0002'), 64(h'0707')]"), Ok(()));
    for rows in ["[64(h'0200'), 64(h'0707')]", "[64(h'0101'), 64(h'0707')]", "[64(h'0103'), 64(h'0707')]"] {
        refused(rows, read(rows), "ascending");
    }
    refused("none", read("[64(h''), 64(h'')]"), "ascending");
    refused("lengths", read("[64(h'0002'), 64(h'07')]"), "length");
    refused("zero", read("[64(h'0002'), 64(h'0007')]"), "above zero");
    refused("fraction", read("[64(h'0002'), 85(h'0000003f0000003f')]"), "above zero");
    refused("values", read("null"), "as many values");
    let read = |numbers: &str| read_groups(&cbor(&format!("#82, {numbers}, [null, []]"))).map(drop);
    assert_eq!(read("64(h'0107')"), Ok(()));
    refused("order", read("64(h'0701')"), "ascending");
    refused("twice", read("64(h'0101')"), "ascending");
    refused("zero", read("64(h'0001')"), "above zero");
    refused("values", read("64(h'010203')"), "as many values");
    refused("none", read_groups(&cbor("[64(h''), []]")), "ascending");
}

#[test]
fn each_slot_has_a_generation_that_it_can_have() {
    let read = |notation: &str, slots| IdPage::read(&cbor(notation), slots).map(drop);
    assert_eq!(read("[1, 64(h'0001'), null]", 2), Ok(()));
    let second = format!("h'02{}'", "00".repeat(127));
    let retired = |generations: &str, alive: &str| read(&format!("[{alive}, {generations}, {second}]"), 2);
    assert_eq!(retired("70(h'01000000ffff0100')", "1"), Ok(()));
    refused("not the last", retired("64(h'0101')", "1"), "generation");
    refused("alive", retired("70(h'01000000ffff0100')", "2"), "retired");
    refused("too many", read("[1, 70(h'0000000000000200')]", 2), "");
    refused("generation", read("[2, 70(h'0000000000000200'), null]", 2), "generation");
    refused("count", read("[1, 64(h'00'), null]", 2), "length");
    refused("beyond", read("[3, 64(h'0000'), null]", 2), "behind");
    refused("none retired", read("[1, 64(h'0001'), 0]", 2), "none");
    refused("free", read_free(&cbor("64(h'')")), "empty");
    refused("free", read_free(&cbor("85(h'0000003f')")), "32 bits");
    refused("free", read_free(&cbor("64(h'01'), 1")), "left over");
}
