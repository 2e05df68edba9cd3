use super::frame::Met;
use crate::reader::{Item, Reader};
use crate::writer::tag;

/// Whether all values of an array that was found right fit columns: objects of one class with the same
/// fields, none of them referred to.
pub(super) fn is_flat(array: &[u8]) -> bool {
    let mut reader = Reader::new(array);
    let Ok(rows @ 1..) = reader.array() else { return false };
    let Some(first) = Shape::read(&mut reader) else { return false };
    !first.fields.is_empty()
        && (1..rows).all(|_| Shape::read(&mut reader).is_some_and(|shape| shape == first))
}

/// Class, keys and kinds of an object of primitives.
#[derive(PartialEq)]
struct Shape<'a> {
    class: Option<&'a [u8]>,
    fields: Vec<(&'a [u8], Met)>,
}

impl<'a> Shape<'a> {
    fn read(reader: &mut Reader<'a>) -> Option<Self> {
        let (class, entries) = match reader.item().ok()? {
            Item::Map(entries) => (None, entries),
            Item::Tag(tag::OBJECT) if (reader.array().ok()?, reader.text().ok()?) == (3, "instance") => {
                (Some(string(reader)?), reader.map().ok()?)
            }
            _ => return None,
        };
        let fields = (0..entries).map(|_| Some((string(reader)?, field(reader)?)));
        Some(Self { class, fields: fields.collect::<Option<_>>()? })
    }
}

fn string<'a>(reader: &mut Reader<'a>) -> Option<&'a [u8]> {
    let start = reader.position();
    reader.string().ok()?;
    Some(reader.since(start))
}

fn field(reader: &mut Reader<'_>) -> Option<Met> {
    match reader.item().ok()? {
        Item::Unsigned(_) | Item::Negative(_) | Item::Number(_) => Some(Met::Number),
        Item::Boolean(_) => Some(Met::Boolean),
        Item::Text(length) => reader.take(length).ok().map(|_| Met::Text),
        Item::Tag(tag::ENTITY) => reader.uint().ok().map(|_| Met::Number),
        _ => None,
    }
}
