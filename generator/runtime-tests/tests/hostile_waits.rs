//! Servers that let a client wait: each call ends by the default limits. The timers run 300 times as fast, so that the
//! 5 minutes of silence take one second, and the 10 minutes of a call two.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod support;

use bytes::Bytes;
use futures_core::Stream;
use std::io::{Read, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use support::raw::{Raw, chunk, chunked};
use truespec_runtime::runtime::auth::{ClientCredentials, ClientCredentialsTokens, Scheme, TokenFn};
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::{Error, Untyped};
use truespec_runtime::runtime::request::{Operation, Retry};
use truespec_runtime::runtime::stream::EventStream;
use truespec_runtime::runtime::transport::{Body, BoxFuture, Clock, TransportError};

const GET: Operation = Operation::new("get", "GET", "/a");
const POST: Operation = Operation::new("post", "POST", "/a");
const SECURED: Operation = Operation::new("get", "GET", "/a").security(&[&["OAuth"]]);
const SCHEMES: &[Scheme] = &[Scheme::bearer("OAuth")];

const MILLIS: fn(u64) -> Duration = Duration::from_millis;

/// A clock whose limits run fast.
#[derive(Clone, Copy)]
struct Fast;

impl Clock for Fast {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn timer(&self, limit: Duration) -> BoxFuture<'static, ()> {
        self.sleep(limit / 300)
    }
}

fn core(server: &Raw) -> Core {
    Builder::new(&server.url, SCHEMES).clock(Fast).build().unwrap()
}

/// Runs a future to its end, which must come.
fn wait<F: IntoFuture>(future: F) -> F::Output {
    let guarded = async { tokio::time::timeout(Duration::from_secs(60), future.into_future()).await };
    support::wait(guarded).unwrap_or_else(|_| panic!("it hangs"))
}

fn text(core: &Core) -> Result<String, Error> {
    wait(core.call(&GET).decode_text::<Untyped, ()>())
}

fn silent() -> Raw {
    Raw::then_silent("")
}

const SILENT: &str = "no response in time: the server was silent for 300s";
const OVER: &str = "no response in time: the call was not done within 600s";

#[track_caller]
fn assert_said<T>(result: Result<T, Error>, said: &str) {
    let error = result.err().unwrap();
    assert!(error.to_string().ends_with(said), "{error}");
    assert!(error.is_timeout(), "{error:?}");
}

#[test]
fn a_server_that_never_answers() {
    assert_said(text(&core(&silent())), SILENT);
    assert_said(text(&core(&Raw::then_silent("HTTP/1.1 200 X\r\ncontent-le"))), SILENT);
    assert_said(text(&core(&Raw::then_silent("HTTP/1.1 200 X\r\ncontent-length: 2\r\n\r\nx"))), SILENT);
    assert_said(text(&core(&Raw::then_silent(chunked(500, "text/plain")))), SILENT);
    let core = core(&silent());
    assert_said(
        wait(core.call(&GET).decode_events::<i64, Untyped, ()>()).map(|_: EventStream<i64>| ()),
        SILENT,
    );
    assert_said(wait(core.call(&GET).decode_bytes::<Untyped, ()>().stream()), SILENT);
}

#[test]
fn a_server_that_never_finishes() {
    let slow = |begin: String, again: Vec<u8>| Raw::dripping(begin, again, MILLIS(40));
    let begin = || "HTTP/1.1 200 X\r\n".to_owned();
    let length = || "HTTP/1.1 200 X\r\ncontent-length: 1000000\r\n\r\n".to_owned();
    // A byte of the head now and then is as good as none: an answer that has not begun is silence.
    assert_said(text(&core(&slow(begin(), b"x".to_vec()))), SILENT);
    assert_said(text(&core(&slow(String::new(), b"HTTP/1.1 103 X\r\n\r\n".to_vec()))), SILENT);
    assert_said(text(&core(&slow(length(), b"x".to_vec()))), OVER);
    assert_said(text(&core(&slow(chunked(200, "text/plain"), chunk("x")))), OVER);
    assert_said(text(&core(&slow(chunked(500, "text/plain"), chunk("x")))), OVER);
    // What comes in place of a stream is within the time of its call.
    let error = core(&slow(chunked(500, "text/plain"), chunk("x")));
    assert_said(wait(error.call(&GET).decode_bytes::<Untyped, ()>().stream()), OVER);
    let json = core(&slow(chunked(200, "application/json"), chunk("x")));
    let events = wait(json.call(&GET).decode_events::<i64, Untyped, ()>());
    assert_said(events.map(|_: EventStream<i64>| ()), OVER);
}

