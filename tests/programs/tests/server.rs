//! A server reports what it did not expect: what follows is what programs get wrong.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use programs::script::{Exchange, Script, answer, file, get, post, text};
use programs::server::Server;
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;

fn server(exchanges: Vec<Exchange>) -> Server {
    Server::start(Script { auth: ("authorization", "Bearer key"), exchanges }).unwrap()
}

/// Sends the text of a request and returns that of the answer.
fn send(server: &Server, request: &str) -> String {
    let mut stream = TcpStream::connect(server.base().strip_prefix("http://").unwrap()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn json_request(path: &str, body: &str) -> String {
    let head = "Authorization: Bearer key\r\nContent-Type: application/json";
    format!("POST {path} HTTP/1.1\r\n{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

#[test]
fn what_is_expected_is_answered() {
    let server = server(vec![
        get("/a b", answer(200, json!({"ok": true})).with("link", "<{base}/next>"))
            .query(&[("q", "1&2"), ("p", "+")]),
    ]);
    let got = send(&server, "GET /a%20b?p=%2B&q=1%262 HTTP/1.1\r\nauthorization: Bearer key\r\n\r\n");
    assert!(got.starts_with("HTTP/1.1 200 "), "{got}");
    assert!(got.contains(&format!("link: <{}/next>\r\n", server.base())), "{got}");
    assert!(got.ends_with("\r\n\r\n{\"ok\":true}"), "{got}");
    assert_eq!(server.mismatches(), [""; 0]);
}

#[test]
fn what_does_not_come_is_reported() {
    let server = server(vec![get("/a", answer(200, json!({}))), get("/b", answer(200, json!({})))]);
    send(&server, "GET /a HTTP/1.1\r\nauthorization: Bearer key\r\n\r\n");
    assert_eq!(server.mismatches(), ["1: GET /b did not come"]);
}

#[test]
fn another_operation_is_refused_and_not_used_up() {
    let server = server(vec![get("/a", answer(200, json!({})))]);
    let refused = send(&server, "GET /b HTTP/1.1\r\nauthorization: Bearer key\r\n\r\n");
    assert!(refused.starts_with("HTTP/1.1 500 "), "{refused}");
    send(&server, "GET /a HTTP/1.1\r\nauthorization: Bearer key\r\n\r\n");
    send(&server, "GET /a HTTP/1.1\r\nauthorization: Bearer key\r\n\r\n");
    assert_eq!(
        server.mismatches(),
        ["0: expected GET /a, came GET /b", "1: expected nothing more, came GET /a"]
    );
}

#[test]
fn each_difference_is_reported() {
    let expected = post("/a", answer(200, json!({}))).query(&[("limit", "2")]).header("x-version", "1");
    let server = server(vec![expected.json(json!({"a": 1}))]);
    send(&server, &json_request("/a?limit=3", r#"{"a":1,"b":null}"#).replace("Bearer key", "Bearer other"));
    assert_eq!(
        server.mismatches(),
        [
            "0: POST /a: header authorization: expected \"Bearer key\", came Some(\"Bearer other\")",
            "0: POST /a: header x-version: expected \"1\", came None",
            "0: POST /a: query: expected [(\"limit\", \"2\")], came [(\"limit\", \"3\")]",
            "0: POST /a: body: expected {\"a\":1}, came {\"a\":1,\"b\":null}",
        ]
    );
}

#[test]
fn a_default_may_be_sent_and_no_other_value() {
    let server = server(vec![
        post("/a", answer(200, json!({}))).json(json!({"a": 1})).default("stream", false),
        post("/b", answer(200, json!({}))).json(json!({"a": 1})).default("stream", false),
        post("/c", answer(200, json!({}))).json(json!({"a": 1})).default("stream", false),
        post("/d", answer(200, json!({}))).json(json!({"stream": false})).default("stream", false),
    ]);
    send(&server, &json_request("/a", r#"{"a":1}"#));
    send(&server, &json_request("/b", r#"{"a":1,"stream":false}"#));
    send(&server, &json_request("/c", r#"{"a":1,"stream":true}"#));
    send(&server, &json_request("/d", r#"{}"#));
    assert_eq!(
        server.mismatches(),
        [
            "2: POST /c: body: expected {\"a\":1}, came {\"a\":1,\"stream\":true}",
            "3: POST /d: body: expected {\"stream\":false}, came {}",
        ]
    );
}

#[test]
fn a_default_may_be_in_the_query() {
    let page = |path| get(path, answer(200, json!({}))).query(&[("limit", "2")]).default("offset", "0");
    let server = server(vec![page("/a"), page("/b"), page("/c")]);
    for path in ["/a?limit=2", "/b?offset=0&limit=2", "/c?limit=2&offset=1"] {
        send(&server, &format!("GET {path} HTTP/1.1\r\nauthorization: Bearer key\r\n\r\n"));
    }
    let came = r#"came [("limit", "2"), ("offset", "1")]"#;
    assert_eq!(server.mismatches(), [format!(r#"2: GET /c: query: expected [("limit", "2")], {came}"#)]);
}

#[test]
fn a_public_operation_needs_no_credential() {
    let server = server(vec![
        get("/a", answer(200, json!({}))).public(),
        get("/b", answer(200, json!({}))).public(),
        get("/c", answer(200, json!({}))),
    ]);
    send(&server, "GET /a HTTP/1.1\r\n\r\n");
    send(&server, "GET /b HTTP/1.1\r\nauthorization: Bearer key\r\n\r\n");
    send(&server, "GET /c HTTP/1.1\r\n\r\n");
    assert_eq!(server.mismatches(), ["2: GET /c: header authorization: expected \"Bearer key\", came None"]);
}

#[test]
fn an_exchange_can_have_a_credential_of_its_own() {
    let server = server(vec![get("/a", answer(200, json!({}))).header("authorization", "Bearer token")]);
    send(&server, "GET /a HTTP/1.1\r\nauthorization: Bearer token\r\n\r\n");
    assert_eq!(server.mismatches(), [""; 0]);
}

#[test]
fn a_body_in_chunks_is_one_body() {
    let server = server(vec![post("/a", answer(200, json!({}))).json(json!({"a": "b"}))]);
    let head = "authorization: Bearer key\r\ncontent-type: application/json\r\ntransfer-encoding: chunked";
    send(&server, &format!("POST /a HTTP/1.1\r\n{head}\r\n\r\n4\r\n{{\"a\"\r\n5\r\n:\"b\"}}\r\n0\r\n\r\n"));
    assert_eq!(server.mismatches(), [""; 0]);
}

fn form(parts: &str) -> String {
    let head = "authorization: Bearer key\r\ncontent-type: multipart/form-data; boundary=xyz";
    format!("POST /a HTTP/1.1\r\n{head}\r\ncontent-length: {}\r\n\r\n{parts}", parts.len())
}

#[test]
fn parts_of_a_form_come_in_any_order() {
    let parts = [file("file", "a.txt", "text/plain", "one\r\ntwo"), text("purpose", "other")];
    let sent = "--xyz\r\nContent-Disposition: form-data; name=\"purpose\"\r\nContent-Type: text/plain\r\n\r\nother\r\n\
                --xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\
                Content-Type: text/plain\r\n\r\none\r\ntwo\r\n--xyz--\r\n";
    let first = server(vec![post("/a", answer(200, json!({}))).form(&parts)]);
    send(&first, &form(sent));
    assert_eq!(first.mismatches(), [""; 0]);

    let second = server(vec![post("/a", answer(200, json!({}))).form(&parts)]);
    send(&second, &form(&sent.replace("a.txt", "b.txt")));
    assert_eq!(second.mismatches().len(), 1);
}

#[test]
fn a_request_that_ends_too_soon_is_reported() {
    let server = server(Vec::new());
    let mut stream = TcpStream::connect(server.base().strip_prefix("http://").unwrap()).unwrap();
    stream.write_all(b"POST /a HTTP/1.1\r\ncontent-length: 10\r\n\r\nshort").unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let mismatches = server.mismatches();
    assert!(mismatches[0].starts_with("a request did not come whole"), "{mismatches:?}");
}
