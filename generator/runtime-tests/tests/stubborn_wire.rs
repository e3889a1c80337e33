//! Responses that violate HTTP: chunks that end early, invalid lengths, invalid compression, uploads that are not read
//! to their end, redirected streams. Each is an error, and none hangs.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod support;

use bytes::Bytes;
use futures_core::Stream;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use support::scripted::Scripted;
use support::{answer, wait};
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::{Error, Untyped};
use truespec_runtime::runtime::request::Operation;
use truespec_runtime::runtime::response::Download;
use truespec_runtime::runtime::stream::EventStream;
use truespec_runtime::runtime::transport::{Body, TransportError};

const GET: Operation = Operation::new("get", "GET", "/a");
const POST: Operation = Operation::new("post", "POST", "/a");

fn core(url: &str) -> Core {
    Builder::new(url, &[]).timeout(Duration::from_secs(10)).build().unwrap()
}

/// Answers each connection with these bytes and closes it; where it is.
fn raw(bytes: impl Into<Vec<u8>>) -> String {
    let (listener, bytes) = (TcpListener::bind("127.0.0.1:0").unwrap(), bytes.into());
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            _ = stream.read(&mut [0; 4096]);
            _ = stream.write_all(&bytes);
            _ = stream.shutdown(Shutdown::Write);
            _ = stream.read(&mut [0; 64]);
        }
    });
    url
}

fn numbers(url: &str) -> Result<Vec<i64>, Error> {
    wait(core(url).call(&GET).decode_json::<Vec<i64>, Untyped, ()>())
}

const CHUNKED: &str =
    "HTTP/1.1 200 X\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";

#[test]
fn chunks_that_end_early() {
    let whole = "4\r\n[1, \r\n5\r\n2, 3]\r\n0\r\n\r\n";
    assert_eq!(numbers(&raw(format!("{CHUNKED}{whole}"))).unwrap(), [1, 2, 3]);
    // Wherever it is cut; all that is decoded may have come, but not the word that it is all.
    for end in 0..whole.len() - 2 {
        let error = numbers(&raw(format!("{CHUNKED}{}", &whole[..end]))).unwrap_err();
        assert!(matches!(error, Error::Network(_)), "{end}: {error:?}");
    }
}

#[test]
fn invalid_lengths() {
    let known = |length: &str| format!("HTTP/1.1 200 X\r\ncontent-length: {length}\r\n\r\n[1, 2, 3]");
    assert_eq!(numbers(&raw(known("9"))).unwrap(), [1, 2, 3]);
    for length in ["nine", "-9", "9, 12", "9\r\ncontent-length: 12", "99999999999999999999999"] {
        let error = numbers(&raw(known(length))).unwrap_err();
        assert!(matches!(error, Error::Network(_)), "{length}: {error:?}");
    }
    for size in ["nine", "-9", "", "FFFFFFFFFFFFFFFFF"] {
        let error = numbers(&raw(format!("{CHUNKED}{size}\r\n[1, 2, 3]\r\n0\r\n\r\n"))).unwrap_err();
        assert!(matches!(error, Error::Network(_)), "{size}: {error:?}");
    }
}

/// `[1, 2, 3]` by gzip.
const GZIP: [u8; 29] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 255, 139, 54, 212, 81, 48, 210, 81, 48, 142, 5, 0, 193, 59, 33, 184, 9, 0,
    0, 0,
];

fn gzipped(body: &[u8]) -> String {
    let head = format!("HTTP/1.1 200 X\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n", body.len());
    raw([head.as_bytes(), body].concat())
}

#[test]
fn invalid_compression() {
    assert_eq!(numbers(&gzipped(&GZIP)).unwrap(), [1, 2, 3]);
    let mut other = GZIP;
    other[21] ^= 1; // of its checksum
    let cut = [&GZIP[..5], &GZIP[..15], &GZIP[..22], &GZIP[..28]];
    for body in cut.into_iter().chain([&other[..], b"[1, 2, 3]"]) {
        let error = numbers(&gzipped(body)).unwrap_err();
        assert!(matches!(error, Error::Network(_)), "{body:?}: {error:?}");
    }
}

/// Half of what an error says does not pass for the whole: it is the connection that failed.
#[test]
fn an_error_cut_in_its_body() {
    let error = numbers(&raw("HTTP/1.1 500 X\r\ncontent-length: 100\r\n\r\n{\"mess")).unwrap_err();
    assert!(matches!(error, Error::Network(_)) && error.is_retryable(), "{error:?}");
}

/// As much as is asked for.
struct Endless;

impl Stream for Endless {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(Some(Ok(Bytes::from_static(&[0; 65_536]))))
    }
}

/// Nobody reads on; without a limit for what is sent this would not end.
#[test]
fn an_upload_that_is_cut() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let connections = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        _ = stream.read(&mut [0; 4096]);
        drop(stream);
        listener.set_nonblocking(true).unwrap();
        std::thread::sleep(Duration::from_millis(300));
        1 + listener.incoming().take_while(Result::is_ok).count()
    });
    let core = Builder::new(&url, &[]).timeout(Duration::from_secs(10)).retry(3).build().unwrap();
    let mut request = core.call(&POST);
    request.set_body("application/octet-stream", Body::new(Endless));
    let error = wait(request.decode_text::<Untyped, ()>()).unwrap_err();
    assert!(matches!(error, Error::Network(_)) && !error.is_timeout(), "{error:?}");
    assert_eq!(connections.join().unwrap(), 1, "sent again");
}

/// Streams and downloads are redirected as little as calls are.
#[test]
fn streams_do_not_follow_redirects() {
    let other = Scripted::answers(&[answer(200, "content-type: text/event-stream\r\n", "data: 1\n\n")]);
    let elsewhere = answer(307, &format!("location: {}/a\r\n", other.url), "");
    let server = Scripted::answers(&[elsewhere.clone(), elsewhere]);
    let core = core(&server.url);
    wait(async {
        let events = core.call(&GET).decode_events::<i64, Untyped, ()>();
        let events: Result<EventStream<i64>, Error> = events.await;
        assert_eq!(events.unwrap_err().status(), Some(307));
        let bytes: Result<Download, Error> = core.call(&POST).decode_bytes::<Untyped, ()>().stream().await;
        assert_eq!(bytes.unwrap_err().status(), Some(307));
    });
    assert!(other.seen().is_empty());
    assert_eq!(server.seen().len(), 2);
}
