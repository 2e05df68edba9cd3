use super::*;

const WELCOME: &str = r#"{"jsonrpc":"2.0","id":1,"result":{"protocol":1,"name":"Ants","shard":0,
    "capabilities":["simulation","highlight"],
    "limits":{"rowsMax":500,"openingsMax":9,"entriesMax":9,"textUnitsMax":99,"depthMax":100,"exportRowsMax":1000}}}"#;

fn receive(desk: &mut Desk, text: &str) -> Result<(), ProtocolError> {
    desk.receive(&Message { text: text.to_owned(), bytes: None }, 0.0)
}

fn attached() -> Desk {
    let mut desk = Desk::new(Query::new(" Age".into(), ""));
    assert_eq!(desk.outgoing().len(), 1);
    receive(&mut desk, WELCOME).expect("a welcome");
    desk
}

fn sent(desk: &mut Desk) -> String {
    desk.outgoing().into_iter().map(|message| message.text).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_world_that_is_greeted_is_asked_for_all_that_is_shown() {
    let mut desk = attached();
    assert_eq!(desk.status, Status::Attached("Ants".into()));
    let asked = sent(&mut desk);
    for part in [r#""view":"pulse""#, r#""view":"census""#, r#""view":"rows","of":{"query":"Age""#] {
        assert!(asked.contains(part), "{asked}");
    }
    assert!(!asked.contains(r#""view":"entity""#));
    assert_eq!(sent(&mut desk), "");
}

#[test]
fn what_is_selected_is_followed_and_told_to_the_simulation() {
    let mut desk = attached();
    desk.outgoing();
    desk.visit("0:3v0".parse().expect("a handle"));
    let asked = sent(&mut desk);
    assert!(asked.contains(r#""method":"highlight","params":{"entity":3}"#), "{asked}");
    assert!(asked.contains(r#""view":"entity","of":{"entity":3,"open":[]}"#), "{asked}");
    desk.select(None);
    assert!(sent(&mut desk).contains("unsubscribe"));
}

#[test]
fn a_query_that_is_refused_is_marked_until_it_is_another() {
    let mut desk = attached();
    desk.outgoing();
    let refusal = r#"{"jsonrpc":"2.0","id":8,"error":{"code":4,"message":"unknown type Age",
        "data":{"name":"QUERY","offset":0,"length":3,"expected":["a component type"]}}}"#;
    receive(&mut desk, refusal).expect("a refusal");
    assert_eq!(sent(&mut desk), "");
    assert_eq!(desk.query.fault.as_ref().map(|fault| fault.length), Some(3));
    desk.choose("Name");
    let asked = sent(&mut desk);
    assert!(asked.contains(r#""query":"Name""#), "{asked}");
    desk.choose("Name");
    assert_eq!(desk.query.text, "");
}

#[test]
fn a_world_of_another_version_is_said_to_be_so() {
    let mut desk = Desk::new(Query::default());
    let refusal = r#"{"jsonrpc":"2.0","id":1,"error":{"code":2,"message":"speaks 7","data":{"protocol":7}}}"#;
    receive(&mut desk, refusal).expect("a refusal");
    assert_eq!(desk.status, Status::Failed("speaks 7".into()));
    assert!(receive(&mut desk, "{").is_err());
}

const ANT: &str = r#"{"jsonrpc":"2.0","method":"update","params":{"subscription":4,"seq":1,"took":0,"content":
    {"entity":3,"alive":true,"tick":1,"components":[{"type":2,"name":"Ant","shared":null,
    "value":["object","",2,0,"age",1,"awake",true]}]}}}"#;

/// A desk that looks at an ant, and has been told of it.
fn looking() -> Desk {
    let mut desk = attached();
    desk.visit("0:3v0".parse().expect("a handle"));
    let asked = sent(&mut desk);
    let question = asked.lines().find(|line| line.contains(r#""view":"entity""#)).expect("a question");
    let id = question.split(r#""id":"#).nth(1).and_then(|rest| rest.split(',').next()).expect("an id");
    let content =
        ANT.split(r#""content":"#).nth(1).and_then(|rest| rest.strip_suffix("}}")).expect("content");
    let answer = format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{{"took":0,"content":{content}}}}}"#);
    receive(&mut desk, &answer).expect("an answer");
    desk
}

fn node(name: &str) -> NodePath {
    (2, vec![terrarium_inspect::Step::Name(name.into())])
}

#[test]
fn what_is_written_is_sent_once_it_is_a_value() {
    let mut desk = looking();
    desk.begin(&node("age"));
    assert_eq!(desk.editing.draft.as_ref().map(|draft| draft.text.as_str()), Some("1"));
    desk.finish("", "many");
    assert!(desk.editing.draft.as_ref().is_some_and(|draft| draft.error.is_some()));
    assert!(!sent(&mut desk).contains("set"));
    desk.finish("", "2");
    assert!(
        sent(&mut desk).contains(r#""set","params":{"entities":[3],"type":2,"path":["age"],"value":2.0}"#)
    );
    desk.begin(&node("awake"));
    assert!(sent(&mut desk).contains(r#""path":["awake"],"value":false"#));
}

#[test]
fn whoever_changes_what_is_shared_is_asked_for_whom() {
    let mut desk = looking();
    desk.begin(&node("age"));
    desk.finish("", "2");
    let id = sent(&mut desk)
        .split(r#""id":"#)
        .last()
        .and_then(|rest| rest.split(',').next())
        .expect("an id")
        .to_owned();
    let refusal = format!(
        r#"{{"jsonrpc":"2.0","id":{id},"error":{{"code":11,"message":"shared","data":{{"name":"SHARED","holders":4}}}}}}"#
    );
    receive(&mut desk, &refusal).expect("a refusal");
    assert_eq!(desk.editing.question.as_ref().map(|question| question.holders), Some(4));
    desk.decide(Some(terrarium_inspect::Scope::All));
    assert!(sent(&mut desk).contains(r#""value":2.0,"scope":"all""#));
    assert!(desk.editing.question.is_none() && desk.editing.draft.is_none());
}
