//! Values from a graph into blocks and back: the same bytes, whatever they are.
#![allow(clippy::expect_used, reason = "a test's support fails by panicking")]

mod support {
    pub(crate) mod graphs;
    pub(crate) mod notation;
}

use std::borrow::Cow;
use std::slice::from_ref;

use proptest::prelude::{ProptestConfig, proptest};
use support::graphs::{Case, case, flat};
use support::notation::cbor;
use terrarium_codec::{
    CodecError, Column, Commons, ErrorKind, Form, Graph, GroupsBlock, Limits, Node, Object, Roots, Value,
    View, ViewKind, read_commons, read_objects, read_values, write_commons, write_roots,
};
use terrarium_ecs::Name;

fn write(case: &Case) -> Result<Roots, CodecError> {
    let roots: Vec<&[Value]> = case.1.iter().map(Vec::as_slice).collect();
    write_roots(&case.0, &roots, &Limits::default())
}

/// The block of so many values, as one of sharing groups.
fn block(form: &Form<'_>, values: &[Value]) -> Vec<u8> {
    GroupsBlock { numbers: (1..=values.len() as u64).collect(), values: form.clone() }.to_bytes()
}

fn blocks(case: &Case) -> (Vec<Vec<u8>>, Option<Vec<u8>>) {
    let roots = write(case).expect("has a form");
    let blocks = roots.forms.iter().zip(&case.1).map(|(form, values)| block(form, values));
    (blocks.collect(), roots.commons.as_deref().map(write_commons))
}

/// What a reader makes of the blocks, each of them checked.
fn read((blocks, commons): &(Vec<Vec<u8>>, Option<Vec<u8>>)) -> Case {
    let limits = Limits::default();
    let mut graph = Graph::default();
    let read = commons.as_ref().map(|bytes| read_commons(bytes, &limits).expect("right"));
    let (array, commons) = read.unwrap_or((&[0x80], Commons::default()));
    let objects = read_objects(&mut graph, array).expect("checked");
    let mut values = |bytes: &Vec<u8>| {
        let block = GroupsBlock::read(bytes, &limits, &commons).expect("right");
        assert_eq!(block.to_bytes(), *bytes);
        read_values(&mut graph, &block.values, &objects).expect("checked")
    };
    let values = blocks.iter().map(&mut values).collect();
    (graph, values)
}

fn comes_back(mut case: Case) {
    case.1.retain(|block| !block.is_empty());
    let written = blocks(&case);
    assert_eq!(blocks(&read(&written)), written);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4_000) })]

    #[test]
    fn values_come_back_as_the_same_bytes(case in case()) {
        comes_back(case);
    }

    #[test]
    fn flat_values_are_written_by_field(case in flat()) {
        let roots = write(&case).expect("has a form");
        assert!(matches!(&roots.forms[..], [Form::Fields { .. }]), "{roots:?}");
        comes_back(case);
    }
}

// -------------------------------------------------------------------- by hand

fn text(text: &str) -> Value {
    Value::Text(Name::from(text))
}

fn plain(graph: &mut Graph, properties: &[(&str, Value)]) -> Value {
    let properties = properties.iter().map(|(key, value)| (Name::from(*key), value.clone()));
    Value::Object(graph.add(Node::Plain(properties.collect())))
}

fn array(graph: &mut Graph, items: &[Value]) -> Value {
    Value::Object(graph.add(Node::Array(items.iter().cloned().map(Some).collect())))
}

fn each(notation: &str) -> Form<'static> {
    Form::Each(Cow::Owned(cbor(notation)))
}

#[test]
fn one_kind_of_primitive_is_a_column() {
    let graph = Graph::default();
    let form =
        |values: &[Value]| write_roots(&graph, &[values], &Limits::default()).expect("has a form").forms;
    let id = terrarium_ecs::EntityId::new(0, 5, 0).map(Value::Entity).expect("a handle");
    assert_eq!(form(&[Value::Number(1.0), id.clone()]), [Form::Scalars(Column::Numbers(vec![1.0, 5.0]))]);
    assert_eq!(form(&[id.clone(), id]), [Form::Scalars(Column::Ids(vec![5.0, 5.0]))]);
    assert_eq!(form(&[Value::Bool(true)]), [Form::Scalars(Column::Booleans(vec![true]))]);
    let strings = Column::Text { text: Cow::Borrowed("a\u{1f600}"), lengths: vec![1, 2, 0] };
    assert_eq!(form(&[text("a"), text("\u{1f600}"), text("")]), [Form::Scalars(strings)]);
    assert_eq!(form(&[]), [each("[]")]);
    assert_eq!(form(&[Value::Null]), [each("[null]")]);
    assert_eq!(form(&[Value::Number(1.0), text("")]), [each("[1, \"\"]")]);
    let lone = Value::Text(Name::from_units(vec![0xd800]));
    assert_eq!(form(&[text("a"), lone]), [each("[\"a\", 273(h'eda080')]")]);
}

