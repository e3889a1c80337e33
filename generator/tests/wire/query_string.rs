//! Whole query strings whose description is not under `content`.

use crate::support::{Answer, Request, Server};
use wire::query_string::Client;
use wire::query_string::types::FormQuery;

fn sent(call: impl FnOnce(Client)) -> Request {
    let server = Server::once(Answer::new(204));
    call(Client::builder().base_url(server.url()).build().unwrap());
    server.request()
}

#[test]
fn a_text_is_the_query() {
    let request = sent(|client| client.find().text("a b=1").send_blocking().unwrap());
    assert_eq!(request.line(), "GET /text?a%20b%3D1");
}

#[test]
fn an_object_is_a_form() {
    let query = FormQuery::new().a(1).b(["x".to_owned(), "y".to_owned()]);
    let request = sent(|client| client.find().form().q(query).send_blocking().unwrap());
    assert_eq!(request.line(), "GET /form?a=1&b=x&b=y");
}

#[test]
fn anything_is_a_form() {
    let request = sent(|client| client.find().any(serde_json::json!({"c": "d"})).send_blocking().unwrap());
    assert_eq!(request.line(), "GET /any?c=d");
}
