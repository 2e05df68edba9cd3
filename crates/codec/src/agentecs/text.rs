use terrarium_ecs::Name;

use crate::error::CodecError;

/// A Python string, written as UTF-8 in which surrogates stand like other characters; `None` for other
/// bytes. Surrogates that follow each other are, in JavaScript, one character.
pub(super) fn name(bytes: &[u8]) -> Option<Name> {
    let mut units = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        let text = rest.utf8_chunks().next().map(|chunk| chunk.valid()).unwrap_or_default();
        units.extend(text.encode_utf16());
        rest = rest.get(text.len()..).unwrap_or_default();
        if let Some((surrogate, after)) = rest.split_first_chunk() {
            units.push(unit(*surrogate)?);
            rest = after;
        } else if !rest.is_empty() {
            return None;
        }
    }
    Some(Name::from_units(units))
}

pub(super) fn damaged() -> CodecError {
    CodecError::corrupt("a text of the pickle is no UTF-8")
}

fn unit(bytes: [u8; 3]) -> Option<u16> {
    match bytes {
        [0xed, middle @ 0xa0..=0xbf, low @ 0x80..=0xbf] => {
            Some(0xd000 | u16::from(middle & 0x3f) << 6 | u16::from(low & 0x3f))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn surrogates_are_kept() {
        let units = |bytes: &[u8]| name(bytes).map(|name| name.units().to_vec());
        assert_eq!(units(b""), Some(vec![]));
        assert_eq!(units("a\u{e9}\u{1f600}".as_bytes()), Some(vec![0x61, 0xe9, 0xd83d, 0xde00]));
        assert_eq!(units(b"a\xed\xa0\x80b\xed\xbf\xbf"), Some(vec![0x61, 0xd800, 0x62, 0xdfff]));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"\xff"[..], b"a\xed\xa0", b"\xed\xa0\x7f", b"\xc0\x80aaa", b"\xf5\x80\x80\x80"] {
            assert!(name(bytes).is_none(), "{bytes:x?}");
        }
    }
}
