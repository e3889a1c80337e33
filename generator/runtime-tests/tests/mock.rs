//! The mock server of a generated crate: expected and unexpected calls, and their messages.
#![allow(missing_docs, clippy::unwrap_used, reason = "a generated crate in small, and its tests")]

mod support;

use serde_json::{Value, json};
use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;
use support::wait;
use truespec_runtime::runtime::client::client_builder;
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::parameter::Param;
use truespec_runtime::runtime::request::{Call, Operation};

#[derive(Debug)]
pub struct Client {
    core: Core,
}

#[derive(Debug)]
pub struct ClientBuilder {
    builder: Builder,
}

client_builder!(ClientBuilder => Client);

const RENAME: Operation = Operation::new("rename", "POST", "/tags/{id}/name");

impl Client {
    pub fn builder() -> ClientBuilder {
        ClientBuilder { builder: Builder::new("https://api.example.com", &[]) }
    }

    fn rename(&self, id: &str, body: &Vec<String>) -> Call<i64, Value> {
        self.core.call(&RENAME).path(&Param::path("id"), id).json(body).decode_json()
    }
}

mod mock {
    use truespec_runtime::runtime::mock::mock;

    mock!(Client {} tags Tags {
        rename(json Vec<String>) -> json(i64), json(serde_json::Value) = "rename" "POST" "/tags/{id}/name";
        remove() -> unit(), untyped() = "remove" "DELETE" "/tags/{id}";
    });
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn said(server: &mock::Server) -> String {
    server.verify().unwrap_err().to_string()
}

#[test]
fn expected_calls_are_answered() {
    let server = mock::Server::start().unwrap();
    let client = server.client().unwrap();
    let body = names(&["a"]);
    server.expect().tags().rename().path("id", "a/b c").body(&body).reply(200, &7).times(2);
    server.expect().tags().rename().reply_error(404, &json!({"code": "gone"}));
    assert_eq!(wait(client.rename("a/b c", &body)).unwrap(), 7);
    assert_eq!(wait(client.rename("a/b c", &body)).unwrap(), 7);
    let error = wait(client.rename("other", &body)).unwrap_err();
    assert_eq!(error.status(), Some(404));
    server.verify().unwrap();
}

#[test]
fn an_unexpected_call_is_reported() {
    let server = mock::Server::start().unwrap();
    let client = server.client().unwrap();
    let error = wait(client.rename("1", &names(&[]))).unwrap_err();
    assert_eq!(error.status(), Some(501));
    let said = said(&server);
    assert!(said.contains("unexpected call POST /tags/1/name\n  nothing was expected"), "{said}");
}

#[test]
fn a_wrong_body_is_reported_with_its_differences() {
    let server = mock::Server::start().unwrap();
    let client = server.client().unwrap();
    server.expect().tags().rename().body(&names(&["a", "b"])).reply(200, &7);
    wait(client.rename("1", &names(&["a", "c"]))).unwrap_err();
    let said = said(&server);
    assert!(said.contains("rename: the body differs\n  /1: expected \"b\", sent \"c\""), "{said}");
    assert!(said.contains("rename (POST /tags/{id}/name) was called 0 times, expected 1"), "{said}");
}

#[test]
fn too_many_calls_are_reported() {
    let server = mock::Server::start().unwrap();
    let client = server.client().unwrap();
    server.expect().tags().rename().path("id", 1).reply(200, &7);
    wait(client.rename("1", &names(&[]))).unwrap();
    wait(client.rename("1", &names(&[]))).unwrap_err();
    let said = said(&server);
    assert!(said.contains("rename: was called 1 times before, as expected"), "{said}");
}

#[test]
fn a_reply_must_match_the_document() {
    let server = mock::Server::start().unwrap();
    server.expect().tags().rename().reply_json(200, &json!("seven"));
    let said = said(&server);
    assert!(said.contains("the reply of rename is not what is documented"), "{said}");
}

#[test]
#[should_panic(expected = "remove (DELETE /tags/{id}) was called 0 times, expected 1")]
fn a_dropped_server_panics_with_its_failures() {
    let server = mock::Server::start().unwrap();
    server.expect().tags().remove().reply_empty(204);
}

/// What a test sends without end is not held, and is told.
#[test]
fn a_request_that_is_too_large_is_reported() {
    let chunked = "POST /tags/1/name HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n";
    let endless_chunks = format!("{:x}\r\n{}\r\n", 1 << 20, "x".repeat(1 << 20));
    let table = [
        ("GET /", "x", "its head has 1048576 bytes or more"),
        ("GET / HTTP/1.1\r\n", "a: b\r\n", "its head has 1048576 bytes or more"),
        (
            "PUT / HTTP/1.1\r\ncontent-length: 99999999999\r\n\r\n",
            "x",
            "its body has more than 268435456 bytes",
        ),
        (chunked, &endless_chunks, "its body has more than 268435456 bytes"),
    ];
    for (begin, again, expected) in table {
        let server = mock::Server::start().unwrap();
        let mut stream = TcpStream::connect(server.url().strip_prefix("http://").unwrap()).unwrap();
        stream.set_write_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.write_all(begin.as_bytes()).unwrap();
        let again = again.repeat(if again.len() < 1000 { 10_000 } else { 1 });
        while stream.write_all(again.as_bytes()).is_ok() {}
        let said = said(&server);
        assert!(said.contains(expected), "{said}");
    }
}

/// A call that fits no expectation is compared with the nearest one that is still open, not with one that is used up.
#[test]
fn a_mismatch_is_explained_by_an_open_expectation() {
    let server = mock::Server::start().unwrap();
    let client = server.client().unwrap();
    server.expect().tags().rename().body(&names(&["a"])).reply(200, &7);
    server.expect().tags().rename().path("id", "9").body(&names(&["b", "c"])).reply(200, &8);
    server.expect().tags().rename().body(&names(&["b", "d"])).reply(200, &9);
    server.expect().tags().remove().reply_empty(204);
    wait(client.rename("1", &names(&["a"]))).unwrap();
    wait(client.rename("1", &names(&["a"]))).unwrap_err();
    let said = said(&server);
    assert!(said.contains("rename: the body differs\n  : expected [\"b\",\"d\"], sent [\"a\"]"), "{said}");
    assert!(!said.contains("was called 1 times before") && !said.contains("{id} to be"), "{said}");
}