#[test]
fn what_is_reached_in_another_way_is_not_written_by_field() {
    let mut graph = Graph::default();
    let shared = plain(&mut graph, &[("a", Value::Number(1.0))]);
    let other = plain(&mut graph, &[("a", Value::Number(2.0))]);
    let holder = array(&mut graph, from_ref(&shared));
    let write = |roots: &[&[Value]]| write_roots(&graph, roots, &Limits::default()).expect("has a form");
    let twice = write(&[&[shared.clone(), other.clone(), shared.clone()]]);
    assert_eq!(twice.forms, [each("[28({\"a\": 1}), {\"a\": 2}, 29(0)]")]);
    assert_eq!(twice.commons, None);
    let across = write(&[&[other, shared.clone()], &[holder]]);
    assert_eq!(across.forms, [each("[{\"a\": 2}, 27([\"common\", 0])]"), each("[[27([\"common\", 0])]]")]);
    assert_eq!(across.commons, Some(cbor("[{\"a\": 1}]")));
    let alone = write(&[&[shared]]);
    assert!(matches!(alone.forms[..], [Form::Fields { .. }]));
}

#[test]
fn what_common_objects_share_is_common() {
    let mut graph = Graph::default();
    let inner = array(&mut graph, &[]);
    let once = array(&mut graph, from_ref(&inner));
    let outer = plain(&mut graph, &[("b", once), ("a", inner.clone())]);
    let roots = [vec![outer.clone(), inner], vec![outer]];
    let written = write(&(graph, roots.to_vec())).expect("has a form");
    assert_eq!(
        written.commons,
        Some(cbor("[{\"b\": [27([\"common\", 1])], \"a\": 27([\"common\", 1])}, []]"))
    );
    assert_eq!(written.forms[1], each("[27([\"common\", 0])]"));
}

#[test]
fn objects_are_numbered_as_they_are_met() {
    let mut graph = Graph::default();
    let late = array(&mut graph, &[]);
    let early = array(&mut graph, from_ref(&late));
    let map = Value::Object(
        graph.add(Node::Map(vec![(early.clone(), late.clone()), (late.clone(), early.clone())])),
    );
    let written = write(&(graph, vec![vec![map]])).expect("has a form");
    assert_eq!(written.forms, [each("[259({28([28([])]): 29(1), 29(1): 29(0)})]")]);
}

#[test]
fn a_buffer_is_reached_through_each_view() {
    let mut graph = Graph::default();
    let buffer = graph.add(Node::Buffer(vec![1, 2], None));
    let [whole, part] = [(0, Some(2)), (1, Some(1))].map(|(offset, length)| {
        let view = View { kind: ViewKind::Uint8Array, buffer, offset, length };
        Value::Object(graph.add(Node::View(view)))
    });
    let written =
        |values: &[Value]| write_roots(&graph, &[values], &Limits::default()).expect("has a form").forms;
    assert_eq!(written(from_ref(&whole)), [each("[64(h'0102')]")]);
    assert_eq!(written(from_ref(&part)), [each("[27([\"view\", \"Uint8Array\", h'0102', 1, 1])]")]);
    let both =
        "[27([\"view\", \"Uint8Array\", 28(h'0102'), 0, 2]), 27([\"view\", \"Uint8Array\", 29(0), 1, 1])]";
    assert_eq!(written(&[whole, part]), [each(both)]);
}

#[test]
fn holes_decide_how_an_array_is_written() {
    let mut graph = Graph::default();
    let one = Some(Value::Number(1.0));
    let few = Value::Object(graph.add(Node::Sparse(3, vec![(1, Value::Null)])));
    let many = Value::Object(graph.add(Node::Array([vec![None; 9], vec![one]].concat())));
    let written = write(&(graph, vec![vec![few, many]])).expect("has a form");
    let expected = "[[31(undefined), null, 31(undefined)], 27([\"sparse\", 10, {9: 1}])]";
    assert_eq!(written.forms, [each(expected)]);
}

