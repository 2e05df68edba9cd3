use super::*;

const WELCOME: &str = r#"{"jsonrpc":"2.0","id":1,"result":{"protocol":1,"name":"Ants","shard":0,
    "capabilities":["simulation","highlight"],
    "limits":{"rowsMax":500,"openingsMax":9,"entriesMax":9,"textUnitsMax":99,"depthMax":100}}}"#;

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
    let refusal = r#"{"jsonrpc":"2.0","id":7,"error":{"code":4,"message":"unknown type Age",
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
