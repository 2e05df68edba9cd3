//! Values as text.

use std::collections::BTreeMap;
use std::fmt::Write;

use terrarium_codec::{AgentEcs, BigInt, Graph, Node, Object, Properties, Value, View};
use terrarium_ecs::Name;

/// Entities with their components, one a line.
pub(crate) fn world(world: &AgentEcs) -> Vec<String> {
    let mut show = Show::default();
    world.entities.iter().map(|entity| show.entity(world, entity)).collect()
}

/// One value.
pub(crate) fn value(graph: &Graph, value: &Value) -> String {
    Show::default().value(graph, value)
}

/// Gives objects a number as they are met; an object that is met again shows as `^` and its number.
#[derive(Default)]
struct Show {
    met: BTreeMap<Object, usize>,
}

impl Show {
    fn entity(&mut self, world: &AgentEcs, entity: &terrarium_codec::AgentEntity) -> String {
        let mut line = entity.id.to_string();
        for component in &entity.components {
            let group = component.group.map_or(String::new(), |group| format!(" in {}", group.0));
            let value = self.value(&world.graph, &component.value);
            let name = &world.types[component.component];
            write!(line, " | {name}{group} = {value}").expect("writing to a string");
        }
        line
    }

    fn value(&mut self, graph: &Graph, value: &Value) -> String {
        match value {
            Value::Undefined => "undefined".into(),
            Value::Null => "null".into(),
            Value::Bool(bool) => bool.to_string(),
            Value::Number(number) => format!("{number:?}").trim_end_matches(".0").into(),
            Value::BigInt(number) => big(number),
            Value::Text(text) => quoted(text),
            Value::Entity(id) => format!("#{id}"),
            Value::Object(object) => self.object(graph, *object),
        }
    }

    fn object(&mut self, graph: &Graph, object: Object) -> String {
        if let Some(number) = self.met.get(&object) {
            return format!("^{number}");
        }
        self.met.insert(object, self.met.len());
        match graph.node(object).expect("objects are in the graph") {
            Node::Array(elements) => {
                let elements = elements.iter().map(|element| element.as_ref().expect("no holes"));
                format!("[{}]", self.list(graph, elements))
            }
            Node::Set(members) => format!("Set{{{}}}", self.list(graph, members.iter())),
            Node::Map(entries) => format!("Map{{{}}}", self.entries(graph, entries)),
            Node::Plain(properties) => format!("{{{}}}", self.properties(graph, properties)),
            Node::Instance(name, fields) => format!("{name}{{{}}}", self.properties(graph, fields)),
            Node::Date(milliseconds) => format!("Date({milliseconds})"),
            Node::View(view) => bytes(graph, view),
            other => panic!("{other:?} is nothing that Python has"),
        }
    }

    fn list<'v>(&mut self, graph: &Graph, values: impl Iterator<Item = &'v Value>) -> String {
        values.map(|value| self.value(graph, value)).collect::<Vec<_>>().join(", ")
    }

    fn entries(&mut self, graph: &Graph, entries: &[(Value, Value)]) -> String {
        let entries = entries.iter().map(|(key, value)| {
            let key = self.value(graph, key);
            format!("{key} => {}", self.value(graph, value))
        });
        entries.collect::<Vec<_>>().join(", ")
    }

    fn properties(&mut self, graph: &Graph, properties: &Properties) -> String {
        let properties =
            properties.iter().map(|(name, value)| format!("{name}: {}", self.value(graph, value)));
        properties.collect::<Vec<_>>().join(", ")
    }
}

fn big(number: &BigInt) -> String {
    let digits: String = number.magnitude.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}0x{digits}n", if number.negative { "-1-" } else { "" })
}

fn quoted(text: &Name) -> String {
    let units = char::decode_utf16(text.units().iter().copied());
    let shown = units.map(|unit| match unit {
        Ok(c) => c.to_string(),
        Err(lone) => format!("\\u{:x}", lone.unpaired_surrogate()),
    });
    format!("\"{}\"", shown.collect::<String>())
}

fn bytes(graph: &Graph, view: &View) -> String {
    let Some(Node::Buffer(bytes, None)) = graph.node(view.buffer) else { panic!("a view onto no buffer") };
    assert_eq!((view.offset, view.length), (0, Some(bytes.len() as u64)));
    format!("{:?}{bytes:?}", view.kind)
}