#[test]
fn what_has_no_form_is_refused() {
    let own = Object(0);
    let view = |offset, length| View { kind: ViewKind::Int16Array, buffer: own, offset, length };
    let extended = |base| Node::Extended(Some(Name::from("A")), vec![], Object(base));
    let nodes = [
        Node::View(view(1, Some(1))),
        Node::View(view(0, Some(3))),
        Node::View(view(0, None)),
        Node::View(View { buffer: Object(1), ..view(0, Some(0)) }),
        Node::Array(vec![Some(Value::Object(Object(77)))]),
        Node::Date(0.5),
        Node::Date(8.64e15 + 1.0),
        Node::Error(Name::from("MyError"), vec![]),
        Node::RegExp(Name::from("a"), Name::from("xx"), 0.0),
        Node::Box(Value::Null),
        Node::Buffer(vec![0; 3], Some(2)),
        Node::Sparse(3, vec![(3, Value::Null)]),
        Node::Sparse(3, vec![(1, Value::Null), (0, Value::Null)]),
        Node::Extended(None, vec![], own),
        Node::Extended(Some(Name::from("A")), vec![(Name::from("a"), Value::Object(own))], own),
        extended(1),
        extended(2),
        extended(77),
    ];
    for node in nodes {
        let mut graph = Graph::default();
        graph.add(Node::Buffer(vec![0; 4], None));
        graph.add(Node::Plain(vec![]));
        let object = graph.add(node.clone());
        let error = write(&(graph, vec![vec![Value::Object(object)]])).expect_err("no form");
        assert_eq!(error.kind, ErrorKind::Unsupported, "{node:?}: {error}");
    }
    let error = write(&(Graph::default(), vec![vec![Value::Undefined]])).expect_err("no component");
    assert_eq!(error.kind, ErrorKind::Unsupported);
}

#[test]
fn limits_hold_for_writing_too() {
    let mut graph = Graph::default();
    let chain =
        |graph: &mut Graph, length: usize| (0..length).fold(Value::Null, |inner, _| array(graph, &[inner]));
    let deepest = chain(&mut graph, 128);
    let deeper = array(&mut graph, from_ref(&deepest));
    let abyss = chain(&mut graph, 1_000_000);
    let long = plain(&mut graph, &[("abcde", Value::Null)]);
    let field = plain(&mut graph, &[("abcde", Value::Bool(true))]);
    let class = Value::Object(graph.add(Node::Instance(Name::from("abcde"), vec![])));
    let reserved = Value::Object(graph.add(Node::Buffer(vec![], Some(u64::MAX))));
    let standard = Limits::default();
    let write = |value: &Value, limits: &Limits| write_roots(&graph, &[from_ref(value)], limits).map(drop);
    let limited = |value: &Value, limits: &Limits, name: &str| {
        let error = write(value, limits).expect_err(name);
        assert_eq!(error.kind, ErrorKind::Limit);
        assert!(error.message.contains(name), "{error}");
    };
    assert_eq!(write(&deepest, &standard), Ok(()));
    limited(&deeper, &standard, "valueDepthMax");
    limited(&abyss, &Limits { value_depth_max: usize::MAX, ..standard }, "valueDepthMax");
    let keys = |key_bytes_max| Limits { key_bytes_max, ..standard };
    for value in [&long, &field] {
        assert_eq!(write(value, &keys(5)), Ok(()));
        limited(value, &keys(4), "keyBytesMax");
    }
    assert_eq!(write(&class, &Limits { name_bytes_max: 5, ..standard }), Ok(()));
    limited(&class, &Limits { name_bytes_max: 4, ..standard }, "nameBytesMax");
    limited(&reserved, &standard, "valueBytesMax");
    let bytes = |value_bytes_max| Limits { value_bytes_max, ..standard };
    assert_eq!(write(&long, &bytes(8)), Ok(()));
    limited(&long, &bytes(7), "valueBytesMax");
    assert_eq!(write(&text("abcde"), &bytes(5)), Ok(()));
    limited(&text("abcde"), &bytes(4), "valueBytesMax");
}

#[test]
fn a_long_chain_of_common_objects_is_written_and_read() {
    let mut graph = Graph::default();
    let mut links = vec![array(&mut graph, &[])];
    for _ in 0..100_000 {
        let last = links.last().cloned().into_iter().collect::<Vec<_>>();
        links.push(array(&mut graph, &last));
    }
    comes_back((graph, vec![links.clone(), links]));
}
