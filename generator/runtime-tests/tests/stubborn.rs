//! Servers that are slow, cut connections, send wrong lengths, ask to wait or redirect: nothing hangs, nothing is lost
//! silently, only safe calls are repeated, and no credential leaks.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "shapes and helpers of tests")]

mod support;

use std::io::Read;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use support::fake_clock::FakeClock;
use support::scripted::{Act, Scripted};
use support::{answer, wait};
use truespec_runtime::runtime::auth::Scheme;
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::{Error, Untyped};
use truespec_runtime::runtime::request::execute::open;
use truespec_runtime::runtime::request::{Operation, Retry};
use truespec_runtime::runtime::transport::{Body, Failure};

const SCHEMES: &[Scheme] = &[Scheme::api_key_header("Key", "x-api-key")];
const GET: Operation = Operation::new("get", "GET", "/a").security(&[&["Key"]]);
const POST: Operation = Operation::new("post", "POST", "/a").security(&[&["Key"]]);
const SAFE_POST: Operation = POST.idempotent(true);
const UNSAFE_GET: Operation = GET.idempotent(false);
const KEYED_POST: Operation = POST.idempotency_key("Idempotency-Key");

fn builder(url: &str) -> Builder {
    Builder::new("https://api.example.com", SCHEMES).base_url(url).credential("Key", "sesame")
}

fn core(url: &str) -> Core {
    builder(url).build().unwrap()
}

fn patient(server: &Scripted, clock: &FakeClock) -> Core {
    builder(&server.url).retry(5).clock(clock.clone()).build().unwrap()
}

fn call(core: &Core, op: &'static Operation) -> Result<String, Error> {
    wait(core.call(op).decode_text::<Untyped, ()>())
}

fn ok() -> String {
    answer(200, "", "fine")
}

fn seconds(values: &[f64]) -> Vec<Duration> {
    values.iter().map(|value| Duration::from_secs_f64(*value)).collect()
}

const MILLIS: fn(u64) -> Duration = Duration::from_millis;

// --- Slow -----------------------------------------------------------------------------------------------------------

#[test]
fn slow_headers() {
    let server = Scripted::new(vec![vec![Act::Wait(2_000), Act::Send(ok())]]);
    let core = builder(&server.url).read_timeout(MILLIS(80)).build().unwrap();
    let began = Instant::now();
    let error = call(&core, &GET).unwrap_err();
    assert!(error.is_timeout() && error.is_retryable() && began.elapsed() < MILLIS(1_500), "{error:?}");
    assert_eq!(error.to_string(), "get: no response in time: the server was silent for 80ms");
}

#[test]
fn slow_body() {
    let head = "HTTP/1.1 200 X\r\ncontent-length: 4\r\n\r\nfi".to_owned();
    let script = || vec![Act::Send(head.clone()), Act::Wait(2_000), Act::Send("ne".to_owned())];
    let server = Scripted::new(vec![script()]);
    let error = call(&builder(&server.url).read_timeout(MILLIS(80)).build().unwrap(), &GET).unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    let server = Scripted::new(vec![script()]);
    let error = call(&builder(&server.url).timeout(MILLIS(150)).build().unwrap(), &GET).unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.to_string(), "get: no response in time: the call was not done within 150ms");
}

fn drop_by_drop() -> Scripted {
    let drops = (0..6).flat_map(|_| [Act::Wait(60), Act::Send("x".to_owned())]);
    let head = Act::Send("HTTP/1.1 200 X\r\ncontent-length: 6\r\n\r\n".to_owned());
    Scripted::new(vec![[head].into_iter().chain(drops).collect()])
}

#[test]
fn a_slow_response_is_not_silent() {
    let server = drop_by_drop();
    let core = builder(&server.url).read_timeout(MILLIS(250)).build().unwrap();
    assert_eq!(call(&core, &GET).unwrap(), "xxxxxx");
}

#[test]
fn a_call_timeout_does_not_cut_a_stream() {
    let server = drop_by_drop();
    let core = builder(&server.url).timeout(MILLIS(200)).build().unwrap();
    let body = wait(async {
        let (_, body) = open(core.call(&GET)).await.unwrap_or_else(|_| panic!("no head"));
        body.collect().await
    });
    assert_eq!(&body.unwrap()[..], b"xxxxxx");
}

