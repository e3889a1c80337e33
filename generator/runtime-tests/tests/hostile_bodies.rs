//! Responses that are larger than the limits: memory is limited, and the error names the limit.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod support;

use bytes::Bytes;
use std::io::Write;
use std::time::Duration;
use support::raw::{Raw, bomb, chunk, chunked};
use support::wait;
use truespec_runtime::runtime::auth::{ClientCredentials, ClientCredentialsTokens, Scheme};
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::{ApiError, BodyError, Error, SizeLimit, TooLargeError, Untyped};
use truespec_runtime::runtime::request::Operation;
use truespec_runtime::runtime::response::Download;
use truespec_runtime::runtime::stream::{EventStream, LineStream};

const GET: Operation = Operation::new("get", "GET", "/a");
const HEAD: Operation = Operation::new("head", "HEAD", "/a");
const SECURED: Operation = Operation::new("get", "GET", "/a").security(&[&["OAuth"]]);
const SCHEMES: &[Scheme] = &[Scheme::bearer("OAuth")];

const MIB: usize = 1 << 20;

fn builder(url: &str) -> Builder {
    // Long enough for a busy machine, and not for ever.
    Builder::new(url, &[]).timeout(Duration::from_secs(60))
}

fn bytes(core: &Core) -> Result<Bytes, Error> {
    wait(core.call(&GET).decode_bytes::<Untyped, ()>())
}

fn too_large<T: std::fmt::Debug>(result: Result<T, Error>) -> TooLargeError {
    match result {
        Err(Error::TooLarge(error)) => *error,
        other => panic!("{other:?}"),
    }
}

/// So many bytes of known length, in chunks, and by gzip.
fn known(length: usize) -> Raw {
    Raw::new(move |stream, _| {
        write!(stream, "HTTP/1.1 200 X\r\ncontent-length: {length}\r\n\r\n")?;
        stream.write_all(&vec![b'x'; length])
    })
}

fn in_chunks(length: usize) -> Raw {
    Raw::new(move |stream, _| {
        stream.write_all(chunked(200, "text/plain").as_bytes())?;
        vec![b'x'; length].chunks(7).try_for_each(|piece| stream.write_all(&chunk(piece)))?;
        stream.write_all(b"0\r\n\r\n")
    })
}

#[test]
fn the_limit_is_exact() {
    for server in [known(1000), in_chunks(1000)] {
        let fits = builder(&server.url).max_body_size(1000).build().unwrap();
        assert_eq!(bytes(&fits).unwrap(), vec![b'x'; 1000]);
        let error = too_large(bytes(&builder(&server.url).max_body_size(999).build().unwrap()));
        assert_eq!((error.which(), error.limit(), error.status()), (SizeLimit::Body, 999, 200));
    }
    assert!(bytes(&builder(&known(0).url).max_body_size(0).build().unwrap()).unwrap().is_empty());
}

#[test]
fn an_endless_body_ends_at_the_default_limit() {
    let server = Raw::endless(chunked(200, "text/plain"), chunk(vec![b'x'; MIB]));
    let core = builder(&server.url).retry(3).build().unwrap();
    let error = bytes(&core).unwrap_err();
    assert!(!error.is_retryable() && !error.is_timeout(), "{error:?}");
    assert_eq!((error.status(), error.operation()), (Some(200), Some("get")));
    assert_eq!(
        error.to_string(),
        "get: the body of the 200 response is larger than the limit of 67108864 bytes; `max_body_size` of the call or of \
         the client's builder sets the limit"
    );
    assert_eq!(server.connections(), 1, "sent again");
}

/// Nothing is waited for that has been announced as too much: this server sends none of it.
#[test]
fn an_announced_size_above_the_limit_is_an_error_at_once() {
    let server =
        Raw::then_silent("HTTP/1.1 200 X\r\nx-request-id: r1\r\ncontent-length: 1000000000000\r\n\r\n");
    let core = builder(&server.url).build().unwrap();
    let error = too_large(bytes(&core));
    assert_eq!((error.announced(), error.request_id()), (Some(1_000_000_000_000), Some("r1")));
    assert!(error.to_string().contains(": the server announces 1000000000000; `max_body_size`"), "{error}");
    let stream = core.call(&GET).decode_bytes::<Untyped, ()>().max_body_size(7).stream();
    assert_eq!(too_large(wait(stream)).announced(), Some(1_000_000_000_000));
    // That of HEAD is no body.
    wait(core.call(&HEAD).decode_unit::<Untyped, ()>()).unwrap();
}

