//! Files: put together whole, or refused with the reason.
#![allow(clippy::expect_used, reason = "a test's support fails by panicking")]

mod support {
    pub(crate) mod file;
    pub(crate) mod masks;
    pub(crate) mod notation;
}

use std::time::Instant;

use support::file::File;
use support::notation::cbor;
use terrarium_codec::{
    Address, BlockRef, CodecError, ErrorKind, Inspection, Limits, Manifest, Parts, Place, TypeEntry,
    TypeInspection, VERSION, inspect,
};
use terrarium_ecs::Name;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

fn open(bytes: &[u8]) -> Result<Parts<&[u8]>, CodecError> {
    Parts::open(vec![bytes], &Limits::default())
}

fn refusal(bytes: &[u8]) -> CodecError {
    open(bytes).map(drop).expect_err("refused")
}

fn refused(bytes: &[u8], kind: ErrorKind, message: &str) {
    let error = refusal(bytes);
    assert_eq!(error.kind, kind, "{error}");
    assert!(error.message.contains(message), "{error}");
}

/// Header and checksum for any manifest and blocks.
fn sealed(manifest: &[u8], blocks: &[u8]) -> Vec<u8> {
    sealed_as(1, manifest, blocks)
}

/// The same as a file of a version.
fn sealed_as(version: u8, manifest: &[u8], blocks: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x89TRRM\r\n\x1a".to_vec();
    bytes.extend([version, 0, 0, 0, 3, 0, 0, 0]);
    bytes.extend((manifest.len() as u32).to_le_bytes());
    let sum = xxh3_64(&[&bytes[..], manifest].concat());
    bytes.extend(sum.to_le_bytes());
    [&bytes[..], manifest, blocks].concat()
}

// -------------------------------------------------------------------- what is opened

#[test]
fn a_file_is_opened_as_it_was_written() {
    for slots in [1, 2, 7, 1_024, 1_025, 3_000] {
        let file = File::of(slots.max(7));
        let bytes = file.bytes();
        let parts = open(&bytes).expect("right");
        assert_eq!(*parts.manifest(), file.manifest);
        for (place, block) in file.manifest.places() {
            assert!(file.blocks.iter().any(|bytes| Ok(&bytes[..]) == parts.block(&block, place)));
        }
        assert_eq!(parts.manifest().to_bytes(), bytes[..file.manifest.to_bytes().len()]);
    }
}

#[test]
fn header_and_addresses_are_as_written_down() {
    let file = File::of(7);
    let bytes = file.bytes();
    assert_eq!(bytes[..16], *b"\x89TRRM\r\n\x1a\x02\0\0\0\x03\0\0\0");
    let length = u32::from_le_bytes(bytes[16..20].try_into().expect("four")) as usize;
    let manifest = &bytes[28..28 + length];
    assert_eq!(bytes[20..28], xxh3_64(&[&bytes[..20], manifest].concat()).to_le_bytes());
    assert_eq!(Address::of(b"abc").0, xxh3_128(b"abc").to_be_bytes());
    assert_eq!(Address::of(b"abc").to_string(), "06b05ab6733a618578af5f94892f3950");
    let flags = |partial, delta| {
        let manifest = Manifest { partial, delta, ..file.manifest.clone() };
        manifest.to_bytes()[10]
    };
    assert_eq!(
        [flags(false, false), flags(false, true), flags(true, false), flags(true, true)],
        [0, 1, 2, 3]
    );
}

#[test]
fn blocks_of_one_content_are_stored_once() {
    let mut file = File::of(7);
    let twin = TypeEntry { name: Name::from("Twin"), ..file.manifest.types[0].clone() };
    file.manifest.types.push(twin);
    assert_eq!(file.manifest.places().count(), file.manifest.blocks().count() + 1);
    let bytes = file.bytes();
    let parts = open(&bytes).expect("right");
    let block = parts.manifest().types[2].pages[0].block.expect("rows");
    assert_eq!(parts.block(&block, "the twin").map(<[u8]>::len), Ok(block.length as usize));
    let again = [&bytes[..], &file.blocks[2]].concat();
    refused(&again, ErrorKind::Corrupt, "damaged");
}

