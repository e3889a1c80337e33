//! Ranges and words as keys of `content`: what is asked for and sent are media types, and answers are read by what came.

use crate::support::{Answer, Request, Server};
use wire::wildcards::Client;
use wire::wildcards::pond::Pond;
use wire::wildcards::types::Frog;

/// What a call gives of an answer, and what it sent.
fn gave<T>(answer: Answer, call: impl FnOnce(Pond<'_>) -> T) -> (T, Request) {
    let server = Server::once(answer);
    let client = Client::builder().base_url(server.url()).build().unwrap();
    let given = call(client.pond());
    (given, server.request())
}

#[test]
fn json_by_any_key() {
    for media in ["application/json", "application/problem+json", "text/json", "text/plain"] {
        let frog = || Answer::of(media, r#"{"name":"Kermit"}"#);
        let calls: [fn(Pond<'_>) -> Frog; 6] = [
            |pond| pond.json().send_blocking().unwrap(),
            |pond| pond.net().send_blocking().unwrap(),
            |pond| pond.application().send_blocking().unwrap(),
            |pond| pond.star().send_blocking().unwrap(),
            |pond| pond.word().send_blocking().unwrap(),
            |pond| pond.both().send_blocking().unwrap(),
        ];
        for call in calls {
            let (given, request) = gave(frog(), call);
            assert_eq!(given.name, "Kermit", "{media}");
            assert_eq!(request.header("accept"), Some("application/json"), "{}", request.line());
        }
    }
}

#[test]
fn bodies_have_a_media_type() {
    let (_, request) = gave(Answer::new(204), |pond| pond.put_json(&Frog::new("a")).send_blocking().unwrap());
    assert_eq!((request.header("content-type"), request.text()), (Some("application/json"), r#"{"name":"a"}"#));
    let (_, request) = gave(Answer::new(204), |pond| pond.put_net(&Frog::new("a")).send_blocking().unwrap());
    assert_eq!((request.header("content-type"), request.text()), (Some("application/json"), r#"{"name":"a"}"#));
    let (_, request) = gave(Answer::new(204), |pond| pond.put_xml("<a/>").send_blocking().unwrap());
    assert_eq!((request.header("content-type"), request.text()), (Some("application/xml"), "<a/>"));
}

#[test]
fn other_kinds_are_read_by_what_came() {
    let (text, request) = gave(Answer::of("text/xml", "<a/>"), |pond| pond.xml().send_blocking().unwrap());
    assert_eq!((text.as_str(), request.header("accept")), ("<a/>", Some("application/xml")));
    let (text, request) = gave(Answer::of("text/csv", "a,b"), |pond| pond.text().send_blocking().unwrap());
    assert_eq!((text.as_str(), request.header("accept")), ("a,b", Some("text/*")));
    let (bytes, request) =
        gave(Answer::of("image/png", b"\x89PNG".to_vec()), |pond| pond.both_png().send_blocking().unwrap());
    assert_eq!((bytes.as_ref(), request.header("accept")), (&b"\x89PNG"[..], Some("image/png")));
    let (any, _) = gave(Answer::of("text/plain", "hi"), |pond| pond.any().send_blocking().unwrap());
    assert_eq!(any, "hi");
    let (any, _) = gave(Answer::of("application/json", "[1]"), |pond| pond.any().send_blocking().unwrap());
    assert_eq!(any, serde_json::json!([1]));
    let (bytes, _) = gave(Answer::of("image/png", b"\x89PNG".to_vec()), |pond| {
        pond.any().as_bytes().send_blocking().unwrap()
    });
    assert_eq!(bytes.as_ref(), b"\x89PNG");
}
