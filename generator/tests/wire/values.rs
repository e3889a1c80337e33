//! Values as callers have them, and calls that borrow nothing.

use std::collections::BTreeMap;

use serde_json::{Map, Value, from_value, json, to_value};

use crate::support::{Answer, Request, Server};
use wire::JsonObject;
use wire::values::Client;
use wire::values::events::List;
use wire::values::types::{Event, EventRequired, EventTag, NewEvent, Note};

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).build().unwrap()
}

/// What one call sends.
fn sent(call: impl FnOnce(Client)) -> Request {
    let server = Server::once(Answer::new(204));
    call(client(&server));
    server.request()
}

fn put(object: impl serde::Serialize) -> String {
    sent(|client| client.events().replace(object).send_blocking().unwrap()).text().to_owned()
}

#[test]
fn date_times_of_any_zone() {
    let utc = chrono::DateTime::<chrono::Utc>::UNIX_EPOCH;
    let east = chrono::FixedOffset::east_opt(3600).unwrap();
    let sent_at = |event: NewEvent| to_value(event).unwrap()["at"].clone();
    assert_eq!(sent_at(NewEvent::new(utc, json!({}))), "1970-01-01T00:00:00Z");
    assert_eq!(sent_at(NewEvent::new(utc.with_timezone(&east), json!({}))), "1970-01-01T01:00:00+01:00");
    let request = sent(|client| drop(client.events().list().since(utc).send_blocking()));
    assert_eq!(request.line(), "GET /events?since=1970-01-01T00%3A00%3A00Z");
}