#[test]
fn a_delta_needs_its_base() {
    let (base, mut next) = (File::of(3_000), File::of(3_001));
    next.manifest.tick = 10;
    let (whole, delta) = (base.bytes(), next.delta(&base));
    assert!(delta.len() < whole.len());
    let limits = Limits::default();
    let both = Parts::open(vec![&whole, &delta], &limits).expect("right");
    assert_eq!(both.manifest().tick, 10);
    assert!(both.manifest().delta);
    for (place, block) in both.manifest().places() {
        assert!(both.block(&block, place).is_ok(), "{place}");
    }
    let alone = open(&delta).expect("right in itself");
    let missing = alone.manifest().places().find(|(_, block)| !alone.has(block)).expect("left out");
    assert_eq!(missing.0, Place::Ids(0));
    let error = alone.block(&missing.1, missing.0).expect_err("not here");
    assert_eq!(error.kind, ErrorKind::Corrupt);
    assert!(error.message.starts_with("page 0 of the entity ids: "), "{error}");
    assert!(error.message.contains("restore the base"), "{error}");
}

#[test]
fn a_message_names_the_file() {
    let (base, next) = (File::of(3_000), File::of(3_001));
    let (whole, delta) = (base.bytes(), next.delta(&base));
    let cut = &delta[..delta.len() - 1];
    let limits = Limits::default();
    let error = Parts::open(vec![&whole[..], cut], &limits).map(drop).expect_err("cut");
    assert!(error.message.starts_with("delta 1: "), "{error}");
    let error = Parts::open(vec![&whole[1..], &delta[..]], &limits).map(drop).expect_err("cut");
    assert!(error.message.starts_with("the base: "), "{error}");
    let none: Vec<&[u8]> = vec![];
    assert_eq!(Parts::open(none, &limits).map(drop).expect_err("nothing").kind, ErrorKind::Corrupt);
}

#[test]
fn an_inspection_counts_without_a_world() {
    let file = File::of(3_000);
    let bytes = file.bytes();
    let lengths = |entry: &TypeEntry| {
        let pages = entry.pages.iter().filter_map(|page| page.block);
        entry.groups.into_iter().chain(pages).map(|block| u64::from(block.length)).sum()
    };
    let of = |place: usize, entities, groups| {
        let entry = &file.manifest.types[place];
        TypeInspection { name: entry.name.clone(), entities, groups, bytes: lengths(entry) }
    };
    let expected = Inspection {
        version: VERSION,
        shard: 3,
        tick: 9,
        partial: false,
        delta: false,
        entities: 2_998,
        bytes: bytes.len(),
        types: vec![of(0, 2_999, 0), of(1, 3, 2)],
    };
    assert_eq!(inspect(&bytes, &Limits::default()), Ok(expected));
    let delta = File::of(3_001).delta(&file);
    let inspected = inspect(&delta, &Limits::default()).expect("right");
    assert!(inspected.delta);
    assert_eq!((inspected.entities, inspected.types[1].groups), (952, 0));
    assert_eq!(inspect(b"", &Limits::default()).expect_err("empty").kind, ErrorKind::Corrupt);
}

// -------------------------------------------------------------------- what is refused

#[test]
fn every_flipped_bit_and_every_truncation_is_seen() {
    let bytes = File::of(712).bytes();
    assert!((8_192..8_400).contains(&bytes.len()), "{}", bytes.len());
    let mut damaged = bytes.clone();
    for bit in 0..bytes.len() * 8 {
        damaged[bit / 8] ^= 1 << (bit % 8);
        assert!(open(&damaged).is_err(), "bit {bit}");
        damaged[bit / 8] ^= 1 << (bit % 8);
    }
    for length in 0..bytes.len() {
        assert_eq!(refusal(&bytes[..length]).kind, ErrorKind::Corrupt, "{length} bytes");
    }
    assert!(open(&[&bytes[..], &[0]].concat()).is_err());
    assert!(open(&bytes).is_ok());
}

#[test]
fn every_flipped_bit_and_every_truncation_of_a_delta_is_seen() {
    let base = File::of(1_030);
    let delta = File::of(1_031).delta(&base);
    let mut damaged = delta.clone();
    for bit in 0..delta.len() * 8 {
        damaged[bit / 8] ^= 1 << (bit % 8);
        assert!(open(&damaged).is_err(), "bit {bit}");
        damaged[bit / 8] ^= 1 << (bit % 8);
    }
    for length in 0..delta.len() {
        let cut = open(&delta[..length]);
        let whole_blocks = cut.as_ref().is_ok_and(|parts| {
            parts
                .manifest()
                .blocks()
                .any(|block| !parts.has(&block) && !base.manifest.blocks().any(|b| b == block))
        });
        assert!(cut.is_err() || whole_blocks, "{length} bytes");
    }
}

