//! Files that mean harm, and files that were harmed.

use std::time::{Duration, Instant};

use terrarium_codec::{CodecError, ErrorKind, Limits, read_agent_ecs};

use crate::dice::Dice;
use crate::pickled::{self, global, text};
use crate::{fixture, read, show, snapshots, sound};

/// The value of the one component, or why there is none.
fn value(pickled: &[u8]) -> Result<String, CodecError> {
    let world = read(&pickled::world(pickled))?;
    sound::check(&world).expect("a sound world");
    let component = &world.entities.last().expect("one entity").components[0];
    Ok(show::value(&world.graph, &component.value))
}

fn kind(pickled: &[u8]) -> Option<ErrorKind> {
    value(pickled).err().map(|error| error.kind)
}

#[test]
fn calls_are_written_down_and_not_made() {
    let call = |module, name, argument: &[u8]| value(&[&global(module, name), argument, b"R"].concat());
    let command = [text("touch stolen"), b"\x85".to_vec()].concat();
    let answers = [
        (call("os", "system", &command), "os.system{value: \"touch stolen\"}"),
        (call("builtins", "eval", &command), "builtins.eval{value: \"touch stolen\"}"),
        (call("subprocess", "Popen", b")"), "subprocess.Popen{}"),
        (call("agents", "__reduce__", b"K\x01K\x02\x86"), "agents.__reduce__{args: [1, 2]}"),
    ];
    for (answer, expected) in answers {
        assert_eq!(answer.expect("data"), expected);
    }
    let inner =
        [global("builtins", "getattr"), global("os", "path"), text("join"), b"\x86R".to_vec()].concat();
    assert_eq!(value(&[&inner, b")R".as_slice()].concat()).expect("data"), "os.path.join{}");
    let unnamed = [global("operator", "attrgetter"), b")R)R".to_vec()].concat();
    assert_eq!(kind(&unnamed), Some(ErrorKind::Unsupported));
}

#[test]
fn operations_that_are_not_known_are_named() {
    for (operation, name) in
        [(b'P', "PERSID"), (b'Q', "BINPERSID"), (0x82, "EXT1"), (b'i', "INST"), (0xff, "unknown")]
    {
        let at = 2;
        let error = read(&[0x80, 4, operation, b'.']).expect_err("not known");
        let expected = format!("the operation {name} ({operation:#04x}) at byte {at} is not read");
        assert_eq!((error.kind, error.message), (ErrorKind::Unsupported, expected));
    }
}

#[test]
fn nothing_else_is_taken_for_a_world() {
    let of = |bytes: &[u8]| read(bytes).expect_err("no world").kind;
    let files: [&[u8]; 7] = [b"", b".", b"{}", b"\x1f\x8b\x08", b"(dp0\n.", b"\x80\x04}.", b"\x80\x04N."];
    assert!(files.iter().all(|file| of(file) == ErrorKind::Corrupt));
    let message = |bytes: &[u8]| read(bytes).expect_err("no world").message;
    assert!(message(b"\x1f\x8b\x08").contains("gzip"));
    assert!(message(b"\x89TRRM\r\n\x1a\x01").contains("a snapshot of Terrarium"));
    assert!(message(b"\x80\x04}.").contains("holds no world of AgentECS"));
    assert_eq!([of(b"\x80\x01N."), of(b"\x80\x06N.")], [ErrorKind::Unsupported; 2]);
}

#[test]
fn depth_is_bounded() {
    let lists = |depth: usize| ["]".repeat(depth), "a".repeat(depth - 1)].concat().into_bytes();
    assert!(value(&lists(128)).is_ok());
    for depth in [129, 100_000, 1_000_000] {
        assert_eq!(kind(&lists(depth)), Some(ErrorKind::Limit), "{depth}");
    }
    let tuples = [b")".to_vec(), vec![0x85; 100_000]].concat();
    let dicts = [b"}K\x01".repeat(100_000), b"N".to_vec(), b"s".repeat(100_000)].concat();
    let states = [[global("a", "b"), b")R".to_vec()].concat().repeat(50_000), b"b".repeat(49_999)].concat();
    let getattr = [global("builtins", "getattr"), b"\x940".to_vec(), b"h\x00".repeat(50_000)].concat();
    let names = [getattr, global("a", "b"), [text(""), b"\x86R".to_vec()].concat().repeat(50_000)].concat();
    for pickled in [tuples, dicts, states, [names, b")R".to_vec()].concat()] {
        assert_eq!(kind(&pickled), Some(ErrorKind::Limit));
    }
}

