//! Checking values that are written one by one: whatever passes can be built without another look.

mod commons;
mod cycles;
mod flat;
mod frame;
mod keys;
mod machine;
mod object;
mod primitive;
mod view;

pub(crate) use commons::Buffer;
pub use commons::Commons;
pub(crate) use commons::read as commons;
pub(crate) use keys::distinct;
pub(crate) use machine::is_sparse;
pub(crate) use object::{ERRORS, check_flags, class_name};
pub(crate) use primitive::{check_milliseconds, is_in_seconds, milliseconds};
pub(crate) use view::Window;

use crate::error::{Outcome, ensure};
use crate::limits::Limits;
use crate::reader::Reader;
use machine::Machine;

/// Reads an array of so many values, one by one, and answers its bytes. Takes time in proportion to them
/// (and to the logarithm of the number of keys of an object), and memory in proportion to depth and keys.
pub(crate) fn values<'a>(
    reader: &mut Reader<'a>,
    rows: usize,
    limits: &Limits,
    commons: &Commons,
) -> Outcome<&'a [u8]> {
    let start = reader.position();
    ensure(reader.array()? == rows, "there are not as many values as rows")?;
    let mut machine = Machine::new(reader.clone(), limits, commons);
    machine.rows(rows)?;
    *reader = machine.finish()?.0;
    let array = reader.since(start);
    ensure(!flat::is_flat(array), "values that have the same fields are written one by one")?;
    Ok(array)
}