#[test]
fn objects_of_any_members_keep_their_order() {
    assert_eq!(put(json!({"b": 1, "a": {"d": 2, "c": 3}})), r#"{"b":1,"a":{"d":2,"c":3}}"#);
    let mut map = Map::new();
    map.insert("z".to_owned(), json!(1));
    map.insert("y".to_owned(), json!(null));
    assert_eq!(put(&map), r#"{"z":1,"y":null}"#);
    assert_eq!(put(BTreeMap::from([("a", 1)])), r#"{"a":1}"#);
    // A type of the caller, by value and by reference.
    let own = EventTag::new();
    assert_eq!(put(&own), "{}");

    let event: NewEvent = from_value(json!({"at": "1970-01-01T00:00:00Z", "payload": {"z": 1, "y": 2}})).unwrap();
    assert_eq!(event.payload["z"], 1);
    assert_eq!(event.payload.keys().collect::<Vec<_>>(), ["z", "y"]);
    let event = event.context(json!({"k": [1]}));
    assert_eq!(event.context.unwrap().get("k"), Some(&json!([1])));
}

/// What is no object is not sent, and the error says why.
#[test]
fn what_is_no_object_is_refused_before_it_is_sent() {
    for value in [json!([1]), json!("a"), json!(null)] {
        let server = Server::start([]);
        let error = client(&server).events().replace(value).send_blocking().unwrap_err().to_string();
        assert!(error.contains("expected an object, found"), "{error}");
    }
    let server = Server::start([]);
    let body = NewEvent::new(chrono::DateTime::UNIX_EPOCH.fixed_offset(), json!({})).context(json!(1));
    let error = client(&server).events().create(&body).send_blocking().unwrap_err().to_string();
    assert!(error.contains("expected an object, found a number"), "{error}");
    let keys = BTreeMap::from([((1, 2), 3)]);
    let error = client(&server).events().replace(keys).send_blocking().unwrap_err().to_string();
    assert!(error.contains("key must be a string"), "{error}");
}

#[test]
fn setters_take_options() {
    let (none, some) = (None::<&str>, Some("b"));
    let at = chrono::DateTime::UNIX_EPOCH.fixed_offset();
    let inner = NewEvent::new(at, json!({}));
    let event = NewEvent::new(at, json!({})).note(some).inner(Some(inner.clone())).labels(Some(vec!["l"]));
    assert_eq!((event.note.as_deref(), event.inner.as_deref()), (Some("b"), Some(&inner)));
    let event = event.note(none).inner(None::<NewEvent>).labels(None::<Vec<String>>).context(None::<Value>);
    assert_eq!(event, inner);

    let list = |change: fn(List) -> List| {
        sent(|client| drop(change(client.events().list()).send_blocking())).line().to_owned()
    };
    assert_eq!(list(|call| call.limit(Some(3)).kind(Some(["a", "b"])).q(Some("x".to_owned()))), "GET /events?limit=3&kind=a&kind=b&q=x");
    assert_eq!(list(|call| call.limit(5).limit(None::<i64>).kind(None::<[&str; 0]>).q(None::<String>)), "GET /events");
}

#[test]
fn bodies_by_reference_or_value() {
    let note = Note::new().text("t");
    for _ in 0..2 {
        let request = sent(|client| drop(client.events().change(&note).send_blocking()));
        assert_eq!(request.text(), r#"{"text":"t"}"#);
    }
    assert_eq!(sent(|client| drop(client.events().change(note).send_blocking())).text(), r#"{"text":"t"}"#);
}

/// Whether a type is sent anywhere changes none of its fields, and null, absent and a value remain three things.
#[test]
fn null_and_absent_differ_where_a_type_is_sent() {
    let text = |note: &Note| serde_json::to_string(note).unwrap();
    assert_eq!(text(&Note::new()), "{}");
    assert_eq!(text(&Note::new().null_text()), r#"{"text":null}"#);
    assert_eq!(text(&Note::new().null_text().text("a")), r#"{"text":"a"}"#);
    assert_eq!(text(&Note::new().null_text().text(None::<String>)), "{}");
    assert_eq!(text(&Note::new().text("a").null_text().nulls("n")), r#"{"nulls":"n","text":null}"#);
    for kept in ["{}", r#"{"by":null}"#, r#"{"by":null,"text":null}"#, r#"{"by":null,"nulls":"b","text":"a"}"#] {
        let note: Note = serde_json::from_str(kept).unwrap();
        assert_eq!(text(&note), kept);
    }
    // One `Option`, as in a type that is only received.
    let note: Note = serde_json::from_str(r#"{"text":"a"}"#).unwrap();
    let event: Event = from_value(json!({"id": 1, "from": "a", "to": "b", "note": null})).unwrap();
    let both: [Option<String>; 2] = [note.text, event.note];
    assert_eq!(both, [Some("a".to_owned()), None]);
}

/// Two texts beside each other are given by name; a type that is only received can be built all the same.
#[test]
fn received_types_can_be_built() {
    let required = EventRequired { to: "b".to_owned(), from: "a".to_owned(), id: 1 };
    let mut event = Event::new(required);
    event.tags = Some(vec![EventTag::default(), EventTag::new()]);
    let received: Event = from_value(json!({"id": 1, "from": "a", "to": "b", "tags": [{}, {}]})).unwrap();
    assert_eq!(event, received);
}

fn owned<T: Send + 'static>(value: T) -> T {
    value
}

/// Calls, pages and streams hold what they need of the client, which may be gone.
#[test]
fn calls_are_sent_by_other_threads() {
    let server = Server::start([Answer::of("application/json", "[]"), Answer::of("application/json", "[]")]);
    let call = owned({
        let client = client(&server);
        client.events().list().limit(1)
    });
    let listed = std::thread::spawn(move || call.send_blocking().unwrap().len()).join().unwrap();
    assert_eq!(listed, 0);
    let future = owned(std::future::IntoFuture::into_future(client(&server).events().list()));
    drop(future);
}

/// What one call gives is the body of another, piece by piece.
#[test]
fn a_download_is_the_body_of_another_call() {
    let server = Server::start([Answer::of("application/octet-stream", "pieces"), Answer::new(204)]);
    let client = client(&server);
    let download = owned(client.files().read().stream_blocking().unwrap());
    let upload = wire::Upload::stream(download);
    client.files().send(upload).send_blocking().unwrap();
    server.request();
    assert_eq!(server.request().text(), "pieces");
}

#[test]
fn free_form_objects_convert() {
    let object: JsonObject = [("b", 1), ("a", 2)].into_iter().collect();
    assert_eq!(object.to_string(), r#"{"b":1,"a":2}"#);
    assert_eq!(serde_json::to_string(&object).unwrap(), r#"{"b":1,"a":2}"#);
    let map: Map<String, Value> = object.clone().into();
    assert_eq!(JsonObject::from(map), object);
    assert_eq!(object.parse::<BTreeMap<String, i64>>().unwrap()["a"], 2);
    assert!(serde_json::from_str::<JsonObject>(r#"{"a":1,"a":2}"#).unwrap_err().to_string().contains("duplicate"));
}
