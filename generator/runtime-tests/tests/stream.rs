//! Streamed responses: events, lines and bytes, in pieces of any size.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "shapes and helpers of tests")]

mod support;

use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;
use support::{Server, answer, wait};
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::error_body;
use truespec_runtime::runtime::error::{Error, Untyped};
use truespec_runtime::runtime::json::object;
use truespec_runtime::runtime::request::{Call, Operation};
use truespec_runtime::runtime::stream::frame::Frame;
use truespec_runtime::runtime::stream::frames::Framing;
use truespec_runtime::runtime::stream::{Event, EventStream, LineStream, StreamCall};

const CHAT: Operation = Operation::new("chat", "POST", "/chat");

#[derive(Debug, Clone, PartialEq)]
pub struct Chunk {
    pub n: i64,
}
object!(Chunk { n: "n" required });

#[derive(Debug, Clone, PartialEq)]
pub struct Failed {
    pub message: String,
}
object!(Failed { message: "message" required });
error_body!(Failed);

type Chat = StreamCall<EventStream<Chunk>, Failed>;

fn at(url: &str) -> Core {
    Builder::new("https://api.example.com", &[]).base_url(url.to_owned()).build().unwrap()
}

fn chat(core: &Core) -> Chat {
    core.call(&CHAT).json(&json!({"a": 1})).member("stream", true).decode_events()
}

/// What the operation decides is sent whatever the body leaves open, and never against what it says.
#[test]
fn a_body_that_says_otherwise_is_an_error() {
    for open in [json!({"a": 1}), json!({"stream": null}), json!({"stream": true})] {
        let server = events("");
        let call: Chat = at(&server.url).call(&CHAT).json(&open).member("stream", true).decode_events();
        assert!(wait(call).is_ok());
        assert!(server.request().contains("\"stream\":true"), "{open}");
    }
    let server = events("");
    let call: Chat =
        at(&server.url).call(&CHAT).json(&json!({"stream": false})).member("stream", true).decode_events();
    let said = wait(call).err().unwrap().to_string();
    let expected = "the body sets `stream` to false, and this method sets it to true: leave it out, or call the other method";
    assert!(said.contains(expected), "{said}");
    assert!(server.idle());
}

fn events(body: &str) -> Server {
    Server::answering(&[answer(200, "content-type: text/event-stream\r\nx-request-id: r7\r\n", body)])
}

/// A server that writes these pieces, each by itself, and closes the connection; where the url is.
fn writing(pieces: Vec<Vec<u8>>, pause: Duration) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.set_nodelay(true).unwrap();
        _ = stream.read(&mut [0; 4096]).unwrap();
        for piece in pieces {
            if stream.write_all(&piece).and_then(|()| stream.flush()).is_err() {
                return;
            }
            std::thread::sleep(pause);
        }
    });
    url
}

/// Every item, errors as their texts.
async fn all<T>(mut stream: EventStream<T>) -> Vec<Result<Event<T>, String>> {
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        items.push(item.map_err(|error| error.to_string()));
    }
    items
}

fn event(n: i64) -> Event<Chunk> {
    Event { event: None, id: None, data: Chunk { n } }
}

fn frame(event: Option<&str>, id: Option<&str>, data: &str) -> Frame {
    Frame { event: event.map(str::to_owned), id: id.map(str::to_owned), data: data.into() }
}

fn frames(framing: Framing, pieces: &[&[u8]]) -> Vec<Frame> {
    let (mut framing, mut ready) = (framing, VecDeque::new());
    for piece in pieces {
        framing.push(piece, usize::MAX, &mut ready).unwrap();
    }
    framing.finish(&mut ready);
    ready.into()
}