/// Interim answers that come faster than they are read.
#[test]
fn a_flood_of_interim_answers() {
    for again in ["HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 X\r\nlink: </a>\r\n\r\n"] {
        let result = text(&core(&Raw::endless("", again.repeat(100))));
        assert!(matches!(result, Err(Error::Timeout(_) | Error::Network(_))), "{result:?}");
    }
}

#[test]
fn absurd_retry_after_values() {
    let long =
        ["999999999", "18446744073709551615", "1e300", "inf", "NaN", "-5", "Fri, 31 Dec 9999 23:59:59 GMT"];
    for after in long {
        let server = Raw::new(move |stream, _| {
            write!(
                stream,
                "HTTP/1.1 503 X\r\nretry-after: {after}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            )
        });
        let rule = Retry::times(2).backoff(MILLIS(1), MILLIS(1));
        let core = Builder::new(&server.url, &[]).retry(rule).build().unwrap();
        assert_eq!(text(&core).unwrap_err().status(), Some(503), "{after}");
        // A caller who waits as long as it takes has the time for the call.
        let core = Builder::new(&server.url, &[]).retry(rule.max_retry_after(Duration::MAX)).build().unwrap();
        assert_eq!(text(&core).unwrap_err().status(), Some(503), "{after}");
    }
    // Neither have the longest of waits any end that overflows.
    for fraction in [0.0, 1.0, f64::NAN, f64::INFINITY] {
        let clock = support::fake_clock::FakeClock::throwing(fraction);
        let rule = Retry::times(u32::MAX).backoff(Duration::MAX, Duration::MAX);
        assert!(
            rule.wait(u32::MAX - 1, Some(Duration::from_secs(60)), &clock) >= Some(Duration::from_secs(60))
        );
    }
}

#[test]
fn a_token_endpoint_that_never_answers() {
    let redirect = "HTTP/1.1 302 X\r\nlocation: /token\r\ncontent-length: 0\r\n\r\n";
    let slow = Raw::dripping(chunked(200, "application/json"), chunk(" "), MILLIS(20));
    let table = [
        (silent(), "the token endpoint did not answer in time"),
        (slow, "the token endpoint did not answer in time"),
        (
            Raw::new(move |stream, _| stream.write_all(redirect.as_bytes())),
            "answered 302 Found without a token: no redirect is followed with a secret",
        ),
    ];
    for (server, said) in table {
        let source = ClientCredentialsTokens::new(ClientCredentials::new("id", "secret"), "/token");
        let core =
            Builder::new(&server.url, SCHEMES).clock(Fast).token_source("OAuth", source).build().unwrap();
        let error = wait(core.call(&SECURED).decode_text::<Untyped, ()>()).unwrap_err();
        assert!(matches!(error, Error::Auth(_)) && error.to_string().ends_with(said), "{error}");
        assert_eq!(server.connections(), 1);
    }
    // A function of the caller's that never ends is within the time of the call.
    let never = TokenFn::new(std::future::pending::<Result<_, std::io::Error>>);
    let core = Builder::new(&silent().url, SCHEMES).clock(Fast).token_source("OAuth", never).build().unwrap();
    assert_said(wait(core.call(&SECURED).decode_text::<Untyped, ()>()), OVER);
}

#[test]
fn a_stream_that_falls_silent() {
    let server =
        Raw::then_silent([chunked(200, "text/event-stream").into_bytes(), chunk("data: 1\n\n")].concat());
    let core = core(&server);
    wait(async {
        let mut events: EventStream<i64> = core.call(&GET).decode_events::<i64, Untyped, ()>().await.unwrap();
        assert_eq!(events.next().await.unwrap().unwrap().data, 1);
        assert_said(events.next().await.unwrap(), SILENT);
        assert!(events.next().await.is_none());
        // Asked for once more, a download says so once more.
        let mut download = core.call(&GET).decode_bytes::<Untyped, ()>().stream().await.unwrap();
        assert!(download.chunk().await.unwrap().is_some());
        assert_said(download.chunk().await, SILENT);
        assert_said(download.chunk().await, SILENT);
        // And it can be told to wait for ever.
        let call = core.call(&GET).decode_events::<i64, Untyped, ()>().read_timeout(Duration::MAX);
        let mut events: EventStream<i64> = call.await.unwrap();
        events.next().await.unwrap().unwrap();
        assert!(tokio::time::timeout(MILLIS(2_500), events.next()).await.is_err(), "it ended");
    });
}

/// A caller's own limit is over in time, however fast comes what is no event.
#[test]
fn a_flood_of_comments() {
    let server = Raw::endless(chunked(200, "text/event-stream"), chunk(": beat\n".repeat(1000)));
    let core = core(&server);
    wait(async {
        let mut events: EventStream<i64> = core.call(&GET).decode_events::<i64, Untyped, ()>().await.unwrap();
        assert!(tokio::time::timeout(MILLIS(500), events.next()).await.is_err(), "it ended");
    });
}

/// Neither limit cuts a stream that goes on, however slowly.
#[test]
fn a_stream_longer_than_the_call_timeout() {
    let server = Raw::new(|stream, _| {
        stream.write_all(chunked(200, "text/event-stream").as_bytes())?;
        for _ in 0..15 {
            std::thread::sleep(MILLIS(200));
            stream.write_all(&chunk("data: 1\n\n"))?;
        }
        stream.write_all(b"0\r\n\r\n")
    });
    let core = core(&server);
    let count = wait(async {
        let mut events: EventStream<i64> = core.call(&GET).decode_events::<i64, Untyped, ()>().await.unwrap();
        let mut count = 0;
        while let Some(event) = events.next().await {
            count += event.unwrap().data;
        }
        count
    });
    assert_eq!(count, 15);
}

// --- Uploads ----------------------------------------------------------------------------------------------------------

const PIECE: usize = 256 << 10;

/// Pieces that the caller has after a pause each; for ever where there is no number of them.
struct Pieces {
    left: Option<usize>,
    pause: Duration,
    sleep: Option<Pin<Box<tokio::time::Sleep>>>,
}

fn pieces(left: Option<usize>, pause: Duration) -> Body {
    Body::new(Pieces { left, pause, sleep: None })
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left == Some(0) {
            return Poll::Ready(None);
        }
        let pause = self.pause;
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(tokio::time::sleep(pause)));
        std::task::ready!(sleep.as_mut().poll(context));
        self.sleep = None;
        self.left = self.left.map(|left| left - 1);
        Poll::Ready(Some(Ok(Bytes::from(vec![b'x'; PIECE]))))
    }
}

