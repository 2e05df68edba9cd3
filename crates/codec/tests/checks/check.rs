//! Reading values, and what is said of them.

use terrarium_codec::{CodecError, Commons, ErrorKind, Form, Limits, ValuesBlock};

use crate::notation::cbor;

/// A block of so many rows with this array of values.
pub(crate) fn block(rows: usize, array: &[u8]) -> Vec<u8> {
    let mut bytes = cbor("#83");
    bytes.extend(cbor(&rows.to_string()));
    bytes.extend(cbor("null"));
    bytes.extend(array);
    bytes
}

fn rows(notation: &str) -> (usize, Vec<u8>) {
    let array = cbor(notation);
    (usize::from(array[0] & 0x1f), array)
}

pub(crate) fn check_with(notation: &str, limits: &Limits, commons: &Commons) -> Result<(), CodecError> {
    let (count, array) = rows(notation);
    let bytes = block(count, &array);
    let read = ValuesBlock::read(&bytes, limits, commons)?;
    assert_eq!(read.values, Form::Each(array.into()), "{notation}");
    assert_eq!(read.to_bytes(), bytes, "{notation}");
    Ok(())
}

/// Reads a block of these values, one by one.
pub(crate) fn check(notation: &str) -> Result<(), CodecError> {
    check_with(notation, &Limits::default(), &Commons::default())
}

/// The same of one row, an array that holds the value.
pub(crate) fn inside(value: &str) -> Result<(), CodecError> {
    check(&format!("[[{value}]]"))
}

pub(crate) fn accept(values: &[&str]) {
    for value in values {
        assert_eq!(inside(value), Ok(()), "{value}");
    }
}

pub(crate) fn refuse(values: &[&str], message: &str) {
    for value in values {
        refused(value, inside(value), ErrorKind::Corrupt, message);
    }
}

pub(crate) fn refused(value: &str, result: Result<(), CodecError>, kind: ErrorKind, message: &str) {
    let error = result.expect_err(value);
    assert_eq!(error.kind, kind, "{value}: {error}");
    assert!(error.message.contains(message), "{value}: {error}");
}