#[test]
fn events_are_typed() {
    let server = events(
        "data: {\"n\": 1}\n\nevent: ping\ndata:\n\nevent: more\nid: 7\ndata: {\"n\":\ndata: 2}\n\nretry: 1500\n\n",
    );
    let core = at(&server.url);
    wait(async {
        let mut stream = chat(&core).last_event_id("6").await.unwrap();
        assert_eq!((stream.status(), stream.request_id()), (200, Some("r7")));
        assert_eq!(stream.next().await.unwrap().unwrap(), event(1));
        let second = Event { event: Some("more".into()), id: Some("7".into()), data: Chunk { n: 2 } };
        assert_eq!(stream.next().await.unwrap().unwrap(), second);
        assert!(stream.next().await.is_none() && stream.next().await.is_none());
        assert_eq!(
            (stream.last_event_id(), stream.retry_delay()),
            (Some("7"), Some(Duration::from_millis(1500)))
        );
    });
    let request = server.request();
    assert!(request.contains("accept: text/event-stream\r\n"), "{request}");
    assert!(request.contains("last-event-id: 6\r\n"), "{request}");
    assert!(request.ends_with("{\"a\":1,\"stream\":true}"), "{request}");
}

/// The standard's own examples, all line ends, cut at every byte.
#[test]
fn events_do_not_depend_on_piece_borders() {
    let table: [(&str, Vec<Frame>); 6] = [
        ("\u{FEFF}data: a\n\n", vec![frame(None, None, "a")]),
        (
            ": comment\n\ndata: first\nid: 1\n\ndata:second\nid\n\ndata:  third\n\n",
            vec![
                frame(None, Some("1"), "first"),
                frame(None, Some(""), "second"),
                frame(None, None, " third"),
            ],
        ),
        ("data\n\ndata\ndata\n\ndata:", vec![frame(None, None, ""), frame(None, None, "\n")]),
        (
            "event: e\ndata: \u{e9}\u{1F600}\ndata: x\nother: y\nid: a\u{0}b\n\n",
            vec![frame(Some("e"), None, "\u{e9}\u{1F600}\nx")],
        ),
        ("event: none\n\nid: 5\n\ndata: x\n\n", vec![frame(None, None, "x")]),
        ("data: no end", vec![frame(None, None, "no end")]),
    ];
    for (text, expected) in table {
        for end in ["\n", "\r", "\r\n"] {
            let text = text.replace('\n', end);
            let bytes = text.as_bytes();
            for cut in 0..=bytes.len() {
                let (before, after) = bytes.split_at(cut);
                assert_eq!(frames(Framing::events(), &[before, after]), expected, "{text:?} at {cut}");
            }
            let single: Vec<&[u8]> = bytes.chunks(1).collect();
            assert_eq!(frames(Framing::events(), &single), expected, "{text:?}");
        }
    }
}

#[test]
fn lines_and_records_do_not_depend_on_piece_borders() {
    let lines = || Framing::lines();
    let expected = [frame(None, None, "{\"n\":1}"), frame(None, None, "[2]")];
    for (framing, text) in [
        (lines as fn() -> Framing, "{\"n\":1}\n\n[2]\n"),
        (lines, "\u{FEFF}{\"n\":1}\r\n[2]"),
        (Framing::json_seq, "\u{1E}{\"n\":1}\n\u{1E}[2]\n"),
        (Framing::json_seq, "\u{1E}\u{1E}{\"n\":1}\n\u{1E}[2]"),
    ] {
        for cut in 0..=text.len() {
            let (before, after) = text.as_bytes().split_at(cut);
            assert_eq!(frames(framing(), &[before, after]), expected, "{text:?} at {cut}");
        }
    }
}

#[test]
fn events_come_byte_by_byte() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
    let body = "data: {\"n\": 1}\r\n\r\ndata: {\"n\": 2}\r\n\r\ndata: [DONE]\r\n\r\ndata: after\r\n\r\n";
    let pieces = std::iter::once(head.into()).chain(body.bytes().map(|byte| vec![byte]));
    let core = at(&writing(pieces.collect(), Duration::from_millis(1)));
    assert_eq!(wait(async { all(chat(&core).await.unwrap()).await }), [Ok(event(1)), Ok(event(2))]);
}

