//! What Python's values become.

use terrarium_codec::{AgentEcs, Node, Value};

use crate::{show, sound, world};

/// The value that the fixture has by this name.
fn rich(world: &AgentEcs, name: &str) -> String {
    let mut shown = world.entities.iter().flat_map(|entity| &entity.components).filter_map(|component| {
        let Value::Object(object) = component.value else { return None };
        let Some(Node::Instance(_, fields)) = world.graph.node(object) else { return None };
        let [(_, value), (_, links)] = fields.as_slice() else { return None };
        (show::value(&world.graph, links) == format!("[\"{name}\"]"))
            .then(|| show::value(&world.graph, value))
    });
    shown.next().unwrap_or_else(|| panic!("the fixture has no {name}"))
}

#[test]
fn values_become_those_of_javascript() {
    let world = world("rich");
    sound::check(&world).expect("a sound world");
    let long = format!("Map{{\"{}\" => 1}}", "k".repeat(1_025));
    for (name, expected) in [
        ("plain", "{none: null, true: true, false: false, float: 0.1, minus zero: -0}"),
        ("odd floats", "[NaN, inf, -inf]"),
        ("tuples", "[[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4]]"),
        ("sets", "[Set{}, Set{1, 2}, Set{3}]"),
        ("map", "Map{1 => \"one\", \"two\" => 2, null => 3, [4, 5] => 6}"),
        ("keys", "{1: \"first\", 2: \"second\", b: 1, __proto__: \"a name\", constructor: 1}"),
        ("long key", &long),
        ("deep", "[[[[[[[[\"deep\"]]]]]]]]"),
    ] {
        assert_eq!(rich(&world, name), expected, "{name}");
    }
}

#[test]
fn integers_beyond_those_of_a_number_are_bigints() {
    let expected = [
        "0",
        "255",
        "65535",
        "-1",
        "2147483648",
        "9007199254740991",
        "-9007199254740991",
        "0x20000000000000n",
        "-1-0x1fffffffffffffn",
        "0x010000000000000000n",
        "-1-0xffffffffffffffffffffffffffffffffffffffffffffffffffn",
    ];
    assert_eq!(rich(&world("rich"), "integers"), format!("[{}]", expected.join(", ")));
}

#[test]
fn texts_and_bytes_are_kept_exactly() {
    let world = world("rich");
    let text = format!("[\"\", \"h\u{e9}\", \"\u{1f600}\", \"lone \\ud800\", \"{}\"]", "x".repeat(300));
    assert_eq!(rich(&world, "text"), text);
    let all: Vec<u8> = (0..=255).chain(0..=255).collect();
    let bytes = format!("[Uint8Array[], Uint8Array[0, 255], Uint8Array{:?}, Uint8Array{all:?}]", b"array");
    assert_eq!(rich(&world, "bytes"), bytes);
}

#[test]
fn times_become_dates() {
    let dates = "[Date(1709209845678), Date(-1), Date(1704067200000), Date(1729996200000), Date(-62135596800000), \
                 datetime.timedelta{args: [1, 2, 0]}]";
    assert_eq!(rich(&world("rich"), "dates"), dates);
}

#[test]
fn classes_become_their_name_and_fields() {
    let world = world("rich");
    for (name, expected) in [
        ("mood", "[agents.models.Mood{value: 1}, agents.models.Mood{value: \"angry\"}, ^1]"),
        ("numbers", "[builtins.complex{args: [1, -2]}, decimal.Decimal{value: \"1.50\"}, uuid.UUID{int: 5}]"),
        ("containers", "[{b: 1, a: 2}, {a: [1]}, {a: 2}, [1, 2]]"),
        (
            "derived",
            "[agents.History{items: [1, 2]}, agents.Index{entries: {a: 1}, note: \"kept\"}, \
             agents.Point{args: [1, 2]}]",
        ),
        ("half", "agents.Half{own: \"own\", slot: \"slot\"}"),
        ("inner", "agents.Outer.Inner{depth: 2}"),
        ("policy", "agents.models.Policy{0: \"frozen\", 1: 3}"),
        ("profile", "agents.Profile{name: \"Ann\", tags: [\"a\"], extra: 1, _secret: 2}"),
        ("profile alone", "agents.Profile{name: \"Bob\"}"),
        ("class", "global{name: \"agents.Wallet\"}"),
    ] {
        assert_eq!(rich(&world, name), expected, "{name}");
    }
}

#[test]
fn ids_inside_values_are_handles() {
    let world = world("rich");
    let below = "agentecs.core.identity.models.EntityId{0: 0, 1: -1, 2: 0}";
    assert_eq!(rich(&world, "handles"), format!("[#0:1001v0, #0:1v0, #9:4v2, {below}]"));
    assert_eq!(rich(&world, "by handle"), "Map{#0:1000v0 => \"ann\", #0:1001v0 => \"bob\"}");
}

#[test]
fn one_object_stays_one_object() {
    let world = world("rich");
    let lines = show::world(&world);
    assert!(lines[2].contains("{value: agents.Memory{value: \"both\", links: []}"), "{}", lines[2]);
    assert!(lines[3].starts_with("0:1001v0 | agents.Memory = agents.Memory{value: ^1,"), "{}", lines[3]);
    assert_eq!(rich(&world, "cycle"), "agents.Memory{value: null, links: [^0]}");
    assert_eq!(rich(&world, "tuple cycle"), "[[^0]]");
}
