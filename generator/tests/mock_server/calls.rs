//! Calls of the client of `features/mock_server.yaml` to its own server for tests. Compiled by `mock_server.rs` beside
//! the emitted crate.

#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use client::mock::Server;
use client::runtime::request::blocking::wait;
use client::tags::{ChangeError, ChangeSuccess};
use client::types::{
    ChatBody, CreateChargeBody, CreateChargeBodyFilter, CreateFileBody, CreateFileBodyMeta, Problem,
    SearchTagsBody, SearchTagsBodyPage, SearchTagsResponse, Tag,
};
use client::{Bytes, Client, Error, Event, Retry, Upload};
use serde_json::json;

fn start() -> (Server, Client) {
    let server = Server::start().unwrap();
    let client = server.client().unwrap();
    (server, client)
}

/// What only servers make has no constructor.
fn of<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn problem(code: &str) -> Problem {
    of(json!({ "code": code }))
}

/// What is wrong, which is not nothing.
fn said(server: &Server) -> String {
    server.verify().unwrap_err().to_string()
}

fn event(name: &str) -> Event<Tag> {
    Event { event: None, id: None, data: Tag::new(name) }
}

#[test]
fn several_segments() {
    let (server, client) = start();
    server.expect().jobs().run().path("name", "projects/a b/7").path("kind", "x/y").reply_empty(204);
    client.jobs().run("projects/a b/7", "x/y").send_blocking().unwrap();
    server.verify().unwrap();
    server.expect().jobs().run().path("name", "projects/1").reply_empty(204);
    client.jobs().run("projects/2", "x").send_blocking().unwrap_err();
    let said = said(&server);
    assert!(said.contains(r#"expected {name} to be "projects/1", not Some("projects/2")"#), "{said}");
}

#[test]
fn forms() {
    let (server, client) = start();
    let body =
        CreateChargeBody::new(5).items(["a b", "c"]).note("x&y").filter(CreateChargeBodyFilter::new().a("1"));
    server.expect().charges().create().body(&body).reply(200, &());
    client.charges().create().body(body.clone()).send_blocking().unwrap();
    server.verify().unwrap();

    server.expect().charges().create().body(&body).reply(200, &());
    let other = CreateChargeBody::new(6).items(["a b", "d"]).note("x&y");
    client.charges().create().body(other).send_blocking().unwrap_err();
    let said = said(&server);
    assert!(said.contains("amount: expected \"5\", sent \"6\""), "{said}");
    assert!(said.contains("filter[a]: expected \"1\", sent nothing"), "{said}");
    assert!(said.contains("items: expected \"a b|c\", sent \"a b|d\""), "{said}");
    assert!(!said.contains("note:"), "{said}");
}

#[test]
fn forms_with_files() {
    let (server, client) = start();
    let body = |content: &'static str| {
        CreateFileBody::new(Upload::bytes(content).filename("a.txt"))
            .note("n")
            .meta(CreateFileBodyMeta::new().a("b"))
    };
    // What is streamed has another boundary each time.
    let streamed = Upload::repeatable(|| Box::pin(client::runtime::transport::Body::from("one")), Some(3));
    let streamed =
        CreateFileBody::new(streamed.filename("a.txt")).note("n").meta(CreateFileBodyMeta::new().a("b"));
    server.expect().files().create().body(&body("one")).reply(201, &()).times(2);
    client.files().create(body("one")).send_blocking().unwrap();
    client.files().create(streamed).send_blocking().unwrap();
    server.verify().unwrap();

    server.expect().files().create().body(&body("one")).reply(201, &());
    client.files().create(body("two")).send_blocking().unwrap_err();
    let said = said(&server);
    assert!(
        said.contains(
            r#"file: expected "one" (content-type: application/octet-stream) (filename: a.txt), sent "two""#
        ),
        "{said}"
    );
    assert!(!said.contains("note:") && !said.contains("meta:"), "{said}");
}

#[test]
fn bytes_and_texts() {
    let (server, client) = start();
    let files = || server.expect().files();
    files().put().path("name", "a.b").path("kind", "txt").body(&Upload::bytes("x")).reply(204, &());
    // A parameter ends where it first can: `a`, `b.txt`.
    client.files().put("a.b", "txt", Upload::bytes("x")).send_blocking().unwrap_err();
    let wrong = said(&server);
    assert!(wrong.contains("expected {name} to be \"a.b\", not Some(\"a\")"), "{wrong}");

    files().put().path("name", "a").path("kind", "txt").body(&Upload::bytes("x")).reply(204, &());
    client.files().put("a", "txt", Upload::bytes("x")).send_blocking().unwrap();
    files().get().reply(200, b"\0\xFF").header("x-request-id", "r1");
    let file = wait(client.files().get("a", "txt").with_response()).unwrap().unwrap();
    assert_eq!((file.request_id(), file.body()), (Some("r1"), &Bytes::from_static(b"\0\xFF")));
    files().note().body("hello").reply(200, "there");
    assert_eq!(client.files().note("hello").send_blocking().unwrap(), "there");
    server.verify().unwrap();

    files().note().body("hello").reply(200, "there");
    client.files().note("hullo").send_blocking().unwrap_err();
    let wrong = said(&server);
    assert!(wrong.contains("note: the body differs\n  expected \"hello\", sent \"hullo\""), "{wrong}");
}

#[test]
fn one_operation_by_several_media_types() {
    let (server, client) = start();
    server.expect().tags().create_csv().reply(201, &Tag::new("csv"));
    server.expect().tags().create().reply(201, &Tag::new("json"));
    let json = client.tags().create(Tag::new("a")).send_blocking().unwrap();
    assert_eq!(json, Some(Tag::new("json")));
    let csv = client.tags().create_csv("a").send_blocking().unwrap();
    assert_eq!(csv, Some(Tag::new("csv")));
    server.expect().tags().create().reply_empty(204);
    assert_eq!(client.tags().create(Tag::new("a")).send_blocking().unwrap(), None);
    server.verify().unwrap();

    server.expect().tags().create_csv().reply(201, &Tag::new("csv"));
    client.tags().create(Tag::new("a")).send_blocking().unwrap_err();
    let said = said(&server);
    assert!(said.contains("expected a body of text/csv, sent application/json"), "{said}");
}

/// The page that is asked for is a member of the body.
#[test]
fn pages_by_what_is_sent() {
    let (server, client) = start();
    let body = || SearchTagsBody::new("q");
    let page = |cursor: &str| SearchTagsBodyPage::new().size(1).cursor(cursor);
    let answer = |name: &str, next: Option<&str>| -> SearchTagsResponse {
        of(json!({ "tags": [{ "name": name }], "next": next }))
    };
    let expect = || server.expect().tags().search();
    expect().body(&body().page(SearchTagsBodyPage::new().size(1))).reply(200, &answer("one", Some("a")));
    expect().body(&body().page(page("a"))).reply(200, &answer("two", Some("b")));
    expect().body(&body().page(page("b"))).reply(200, &answer("three", None));
    let mut items = client.tags().search(body().page(SearchTagsBodyPage::new().size(1))).items();
    for name in ["one", "two", "three"] {
        assert_eq!(items.next_blocking().unwrap().unwrap(), Tag::new(name));
    }
    assert!(items.next_blocking().is_none());
    server.verify().unwrap();
}

#[test]
fn events_and_lines() {
    let (server, client) = start();
    let streams = || server.expect().streams();
    let named = Event { event: Some("tag".into()), id: Some("7".into()), data: Tag::new("two") };
    let pause = Duration::from_millis(1);
    streams().watch().reply(200, &[event("one"), named.clone()]).in_pieces(1, pause);
    streams().texts().reply(200, &[Event { event: None, id: None, data: "a\nb".to_owned() }]);
    streams().lines().reply(200, &[Tag::new("one"), Tag::new("two")]);
    streams().records().reply(200, &[Tag::new("one"), Tag::new("two")]);
    wait(async {
        let mut events = client.streams().watch().await.unwrap();
        assert_eq!(events.next().await.unwrap().unwrap(), event("one"));
        assert_eq!(events.next().await.unwrap().unwrap(), named);
        assert!(events.next().await.is_none());
        let mut texts = client.streams().texts().await.unwrap();
        assert_eq!(texts.next().await.unwrap().unwrap().data, "a\nb");
        let mut lines = client.streams().lines().await.unwrap();
        let mut records = client.streams().records().await.unwrap();
        for name in ["one", "two"] {
            assert_eq!(lines.next().await.unwrap().unwrap(), Tag::new(name));
            assert_eq!(records.next().await.unwrap().unwrap(), Tag::new(name));
        }
        assert!(lines.next().await.is_none() && records.next().await.is_none());
    })
    .unwrap();
    server.verify().unwrap();
}

#[test]
fn an_operation_that_answers_whole_or_streamed() {
    let (server, client) = start();
    server.expect().streams().chat_stream().body(&ChatBody::new("q")).reply(200, &[event("s")]);
    server.expect().streams().chat().body(&ChatBody::new("q")).reply(200, &Tag::new("w"));
    assert_eq!(client.streams().chat(ChatBody::new("q")).send_blocking().unwrap(), Tag::new("w"));
    let events = wait(async { client.streams().chat_stream(ChatBody::new("q")).await.unwrap().next().await });
    assert_eq!(events.unwrap().unwrap().unwrap(), event("s"));
    server.verify().unwrap();

    server.expect().streams().chat_stream().reply(200, &[]);
    client.streams().chat(ChatBody::new("q")).send_blocking().unwrap_err();
    let said = said(&server);
    assert!(said.contains("/stream: expected true, sent false"), "{said}");
}

#[test]
fn what_differs_by_status() {
    let (server, client) = start();
    let change = || server.expect().tags().change().path("id", "1");
    let call = || client.tags().change("1", Tag::new("a")).send_blocking();
    let conflict = ChangeError::Conflict(of(json!({"until": 3})));
    change().body(&Tag::new("a")).reply(200, &ChangeSuccess::Ok(Tag::new("b")));
    change().reply(202, &ChangeSuccess::Accepted("later".to_owned()));
    change().reply_error(404, &ChangeError::NotFound(problem("gone")));
    change().reply_error(409, &conflict);
    change().reply_error_json(409, &json!({"until": 3, "more": "than is documented"}));
    assert_eq!(call().unwrap(), ChangeSuccess::Ok(Tag::new("b")));
    assert_eq!(call().unwrap(), ChangeSuccess::Accepted("later".to_owned()));
    let failed = || match call() {
        Err(Error::Api(error)) => *error,
        other => unreachable!("{other:?}"),
    };
    assert_eq!(failed().body(), Some(ChangeError::NotFound(problem("gone"))));
    assert_eq!(failed().body(), Some(conflict.clone()));
    let more = failed();
    assert_eq!(more.body(), Some(conflict));
    assert!(more.text().contains("than is documented"));
    server.verify().unwrap();
}

#[test]
fn a_reply_that_is_not_documented_is_told() {
    let (server, _) = start();
    let change = || server.expect().tags().change();
    change().reply(202, &ChangeSuccess::Ok(Tag::new("b"))).times(0);
    change().reply_error(404, &ChangeError::Conflict(of(json!({"until": 3})))).times(0);
    change().reply_error_json(404, &json!({"until": 3})).times(0);
    change().reply_json(200, &json!({"nam": "b"})).times(0);
    server.expect().tags().list().reply(404, &vec![]).times(0);
    server.expect().tags().list().reply_error(200, &problem("a")).times(0);
    server.expect().streams().watch().reply_json(200, &json!({})).times(0);
    let said = said(&server);
    let told: Vec<&str> = said.lines().skip(1).collect();
    let reply = |text: &str| format!("- the reply of {text}");
    let expected = [
        reply("changeTag is not what is documented: Ok is not what comes with 202"),
        reply("changeTag is not what is documented: Conflict is not what comes with 404"),
        reply("changeTag is not what is documented: no error of 404 is {\"until\":3}"),
        reply("changeTag is not what is documented: missing field `name`"),
        reply("listTags is not what is documented: 404 is the status of no success"),
        reply("listTags is not what is documented: 200 is the status of no error"),
        reply("watch is not what is documented: it is no JSON"),
    ];
    for (told, expected) in told.iter().zip(&expected) {
        assert!(told.starts_with(expected.as_str()), "{said}");
    }
    assert_eq!(told.len(), expected.len(), "{said}");
}

#[test]
fn counts() {
    let (server, client) = start();
    let list = || client.tags().list().send_blocking();
    server.expect().tags().list().reply(200, &vec![]).at_least(2);
    list().unwrap();
    let said = said(&server);
    assert!(said.contains("listTags (GET /tags) was called 1 times, expected at least 2"), "{said}");
    server.expect().tags().list().reply(200, &vec![]).at_least(1);
    (0..3).for_each(|_| _ = list().unwrap());
    server.verify().unwrap();
    server.expect().tags().list().reply(200, &vec![]).times(0);
    list().unwrap_err();
    let said = self::said(&server);
    assert!(said.contains("listTags: was called 0 times before, as expected"), "{said}");
}

#[test]
fn what_came_is_told_beside_what_was_expected() {
    let (server, client) = start();
    server.expect().tags().change().path("id", "2").body(&Tag::new("b")).reply_empty(204);
    server.expect().tags().list().query("expand[]", "x").header("x-key", "other").reply(200, &vec![]);
    client.tags().change("1", Tag::new("a")).send_blocking().unwrap_err();
    client.tags().list().expand(["y", "z"]).send_blocking().unwrap_err();
    client.files().note("n").send_blocking().unwrap_err();
    server.expect().tags().delete().path("tag", 1).reply(204, &()).times(0);
    let said = said(&server);
    let expected = "\
the mock server was not called as it should be:
- unexpected call PATCH /tags/1
  changeTag: expected {id} to be \"2\", not Some(\"1\")
  the body differs
  /name: expected \"b\", sent \"a\"
  its body was \"{\\\"name\\\":\\\"a\\\"}\"
- unexpected call GET /tags?expand%5B%5D=y&expand%5B%5D=z
  listTags: expected expand[]=x in the query, sent y, z
  expected the header x-key: [redacted], sent another
- unexpected call POST /note
  changeTag: expected PATCH /tags/{id}
  listTags: expected GET /tags
  its body was \"n\"
- deleteTag: the path /tags/{id} has no {tag}
- changeTag (PATCH /tags/{id}) was called 0 times, expected 1
- listTags (GET /tags) was called 0 times, expected 1";
    assert_eq!(said, expected);
}

#[test]
fn delays_cuts_and_silence() {
    let (server, client) = start();
    let get = || client.files().get("a", "b");
    let expect = || server.expect().files().get();
    expect().reply(200, b"late").after(Duration::from_millis(300));
    let begun = Instant::now();
    assert_eq!(get().send_blocking().unwrap(), "late");
    assert!(begun.elapsed() >= Duration::from_millis(300));
    expect().reply(200, b"too late").after(Duration::from_secs(2));
    assert!(get().timeout(Duration::from_millis(100)).send_blocking().unwrap_err().is_timeout());
    expect().reply(200, b"half of it").cut_after(5);
    get().send_blocking().unwrap_err();
    expect().hang_up();
    get().send_blocking().unwrap_err();
    server.expect().streams().lines().reply(200, &[Tag::new("one"), Tag::new("two")]).cut_after(20);
    wait(async {
        let mut lines = client.streams().lines().await.unwrap();
        assert_eq!(lines.next().await.unwrap().unwrap(), Tag::new("one"));
        lines.next().await.unwrap().unwrap_err();
    })
    .unwrap();
    // What a client's own retries are tested with.
    expect().reply_empty(503).header("retry-after", "0").times(2);
    expect().reply(200, b"there");
    assert_eq!(get().retry(Retry::times(3)).send_blocking().unwrap(), "there");
    server.verify().unwrap();
}

#[test]
#[should_panic(expected = "deleteTag (DELETE /tags/{id}) was called 0 times, expected 1")]
fn a_server_that_is_dropped_tells() {
    let (server, _) = start();
    server.expect().tags().delete().reply(204, &());
}