/// HTTP's own chunks: one a byte, each byte on its way alone; and two, cut at every byte.
#[test]
fn events_come_in_chunks_cut_at_every_byte() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    let body = "data: {\"n\":\r\ndata: 1}\r\n\r\nid: ä\ndata: {\"n\": 2}\n\n".as_bytes();
    let chunk = |bytes: &[u8]| [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
    let read = |wire: Vec<Vec<u8>>| {
        let core = at(&writing(wire, Duration::ZERO));
        wait(async { all(chat(&core).await.unwrap()).await })
    };
    let expected = [Ok(event(1)), Ok(Event { id: Some("ä".into()), ..event(2) })];
    let last = b"0\r\n\r\n".to_vec();
    let wire: Vec<u8> = body.chunks(1).flat_map(chunk).chain(last.clone()).collect();
    assert_eq!(
        read(std::iter::once(head.into()).chain(wire.into_iter().map(|byte| vec![byte])).collect()),
        expected
    );
    for end in 1..body.len() {
        let (before, after) = body.split_at(end);
        let pieces = [head.into(), chunk(before), chunk(after), last.clone()];
        assert_eq!(read(pieces.into()), expected, "cut at {end}");
    }
    // Without the last chunk it was cut.
    let cut = read(vec![head.into(), chunk(body)]);
    assert!(cut[..2] == expected && cut.len() == 3 && cut[2].is_err(), "{cut:?}");
}

/// An event is given as soon as it is whole, not when the answer ends.
#[test]
fn events_do_not_wait_for_the_next() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: {\"n\": 1}\n\n";
    let core = at(&writing(vec![head.into(), Vec::new()], Duration::from_secs(2)));
    let started = std::time::Instant::now();
    wait(async { assert_eq!(chat(&core).await.unwrap().next().await.unwrap().unwrap(), event(1)) });
    assert!(started.elapsed() < Duration::from_secs(1));
}

/// The time that a call has is for the answer to begin; how long the server may be silent counts all along.
#[test]
fn a_stream_may_be_long_but_not_silent() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
    let pieces = || {
        let pieces = (1..=4).map(|n| format!("data: {{\"n\": {n}}}\n\n").into_bytes());
        std::iter::once(head.into()).chain(pieces).collect()
    };
    let core = at(&writing(pieces(), Duration::from_millis(200)));
    let items = wait(async { all(chat(&core).timeout(Duration::from_millis(300)).await.unwrap()).await });
    assert_eq!(items, [Ok(event(1)), Ok(event(2)), Ok(event(3)), Ok(event(4))]);
    let core = at(&writing(pieces(), Duration::from_millis(900)));
    wait(async {
        let mut stream = chat(&core).read_timeout(Duration::from_millis(300)).await.unwrap();
        let error = stream.next().await.unwrap().unwrap_err();
        assert!(error.is_timeout() && stream.next().await.is_none(), "{error}");
    });
}

#[test]
fn errors_in_a_stream_are_recognized() {
    let table = [
        ("event: error\ndata: {\"n\": 1}\n\n", "chat: 200 OK: {\"n\":1}"),
        ("data: {\"error\": {\"message\": \"busy\"}}\n\n", "chat: 200 OK: busy"),
    ];
    for (body, expected) in table {
        let server = events(&format!("{body}data: {{\"n\": 2}}\n\n"));
        let items = wait(async { all(chat(&at(&server.url)).await.unwrap()).await });
        assert_eq!(items, [Err(expected.to_owned()), Ok(event(2))]);
    }
    let server = Server::json(200, "{\"message\": \"no such model\"}");
    let error = wait(chat(&at(&server.url))).unwrap_err();
    assert_eq!(error.body(), Some(Failed { message: "no such model".into() }));
    let slow = answer(429, "retry-after: 1\r\n", "{\"message\": \"slow down\"}");
    let error = wait(chat(&at(&Server::answering(&[slow]).url))).unwrap_err();
    assert_eq!((error.status(), error.is_retryable()), (Some(429), true));
    assert_eq!(error.body(), Some(Failed { message: "slow down".into() }));
}

