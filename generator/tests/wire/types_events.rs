//! Events are read by their data, and by their names where these tell them apart.

use wire::types_events::Client;
use wire::types_events::types::*;

use crate::support::{Answer, Server};

fn server(events: &str) -> (Server, Client) {
    let server = Server::once(Answer::of("text/event-stream", events));
    let client = Client::builder().base_url(server.url()).build().unwrap();
    (server, client)
}

#[test]
fn the_data_of_an_event() {
    let (_server, client) = server("event: a\nid: 7\ndata: {\"depth\": 3}\n\n");
    let mut events = client.events().one().send_blocking().unwrap();
    let event = events.next_blocking().unwrap().unwrap();
    assert_eq!((event.event.as_deref(), event.id.as_deref(), event.data.depth), (Some("a"), Some("7"), 3));
    assert!(events.next_blocking().is_none());
}

#[test]
fn text_and_json_within_text() {
    let (_server, client) = server("data: {\"depth\": 3}\n\n");
    let event = client.events().text().send_blocking().unwrap().next_blocking().unwrap().unwrap();
    assert_eq!(event.data, "{\"depth\": 3}");
    let (_server, client) = server("data: {\"depth\": 3}\n\n");
    let event = client.events().within().send_blocking().unwrap().next_blocking().unwrap().unwrap();
    assert_eq!(event.data.depth, 3);
}

#[test]
fn elements_of_a_list() {
    let (_server, client) = server("data: {\"depth\": 3}\n\ndata: {\"depth\": 4}\n\n");
    let mut events = client.events().list().send_blocking().unwrap();
    let mut depth = || events.next_blocking().unwrap().unwrap().data.depth;
    assert_eq!((depth(), depth()), (3, 4));
}

const NAMED: &str = "event: depth\nid: 8\ndata: {\"depth\": 3}\n\nevent: wind\ndata: {\"knots\": 2.5}\n\n\
                     event: note\ndata: fog ahead\n\nevent: tide\ndata: {\"rising\": true}\n\n";

#[test]
fn events_told_by_their_names() {
    let (_server, client) = server(NAMED);
    let mut events = client.events().named().send_blocking().unwrap();
    let event = events.next_blocking().unwrap().unwrap();
    assert_eq!(event.event.as_deref(), Some("depth"));
    assert!(matches!(event.data, Report::Depth(report) if report.data.depth == 3 && report.id == Some(8)));
    let mut next = || events.next_blocking().unwrap().unwrap().data;
    assert!(matches!(next(), Report::Wind(report) if report.data.knots == 2.5));
    assert!(matches!(next(), Report::Note(report) if report.data == "fog ahead"));
    assert!(matches!(next(), Report::Unknown(other) if other["data"]["rising"] == true));
}

#[test]
fn a_list_of_such_events_and_one_within_its_own_data() {
    let (_server, client) = server("data: {\"event\": \"wind\", \"data\": {\"knots\": 1.5}}\n\nevent: note\ndata: 5\n\n");
    let mut events = client.events().names().send_blocking().unwrap();
    let mut next = || events.next_blocking().unwrap().unwrap().data;
    assert!(matches!(next(), Report::Wind(report) if report.data.knots == 1.5));
    assert!(matches!(next(), Report::Note(report) if report.data == "5"));
}

#[test]
fn data_that_is_no_event() {
    let (_server, client) = server("event: x\ndata: {\"knots\": 2.5}\n\n");
    let event = client.events().plain().send_blocking().unwrap().next_blocking().unwrap().unwrap();
    assert!(matches!(event.data, PlainResponse::Wind(_)));
}

#[test]
fn fields_from_several_schemas_and_data_by_reference() {
    let (_server, client) = server("event: a\ndata: {\"depth\": 3}\n\n");
    let event = client.events().all().send_blocking().unwrap().next_blocking().unwrap().unwrap();
    assert_eq!((event.event.as_deref(), event.data.depth), (Some("a"), 3));
}

#[test]
fn events_without_names_are_told_by_their_data() {
    let (_server, client) = server("data: {\"depth\": 3}\n\ndata: {\"knots\": 1.5}\n\n");
    let mut events = client.events().unnamed().send_blocking().unwrap();
    let mut next = || events.next_blocking().unwrap().unwrap().data;
    assert!(matches!(next(), UnnamedResponse::Depth(depth) if depth.depth == 3));
    assert!(matches!(next(), UnnamedResponse::Wind(wind) if wind.knots == 1.5));
}

#[test]
fn json_within_the_text_of_an_alternative() {
    let (_server, client) = server("event: addString\ndata: {\"depth\"\n\nevent: addJSON\ndata: {\"depth\": 4}\n\n");
    let mut events = client.events().items().send_blocking().unwrap();
    let mut next = || events.next_blocking().unwrap().unwrap().data;
    assert!(matches!(next(), ItemsResponse::AddString(text) if text.data.as_deref() == Some("{\"depth\"")));
    assert!(matches!(next(), ItemsResponse::AddJson(json) if json.data.as_ref().is_some_and(|data| data.depth == 4)));
}