#[test]
fn a_silent_stream_reaches_the_read_timeout() {
    let head = Act::Send("HTTP/1.1 200 X\r\ncontent-length: 6\r\n\r\nxx".to_owned());
    let server = Scripted::new(vec![vec![head, Act::Wait(2_000)]]);
    let core = builder(&server.url).read_timeout(MILLIS(100)).build().unwrap();
    let (first, second) = wait(async {
        let (_, mut body) = open(core.call(&GET)).await.unwrap_or_else(|_| panic!("no head"));
        (body.chunk().await, body.chunk().await)
    });
    assert_eq!(first.unwrap().as_deref(), Some(&b"xx"[..]));
    assert_eq!(second.unwrap_err().failure(), Failure::Timeout);
}

#[test]
fn connecting_has_its_own_limit() {
    // A server that takes the connection and never speaks TLS.
    let server = Scripted::new(vec![vec![Act::Wait(2_000)]]);
    let url = server.url.replace("http://", "https://");
    let core = builder(&url).connect_timeout(MILLIS(100)).build().unwrap();
    let Err(Error::Timeout(error)) = call(&core, &POST) else { panic!("no time limit") };
    assert_eq!(error.failure(), Failure::ConnectTimeout);
    assert!(Error::Timeout(error).is_retryable());
}

#[test]
fn a_call_overrides_the_limits_of_its_client() {
    let server = Scripted::new(vec![vec![Act::Wait(150), Act::Send(ok())], vec![Act::Wait(2_000)]]);
    let core = builder(&server.url).timeout(MILLIS(50)).read_timeout(MILLIS(50)).build().unwrap();
    let patient =
        core.call(&GET).decode_text::<Untyped, ()>().timeout(MILLIS(5_000)).read_timeout(MILLIS(5_000));
    assert_eq!(wait(patient).unwrap(), "fine");
    assert!(call(&core, &GET).unwrap_err().is_timeout());
}

#[test]
fn dropping_a_call_cancels_it() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let core = core(&format!("http://{}", listener.local_addr().unwrap()));
    let gone = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        let mut seen = Vec::new();
        stream.read_to_end(&mut seen).is_ok()
    });
    wait(async {
        let call = core.call(&GET).decode_text::<Untyped, ()>().into_future();
        assert!(tokio::time::timeout(MILLIS(200), call).await.is_err());
        tokio::time::sleep(MILLIS(50)).await;
    });
    assert!(gone.join().unwrap(), "the connection was kept");
}

// --- Cut and wrong --------------------------------------------------------------------------------------------------

fn cut() -> String {
    "HTTP/1.1 200 X\r\ncontent-length: 100\r\n\r\nfi".to_owned()
}

#[test]
fn a_connection_cut_in_the_body() {
    let server = Scripted::answers(&[cut()]);
    let error = call(&core(&server.url), &GET).unwrap_err();
    assert!(matches!(error, Error::Network(_)) && error.is_retryable(), "{error:?}");
    let server = Scripted::answers(&[cut(), ok()]);
    let clock = FakeClock::throwing(1.0);
    assert_eq!(call(&patient(&server, &clock), &GET).unwrap(), "fine");
    assert_eq!((server.seen().len(), clock.slept()), (2, seconds(&[0.5])));
}