#[test]
fn a_newer_version_names_both() {
    let mut bytes = File::of(7).bytes();
    bytes[8] = 7;
    refused(&bytes, ErrorKind::Version, "version 7");
    refused(&bytes, ErrorKind::Version, "version 2");
    refused(&[&bytes[..10], b"anything"].concat(), ErrorKind::Corrupt, "cut off");
    refused(&[&bytes[..10], &[0xff; 40]].concat(), ErrorKind::Version, "version 7");
    bytes[8] = 0;
    refused(&bytes, ErrorKind::Corrupt, "never was");
}

#[test]
fn files_of_other_programs_are_told_by_their_first_bytes() {
    let others: [(&[u8], &str); 22] = [
        (b"", "an empty file"),
        (b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "gzip"),
        (b"PK\x03\x04\x14\0", "a zip archive"),
        (b"{\"entities\": []}", "JSON"),
        (b" \n[1, 2]", "JSON"),
        (b"\xef\xbb\xbf{}", "JSON"),
        (b"\x80\x02}q\0.", "pickle"),
        (b"\x80\x03}q\0.", "pickle"),
        (b"\x80\x04\x95\0", "pickle"),
        (b"\x80\x05\x95\0", "pickle"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"\0asm\x01\0\0\0", "WebAssembly"),
        (b"SQLite format 3\0", "SQLite"),
        (b"\xd9\xd9\xf7\x80", "CBOR"),
        (b"hello, world", "text"),
        ("gr\u{fc}\u{df} dich".as_bytes(), "text"),
        (b"\xff\x0fo\"\x01a", "v8.serialize"),
        (b"\x89TRRM\n\x1a\x01", "transfer as text"),
        (b"\x89TRRM\r\n", "cut off"),
        (b"\0\0\0\0\0\0\0\0", "another program"),
        (&[0xfe; 40], "another program"),
    ];
    for (bytes, what) in others {
        refused(bytes, ErrorKind::Corrupt, what);
    }
}

#[test]
fn each_limit_of_a_file_holds_exactly() {
    let file = File::of(1_500);
    let bytes = file.bytes();
    let at = |limits: Limits| Parts::open(vec![&bytes[..]], &limits).map(drop);
    let standard = Limits::default();
    let limited = |limits: Limits, name: &str| {
        let error = at(limits).expect_err(name);
        assert_eq!(error.kind, ErrorKind::Limit);
        assert!(error.message.contains(name), "{error}");
    };
    for more in [0, 1] {
        assert_eq!(at(Limits { snapshot_bytes_max: bytes.len() + more, ..standard }), Ok(()));
        assert_eq!(at(Limits { entities_max: 1_499 + more as u32, ..standard }), Ok(()));
        assert_eq!(at(Limits { component_types_max: 2 + more, ..standard }), Ok(()));
        assert_eq!(at(Limits { name_bytes_max: 5 + more, ..standard }), Ok(()));
    }
    limited(Limits { snapshot_bytes_max: bytes.len() - 1, ..standard }, "snapshotBytesMax");
    limited(Limits { entities_max: 1_498, ..standard }, "entitiesMax");
    limited(Limits { component_types_max: 1, ..standard }, "componentTypesMax");
    limited(Limits { name_bytes_max: 4, ..standard }, "nameBytesMax");
}

#[test]
fn what_a_manifest_names_is_limited_even_if_it_is_not_there() {
    let block = |byte: u8| BlockRef { length: u32::MAX, address: Address([byte; 16]) };
    let manifest =
        Manifest { delta: true, slots: 2_000, ids: vec![block(1), block(2)], ..Manifest::default() };
    let bytes = manifest.to_bytes();
    let start = Instant::now();
    refused(&bytes, ErrorKind::Limit, "snapshotBytesMax");
    assert!(start.elapsed().as_millis() < 50);
}

// -------------------------------------------------------------------- rules of the manifest

const BLOCK: &str = "9, h'00112233445566778899aabbccddeeff'";

/// A manifest of two pages of ids, with these types.
fn with_types(types: &str) -> String {
    format!("[9, 1500, 5, [{BLOCK}, {BLOCK}], null, null, {types}]")
}

