//! What a client sends for what is wanted, and what it makes of what comes back.
#![allow(clippy::expect_used, reason = "a test's support fails by panicking")]

use terrarium_ecs::EntityId;
use terrarium_inspect::{
    Anchor, Call, Capability, Client, DiffRequest, Entities, EntityRequest, Event, FailureCode, Found,
    Opening, PastRequest, PathStep, Pulse, RowsRequest, State, Step, Subject, Travel, Value, View, ViewKind,
};

const ROWS: &str = r#"{"took":0.5,"content":{"total":9,"moved":-1,"first":3,"columns":[{"type":0,"name":"Age"}],
    "rows":[{"entity":4,"cells":[7],"shared":[0]},{"entity":null,"members":5,"cells":[8],"shared":[]}],"tracked":{"row":8,"listed":false}}}"#;

fn handle(text: &str) -> EntityId {
    text.parse().expect("a handle")
}

fn rows(first: u32) -> View {
    View::Rows(RowsRequest { query: "Age".into(), first, count: 40, anchor: None, track: None })
}

fn answer(id: u64, result: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#)
}

fn refusal(id: u64, code: i32, data: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":{id},"error":{{"code":{code},"message":"no","data":{data}}}}}"#)
}

fn sent(client: &mut Client<()>) -> Vec<String> {
    client.outgoing().into_iter().map(|message| message.text).collect()
}

fn told(client: &mut Client<()>, message: &str) -> Option<Event> {
    client.receive(message).expect("a message of the protocol")
}

#[test]
fn questions_are_json_rpc() {
    let mut client = Client::<()>::default();
    client.hello();
    client.follow(View::Census);
    client.follow(View::Rows(RowsRequest {
        query: "Age, \"a b\"".into(),
        first: 5,
        count: 40,
        anchor: Some(Anchor { entity: handle("0:7v1"), row: 5 }),
        track: Some(handle("0:3v0")),
    }));
    let open = vec![Opening { component: 2, path: vec![Step::Name("stops".into())], from: 0, count: None }];
    client.follow(View::Entity(EntityRequest { entity: handle("0:3v0"), open, beside: Entities::default() }));
    client.call(Call::Step);
    client.call(Call::Highlight(None));
    assert_eq!(
        sent(&mut client),
        [
            r#"{"jsonrpc":"2.0","id":1,"method":"hello","params":{"protocol":1}}"#,
            r#"{"jsonrpc":"2.0","id":2,"method":"subscribe","params":{"subscription":2,"view":"census"}}"#,
            r#"{"jsonrpc":"2.0","id":3,"method":"subscribe","params":{"subscription":3,"view":"rows","of":{"query":"Age, \"a b\"","first":5,"count":40,"anchor":{"entity":68719476743,"row":5},"track":3}}}"#,
            r#"{"jsonrpc":"2.0","id":4,"method":"subscribe","params":{"subscription":4,"view":"entity","of":{"entity":3,"open":[[[2,"stops"],0]]}}}"#,
            r#"{"jsonrpc":"2.0","id":5,"method":"step","params":{}}"#,
            r#"{"jsonrpc":"2.0","method":"highlight","params":{"entity":null}}"#,
        ]
    );
    assert!(sent(&mut client).is_empty());
}

