//! Bodies that are sent in pieces: the bytes on the wire, and errors.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod support;

use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};
use support::{Server, answer, wait};
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::{Error, Untyped};
use truespec_runtime::runtime::request::{Call, Operation};
use truespec_runtime::runtime::transport::{Body, Failure, TransportError};

const UPLOAD: Operation = Operation::new("upload", "PUT", "/upload");

/// Pieces that are there at once, the last of which may fail.
struct Pieces(std::slice::Iter<'static, Result<&'static str, Failure>>);

impl Pieces {
    fn new(pieces: &'static [Result<&'static str, Failure>]) -> Self {
        Self(pieces.iter())
    }
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.0.next();
        let failed = |failure| TransportError::new(failure, "the disk is gone");
        Poll::Ready(next.map(|piece| (*piece).map(Bytes::from).map_err(failed)))
    }
}

fn core(server: &Server) -> Core {
    Builder::new("https://api.example.com", &[]).base_url(server.url.clone()).build().unwrap()
}

fn upload(core: &Core, body: Body) -> Call<(), Untyped> {
    let mut call = core.call(&UPLOAD).decode_unit();
    call.request().set_body("application/octet-stream", body);
    call
}

#[test]
fn without_a_length_are_sent_in_chunks() {
    let server = Server::answering(&[answer(200, "", "")]);
    let body = Body::new(Pieces::new(&[Ok("abc"), Ok("de")]));
    wait(upload(&core(&server), body)).unwrap();
    let request = server.request();
    assert!(request.contains("transfer-encoding: chunked\r\n"), "{request}");
    assert!(!request.contains("content-length"), "{request}");
    assert!(request.ends_with("\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), "{request}");
}

#[test]
fn with_a_length_have_content_length() {
    let server = Server::answering(&[answer(200, "", "")]);
    let body = Body::new(Pieces::new(&[Ok("abc"), Ok("de")])).with_length(Some(5));
    wait(upload(&core(&server), body)).unwrap();
    let request = server.request();
    assert!(request.contains("content-length: 5\r\n") && request.ends_with("\r\n\r\nabcde"), "{request}");
    assert!(!request.contains("transfer-encoding"), "{request}");
}

/// A server that waits for the rest would hang the call; it sees the connection end instead.
#[test]
fn with_a_wrong_length_fail() {
    let table = [
        (9, "upload: the request's body cannot be read: it ends 4 bytes before the length that was said"),
        (4, "upload: the request's body cannot be read: it is longer than the length that was said"),
    ];
    for (length, expected) in table {
        let server = Server::answering(&[String::new()]);
        let body = Body::new(Pieces::new(&[Ok("abc"), Ok("de")])).with_length(Some(length));
        let error = wait(upload(&core(&server), body)).unwrap_err();
        assert!(matches!(error, Error::Network(_)) && !error.is_retryable(), "{error:?}");
        assert!(error.to_string().contains(expected.trim_start_matches("upload: ")), "{error}");
    }
}

#[test]
fn that_fail_report_the_reason() {
    let server = Server::answering(&[String::new()]);
    let body = Body::new(Pieces::new(&[Ok("abc"), Err(Failure::Body)]));
    let error = wait(upload(&core(&server), body)).unwrap_err();
    assert!(error.to_string().contains("the disk is gone"), "{error}");
    assert!(!error.is_retryable(), "{error:?}");
}

#[test]
fn repeatable_bodies_can_be_cloned() {
    let once = Body::new(Pieces::new(&[Ok("abc")]));
    assert!(once.try_clone().is_none());
    let again = Body::repeatable(|| Box::pin(Pieces::new(&[Ok("ab"), Ok("c")]))).with_length(Some(3));
    for body in [again.try_clone().unwrap(), again] {
        assert_eq!((body.length(), body.as_bytes()), (Some(3), None));
        assert_eq!(&wait(body.collect()).unwrap()[..], b"abc");
    }
    let whole = Body::from("abc");
    assert_eq!((whole.length(), whole.try_clone().unwrap().as_bytes().unwrap().len()), (Some(3), 3));
}
