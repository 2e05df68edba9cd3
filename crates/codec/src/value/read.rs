use terrarium_ecs::{EntityId, Name};

use super::fields::rows;
use crate::check::milliseconds;
use crate::error::{CodecError, Outcome, ensure};
use crate::form::Form;
use crate::graph::{BigInt, Graph, Node, Object, Properties, Value, View, ViewKind};
use crate::limits::Limits;
use crate::reader::{Item, Reader};
use crate::writer::tag;

/// Reads the values of a block that was checked, given the common objects, and adds their objects to the
/// graph.
///
/// # Errors
/// `Corrupt` where the form was not checked, and is not right.
pub fn read_values(graph: &mut Graph, form: &Form<'_>, commons: &[Object]) -> Result<Vec<Value>, CodecError> {
    let Form::Each(array) = form else { return rows(graph, form) };
    let mut values = Values { reader: Reader::new(array), graph, commons, begun: Vec::new() };
    let rows = values.reader.array()?;
    let read = (0..rows).map(|_| values.value(0)).collect::<Outcome<_>>()?;
    values.reader.finish()?;
    Ok(read)
}

/// Reads the array of common objects, checked before, and adds them to the graph.
///
/// # Errors
/// `Corrupt` where it was not checked, and is not right.
pub fn read_objects(graph: &mut Graph, array: &[u8]) -> Result<Vec<Object>, CodecError> {
    let mut reader = Reader::new(array);
    let count = reader.array()?;
    let commons: Vec<Object> = (0..count).map(|_| graph.add(Node::Plain(Properties::new()))).collect();
    let mut values = Values { reader, graph, commons: &commons, begun: Vec::new() };
    for &object in &commons {
        let item = values.reader.item()?;
        let node = values.node(item, 0)?;
        values.graph.replace(object, node);
    }
    values.reader.finish()?;
    Ok(commons)
}

/// Reads values one by one.
struct Values<'a, 'g> {
    reader: Reader<'a>,
    graph: &'g mut Graph,
    commons: &'g [Object],
    /// The objects that the same block refers to.
    begun: Vec<Object>,
}

/// No checked value is deeper: a buffer does not count, and nothing does in an object that extends it.
const DEPTH_END: usize = 2 * Limits::DEPTH_MAX + 2;

impl Values<'_, '_> {
    fn value(&mut self, depth: usize) -> Outcome<Value> {
        let item = self.reader.item()?;
        Ok(match item {
            Item::Undefined => Value::Undefined,
            Item::Null => Value::Null,
            Item::Boolean(value) => Value::Bool(value),
            Item::Number(number) => Value::Number(number),
            Item::Unsigned(number) => Value::Number(number as f64),
            Item::Negative(number) => Value::Number(-1.0 - number as f64),
            Item::Text(length) => Value::Text(Name::from(self.reader.utf8(length)?)),
            Item::Tag(tag::WTF8) => Value::Text(self.reader.wtf8()?.name()),
            Item::Tag(tag::POSITIVE) => self.bigint(false)?,
            Item::Tag(tag::NEGATIVE) => self.bigint(true)?,
            Item::Tag(tag::ENTITY) => {
                let id = EntityId::from_number(self.reader.uint()? as f64);
                Value::Entity(id.ok_or_else(unchecked)?)
            }
            item => Value::Object(self.object(item, depth)?),
        })
    }

    fn bigint(&mut self, negative: bool) -> Outcome<Value> {
        let magnitude = self.reader.byte_string()?.to_vec();
        Ok(Value::BigInt(BigInt { negative, magnitude }))
    }

    fn object(&mut self, item: Item, depth: usize) -> Outcome<Object> {
        const COMMON: &[u8] = b"\x82\x66common";
        match item {
            Item::Tag(tag::SHARED) => {
                let object = self.graph.add(Node::Plain(Properties::new()));
                self.begun.push(object);
                let item = self.reader.item()?;
                let node = self.node(item, depth)?;
                self.graph.replace(object, node);
                Ok(object)
            }
            Item::Tag(tag::REFERENCE) => {
                let place = self.reader.uint()?;
                at(&self.begun, place)
            }
            Item::Tag(tag::OBJECT) if self.reader.rest().starts_with(COMMON) => {
                self.reader.take(COMMON.len())?;
                let place = self.reader.uint()?;
                at(self.commons, place)
            }
            item => {
                let node = self.node(item, depth)?;
                Ok(self.graph.add(node))
            }
        }
    }

