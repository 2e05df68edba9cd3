use std::borrow::Cow;

use super::by_field::by_field;
use super::objects::Objects;
use super::reach::Reach;
use crate::error::CodecError;
use crate::form::Form;
use crate::graph::{Graph, Value};
use crate::limits::Limits;

/// Values in the forms in which blocks hold them.
#[derive(Clone, Debug, PartialEq)]
pub struct Roots {
    /// One for each block.
    pub forms: Vec<Form<'static>>,
    /// The CBOR array of the objects that blocks have in common, if there are any.
    pub commons: Option<Vec<u8>>,
}

/// Writes the values of blocks, given in the order of the file. The same values give the same bytes,
/// whatever the order in which their objects came into the graph.
///
/// # Errors
/// `Unsupported` for what JavaScript cannot hold, or no component can be: a view that does not fit its
/// buffer, a date that is none, `undefined` itself; `Limit`.
pub fn write_roots(graph: &Graph, roots: &[&[Value]], limits: &Limits) -> Result<Roots, CodecError> {
    let reach = Reach::of(graph, roots)?;
    let mut forms = Vec::with_capacity(roots.len());
    for values in roots {
        forms.push(match by_field(graph, &reach, values) {
            Some(form) => form.within(limits)?,
            None => {
                let mut objects = Objects::new(graph, &reach, limits);
                objects.rows(values)?;
                Form::Each(Cow::Owned(objects.into_bytes()))
            }
        });
    }
    let mut objects = Objects::new(graph, &reach, limits);
    let commons = (!reach.commons().is_empty()).then(|| objects.commons()).transpose()?;
    Ok(Roots { forms, commons: commons.map(|()| objects.into_bytes()) })
}
