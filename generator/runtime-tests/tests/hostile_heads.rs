//! Endless heads, chunks and trailers: each ends with an error, and memory is limited.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod support;

use std::time::Duration;
use support::raw::Raw;
use truespec_runtime::runtime::client::Builder;
use truespec_runtime::runtime::error::{Error, Untyped};
use truespec_runtime::runtime::request::Operation;

const GET: Operation = Operation::new("get", "GET", "/a");

/// What a call to this server comes to; it must come to something.
fn call(server: &Raw) -> Result<String, Error> {
    let core = Builder::new(&server.url, &[]).timeout(Duration::from_secs(30)).build().unwrap();
    support::wait(core.call(&GET).decode_text::<Untyped, ()>())
}

const CHUNKED: &str = "HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n";

#[test]
fn endless_heads_are_an_error_at_once() {
    let table = [
        ("a status line", "HTTP/1.1 200 ", "x"),
        ("the name of a header", "HTTP/1.1 200 X\r\n", "x"),
        ("the value of a header", "HTTP/1.1 200 X\r\na: ", "x"),
        ("headers", "HTTP/1.1 200 X\r\n", "a: b\r\n"),
        ("the extension of a chunk", "HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n1;", "x"),
        ("the extensions of chunks", CHUNKED, "1;name=valuevaluevaluevalue\r\nx\r\n"),
        ("the size of a chunk", CHUNKED, "1"),
        ("a trailer", "HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n0\r\na: ", "x"),
        ("trailers", "HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n0\r\n", "a: b\r\n"),
    ];
    for (name, begin, again) in table {
        let result = call(&Raw::endless(begin, again.repeat(1000)));
        assert!(matches!(result, Err(Error::Network(_))), "{name}: {result:?}");
    }
}

/// A size that begins with zeros without end takes time and nothing else.
#[test]
fn slow_heads_reach_the_call_timeout() {
    let server = Raw::endless(CHUNKED, "0".repeat(1000));
    let core = Builder::new(&server.url, &[]).timeout(Duration::from_secs(1)).build().unwrap();
    let error = support::wait(core.call(&GET).decode_text::<Untyped, ()>()).unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}

/// As many headers as any server has are no reason to fail.
#[test]
fn many_headers_are_read() {
    let headers: String = (0..90).map(|n| format!("x-{n}: {}\r\n", "v".repeat(1000))).collect();
    let server = Raw::then_silent(format!("HTTP/1.1 200 X\r\n{headers}content-length: 2\r\n\r\nok"));
    assert_eq!(call(&server).unwrap(), "ok");
}
