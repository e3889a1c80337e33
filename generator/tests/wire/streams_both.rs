//! An operation that answers JSON or a stream has both methods; each sets the member that selects.

use wire::streams_both::{Client, types::*};

use crate::support::{Answer, Server};

fn server(media_type: &str, body: &str) -> (Server, Client) {
    let server = Server::once(Answer::of(media_type, body));
    let client = Client::builder().base_url(server.url()).build().unwrap();
    (server, client)
}

#[test]
fn each_method_sets_the_member_and_asks_for_its_kind() {
    let (recorded, client) = server("application/json", r#"{"text":"hi"}"#);
    let whole = client.chat().chat(Chat::new("hello")).send_blocking().unwrap();
    assert_eq!(whole.text, "hi");
    let request = recorded.request();
    assert_eq!(request.text(), r#"{"prompt":"hello","stream":false}"#);
    assert_eq!(request.header("accept"), Some("application/json"));

    let (recorded, client) = server("text/event-stream", "data: {\"delta\":\"h\"}\n\ndata: {\"delta\":\"i\"}\n\n");
    let mut stream = client.chat().chat_stream(Chat::new("hello")).send_blocking().unwrap();
    let deltas: Vec<String> = std::iter::from_fn(|| stream.next_blocking()).map(|event| event.unwrap().data.delta).collect();
    assert_eq!(deltas, ["h", "i"]);
    let request = recorded.request();
    assert_eq!(request.text(), r#"{"prompt":"hello","stream":true}"#);
    assert_eq!(request.header("accept"), Some("text/event-stream"));
}

#[test]
fn lines_of_a_body_that_is_a_union() {
    let (recorded, client) = server("application/x-ndjson", "{\"delta\":\"h\"}\n");
    let mut stream = client.chat().lines_stream(Tool::new("t")).send_blocking().unwrap();
    assert_eq!(stream.next_blocking().unwrap().unwrap().delta, "h");
    assert_eq!(recorded.request().text(), r#"{"tool":"t","stream":true}"#);
}

#[test]
fn an_overlay_forbids_the_stream_and_keeps_the_body_optional() {
    let (recorded, client) = server("application/json", r#"{"text":"hi"}"#);
    client.chat().quiet().send_blocking().unwrap();
    assert_eq!(recorded.request().text(), "");
    let (recorded, client) = server("application/json", r#"{"text":"hi"}"#);
    client.chat().quiet().body(Chat::new("x")).send_blocking().unwrap();
    assert_eq!(recorded.request().text(), r#"{"prompt":"x"}"#);
}