/// What a manifest is refused for; its blocks are not there, which is only seen if it is right.
fn manifest(notation: &str, message: &str) {
    let bytes = sealed(&cbor(notation), &[]);
    let error = refusal(&bytes);
    assert_eq!(error.kind, ErrorKind::Corrupt, "{notation}: {error}");
    assert!(error.message.contains(message), "{notation}: {error}");
}

#[test]
fn a_manifest_keeps_its_rules() {
    let right = "page 0 of the entity ids: the snapshot is damaged";
    manifest(&with_types("[]"), right);
    manifest(&format!("[9, 1500, 5, [{BLOCK}, {BLOCK}], [{BLOCK}], [{BLOCK}], []]"), right);
    manifest("[9, 0, 5, [], null, null, []]", "out of range");
    manifest("[4294967296, 0, 5, [], null, null, []]", "32 bits");
    manifest("[-1, 1, 5, [], null, null, []]", "expected");
    manifest(&format!("[9, 1, 9007199254740992, [{BLOCK}], null, null, []]"), "groups");
    manifest(&format!("[9, 1500, 5, [{BLOCK}], null, null, []]"), "as many items");
    manifest(&format!("[9, 1, 5, [{BLOCK}], [9], null, []]"), "as many items");
    manifest("[9, 1, 5, [9, h'00'], null, null, []]", "another length");
    manifest("[9, 1, 5, [0, h'00112233445566778899aabbccddeeff'], null, null, []]", "empty");
    manifest(&format!("{}, null", with_types("[]")), "left over");
    manifest("[9, 1]", "as many items");
}

#[test]
fn types_and_pages_keep_their_rules() {
    let right = "page 0 of the entity ids: the snapshot is damaged";
    let types = |types: &str, message: &str| manifest(&with_types(types), message);
    let pages = |pages: &str, message: &str| types(&format!("[[\"A\", null, [{pages}]]]"), message);
    types("[[\"\", null, []], [\"A\", null, []], [\"B\", null, []], [273(h'eda080'), null, []]]", right);
    types("[[\"B\", null, []], [\"A\", null, []]]", "ascending");
    types("[[\"A\", null, []], [\"A\", null, []]]", "ascending");
    types("[[1, null, []]]", "expected a string");
    types(&format!("[[\"A\", [{BLOCK}], []]]"), "no values");
    types(&format!("[[\"A\", [{BLOCK}], [[0, 1, 0]]]]"), "no values");
    types(&format!("[[\"A\", [{BLOCK}], [[0, 0, 7, {BLOCK}]]]]"), right);
    pages(&format!("[0, 9, 1024, {BLOCK}], [1, 0, 476, {BLOCK}]"), right);
    pages("[0, 1, 0], [1, 9, 0]", right);
    pages("[0, 0, 0]", "never changed");
    pages("[0, 10, 0]", "later than the clock");
    pages("[1, 1, 0], [0, 1, 0]", "ascending");
    pages("[1, 1, 0], [1, 1, 0]", "ascending");
    pages("[2, 1, 0]", "behind the last");
    pages("[4294967295, 1, 0]", "behind the last");
    pages(&format!("[0, 1, 1025, {BLOCK}]"), "more rows");
    pages(&format!("[1, 1, 477, {BLOCK}]"), "more rows");
    pages("[0, 1, 1]", "without");
    pages(&format!("[0, 1, 0, {BLOCK}]"), "without");
    pages("[0, 1, 1, null, null]", "expected");
}

#[test]
fn bombs_in_a_manifest_are_refused_at_once() {
    let heads = ["#9b0020000000000000", "#9affffffff", "#bb0020000000000000", "#5b0020000000000000"];
    let start = Instant::now();
    for head in heads {
        manifest(head, "");
        manifest(&format!("#8709190bb80584, 9, {head}"), "");
        manifest(&with_types(head), "");
    }
    let nested = sealed(&[0x81].repeat(1_000_000), &[]);
    assert_eq!(refusal(&nested).kind, ErrorKind::Corrupt);
    let mut types = cbor(&with_types("[]"));
    types.pop();
    types.extend(cbor("#9a000f4240"));
    types.extend([0x80].repeat(1_000_000));
    assert_eq!(refusal(&sealed(&types, &[])).kind, ErrorKind::Limit);
    assert!(start.elapsed().as_millis() < 50 * heads.len() as u128);
}
