//! Streams of events whose connection breaks at any byte: no event is lost or repeated.
#![allow(missing_docs, clippy::unwrap_used, reason = "shapes and helpers of tests")]

mod support;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::fake_clock::FakeClock;
use support::{answer, wait};
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::{Error, Untyped};
use truespec_runtime::runtime::request::{Operation, Retry};
use truespec_runtime::runtime::stream::{EventStream, StreamCall};

const WATCH: Operation = Operation::new("watch", "GET", "/watch");
const CHAT: Operation = Operation::new("chat", "POST", "/chat");
const REPLAY: Operation = Operation::new("replay", "POST", "/replay").idempotent(true);

/// How many events the server has.
const ALL: usize = 4;
/// At once, so that nothing is waited for.
const AT_ONCE: Retry = Retry::times(2).backoff(Duration::ZERO, Duration::ZERO);
const OK: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n";

type Watch = StreamCall<EventStream<String>, Untyped>;

fn watch(core: &Core, op: &'static Operation) -> Watch {
    core.call(op).decode_text_events()
}

fn at(url: &str) -> Core {
    Builder::new(url, &[]).build().unwrap()
}

/// The events after an id, as the server writes them.
fn after(id: usize) -> String {
    (id + 1..=ALL).map(|id| format!(": beat\nid: {id}\ndata: d{id}\ndata: \u{e9}\n\n")).collect()
}

fn expected() -> Vec<Result<String, String>> {
    (1..=ALL).map(|id| Ok(format!("d{id}\n\u{e9}"))).collect()
}

/// What a stream gives to its end, errors as their texts.
fn read(call: Watch) -> Vec<Result<String, String>> {
    wait(async {
        let mut stream = match call.await {
            Ok(stream) => stream,
            Err(error) => return vec![Err(error.to_string())],
        };
        let mut items = Vec::new();
        while let Some(item) = stream.next().await {
            items.push(item.map(|event| event.data).map_err(|error| error.to_string()));
        }
        items
    })
}

/// A server that answers each connection by what its request says; where it is, and the requests as they come.
fn serving(mut reply: impl FnMut(usize, &str) -> Vec<u8> + Send + 'static) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, requests) = channel();
    std::thread::spawn(move || {
        for (nth, stream) in listener.incoming().flatten().enumerate() {
            let request = head(&stream);
            let answer = reply(nth, &request);
            // Told before it is answered: a test that has its answer counts the requests.
            let forgotten = sender.send(request).is_err();
            _ = (&stream).write_all(&answer);
            if forgotten {
                return;
            }
        }
    });
    (url, requests)
}

/// A request and its body, if that is a short one.
fn head(mut stream: &TcpStream) -> String {
    let mut bytes = vec![0; 4096];
    let n = stream.read(&mut bytes).unwrap();
    String::from_utf8_lossy(&bytes[..n]).into_owned()
}

/// The id that a request goes on from.
fn last_id(request: &str) -> usize {
    let line = request.lines().find_map(|line| line.strip_prefix("last-event-id: "));
    line.map_or(0, |id| id.parse().unwrap())
}

fn chunked(body: &str) -> Vec<u8> {
    let mut bytes = format!("{OK}transfer-encoding: chunked\r\n\r\n").into_bytes();
    for event in body.split_inclusive("\n\n") {
        bytes.extend(format!("{:x}\r\n{event}\r\n", event.len()).bytes());
    }
    bytes.extend(b"0\r\n\r\n");
    bytes
}

