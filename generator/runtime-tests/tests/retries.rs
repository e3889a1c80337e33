//! What is retried: every row of the table in the documentation of `Retry`, on sockets. A policy retries just what
//! `is_retryable` calls retryable.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "shapes and helpers of tests")]

mod support;

use std::time::Duration;
use support::fake_clock::FakeClock;
use support::scripted::{Act, Scripted};
use support::{answer, wait};
use truespec_runtime::runtime::auth::{Scheme, TokenFn};
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::{Error, Untyped};
use truespec_runtime::runtime::request::Operation;
use truespec_runtime::runtime::secret::Secret;
use truespec_runtime::runtime::transport::{Failure, TransportError};

const SCHEMES: &[Scheme] = &[Scheme::bearer("Token")];
const GET: Operation = Operation::new("get", "GET", "/a");
const POST: Operation = Operation::new("post", "POST", "/a");
const SAFE_POST: Operation = POST.idempotent(true);
const KEYED_POST: Operation = POST.idempotency_key("X-Request-Key");
const TOKEN: Operation = GET.security(&[&["Token"]]);

fn core(url: &str, clock: &FakeClock) -> Core {
    Builder::new(url, SCHEMES).retry(1).clock(clock.clone()).build().unwrap()
}

/// How a call may be sent twice.
#[derive(Debug, Clone, Copy)]
enum Sent {
    Get,
    Post,
    SafePost,
    /// With a key that the client generates.
    Generated,
    /// With a key of the caller's, which the document does not know.
    Keyed(&'static str),
}

const EVERY: [Sent; 8] = [
    Sent::Get,
    Sent::Post,
    Sent::SafePost,
    Sent::Generated,
    Sent::Keyed("Idempotency-Key"),
    Sent::Keyed("x-idempotency-key"),
    Sent::Keyed("Repeatability-Request-ID"),
    Sent::Keyed("PayPal-Request-Id"),
];

fn call(core: &Core, sent: Sent) -> Result<String, Error> {
    let op = match sent {
        Sent::Get => &GET,
        Sent::Post | Sent::Keyed(_) => &POST,
        Sent::SafePost => &SAFE_POST,
        Sent::Generated => &KEYED_POST,
    };
    let mut call = core.call(op).text("once").decode_text::<Untyped, ()>();
    if let Sent::Keyed(name) = sent {
        call = call.header(name, "k-1");
    }
    wait(call)
}

/// Whether a row is retried.
#[derive(Debug, Clone, Copy, PartialEq)]
enum When {
    Always,
    Harmless,
    Never,
}

fn expected(when: When, sent: Sent) -> bool {
    when == When::Always || when == When::Harmless && !matches!(sent, Sent::Post)
}

#[test]
fn every_status_of_the_table() {
    use When::{Always, Harmless, Never};
    let rows = [
        (429, "retry-after: 0\r\n", Always),
        (503, "retry-after: 0\r\n", Always),
        (429, "retry-after: Sun, 06 Nov 1994 08:49:37 GMT\r\n", Always),
        (429, "retry-after-ms: 20\r\n", Always),
        (503, "x-ms-retry-after-ms: 20\r\n", Always),
        (429, "", Harmless),
        (503, "", Harmless),
        (429, "retry-after: soon\r\n", Harmless),
        (408, "", Harmless),
        (425, "", Harmless),
        (500, "", Harmless),
        (502, "retry-after: 0\r\n", Harmless),
        (529, "", Harmless),
        (501, "retry-after: 0\r\n", Never),
        (505, "", Never),
        (400, "", Never),
        (409, "retry-after: 0\r\n", Never),
        (302, "x-should-retry: true\r\n", Never),
        (400, "x-should-retry: true\r\n", Always),
        (409, "x-should-retry: TRUE\r\n", Always),
        (500, "x-should-retry: true\r\n", Always),
        (429, "x-should-retry: false\r\nretry-after: 0\r\n", Never),
        (500, "x-should-retry: false\r\n", Never),
        (500, "x-should-retry: perhaps\r\n", Harmless),
    ];
    for (status, headers, when) in rows {
        for sent in &EVERY[..5] {
            let sent = *sent;
            let server = Scripted::answers(&[answer(status, headers, ""), answer(200, "", "fine")]);
            let first = Builder::new(&server.url, SCHEMES).build().unwrap();
            let retryable = call(&first, sent).unwrap_err().is_retryable();
            assert_eq!(retryable, expected(when, sent), "{status} {headers} {sent:?}");
            let server = Scripted::answers(&[answer(status, headers, ""), answer(200, "", "fine")]);
            let result = call(&core(&server.url, &FakeClock::throwing(0.0)), sent);
            assert_eq!(result.is_ok(), retryable, "{status} {headers} {sent:?}: {result:?}");
            assert_eq!(server.seen().len(), 1 + usize::from(retryable), "{status} {headers} {sent:?}");
        }
    }
}

/// Nothing was sent: every call is retried.
#[test]
fn a_connection_that_is_refused() {
    for sent in EVERY {
        let url = Scripted::new(vec![]).url.clone();
        std::thread::sleep(Duration::from_millis(30));
        let clock = FakeClock::throwing(0.5);
        let error = call(&core(&url, &clock), sent).unwrap_err();
        assert!(error.is_retryable() && clock.slept().len() == 1, "{sent:?}: {error:?}");
    }
}

/// The server may have acted: only what does no harm twice is retried.
#[test]
fn a_connection_that_breaks() {
    for sent in EVERY {
        let server = Scripted::new(vec![vec![], vec![Act::Send(answer(200, "", "fine"))]]);
        let result = call(&core(&server.url, &FakeClock::throwing(0.0)), sent);
        assert_eq!(result.is_ok(), expected(When::Harmless, sent), "{sent:?}: {result:?}");
        let server = Scripted::new(vec![vec![]]);
        let error = call(&Builder::new(&server.url, SCHEMES).build().unwrap(), sent).unwrap_err();
        assert_eq!(error.is_retryable(), expected(When::Harmless, sent), "{sent:?}: {error:?}");
    }
}

#[test]
fn a_token_that_cannot_be_fetched_now() {
    for (failure, retried) in [(Failure::Connect, true), (Failure::Exchange, true), (Failure::Invalid, false)]
    {
        let server = Scripted::answers(&[answer(200, "", "fine")]);
        let first = std::sync::atomic::AtomicBool::new(true);
        let source = TokenFn::new(move || {
            let fails = first.swap(false, std::sync::atomic::Ordering::SeqCst);
            async move {
                match fails {
                    true => Err(TransportError::new(failure, "down")),
                    false => Ok(Secret::from("t")),
                }
            }
        });
        let builder = Builder::new(&server.url, SCHEMES).token_source("Token", source).retry(1);
        let core = builder.clock(FakeClock::throwing(0.0)).build().unwrap();
        let result = wait(core.call(&TOKEN).decode_text::<Untyped, ()>());
        assert_eq!(result.is_ok(), retried, "{failure:?}: {result:?}");
    }
}

#[test]
fn milliseconds_are_more_exact_than_seconds() {
    for (headers, waits) in [
        ("retry-after: 7\r\nretry-after-ms: 1500\r\n", 1500),
        ("x-ms-retry-after-ms: 250.5\r\nretry-after: 7\r\n", 250),
        ("retry-after-ms: soon\r\nretry-after: 2\r\n", 2000),
        ("retry-after-ms: -1\r\nretry-after: 2\r\n", 2000),
    ] {
        let server = Scripted::answers(&[answer(429, headers, ""), answer(200, "", "fine")]);
        let clock = FakeClock::throwing(0.0);
        call(&core(&server.url, &clock), Sent::Post).unwrap();
        let slept: Vec<u128> = clock.slept().iter().map(Duration::as_millis).collect();
        assert_eq!(slept, [waits], "{headers}");
    }
}