#[test]
fn a_call_can_set_its_own_limit() {
    let server = known(1000);
    let core = builder(&server.url).max_body_size(10).build().unwrap();
    let call = || core.call(&GET).decode_bytes::<Untyped, ()>();
    assert_eq!(wait(call().max_body_size(1000)).unwrap().len(), 1000);
    assert_eq!(too_large(wait(call())).limit(), 10);
    assert_eq!(too_large(wait(call().max_body_size(11))).limit(), 11);
    let json = core.call(&GET).decode_json::<Vec<i64>, Untyped, ()>().max_body_size(12);
    assert_eq!(too_large(wait(json)).limit(), 12);
}

/// A limit counts what comes out of the decompression.
#[test]
fn a_compressed_body_is_counted_after_decompression() {
    let server = Raw::new(|stream, _| {
        let bytes = bomb(256);
        let length = bytes.len();
        assert!(length < 1_100_000);
        write!(stream, "HTTP/1.1 200 X\r\ncontent-encoding: gzip\r\ncontent-length: {length}\r\n\r\n")?;
        stream.write_all(&bytes)
    });
    let core = builder(&server.url).max_body_size(2 * MIB as u64).build().unwrap();
    assert_eq!(too_large(bytes(&core)).announced(), None);
}

/// Nothing is decompressed that is not said to be compressed.
#[test]
fn undeclared_compression_is_not_decoded() {
    let bytes_sent = bomb(1);
    let server = Raw::new({
        let bytes = bytes_sent.clone();
        move |stream, _| {
            write!(stream, "HTTP/1.1 200 X\r\ncontent-length: {}\r\n\r\n", bytes.len())?;
            stream.write_all(&bytes)
        }
    });
    assert_eq!(bytes(&builder(&server.url).build().unwrap()).unwrap(), bytes_sent);
}

// --- Errors -----------------------------------------------------------------------------------------------------------