fn with_length(body: &str) -> Vec<u8> {
    format!("{OK}content-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// Reads the stream once for each place where its first connection may be cut; how many requests each takes.
fn cut_each(from: usize, full: Vec<u8>, rest: impl Fn(usize) -> Vec<u8> + Send + 'static) -> Vec<usize> {
    let length = full.len();
    let next: Arc<Mutex<Option<usize>>> = Arc::default();
    let cut = next.clone();
    let (url, requests) = serving(move |_, request| match cut.lock().unwrap().take() {
        Some(cut) => full[..cut].to_vec(),
        None => rest(last_id(request)),
    });
    let core = at(&url);
    let counted = (from..=length).map(|cut| {
        *next.lock().unwrap() = Some(cut);
        assert_eq!(read(watch(&core, &WATCH).reconnect(AT_ONCE)), expected(), "cut at {cut}");
        requests.try_iter().count()
    });
    counted.collect()
}

#[test]
fn no_event_is_lost_or_repeated_when_cut_at_any_byte() {
    for whole in [chunked as fn(&str) -> Vec<u8>, with_length] {
        let full = whole(&after(0));
        let begun = full.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4;
        let requests = cut_each(begun, full, move |id| whole(&after(id)));
        let (last, cut) = requests.split_last().unwrap();
        assert!(*last == 1 && cut.iter().all(|requests| *requests == 2), "{requests:?}");
    }
}

/// A body that ends with its connection ends the same way when it breaks: there the server says that it goes on.
#[test]
fn with_retry_from_the_server_the_stream_reopens_at_its_end() {
    let full = format!("{OK}\r\nretry: 0\n\n{}", after(0));
    let begun = full.find("id: 1").unwrap();
    let requests = cut_each(begun, full.into_bytes(), |id| match id {
        ALL => b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n".to_vec(),
        id => format!("{OK}\r\n{}", after(id)).into_bytes(),
    });
    let (last, cut) = requests.split_last().unwrap();
    assert!(*last == 2 && cut.iter().all(|requests| *requests == 3), "{requests:?}");
}

/// What is set on the call is sent each time, with the id of the last event in place of the first.
#[test]
fn reconnect_repeats_the_request_after_the_requested_wait() {
    let (url, requests) = serving(|nth, _| match nth {
        0 => {
            format!("{OK}content-length: 99\r\n\r\nretry: 1500\n\nid: 7\ndata: a\n\nid: 8\ndata: half").into()
        }
        _ => with_length("data: b\n\n"),
    });
    let clock = FakeClock::throwing(0.0);
    let core = Builder::new(&url, &[]).clock(clock.clone()).build().unwrap();
    let call = core.call(&REPLAY).json("asked").decode_text_events();
    let call = call.header("x-trace", "t").last_event_id("6").reconnect(1);
    // An event without an id would come again after each end: there the end is one.
    assert_eq!(read(call), [Ok("a".to_owned()), Ok("b".to_owned())]);
    assert_eq!(clock.slept(), [Duration::from_millis(1500)]);
    let seen: Vec<String> = requests.try_iter().collect();
    assert_eq!(seen.len(), 2);
    for (request, id) in seen.iter().zip(["6", "7"]) {
        assert!(request.contains(&format!("last-event-id: {id}\r\n")), "{request}");
        assert!(request.contains("x-trace: t\r\n") && request.ends_with("\"asked\""), "{request}");
    }
}

#[test]
fn attempts_are_counted_between_events() {
    // Three connections without an event, where two are one too many; then one event each.
    let broken = || format!("{OK}content-length: 99\r\n\r\nid: 1\n").into_bytes();
    let (url, requests) = serving(move |_, _| broken());
    let items = read(watch(&at(&url), &WATCH).reconnect(AT_ONCE));
    assert!(matches!(items.as_slice(), [Err(text)] if text.starts_with("watch: ")), "{items:?}");
    assert_eq!(requests.try_iter().count(), 3);
    let (url, requests) = serving(move |nth, request| {
        let id = last_id(request) + 1;
        match nth % 2 {
            _ if id > ALL => with_length(""),
            0 if nth > 0 => {
                format!("{OK}content-length: 99\r\n\r\nid: {id}\ndata: d{id}\ndata: \u{e9}\n\n").into()
            }
            _ => broken(),
        }
    });
    assert_eq!(read(watch(&at(&url), &WATCH).reconnect(AT_ONCE)), expected());
    assert_eq!(requests.try_iter().count(), 2 * ALL + 2);
}

/// The server would begin anew: what was given would come twice.
#[test]
fn a_break_without_ids_is_an_error() {
    let (url, requests) = serving(|_, _| format!("{OK}content-length: 99\r\n\r\ndata: a\n\n").into());
    let items = read(watch(&at(&url), &WATCH).reconnect(AT_ONCE));
    assert!(matches!(items.as_slice(), [Ok(_), Err(_)]), "{items:?}");
    assert_eq!(requests.try_iter().count(), 1);
}

#[test]
fn a_failed_reconnect_ends_the_stream() {
    let first = || format!("{OK}content-length: 99\r\n\r\nid: 1\ndata: a\n\n").into_bytes();
    let refusals = [
        (answer(404, "", "gone"), "watch: 404 Not Found: gone"),
        (answer(200, "content-type: application/json\r\n", "{\"no\": 1}"), "watch: 200 OK: {\"no\":1}"),
    ];
    for (refusal, said) in refusals {
        let refusal = refusal.into_bytes();
        let (url, _requests) = serving(move |nth, _| if nth == 0 { first() } else { refusal.clone() });
        let items = read(watch(&at(&url), &WATCH).reconnect(AT_ONCE));
        assert_eq!(items, [Ok("a".to_owned()), Err(said.to_owned())]);
    }
    // Unless it is asked for, a break is an error.
    let (url, requests) = serving(move |_, _| first());
    assert!(matches!(read(watch(&at(&url), &WATCH)).as_slice(), [Ok(_), Err(_)]));
    assert_eq!(requests.try_iter().count(), 1);
}

#[test]
fn reconnect_needs_an_idempotent_operation() {
    let (url, requests) = serving(|_, _| Vec::new());
    let core = at(&url);
    let error = wait(watch(&core, &CHAT).reconnect(1)).unwrap_err();
    assert!(matches!(error, Error::Build(_)), "{error}");
    assert_eq!(
        error.to_string(),
        "chat: `reconnect` would send it again, and doing its work twice may do harm"
    );
    assert_eq!(requests.try_iter().count(), 0);
}
