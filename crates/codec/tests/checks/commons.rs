//! Objects that blocks have in common.

use terrarium_codec::{CodecError, Commons, ErrorKind, Limits, read_commons, write_commons};

use crate::check::{check_with, refused};
use crate::notation::cbor;

fn commons(notation: &str) -> Result<Commons, CodecError> {
    let bytes = write_commons(&cbor(notation));
    read_commons(&bytes, &Limits::default()).map(|(array, commons)| {
        assert_eq!(array, cbor(notation));
        commons
    })
}

#[test]
fn common_objects_are_referred_to_from_blocks() {
    let known = commons("[[], h'00000000', 27([\"extended\", null, {\"a\": 1}, h'0000'])]").expect("right");
    let check = |value: &str| check_with(&format!("[[{value}]]"), &Limits::default(), &known);
    assert_eq!(check("27([\"common\", 0]), 27([\"common\", 2])"), Ok(()));
    assert_eq!(check("27([\"view\", \"Uint16Array\", 27([\"common\", 1]), 2, 1])"), Ok(()));
    assert_eq!(check("27([\"view\", \"Uint16Array\", 27([\"common\", 2]), 0, 1])"), Ok(()));
    let corrupt = |value: &str, message: &str| refused(value, check(value), ErrorKind::Corrupt, message);
    corrupt("27([\"common\", 3])", "not there");
    corrupt("27([\"common\", -1])", "expected");
    corrupt("27([\"common\"])", "form");
    corrupt("27([\"view\", \"Uint16Array\", 27([\"common\", 1]), 2, 2])", "reaches past");
    corrupt("27([\"view\", \"Uint16Array\", 27([\"common\", 0]), 0, 0])", "no buffer");
}

#[test]
fn common_objects_refer_to_each_other() {
    for right in [
        "[[27([\"common\", 0])]]",
        "[[27([\"common\", 1])], {\"a\": 27([\"common\", 0])}]",
        "[27([\"view\", \"Uint8Array\", 27([\"common\", 1]), 0, 1]), h'0000']",
        "[27([\"encoded\", \"A\", 27([\"common\", 1])]), [1]]",
        "[27([\"encoded\", \"A\", 27([\"common\", 1])]), [27([\"common\", 1])]]",
        "[[27([\"encoded\", \"A\", 27([\"common\", 0])])]]",
    ] {
        assert!(commons(right).is_ok(), "{right}: {:?}", commons(right));
    }
    for (wrong, message) in [
        ("[]", "none"),
        ("[1]", "form"),
        ("[27([\"common\", 0])]", "form"),
        ("[28([]), 29(0)]", "form"),
        ("[[28([]), 29(0)]]", "not common"),
        ("[[], [29(0)]]", "not there"),
        ("[[27([\"common\", 1])]]", "not there"),
        ("[27([\"view\", \"Uint8Array\", 27([\"common\", 1]), 0, 3]), h'0000']", "reaches past"),
        ("[27([\"view\", \"Uint8Array\", 27([\"common\", 1]), 0, 0]), []]", "no buffer"),
        ("[27([\"encoded\", \"A\", 27([\"common\", 0])])]", "hook"),
        ("[27([\"encoded\", \"A\", [27([\"common\", 1])]]), {\"a\": 27([\"common\", 0])}]", "hook"),
    ] {
        refused(wrong, commons(wrong).map(drop), ErrorKind::Corrupt, message);
    }
}