    fn node(&mut self, item: Item, depth: usize) -> Outcome<Node> {
        ensure(depth < DEPTH_END, UNCHECKED)?;
        let deeper = depth + 1;
        Ok(match item {
            Item::Array(length) => {
                Node::Array((0..length).map(|_| self.item(deeper)).collect::<Outcome<_>>()?)
            }
            Item::Map(entries) => Node::Plain(self.properties(entries, deeper)?),
            Item::Bytes(length) => Node::Buffer(self.reader.take(length)?.to_vec(), None),
            Item::Tag(tag::MAP) => {
                let entries = self.reader.map()?;
                let entry = |_| Ok((self.value(deeper)?, self.value(deeper)?));
                Node::Map((0..entries).map(entry).collect::<Outcome<_>>()?)
            }
            Item::Tag(tag::SET) => {
                let members = self.reader.array()?;
                Node::Set((0..members).map(|_| self.value(deeper)).collect::<Outcome<_>>()?)
            }
            Item::Tag(tag::SECONDS) => Node::Date(milliseconds(self.reader.item()?)?),
            Item::Tag(tag::OBJECT) => {
                let _ = self.reader.array()?;
                self.named(deeper)?
            }
            Item::Tag(tag) => self.typed_array(tag)?,
            _ => return Err(unchecked()),
        })
    }

    /// A member of an array, or a hole.
    fn item(&mut self, depth: usize) -> Outcome<Option<Value>> {
        const HOLE: &[u8] = &[0xd8, 0x1f, 0xf7];
        if self.reader.rest().starts_with(HOLE) {
            self.reader.take(HOLE.len())?;
            return Ok(None);
        }
        self.value(depth).map(Some)
    }

    fn properties(&mut self, entries: usize, depth: usize) -> Outcome<Properties> {
        (0..entries).map(|_| Ok((self.name()?, self.value(depth)?))).collect()
    }

    fn map(&mut self, depth: usize) -> Outcome<Properties> {
        let entries = self.reader.map()?;
        self.properties(entries, depth)
    }

    fn name(&mut self) -> Outcome<Name> {
        Ok(self.reader.string()?.name())
    }

    fn named(&mut self, depth: usize) -> Outcome<Node> {
        Ok(match self.reader.text()? {
            "record" => Node::Record(self.map(depth)?),
            "instance" => Node::Instance(self.name()?, self.map(depth)?),
            "encoded" => Node::Encoded(self.name()?, self.value(depth)?),
            "error" => Node::Error(self.name()?, self.map(depth)?),
            "sparse" => self.sparse(depth)?,
            "date" => Node::Date(self.number()?),
            "buffer" => Node::Buffer(self.reader.byte_string()?.to_vec(), Some(self.reader.uint()?)),
            "view" => self.view(depth)?,
            "regexp" => Node::RegExp(self.name()?, self.name()?, self.number()?),
            "box" => Node::Box(self.value(depth)?),
            "extended" => {
                let class = if self.reader.null() { None } else { Some(self.name()?) };
                let properties = self.map(depth)?;
                let item = self.reader.item()?;
                let base = self.node(item, depth)?;
                Node::Extended(class, properties, self.graph.add(base))
            }
            _ => return Err(unchecked()),
        })
    }

    fn number(&mut self) -> Outcome<f64> {
        match self.value(DEPTH_END)? {
            Value::Number(number) => Ok(number),
            _ => Err(unchecked()),
        }
    }

    fn sparse(&mut self, depth: usize) -> Outcome<Node> {
        let length = self.reader.uint_32()?;
        let members = self.reader.map()?;
        let member = |_| Ok((self.reader.uint_32()?, self.value(depth)?));
        Ok(Node::Sparse(length, (0..members).map(member).collect::<Outcome<_>>()?))
    }

    fn view(&mut self, depth: usize) -> Outcome<Node> {
        let kind = ViewKind::of_name(self.reader.text()?).ok_or_else(unchecked)?;
        let Value::Object(buffer) = self.value(depth)? else { return Err(unchecked()) };
        let offset = self.reader.uint()?;
        let length = if self.reader.null() { None } else { Some(self.reader.uint()?) };
        Ok(Node::View(View { kind, buffer, offset, length }))
    }

    fn typed_array(&mut self, tag: u64) -> Outcome<Node> {
        let kind = ViewKind::of_tag(tag).ok_or_else(unchecked)?;
        let bytes = self.reader.byte_string()?.to_vec();
        let length = Some(bytes.len() as u64 / kind.element_bytes());
        let buffer = self.graph.add(Node::Buffer(bytes, None));
        Ok(Node::View(View { kind, buffer, offset: 0, length }))
    }
}

fn at(objects: &[Object], place: u64) -> Outcome<Object> {
    let object = usize::try_from(place).ok().and_then(|place| objects.get(place));
    object.copied().ok_or_else(unchecked)
}

const UNCHECKED: &str = "values that were not checked are not right";

pub(super) fn unchecked() -> CodecError {
    CodecError::corrupt(UNCHECKED)
}