#[test]
fn references_do_not_multiply_memory() {
    let twice = (0..99).flat_map(|n| [b']', 0x94, b'(', b'h', n, b'h', n, b'e', b'0']);
    let laughs = [b"]\x940".to_vec(), twice.collect(), b"h\x63".to_vec()].concat();
    let shown = value(&laughs).expect("one hundred lists");
    assert!(shown.contains("[[[], ^99], ^98], ^97]"), "{shown}");
    let million = text(&"x".repeat(1 << 20));
    let texts = [b"](".to_vec(), million.clone(), b"\x94".to_vec(), b"h\x00".repeat(100_000), b"e".to_vec()];
    assert_eq!(kind(&texts.concat()), Some(ErrorKind::Limit));
    let keys = [b"}(".to_vec(), million, b"\x94N".to_vec(), b"h\x00N".repeat(100_000), b"u".to_vec()];
    assert_eq!(kind(&keys.concat()), Some(ErrorKind::Limit));
    let bytes =
        [b"](B\x00\x00\x10\x00".to_vec(), vec![7; 1 << 20], b"\x94".to_vec(), b"h\x00".repeat(100_000)];
    assert!(read(&pickled::world(&[bytes.concat(), b"e".to_vec()].concat())).is_ok(), "they are one object");
}

