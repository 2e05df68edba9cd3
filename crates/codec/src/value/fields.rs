use terrarium_ecs::{EntityId, Name};

use super::read::unchecked;
use crate::column::{Column, Pieces};
use crate::error::Outcome;
use crate::form::Form;
use crate::graph::{Graph, Node, Value};

/// The values of a block that is written by field.
pub(super) fn rows(graph: &mut Graph, form: &Form<'_>) -> Outcome<Vec<Value>> {
    match form {
        Form::Each(_) => Err(unchecked()),
        Form::Scalars(column) => values(column),
        Form::Fields { class, keys, columns } => objects(graph, class.as_ref(), keys, columns),
    }
}

fn objects(
    graph: &mut Graph,
    class: Option<&Name>,
    keys: &[Name],
    columns: &[Column<'_>],
) -> Outcome<Vec<Value>> {
    let rows = columns.first().map_or(0, Column::rows);
    let columns = columns.iter().map(values).collect::<Outcome<Vec<_>>>()?;
    let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
    let object = |_| {
        let fields = keys.iter().zip(&mut columns);
        let property = |(key, column): (&Name, &mut std::vec::IntoIter<Value>)| {
            Ok((key.clone(), column.next().ok_or_else(unchecked)?))
        };
        let properties = fields.map(property).collect::<Outcome<_>>()?;
        let node = match class {
            Some(class) => Node::Instance(class.clone(), properties),
            None => Node::Plain(properties),
        };
        Ok(Value::Object(graph.add(node)))
    };
    (0..rows).map(object).collect()
}

fn values(column: &Column<'_>) -> Outcome<Vec<Value>> {
    match column {
        Column::Numbers(numbers) => Ok(numbers.iter().copied().map(Value::Number).collect()),
        Column::Booleans(values) => Ok(values.iter().copied().map(Value::Bool).collect()),
        Column::Ids(ids) => {
            let ids = ids.iter().map(|&id| EntityId::from_number(id).map(Value::Entity));
            ids.collect::<Option<_>>().ok_or_else(unchecked)
        }
        Column::Text { text, lengths } => {
            let pieces =
                Pieces::new(text, lengths).map(|piece| piece.map(|text| Value::Text(Name::from(text))));
            pieces.collect::<Option<_>>().ok_or_else(unchecked)
        }
    }
}