#[test]
fn a_greeting_is_answered_with_what_the_world_can_do() {
    let mut client = Client::<()>::default();
    client.hello();
    let limits = r#"{"rowsMax":500,"openingsMax":9,"entriesMax":9,"textUnitsMax":9,"depthMax":100,"exportRowsMax":9,"more":1}"#;
    let result = format!(
        r#"{{"protocol":1,"name":"Ants","shard":3,"capabilities":["simulation","flying"],"limits":{limits}}}"#
    );
    let Some(Event::Welcome(welcome)) = told(&mut client, &answer(1, &result)) else { panic!("no welcome") };
    assert!(welcome.can(Capability::Simulation) && !welcome.can(Capability::Highlight));
    assert_eq!((welcome.shard, welcome.limits.rows_max), (3, 500));
    client.hello();
    let refused = told(&mut client, &refusal(2, 2, r#"{"protocol":4}"#));
    let Some(Event::Refused(refused)) = refused else { panic!("no refusal") };
    assert_eq!((refused.subject, refused.failure.code), (Subject::Hello, FailureCode::UnsupportedProtocol));
}

#[test]
fn of_a_view_one_question_is_under_way_and_the_last_follows() {
    let mut client = Client::<()>::default();
    for first in 0..10 {
        client.follow(rows(first));
    }
    assert_eq!(sent(&mut client).len(), 1);
    let Some(Event::Rows(found)) = told(&mut client, &answer(1, ROWS)) else { panic!("no rows") };
    assert_eq!((found.request.first, found.content.total, found.content.moved), (0, 9, -1));
    let listed: Vec<_> = found.content.rows.iter().map(|row| (row.entity, row.members)).collect();
    assert_eq!(listed, [(Some(handle("0:4v0")), 0), (None, 5)]);
    let [last] = sent(&mut client).try_into().expect("one question");
    assert!(last.contains(r#""first":9"#), "{last}");
    client.follow(rows(9));
    told(&mut client, &answer(2, ROWS));
    client.follow(rows(9));
    assert!(sent(&mut client).is_empty(), "what is known is not asked again");
}

#[test]
fn an_update_tells_of_the_view_that_was_answered_last_and_is_confirmed() {
    let mut client = Client::<()>::default();
    let update = r#"{"jsonrpc":"2.0","method":"update","params":{"subscription":1,"seq":7,"took":0.1,
        "content":{"tick":5,"entities":2,"running":null,"cost":1.5}}}"#;
    assert_eq!(told(&mut client, update), None);
    client.follow(View::Pulse);
    sent(&mut client);
    told(
        &mut client,
        &answer(1, r#"{"took":0,"content":{"tick":4,"entities":2,"running":true,"cost":null}}"#),
    );
    let pulse = Pulse { tick: 5, entities: 2, running: None, cost: Some(1.5) };
    assert_eq!(told(&mut client, update), Some(Event::Pulse(pulse)));
    assert_eq!(
        sent(&mut client),
        [r#"{"jsonrpc":"2.0","method":"confirm","params":{"subscription":1,"seq":7}}"#]
    );
}

#[test]
fn a_query_that_is_refused_says_where_and_the_next_one_is_asked() {
    let mut client = Client::<()>::default();
    client.follow(rows(0));
    client.follow(rows(1));
    sent(&mut client);
    let data = r#"{"name":"QUERY","offset":3,"length":2,"expected":["a type"]}"#;
    let Some(Event::Refused(refused)) = told(&mut client, &refusal(1, 4, data)) else { panic!("no refusal") };
    let fault = refused.failure.query_fault().expect("of the query");
    assert_eq!((fault.offset, fault.length, fault.expected), (3, 2, vec!["a type".to_owned()]));
    assert_eq!(refused.subject, Subject::View(rows(0)));
    assert_eq!(sent(&mut client).len(), 1);
}

#[test]
fn what_is_refused_is_asked_again_only_when_it_may_be_another() {
    let mut client = Client::<()>::default();
    client.follow(rows(0));
    sent(&mut client);
    told(&mut client, &refusal(1, 4, "{}"));
    client.follow(rows(0));
    assert!(sent(&mut client).is_empty());
    client.retry();
    client.follow(rows(0));
    assert_eq!(sent(&mut client).len(), 1);
}

#[test]
fn a_call_that_is_pending_can_be_given_up() {
    let mut client = Client::<()>::default();
    client.call(Call::Travel(Travel::Restore { snapshot: 3 }));
    assert_eq!(client.pending_calls().map(|(id, _)| id).collect::<Vec<_>>(), [1]);
    client.cancel(1);
    assert_eq!(
        sent(&mut client),
        [
            r#"{"jsonrpc":"2.0","id":1,"method":"restore","params":{"snapshot":3}}"#,
            r#"{"jsonrpc":"2.0","method":"cancel","params":{"id":1}}"#,
        ]
    );
    let Some(Event::Refused(refused)) = told(&mut client, &refusal(1, 8, "{}")) else { panic!("no refusal") };
    assert_eq!((refused.failure.code, client.pending_calls().count()), (FailureCode::Canceled, 0));
}

#[test]
fn what_is_done_with_worlds_says_with_which() {
    let mut client = Client::<()>::default();
    let states = DiffRequest { from: State::Tick(3), to: State::Now, first: 0, count: 9 };
    for travel in [
        Travel::Look { world: 0, tick: Some(7) },
        Travel::Fork { snapshot: Some(1), tick: None },
        Travel::Take { name: None },
        Travel::Diff(states),
        Travel::Past(PastRequest { entity: handle("0:4v0"), component: 2, first: 1, count: 5 }),
    ] {
        client.call(Call::Travel(travel));
    }
    let params = [
        r#""look","params":{"world":0,"tick":7}"#,
        r#""fork","params":{"snapshot":1}"#,
        r#""take","params":{}"#,
        r#""diff","params":{"from":{"tick":3},"to":"now","first":0,"count":9}"#,
        r#""past","params":{"entity":4,"type":2,"first":1,"count":5}"#,
    ];
    for (message, params) in sent(&mut client).iter().zip(params) {
        assert!(message.contains(params), "{message}");
    }
    let change = r#"{"kind":"changed","entity":4,"type":"Age","difference":{"path":["a",1],"before":1,"after":["absent"]}}"#;
    let diff = format!(r#"{{"created":0,"destroyed":0,"changed":1,"first":0,"changes":[{change}]}}"#);
    let Some(Event::Diff(found)) = told(&mut client, &answer(4, &diff)) else { panic!("no diff") };
    let difference = found.content.changes[0].difference.as_ref().expect("a difference");
    assert_eq!(difference.path, [PathStep::Name("a".into()), PathStep::Place(1)]);
    assert_eq!(difference.after, Value::Absent);
}

#[test]
fn an_entity_that_is_left_is_told_of_no_more() {
    let mut client = Client::<()>::default();
    let view =
        View::Entity(EntityRequest { entity: handle("0:3v0"), open: vec![], beside: Entities::default() });
    client.follow(view.clone());
    client.leave(ViewKind::Entity);
    assert!(sent(&mut client)[1].contains("unsubscribe"));
    let content = r#"{"took":0,"content":{"entity":3,"alive":false,"successor":68719476739}}"#;
    assert_eq!(told(&mut client, &answer(1, content)), None);
    client.leave(ViewKind::Entity);
    assert!(sent(&mut client).is_empty());
    client.follow(view);
    let Some(Event::Entity(Found { content, .. })) = told(&mut client, &answer(2, content)) else {
        panic!("no entity");
    };
    assert_eq!((content.alive, content.successor), (false, Some(handle("0:3v1"))));
}

#[test]
fn a_view_that_ends_is_told_once() {
    let mut client = Client::<()>::default();
    client.follow(View::Pulse);
    told(
        &mut client,
        &answer(1, r#"{"took":0,"content":{"tick":4,"entities":2,"running":true,"cost":null}}"#),
    );
    let failed = r#"{"jsonrpc":"2.0","method":"failed","params":{"subscription":1,
        "error":{"code":6,"message":"disposed","data":{"name":"WORLD","reason":"DISPOSED"}}}}"#;
    let Some(Event::Refused(refused)) = told(&mut client, failed) else { panic!("no refusal") };
    assert_eq!((refused.subject, refused.failure.code), (Subject::View(View::Pulse), FailureCode::World));
    assert_eq!(told(&mut client, failed), None);
}

#[test]
fn what_is_no_message_changes_nothing() {
    let mut client = Client::<()>::default();
    client.call(Call::Ping);
    for message in
        ["", "{", "[]", r#"{"id":-1}"#, r#"{"method":"update"}"#, r#"{"method":"update","params":{}}"#]
    {
        assert!(client.receive(message).is_err(), "{message}");
    }
    assert_eq!(told(&mut client, r#"{"id":99,"result":null}"#), None);
    assert_eq!(told(&mut client, r#"{"method":"later","params":7}"#), None);
    assert_eq!(told(&mut client, &answer(1, "null")), Some(Event::Pong));
    let point = r#"{"method":"point","params":{"entity":3}}"#;
    assert_eq!(told(&mut client, point), Some(Event::Point(Some(handle("0:3v0")))));
}