#[test]
fn an_event_that_does_not_decode_is_kept() {
    let server = events("data: {\"n\": \"x\"}\n\ndata: {\"n\": 2}\n\ndata: {\"n\":");
    let items = wait(async { all(chat(&at(&server.url)).await.unwrap()).await });
    let [Err(first), Ok(second), Err(third)] = items.as_slice() else { panic!("{items:?}") };
    assert!(first.contains("does not decode at /n: invalid type: string \"x\""), "{first}");
    assert_eq!(second, &event(2));
    assert!(third.contains("EOF"), "{third}");
}

/// A connection that breaks is not the end of the stream.
#[test]
fn a_broken_connection_is_an_error() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 999\r\n\r\n";
    let url = writing(vec![head.into(), b"data: {\"n\": 1}\n\n".to_vec()], Duration::from_millis(20));
    let core = at(&url);
    wait(async {
        let mut stream = chat(&core).await.unwrap();
        assert_eq!(stream.next().await.unwrap().unwrap(), event(1));
        assert!(matches!(stream.next().await, Some(Err(Error::Network(_)))));
        assert!(stream.next().await.is_none());
    });
}

#[test]
fn lines_are_typed() {
    let server = Server::answering(&[
        answer(200, "content-type: application/json\r\n", "{\"n\":1}\n{\"n\":2}\n{\"error\":\"gone\"}\n"),
        answer(200, "", "\u{1E}{\"n\":1}\n"),
        answer(200, "content-type: text/event-stream\r\n", "data: h\u{e9}\n\n"),
    ]);
    let core = at(&server.url);
    wait(async {
        let call: StreamCall<LineStream<Chunk>, Untyped> = core.call(&CHAT).decode_lines("application/jsonl");
        let mut stream = call.await.unwrap();
        assert_eq!(stream.next().await.unwrap().unwrap(), Chunk { n: 1 });
        assert_eq!(stream.next().await.unwrap().unwrap(), Chunk { n: 2 });
        assert!(matches!(stream.next().await, Some(Err(Error::Api(_)))));
        assert!(stream.next().await.is_none());
        let call: StreamCall<LineStream<Value>, Untyped> = core.call(&CHAT).decode_json_seq();
        assert_eq!(call.await.unwrap().next().await.unwrap().unwrap(), json!({"n": 1}));
        let call: StreamCall<EventStream<String>, Untyped> = core.call(&CHAT).decode_text_events();
        assert_eq!(call.await.unwrap().next().await.unwrap().unwrap().data, "h\u{e9}");
    });
    assert!(server.request().contains("accept: application/jsonl\r\n"));
    assert!(server.request().contains("accept: application/json-seq\r\n"));
}

fn export(core: &Core) -> Call<bytes::Bytes, Failed> {
    core.call(&CHAT).decode_bytes()
}

#[test]
fn bytes_are_read_in_pieces() {
    let headers =
        "content-type: text/csv\r\ncontent-disposition: attachment; filename=\"../../etc/x.csv\"\r\n";
    let server = Server::answering(&[answer(200, headers, "a,b"), answer(404, "", "{\"message\": \"m\"}")]);
    let core = at(&server.url);
    wait(async {
        let mut download = export(&core).stream().await.unwrap();
        assert_eq!((download.length(), download.content_type()), (Some(3), Some("text/csv")));
        assert_eq!((download.filename().as_deref(), download.status()), (Some("x.csv"), 200));
        assert_eq!(&download.chunk().await.unwrap().unwrap()[..], b"a,b");
        assert!(download.chunk().await.unwrap().is_none());
        let error = export(&core).stream().await.unwrap_err();
        assert_eq!(error.body(), Some(Failed { message: "m".into() }));
    });
}

