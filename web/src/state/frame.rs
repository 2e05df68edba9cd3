/// Bytes of the length in front of the text.
const LENGTH_BYTES: usize = 4;

/// A message and what goes along with it as one frame of a socket: the length of the text, the text, the bytes.
pub(crate) fn framed(text: &str, bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    [&length.to_le_bytes(), text.as_bytes(), bytes].concat()
}

/// What is in such a frame. `None` for what is none.
pub(crate) fn unframed(frame: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = frame.split_at_checked(LENGTH_BYTES)?;
    let length = u32::from_le_bytes(length.try_into().ok()?);
    let (text, bytes) = rest.split_at_checked(length.try_into().ok()?)?;
    Some((str::from_utf8(text).ok()?, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_into_a_frame_is_in_it() {
        for (text, bytes) in [("", &[] as &[u8]), ("{\"é\":1}", &[0, 255]), ("x", &[7; 1_000])] {
            assert_eq!(unframed(&framed(text, bytes)), Some((text, bytes)));
        }
    }

    #[test]
    fn what_is_cut_off_or_no_text_is_no_frame() {
        for frame in [&[] as &[u8], &[1, 0, 0], &[1, 0, 0, 0], &[255; 4], &[1, 0, 0, 0, 0xff]] {
            assert_eq!(unframed(frame), None, "{frame:?}");
        }
    }
}