/// A large dict that is looked through for each of many objects and holders.
#[test]
fn looking_ends() {
    let limits = Limits { snapshot_bytes_max: 1 << 22, ..Limits::default() };
    let start = Instant::now();
    let dict =
        [b"}\x94(".to_vec(), text("a"), b"\x94N".to_vec(), b"h\x01N".repeat(200_000), b"NNu0".to_vec()];
    let class = [global("a", "b"), b"\x940".to_vec()].concat();
    let objects = [dict.concat(), class, b"](".to_vec(), b"h\x02)\x81h\x00b".repeat(20_000), b"e".to_vec()];
    let file = pickled::world(&objects.concat());
    assert_eq!(read_agent_ecs(&file, &limits).expect_err("too many looks").kind, ErrorKind::Limit);
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn memory_is_counted_before_it_is_taken() {
    let limits = Limits { snapshot_bytes_max: 1 << 16, ..Limits::default() };
    for operation in [b'N', b']', b'}', b')', 0x8f] {
        let file = pickled::world(&vec![operation; 60_000]);
        assert_eq!(
            read_agent_ecs(&file, &limits).expect_err("too much").kind,
            ErrorKind::Limit,
            "{operation:#x}"
        );
    }
    let notes = pickled::world(&[b"N".to_vec(), vec![0x94; 60_000]].concat());
    assert_eq!(read_agent_ecs(&notes, &limits).expect_err("too many notes").kind, ErrorKind::Limit);
    let large = pickled::world(&text(&"x".repeat(1 << 16)));
    assert_eq!(read_agent_ecs(&large, &limits).expect_err("too large").kind, ErrorKind::Limit);
}

#[test]
fn false_lengths_and_places_are_told() {
    let most = u64::MAX.to_le_bytes();
    let far = (1u64 << 53).to_le_bytes();
    for operation in [0x8d, 0x8e, 0x95, 0x96] {
        for length in [most, far] {
            assert_eq!(kind(&[&[operation][..], &length].concat()), Some(ErrorKind::Corrupt));
        }
    }
    let other: [&[u8]; 9] = [
        b"X\xff\xff\xff\xff",
        b"B\xff\xff\xff\xff",
        b"\x8b\xff\xff\xff\xff",
        b"\x8b\x00\x00\x00\x80",
        b"h\x00",
        b"j\xff\xff\xff\xff",
        b"Nr\xff\xff\xff\xff",
        b"Nq\x07",
        b"c\xff",
    ];
    for pickled in other {
        assert_eq!(kind(pickled), Some(ErrorKind::Corrupt), "{pickled:x?}");
    }
}

#[test]
fn what_does_not_fit_together_is_told() {
    let other: [&[u8]; 12] =
        [b"Na", b"NNs", b"N(e", b"}(Nu", b"(\x90", b"N)R", b")NR", b"Nb", b"NN\x93", b"1", b"}Nb", b"\x85"];
    for pickled in other {
        assert_eq!(kind(pickled), Some(ErrorKind::Corrupt), "{pickled:x?}");
    }
    let twice = [global("a", "b"), b")R}b}b".to_vec()].concat();
    assert_eq!(kind(&twice), Some(ErrorKind::Corrupt));
    assert_eq!(kind(b"X\x01\x00\x00\x00\xff"), Some(ErrorKind::Corrupt), "no UTF-8");
}

#[test]
fn indices_and_names_are_bounded() {
    let max = Limits::default().entities_max as i32;
    let until = |next| read(&pickled::world_until(next, b"N")).map(|world| world.slots.len());
    assert_eq!(until(max + 1).expect("within the limit"), max as usize + 1);
    assert_eq!(until(max + 2).expect_err("above the limit").kind, ErrorKind::Limit);
    assert_eq!(until(-1).expect_err("below zero").kind, ErrorKind::Corrupt);
    let named = |length| kind(&[global("a", &"b".repeat(length)), b")R".to_vec()].concat());
    assert_eq!([named(254), named(255)], [None, Some(ErrorKind::Limit)]);
}

#[test]
fn hostile_keys_are_merged_as_javascript_would() {
    let keys = [b"}(K\x01N\x88NG\x3f\xf0\x00\x00\x00\x00\x00\x00K\x02".to_vec(), b"u".to_vec()].concat();
    assert_eq!(value(&keys).expect("data"), "Map{1 => 2, true => null}");
    let names = [
        b"}(".to_vec(),
        text("a"),
        b"K\x01".to_vec(),
        text("b"),
        b"N".to_vec(),
        text("a"),
        b"K\x02u".to_vec(),
    ];
    assert_eq!(value(&names.concat()).expect("data"), "{a: 2, b: null}");
    let many = [b"}(".to_vec(), b"K\x01N".repeat(100_000), b"u".to_vec()].concat();
    assert_eq!(value(&many).expect("data"), "Map{1 => null}");
}

#[test]
fn every_truncation_is_told() {
    for name in ["simple", "shared", "rich", "protocol-2"] {
        let file = fixture(name);
        for length in 0..file.len() {
            let error = read(&file[..length]).expect_err("cut off");
            assert_eq!(error.kind, ErrorKind::Corrupt, "{name} {length}");
        }
    }
}

/// Reads what may be anything: a typed error, or a sound world that has a snapshot.
fn endure(file: &[u8]) {
    let start = Instant::now();
    if let Ok(world) = read(file) {
        sound::check(&world).unwrap_or_else(|error| panic!("{error}: {file:x?}"));
        snapshots::check(file, &world).unwrap_or_else(|error| panic!("{error}: {file:x?}"));
    }
    assert!(start.elapsed() < Duration::from_secs(1), "too slow: {file:x?}");
}

#[test]
fn every_flipped_bit_is_endured() {
    for name in ["simple", "shared", "sharded", "recycled", "protocol-2", "protocol-5"] {
        let mut file = fixture(name);
        for bit in 0..8 * file.len() {
            file[bit / 8] ^= 1 << (bit % 8);
            endure(&file);
            file[bit / 8] ^= 1 << (bit % 8);
        }
    }
}

#[test]
fn mutants_are_endured() {
    let parents = ["rich", "shared", "recycled", "protocol-2", "protocol-5"].map(fixture);
    let mut dice = Dice::new(3);
    for _ in 0..20_000 {
        let mut file = dice.pick(&parents);
        for _ in 0..=dice.below(8) {
            let (at, other) =
                (dice.below(file.len() as u32) as usize, dice.below(file.len() as u32) as usize);
            match dice.below(4) {
                0 => file[at] = dice.bits() as u8,
                1 => file[at] = file[other],
                2 => drop(file.drain(at.min(other)..at.max(other).min(at.min(other) + 16))),
                _ => drop(file.splice(at..at, file[other..].iter().copied().take(16).collect::<Vec<_>>())),
            }
        }
        endure(&file);
    }
}