#[test]
fn streams_without_a_runtime() {
    let server = Server::answering(&[
        answer(200, "content-type: text/event-stream\r\n", "data: {\"n\": 1}\n\ndata: {\"n\": 2}\n\n"),
        answer(200, "", "{\"n\":1}\n{\"n\":\n"),
        answer(200, "", "a,b"),
        answer(200, "", "a,b"),
        answer(503, "", "{\"message\": \"m\"}"),
        answer(206, "x-a: b\r\n", "a"),
    ]);
    let core = at(&server.url);
    let mut stream = chat(&core).send_blocking().unwrap();
    assert_eq!(stream.next_blocking().unwrap().unwrap(), event(1));
    assert_eq!(stream.next_blocking().unwrap().unwrap(), event(2));
    assert!(stream.next_blocking().is_none());
    let call: StreamCall<LineStream<Chunk>, Untyped> = core.call(&CHAT).decode_lines("application/jsonl");
    let mut lines = call.send_blocking().unwrap();
    assert_eq!(lines.next_blocking().unwrap().unwrap(), Chunk { n: 1 });
    assert!(matches!(lines.next_blocking(), Some(Err(Error::Decode(_)))));
    let mut download = export(&core).stream_blocking().unwrap();
    assert_eq!(download.chunk_blocking().unwrap().as_deref(), Some(&b"a,b"[..]));
    assert_eq!(download.chunk_blocking().unwrap(), None);
    let path = std::env::temp_dir().join(format!("truespec-blocking-{}", std::process::id()));
    assert_eq!(export(&core).stream_blocking().unwrap().save_blocking(&path).unwrap(), 3);
    assert_eq!(std::fs::read(&path).unwrap(), b"a,b");
    std::fs::remove_file(path).unwrap();
    let error = export(&core).stream_blocking().unwrap_err();
    assert_eq!(error.body(), Some(Failed { message: "m".into() }));
    let response = export(&core).with_response_blocking().unwrap();
    assert_eq!((response.status(), &response.headers()["x-a"]), (206, &http::HeaderValue::from_static("b")));
}

#[test]
fn names_of_downloads_are_safe() {
    for (disposition, expected) in [
        ("attachment; filename=a.txt", Some("a.txt")),
        ("attachment; filename=\"a b.txt\"; filename*=UTF-8''%e2%82%ac.txt", Some("\u{20ac}.txt")),
        ("attachment; filename*=UTF-8''..%2f..%2fx", Some("x")),
        ("attachment; filename=\"..\"", None),
        ("inline", None),
    ] {
        let server =
            Server::answering(&[answer(200, &format!("content-disposition: {disposition}\r\n"), "")]);
        let core = at(&server.url);
        let download = wait(export(&core).stream()).unwrap();
        assert_eq!(download.filename().as_deref(), expected, "{disposition}");
    }
}

/// 100 MB to a file, and what the process held at most meanwhile.
#[test]
fn large_bodies_need_no_memory() {
    let size = 100 * 1024 * 1024_usize;
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {size}\r\n\r\n");
    let url = writing_much(head, size);
    let path = std::env::temp_dir().join(format!("truespec-download-{}", std::process::id()));
    let core = at(&url);
    let before = status("VmRSS:");
    let written = wait(async { export(&core).stream().await.unwrap().save(&path).await.unwrap() });
    assert_eq!((written, std::fs::metadata(&path).unwrap().len()), (size as u64, size as u64));
    let grown = status("VmHWM:").saturating_sub(before);
    std::fs::remove_file(path).unwrap();
    assert!(grown < 30_000, "grew by {grown} kB");
}

fn writing_much(head: String, size: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        _ = stream.read(&mut [0; 4096]).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        let piece = vec![7; 64 * 1024];
        for _ in 0..size / piece.len() {
            stream.write_all(&piece).unwrap();
        }
    });
    url
}

/// Kilobytes, as the system counts them; nothing where it does not say.
fn status(key: &str) -> usize {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(key));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
