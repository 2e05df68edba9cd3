use std::borrow::Cow;

use terrarium_ecs::Name;

use super::reach::{Reach, Way};
use crate::column::Column;
use crate::form::Form;
use crate::graph::{Graph, Node, Properties, Value};

/// The values of a block by field, if they can be written so.
pub(super) fn by_field(graph: &Graph, reach: &Reach, values: &[Value]) -> Option<Form<'static>> {
    let first = values.first()?;
    let Value::Object(_) = first else {
        return column(values.iter()).map(Form::Scalars);
    };
    let rows: Vec<Row<'_>> = values.iter().map(|value| row(graph, reach, value)).collect::<Option<_>>()?;
    let (class, model) = rows.first()?;
    let same_keys = |row: &Row<'_>| row.1.iter().map(|(key, _)| key).eq(model.iter().map(|(key, _)| key));
    if model.is_empty() || !rows.iter().all(|row| row.0 == *class && same_keys(row)) {
        return None;
    }
    let field = |place: usize| column(rows.iter().filter_map(|row| Some(&row.1.get(place)?.1)));
    let columns = (0..model.len()).map(field).collect::<Option<_>>()?;
    let keys = model.iter().map(|(key, _)| key.clone()).collect();
    Some(Form::Fields { class: class.cloned(), keys, columns })
}

/// Class and properties.
type Row<'g> = (Option<&'g Name>, &'g Properties);

/// An object that nothing else refers to.
fn row<'g>(graph: &'g Graph, reach: &Reach, value: &Value) -> Option<Row<'g>> {
    let Value::Object(object) = value else { return None };
    match graph.node(*object).filter(|_| reach.way(*object) == Way::Once)? {
        Node::Plain(properties) => Some((None, properties)),
        Node::Instance(class, properties) => Some((Some(class), properties)),
        _ => None,
    }
}

/// A column, if the values are all of one kind that has columns.
fn column<'v>(values: impl Iterator<Item = &'v Value> + Clone) -> Option<Column<'static>> {
    match values.clone().next()? {
        Value::Number(_) | Value::Entity(_) => numbers(values),
        Value::Bool(_) => values.map(boolean).collect::<Option<_>>().map(Column::Booleans),
        Value::Text(_) => texts(values),
        _ => None,
    }
}

fn numbers<'v>(values: impl Iterator<Item = &'v Value> + Clone) -> Option<Column<'static>> {
    let ids = values.clone().all(|value| matches!(value, Value::Entity(_)));
    let numbers = values.map(|value| match value {
        Value::Number(number) => Some(*number),
        Value::Entity(id) => Some(id.to_number()),
        _ => None,
    });
    let numbers = numbers.collect::<Option<_>>()?;
    Some(if ids { Column::Ids(numbers) } else { Column::Numbers(numbers) })
}

const fn boolean(value: &Value) -> Option<bool> {
    if let Value::Bool(value) = value { Some(*value) } else { None }
}

fn texts<'v>(values: impl Iterator<Item = &'v Value>) -> Option<Column<'static>> {
    let (mut text, mut lengths) = (String::new(), Vec::new());
    for value in values {
        let Value::Text(name) = value else { return None };
        text.push_str(&String::from_utf16(name.units()).ok()?);
        lengths.push(name.units().len() as u32);
    }
    Some(Column::Text { text: Cow::Owned(text), lengths })
}