#[test]
fn a_connection_cut_before_the_head() {
    let server = Scripted::new(vec![vec![], vec![], vec![Act::Send(ok())]]);
    assert_eq!(call(&patient(&server, &FakeClock::throwing(0.0)), &GET).unwrap(), "fine");
    let server = Scripted::new(vec![vec![]]);
    let error = call(&patient(&server, &FakeClock::throwing(0.0)), &POST).unwrap_err();
    assert!(matches!(error, Error::Network(_)) && !error.is_retryable(), "{error:?}");
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn a_length_that_is_too_short() {
    let server = Scripted::answers(&["HTTP/1.1 200 X\r\ncontent-length: 2\r\n\r\n[1, 2]".to_owned()]);
    let error = wait(core(&server.url).call(&GET).decode_json::<Vec<i64>, Untyped, ()>()).unwrap_err();
    let Error::Decode(error) = &error else { panic!("{error:?}") };
    assert_eq!(error.bytes(), b"[1");
}

#[test]
fn nobody_listens() {
    let clock = FakeClock::throwing(0.5);
    let server = Scripted::new(vec![]);
    std::thread::sleep(MILLIS(50));
    let error = call(&patient(&server, &clock), &GET).unwrap_err();
    let Error::Network(network) = &error else { panic!("{error:?}") };
    assert_eq!((network.failure(), clock.slept()), (Failure::Connect, seconds(&[0.25, 0.5, 1.0, 2.0, 4.0])));
}

// --- Asked to wait --------------------------------------------------------------------------------------------------

fn busy(status: u16, after: &str) -> String {
    let header = if after.is_empty() { String::new() } else { format!("retry-after: {after}\r\n") };
    answer(status, &header, "busy")
}

#[test]
fn bursts_of_503_then_success() {
    for (fraction, waits) in [(1.0, [0.5, 1.0, 2.0]), (0.5, [0.25, 0.5, 1.0]), (0.0, [0.0, 0.0, 0.0])] {
        let server = Scripted::answers(&[busy(503, ""), busy(500, ""), busy(502, ""), ok()]);
        let clock = FakeClock::throwing(fraction);
        assert_eq!(call(&patient(&server, &clock), &GET).unwrap(), "fine");
        assert_eq!(clock.slept(), seconds(&waits));
        let seen = server.seen();
        assert!(seen.len() == 4 && seen.iter().all(|request| *request == seen[0]), "{seen:?}");
    }
}

#[test]
fn retry_after_in_seconds() {
    let server = Scripted::answers(&[busy(429, "7"), ok()]);
    let clock = FakeClock::throwing(1.0);
    assert_eq!(call(&patient(&server, &clock), &GET).unwrap(), "fine");
    assert_eq!(clock.slept(), seconds(&[7.0]));
}

#[test]
fn retry_after_as_a_date() {
    let server = Scripted::answers(&[busy(429, &http_date(SystemTime::now() + MILLIS(30_000))), ok()]);
    let clock = FakeClock::throwing(1.0);
    assert_eq!(call(&patient(&server, &clock), &GET).unwrap(), "fine");
    let slept = clock.slept();
    assert!(slept.len() == 1 && (MILLIS(20_000)..=MILLIS(30_000)).contains(&slept[0]), "{slept:?}");
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`.
fn http_date(time: SystemTime) -> String {
    let time = chrono::DateTime::from_timestamp(
        i64::try_from(time.duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap(),
        0,
    );
    time.unwrap().format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// What cannot be read is as if it were not there, and what is past asks for nothing: the own wait stands.
#[test]
fn invalid_retry_after_is_ignored() {
    for text in ["soon", "-5", "Sun, 06 Nov 1994", "Sun, 06 Nov 1994 08:49:37 GMT", "0"] {
        for status in [429, 503] {
            let server = Scripted::answers(&[busy(status, text), ok()]);
            let clock = FakeClock::throwing(1.0);
            assert_eq!(call(&patient(&server, &clock), &GET).unwrap(), "fine");
            assert_eq!(clock.slept(), seconds(&[0.5]), "{status}: {text}");
        }
    }
}

#[test]
fn a_long_retry_after_is_an_error() {
    let server = Scripted::answers(&[busy(429, "3600")]);
    let clock = FakeClock::throwing(1.0);
    let error = call(&patient(&server, &clock), &GET).unwrap_err();
    assert_eq!((error.status(), error.retry_after()), (Some(429), Some(Duration::from_secs(3600))));
    assert!(error.is_retryable() && clock.slept().is_empty());
}

#[test]
fn no_wait_beyond_the_call_timeout() {
    let server = Scripted::answers(&[busy(503, "20")]);
    let core = builder(&server.url).retry(3).timeout(Duration::from_secs(5)).build().unwrap();
    let began = Instant::now();
    assert_eq!(call(&core, &GET).unwrap_err().status(), Some(503));
    assert!(began.elapsed() < Duration::from_secs(3));
}

#[test]
fn retries_are_limited() {
    let server = Scripted::answers(&vec![busy(503, ""); 6]);
    let clock = FakeClock::throwing(1.0);
    assert_eq!(call(&patient(&server, &clock), &GET).unwrap_err().status(), Some(503));
    assert_eq!((server.seen().len(), clock.slept()), (6, seconds(&[0.5, 1.0, 2.0, 4.0, 8.0])));
}

#[test]
fn retries_are_off_by_default() {
    for status in [408, 429, 500, 503] {
        let server = Scripted::answers(&[busy(status, "")]);
        assert_eq!(call(&core(&server.url), &GET).unwrap_err().status(), Some(status));
    }
}

#[test]
fn permanent_errors_are_not_retried() {
    for status in [400, 401, 403, 404, 409, 422, 501, 505] {
        let server = Scripted::answers(&[busy(status, "")]);
        let clock = FakeClock::throwing(1.0);
        let error = call(&patient(&server, &clock), &GET).unwrap_err();
        assert!(error.status() == Some(status) && clock.slept().is_empty() && !error.is_retryable());
    }
}

#[test]
fn calls_override_the_retry_policy() {
    let server = Scripted::answers(&[busy(503, ""), ok(), busy(503, "")]);
    let core = builder(&server.url).clock(FakeClock::throwing(0.0)).build().unwrap();
    assert_eq!(wait(core.call(&GET).decode_text::<Untyped, ()>().retry(1)).unwrap(), "fine");
    assert!(wait(core.call(&GET).decode_text::<Untyped, ()>().retry(Retry::NEVER)).is_err());
}

// --- What may be sent twice -----------------------------------------------------------------------------------------

#[test]
fn only_idempotent_calls_are_retried() {
    let table: [(&'static Operation, usize); 4] = [(&GET, 2), (&POST, 1), (&SAFE_POST, 2), (&UNSAFE_GET, 1)];
    for (op, times) in table {
        let server = Scripted::answers(&[busy(503, ""), ok()]);
        let result = call(&patient(&server, &FakeClock::throwing(0.0)), op);
        assert_eq!((server.seen().len(), result.is_ok()), (times, times == 2), "{op:?}");
    }
}

fn keys(requests: &[String]) -> Vec<String> {
    let key = |request: &String| {
        request.lines().find_map(|line| line.strip_prefix("idempotency-key: ")).unwrap_or_default().to_owned()
    };
    requests.iter().map(key).collect()
}

#[test]
fn an_idempotency_key_is_the_same_for_all_attempts() {
    let server = Scripted::answers(&[busy(500, ""), busy(503, ""), ok(), ok()]);
    let core = patient(&server, &FakeClock::throwing(0.0));
    call(&core, &KEYED_POST).unwrap();
    call(&core, &KEYED_POST).unwrap();
    let keys = keys(&server.seen());
    let [one, two, three, other] = keys.as_slice() else { panic!("{keys:?}") };
    assert!(one == two && two == three && one != other, "{keys:?}");
    let id: uuid::Uuid = one.parse().unwrap();
    assert_eq!((id.get_version_num(), id.get_variant()), (4, uuid::Variant::RFC4122));
}

#[test]
fn an_idempotency_key_of_the_caller_is_kept() {
    let server = Scripted::answers(&[busy(500, ""), ok()]);
    let core = patient(&server, &FakeClock::throwing(0.0));
    wait(core.call(&KEYED_POST).decode_text::<Untyped, ()>().header("idempotency-key", "mine")).unwrap();
    assert_eq!(keys(&server.seen()), ["mine", "mine"]);
}

#[test]
fn a_stream_body_is_sent_once() {
    struct Once(Option<bytes::Bytes>);
    impl futures_core::Stream for Once {
        type Item = Result<bytes::Bytes, truespec_runtime::runtime::transport::TransportError>;
        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Ready(self.0.take().map(Ok))
        }
    }
    let server = Scripted::answers(&[busy(503, ""), ok()]);
    let core = patient(&server, &FakeClock::throwing(0.0));
    let mut call = core.call(&SAFE_POST).decode_text::<Untyped, ()>();
    call.request().set_body("text/plain", Body::new(Once(Some("once".into()))));
    assert_eq!(wait(call).unwrap_err().status(), Some(503));
    let seen = server.seen();
    assert!(seen.len() == 1 && seen[0].contains("once"), "{seen:?}");
}

#[test]
fn retries_have_a_budget() {
    let server = Scripted::answers(&vec![busy(503, ""); 40]);
    let clock = FakeClock::throwing(0.0);
    let core = patient(&server, &clock);
    for _ in 0..6 {
        assert!(call(&core, &GET).is_err());
    }
    // Four calls of five retries each; then the bucket is empty.
    assert_eq!((clock.slept().len(), server.seen().len()), (20, 26));
}

#[test]
fn successes_refill_the_budget() {
    let clock = FakeClock::throwing(0.0);
    let failing: Vec<String> = vec![busy(503, ""); 25];
    let fine: Vec<String> = vec![ok(); 10];
    let server = Scripted::answers(&[failing, fine, vec![busy(503, ""), ok()]].concat());
    let core = patient(&server, &clock);
    for _ in 0..5 {
        assert!(call(&core, &GET).is_err());
    }
    // The last of them had nothing left: 4 * 6 + 1 = 25 requests.
    for _ in 0..10 {
        call(&core, &GET).unwrap();
    }
    assert_eq!(call(&core, &GET).unwrap(), "fine");
}

// --- Sent elsewhere -------------------------------------------------------------------------------------------------

#[test]
fn redirects_are_not_followed() {
    let other = Scripted::answers(&[ok(), ok()]);
    for (status, op) in [(301, &GET), (302, &POST), (303, &POST), (307, &POST), (308, &GET)] {
        let server = Scripted::answers(&[answer(status, &format!("location: {}/a\r\n", other.url), "")]);
        let error = call(&core(&server.url), op).unwrap_err();
        assert_eq!((error.status(), error.is_retryable()), (Some(status), false));
    }
    assert!(other.seen().is_empty());
}

// --- Hooks ----------------------------------------------------------------------------------------------------------

#[test]
fn hooks_see_every_attempt() {
    let server = Scripted::answers(&[busy(503, ""), ok()]);
    let log: Arc<Mutex<Vec<String>>> = Arc::default();
    let (before, after) = (log.clone(), log.clone());
    let core = builder(&server.url)
        .retry(1)
        .clock(FakeClock::throwing(0.0))
        .before_send(move |sending| {
            let body = sending.body.map(|body| body.len());
            before.lock().unwrap().push(format!("{} {} {body:?}", sending.operation.id, sending.retries));
            sending.head.headers.insert("x-signed", "yes".parse().unwrap());
        })
        .after_send(move |sent| {
            let status = sent.answer.map(|(status, _)| status.as_u16()).unwrap_or(0);
            after.lock().unwrap().push(format!("{} {status}", sent.retries));
        });
    call(&core.build().unwrap(), &GET).unwrap();
    assert_eq!(*log.lock().unwrap(), ["get 0 Some(0)", "0 503", "get 1 Some(0)", "1 200"]);
    assert!(server.seen().iter().all(|request| request.contains("x-signed: yes\r\n")));
}

// --- Blocking -------------------------------------------------------------------------------------------------------

#[test]
fn calls_without_a_runtime() {
    let server = Scripted::answers(&[ok(), busy(503, "0"), ok()]);
    let core = builder(&server.url).retry(1).timeout(Duration::from_secs(10)).build().unwrap();
    assert_eq!(core.call(&GET).decode_text::<Untyped, ()>().send_blocking().unwrap(), "fine");
    // Another thread, and one within a runtime: neither panics.
    let from_thread = std::thread::scope(|scope| {
        scope.spawn(|| core.call(&GET).decode_text::<Untyped, ()>().send_blocking()).join().unwrap()
    });
    assert_eq!(from_thread.unwrap(), "fine");
    let server = Scripted::answers(&[ok()]);
    let core = self::core(&server.url);
    assert_eq!(wait(async { core.call(&GET).decode_text::<Untyped, ()>().send_blocking() }).unwrap(), "fine");
}