fn api(result: Result<Bytes, Error>) -> ApiError {
    match result {
        Err(Error::Api(error)) => *error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_body_of_an_error_is_cut() {
    let server = Raw::endless(chunked(500, "text/plain"), chunk(vec![b'x'; 10_000]));
    let core = builder(&server.url).build().unwrap();
    let error = api(wait(core.call(&GET).decode_bytes::<String, ()>()));
    assert_eq!((error.status(), error.bytes().len(), error.is_truncated()), (500, MIB, true));
    assert!(error.body::<String>().is_none(), "the beginning passes for the whole");
    assert!(matches!(error.try_body::<String>(), Err(BodyError::Truncated)));
    let core = builder(&server.url).max_error_body_size(5).build().unwrap();
    assert_eq!(api(bytes(&core)).bytes(), b"xxxxx");
    let mut call = core.call(&GET).decode_bytes::<Untyped, ()>();
    call.request().set_max_error_body_size(0);
    assert_eq!(api(wait(call)).bytes(), b"");
    // What is announced is no reason to throw away the rest.
    let server = Raw::endless("HTTP/1.1 404 X\r\ncontent-length: 99999999999\r\n\r\n", [b'y'; 1000]);
    let error = api(bytes(&builder(&server.url).build().unwrap()));
    assert_eq!((error.status(), error.bytes().len()), (404, MIB));
}

#[test]
fn an_error_that_fits_is_whole() {
    let server = Raw::new(|stream, _| write!(stream, "HTTP/1.1 404 X\r\ncontent-length: 4\r\n\r\ngone"));
    let core = builder(&server.url).max_error_body_size(4).build().unwrap();
    let error = api(wait(core.call(&GET).decode_bytes::<String, ()>()));
    assert_eq!((error.body::<String>(), error.is_truncated()), (Some("gone".to_owned()), false));
}

/// What comes in place of a stream is an error too, whatever its status.
#[test]
fn errors_in_place_of_streams_are_cut() {
    for (status, kind) in [(503, "text/html"), (200, "application/json")] {
        let server = Raw::endless(chunked(status, kind), chunk(vec![b'x'; 10_000]));
        let core = builder(&server.url).build().unwrap();
        let events: Result<EventStream<i64>, Error> =
            wait(core.call(&GET).decode_events::<i64, Untyped, ()>());
        let Err(Error::Api(error)) = events else { panic!("{events:?}") };
        assert_eq!((error.status(), error.bytes().len(), error.is_truncated()), (status, MIB, true));
    }
    let server = Raw::endless(chunked(503, "text/plain"), chunk(vec![b'x'; 10_000]));
    let core = builder(&server.url).build().unwrap();
    let error = wait(core.call(&GET).decode_bytes::<Untyped, ()>().stream()).unwrap_err();
    assert!(error.api().unwrap().is_truncated(), "{error:?}");
}

#[test]
fn the_response_of_a_token_endpoint_has_a_limit() {
    let server = Raw::endless(chunked(200, "application/json"), chunk(vec![b' '; 10_000]));
    let source = ClientCredentialsTokens::new(ClientCredentials::new("id", "secret"), "/token");
    let core = Builder::new(&server.url, SCHEMES).token_source("OAuth", source).build().unwrap();
    let error = wait(core.call(&SECURED).decode_bytes::<Untyped, ()>()).unwrap_err();
    let Error::Auth(error) = error else { panic!("{error:?}") };
    let said = error.to_string();
    assert!(said.ends_with("the token endpoint answered 200 OK with more than 1048576 bytes"), "{said}");
}

// --- Streams ----------------------------------------------------------------------------------------------------------

#[test]
fn a_download_has_the_limit_of_its_call() {
    let server = in_chunks(1000);
    let core = builder(&server.url).max_body_size(10).build().unwrap();
    let read = |limit: Option<u64>| {
        let call = core.call(&GET).decode_bytes::<Untyped, ()>();
        wait(async {
            let call = if let Some(limit) = limit { call.max_body_size(limit) } else { call };
            let mut download: Download = call.stream().await.unwrap();
            let (mut bytes, mut error) = (0, None);
            loop {
                match download.chunk().await {
                    Ok(Some(piece)) => bytes += piece.len(),
                    Ok(None) => return (bytes, error.map(|error: Error| too_large(Err::<(), _>(error)))),
                    Err(failed) => error = Some(failed),
                }
            }
        })
    };
    assert!(matches!(read(None), (1000, None)), "the client's limit is for what is held");
    assert!(matches!(read(Some(1000)), (1000, None)));
    let (bytes, error) = read(Some(999));
    assert!(bytes <= 999 && error.is_some_and(|error| error.limit() == 999), "{bytes}");
}

type Read = (Vec<String>, Option<Error>);

fn events(core: &Core, limit: Option<u64>) -> Read {
    let call = core.call(&GET).decode_text_events::<Untyped, ()>();
    wait(async {
        let call = if let Some(limit) = limit { call.max_event_size(limit) } else { call };
        let mut events: EventStream<String> = call.await.unwrap();
        let (mut texts, mut error) = (Vec::new(), None);
        while let Some(event) = events.next().await {
            match event {
                Ok(event) => texts.push(event.data),
                Err(failed) => error = Some(failed),
            }
        }
        (texts, error)
    })
}

/// Events and lines before the one that is too long are given, whatever piece they come in; then it is over.
#[test]
fn an_event_has_a_limit() {
    let parts = ["data: one\n\n", "data: two\n\n", "data: 12345678901234567890\n\n", "data: three\n\n"];
    for pieces in [vec![parts.concat()], parts.concat().chars().map(String::from).collect()] {
        let server = Raw::new(move |stream, _| {
            stream.write_all(chunked(200, "text/event-stream").as_bytes())?;
            pieces.iter().try_for_each(|piece| stream.write_all(&chunk(piece)))?;
            stream.write_all(b"0\r\n\r\n")
        });
        let core = builder(&server.url).max_event_size(10).build().unwrap();
        let (texts, error) = events(&core, None);
        let error = too_large(Err::<(), _>(error.unwrap()));
        assert_eq!((texts.join(" "), error.which(), error.limit()), ("one two".into(), SizeLimit::Event, 10));
        assert!(error.to_string().contains("an event or line of the 200 response"), "{error}");
        assert_eq!(events(&core, Some(100)).0.len(), 4);
    }
}

/// Whatever a server can put without end before the empty line that would end an event.
#[test]
fn an_endless_event_is_an_error() {
    for again in ["data: x\n", ": beat", "event: x", "data: x", "id: 1", "\u{FEFF}", "x"] {
        let server = Raw::endless(chunked(200, "text/event-stream"), chunk(again.repeat(1000)));
        let core = builder(&server.url).max_event_size(100_000).build().unwrap();
        let (texts, error) = events(&core, None);
        assert_eq!(too_large(Err::<(), _>(error.unwrap())).limit(), 100_000, "{again}");
        assert!(texts.is_empty());
    }
}

#[test]
fn a_line_has_a_limit() {
    for again in ["1", " ", "[", "\"x"] {
        let server =
            Raw::endless([chunked(200, "application/jsonl").into_bytes(), chunk("1\n2\n")].concat(), {
                chunk(again.repeat(1000))
            });
        let core = builder(&server.url).max_event_size(100_000).build().unwrap();
        let (numbers, error) = wait(async {
            let call = core.call(&GET).decode_lines::<i64, Untyped, ()>("application/jsonl");
            let mut lines: LineStream<i64> = call.await.unwrap();
            let first = (lines.next().await.unwrap().unwrap(), lines.next().await.unwrap().unwrap());
            let error = lines.next().await.unwrap();
            assert!(lines.next().await.is_none());
            (first, error)
        });
        assert_eq!((numbers, too_large(error).limit()), ((1, 2), 100_000), "{again}");
    }
}