fn upload(core: &Core, body: Body, timeout: Option<Duration>) -> Result<String, Error> {
    let mut call = core.call(&POST).decode_text::<Untyped, ()>();
    call.request().set_body("application/octet-stream", body);
    if let Some(timeout) = timeout {
        call.request().set_timeout(timeout);
    }
    wait(call)
}

#[test]
fn an_upload_that_nobody_reads() {
    let server = silent();
    let core = core(&server);
    assert_said(upload(&core, pieces(None, Duration::ZERO), None), SILENT);
    assert_said(upload(&core, vec![b'x'; 64 << 20].into(), None), SILENT);
    assert_said(upload(&core, vec![b'x'; 1000].into(), None), SILENT);
    assert_eq!(server.connections(), 3);
}

/// Reads all of a body of that length, slowly, and answers.
fn slow_reader(length: usize) -> Raw {
    Raw::new(move |stream, _| {
        let mut buffer = vec![0; 1 << 20];
        let mut left = length;
        while left > 0 {
            std::thread::sleep(MILLIS(75));
            let now = left.min(buffer.len());
            stream.read_exact(&mut buffer[..now])?;
            left -= now;
        }
        write!(stream, "HTTP/1.1 200 X\r\ncontent-length: 4\r\n\r\nread")
    })
}

/// What goes up slowly is not cut by a limit that nobody set: here in three times the limit for silence, and more than
/// that for a call. By one that was set it is.
#[test]
fn an_upload_that_is_read_slowly() {
    let length = 48 << 20;
    let server = slow_reader(length);
    let core = core(&server);
    let (whole, began) = (Bytes::from(vec![b'x'; length]), Instant::now());
    assert_eq!(upload(&core, whole.clone().into(), None).unwrap(), "read");
    assert!(began.elapsed() > MILLIS(3_000), "{:?} tell nothing", began.elapsed());
    let body = pieces(Some(length / PIECE), Duration::ZERO).with_length(Some(length as u64));
    assert_eq!(upload(&core, body, None).unwrap(), "read");
    assert!(upload(&core, whole.into(), Some(Duration::from_secs(300))).unwrap_err().is_timeout());
}

/// Where the caller has nothing to send, it is not the server that is silent.
#[test]
fn an_upload_that_the_caller_pauses() {
    let server = slow_reader(2 * PIECE);
    let body = pieces(Some(2), MILLIS(2_500)).with_length(Some(2 * PIECE as u64));
    assert_eq!(upload(&core(&server), body, None).unwrap(), "read");
}
