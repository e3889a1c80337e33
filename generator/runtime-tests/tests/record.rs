//! What clients record of their calls, and what they never write.
#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "shapes and helpers of tests")]

mod support;

use bytes::Bytes;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use support::{Server, answer, wait};
use truespec_runtime::runtime::auth::{Scheme, TokenFn};
use truespec_runtime::runtime::body::{Form, Part, Upload};
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::Untyped;
use truespec_runtime::runtime::parameter::Param;
use truespec_runtime::runtime::record::Recorder;
use truespec_runtime::runtime::request::{Call, Operation};
use truespec_runtime::runtime::secret::Secret;
use truespec_runtime::runtime::stream::{EventStream, StreamCall};
use truespec_runtime::runtime::transport::{Body, BoxFuture, Transport, TransportError};

const SCHEMES: &[Scheme] = &[
    Scheme::api_key_header("Header", "x-own"),
    Scheme::api_key_query("Query", "kk"),
    Scheme::api_key_cookie("Cookie", "c"),
    Scheme::basic("Basic"),
    Scheme::bearer("Token"),
];
const ALL: Operation = Operation::new("all", "POST", "/bots/{token}/things")
    .security(&[&["Header", "Query", "Cookie"]])
    .secrets(&["hint"]);
const BASIC: Operation = Operation::new("basic", "POST", "/a").security(&[&["Basic"]]);
const TOKEN: Operation = Operation::new("token", "POST", "/a").security(&[&["Token"]]);
const WHOLE: Operation = Operation::new("whole", "POST", "/a").secrets(&["*"]);
const GET: Operation = Operation::new("get", "GET", "/things");
const UP: Operation = Operation::new("up", "POST", "/up");

/// A new file of a test.
fn file(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("truespec-record-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder.join("calls.har")
}

fn entries(path: &PathBuf) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    let archive: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    archive["log"]["entries"].as_array().unwrap().clone()
}

fn at(url: &str, recorder: &Recorder) -> Core {
    Builder::new(url, &[]).record(recorder.clone()).build().unwrap()
}

/// A server that repeats what it was sent, as echo services and error messages do, and adds credentials of its own.
struct Echo;

impl Transport for Echo {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = String::from_utf8_lossy(&body.collect().await.unwrap()).into_owned();
            let headers = format!(
                "{:?}",
                head.headers
                    .iter()
                    .map(|(_, value)| value.as_bytes())
                    .map(String::from_utf8_lossy)
                    .collect::<Vec<_>>()
            );
            let echo = json!({"uri": head.uri.to_string(), "headers": headers, "body": body,
                "refreshToken": "planted-answer", "message": "planted-answer", "planted-answer": 1, "hint": "planted-hint",
                "url": "https://user:planted-password@example.com/?sig=planted-sig#access_token=planted-fragment"});
            let mut answer = http::Response::new(Body::from(echo.to_string()));
            for (name, value) in [
                ("content-type", "application/json"),
                ("set-cookie", "sid=planted-set-cookie; Path=/"),
                ("x-session-token", "planted-header"),
                ("x-unknown", "planted-unknown"),
                ("location", "/a?token=planted-location"),
            ] {
                answer.headers_mut().insert(name, value.parse().unwrap());
            }
            Ok(answer)
        })
    }
}

/// Credentials in each place where one can be: none is in the archive, in no form.
#[test]
fn secrets_are_never_written() {
    let path = file("secrets");
    let recorder = Recorder::to_file(&path).unwrap();
    let core = Builder::new("https://api.example.com", SCHEMES)
        .transport(Echo)
        .record(recorder.clone())
        .credential("Header", "planted/own \"1\"")
        .credential("Query", "planted&query")
        .credential("Cookie", "planted-cookie")
        .basic("Basic", "u", "planted pass")
        .token_source(
            "Token",
            TokenFn::new(|| async { Ok::<_, std::io::Error>(Secret::from("planted.token")) }),
        )
        .header("authorization", "Basic dXNlcjE6cGxhbnRlZC1ieS1oYW5k") // user1:planted-by-hand
        .header("x-tenant-secret", "planted-tenant")
        .build()
        .unwrap();
    let login = json!({"client_secret": "planted-form", "plain": "kept"});
    let json = json!({"password": "planted-json", "list": [{"apiKey": "planted-deep"}], "hint": "planted-short", "plain": "kept"});
    let parts = Form::new().part("token", Part::text("planted-part")).part("f", Part::file("the content"));
    let of = |op| core.call(op).path(&Param::path("token"), "planted-path");
    let unit: [Call<(), Untyped>; 8] = [
        of(&ALL).json(&json).decode_unit(),
        of(&ALL).form(&login).decode_unit(),
        of(&ALL).multipart(&parts).decode_unit(),
        of(&ALL).text("password = planted-plain").decode_unit(),
        of(&ALL)
            .upload("application/x-ndjson", &Upload::from("{\"secret\":\"planted-line\"}\n"))
            .decode_unit(),
        core.call(&BASIC).json(&json!({"plain": "kept"})).decode_unit(),
        core.call(&TOKEN).json(&json!({"plain": "kept"})).decode_unit(),
        core.call(&WHOLE).json(&json!({"planned": "planted-whole"})).decode_unit(),
    ];
    let calls = unit.len();
    wait(async {
        for call in unit {
            call.header("x-session", "planted-per-call").await.unwrap();
        }
    });
    recorder.flush().unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    for secret in ["planted", "dTpwbGFudGVkIHBhc3M", "dXNlcjE6cGxhbnRlZC1ieS1oYW5k"] {
        let at = text.find(secret);
        assert!(at.is_none(), "{}", &text[at.unwrap().saturating_sub(300)..][..400]);
    }
    assert_eq!(entries(&path).len(), calls);
    assert!(text.contains("kept") && text.contains("/bots/REDACTED/things?kk=REDACTED"), "{text}");
    assert!(text.contains("\"fileName\":\"file\""), "{text}");
}

/// An event is with the caller before the server sends the next one; what was sent is recorded when the stream ends.
#[test]
fn events_pass_at_once() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (seen, next) = channel::<()>();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        _ = stream.read(&mut [0; 4096]).unwrap();
        stream.write_all(b"HTTP/1.1 200 X\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\ndata: {\"n\":1}\n\n").unwrap();
        next.recv().unwrap();
        stream.write_all(b"data: {\"n\":2}\n\n").unwrap();
    });
    let path = file("events");
    let recorder = Recorder::to_file(&path).unwrap();
    let core = at(&url, &recorder);
    wait(async {
        let call: StreamCall<EventStream<Value>, Untyped> = core.call(&GET).decode_events();
        let mut events = call.await.unwrap();
        assert_eq!(events.next().await.unwrap().unwrap().data, json!({"n": 1}));
        recorder.flush().unwrap();
        assert!(entries(&path).is_empty());
        seen.send(()).unwrap();
        assert_eq!(events.next().await.unwrap().unwrap().data, json!({"n": 2}));
        assert!(events.next().await.is_none());
    });
    recorder.flush().unwrap();
    assert_eq!(entries(&path)[0]["response"]["content"]["text"], "data: {\"n\":1}\n\ndata: {\"n\":2}\n\n");
}

/// Takes a body piece by piece, and notes how far the source was ahead.
struct Slow(Arc<AtomicUsize>, Arc<Mutex<usize>>);

impl Transport for Slow {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (mut body, mut taken) = (request.into_body(), 0);
            while let Some(piece) = body.chunk().await? {
                taken += piece.len();
                let ahead = self.0.load(Ordering::Relaxed) - taken;
                let mut most = self.1.lock().unwrap();
                *most = ahead.max(*most);
            }
            assert_eq!(taken, PIECES * PIECE);
            Ok(http::Response::new(Body::from(Bytes::new())))
        })
    }
}

const PIECE: usize = 1 << 20;
const PIECES: usize = 12;

/// More than is kept passes piece by piece: nothing of it is written but its size.
#[test]
fn uploads_pass_piece_by_piece() {
    let (made, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(0)));
    let path = file("upload");
    let recorder = Recorder::to_file(&path).unwrap();
    let core = Builder::new("https://api.example.com", &[])
        .transport(Slow(made.clone(), most.clone()))
        .record(recorder.clone())
        .build()
        .unwrap();
    for media in ["text/plain", "application/octet-stream"] {
        made.store(0, Ordering::Relaxed);
        let made = made.clone();
        let mut left = PIECES;
        let pieces = std::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            made.fetch_add(PIECE, Ordering::Relaxed);
            Some(Ok::<_, std::io::Error>(Bytes::from(vec![b'u'; PIECE])))
        });
        let call: Call<(), Untyped> =
            core.call(&UP).upload(media, &Upload::stream(Iter(pieces))).decode_unit();
        wait(call).unwrap();
    }
    recorder.flush().unwrap();
    assert!(*most.lock().unwrap() <= PIECE, "{most:?}");
    for entry in entries(&path) {
        let asked = &entry["request"];
        assert_eq!((&asked["bodySize"], asked["postData"].get("text")), (&json!(PIECES * PIECE), None));
    }
}

struct Iter<I>(I);

impl<I: Iterator + Unpin> futures_core::Stream for Iter<I> {
    type Item = I::Item;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<I::Item>> {
        std::task::Poll::Ready(self.0.next())
    }
}

/// Each attempt and each redirect is an exchange; what was not answered is none.
#[test]
fn every_exchange_is_recorded() {
    let moved = answer(302, "location: /elsewhere?api_key=planted\r\n", "");
    let json = "content-type: application/json\r\n";
    let server = Server::answering(&[answer(503, json, "{}"), moved, answer(200, json, r#"{"id":1}"#)]);
    let path = file("every");
    let recorder = Recorder::to_file(&path).unwrap();
    let core = Builder::new(&server.url, &[]).retry(1).record(recorder.clone()).build().unwrap();
    let call: Call<Value, Untyped> = core.call(&GET).decode_json();
    assert_eq!(wait(call).unwrap(), json!({"id": 1}));
    let gone: Call<Value, Untyped> = at("http://127.0.0.1:1", &recorder).call(&GET).decode_json();
    wait(gone).unwrap_err();
    recorder.flush().unwrap();
    let entries = entries(&path);
    let statuses: Vec<&Value> = entries.iter().map(|entry| &entry["response"]["status"]).collect();
    assert_eq!(statuses, [503, 302, 200]);
    assert_eq!(entries[2]["request"]["url"], format!("{}/elsewhere?api_key=REDACTED", server.url));
    assert_eq!(entries[2]["response"]["content"]["text"], r#"{"id":1}"#);
}

/// A client without a recorder is as it was, and the last one that goes waits for the file.
#[test]
fn what_was_called_is_in_the_file_in_the_end() {
    let path = file("end");
    for number in 1..=3 {
        let server = Server::json(200, r#"{"id":1}"#);
        let core = at(&server.url, &Recorder::to_file(&path).unwrap());
        let call: Call<Value, Untyped> = core.call(&GET).decode_json();
        wait(call).unwrap();
        drop(core);
        assert_eq!(entries(&path).len(), number);
    }
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0);
}

/// Nobody else's file is written to, and two recorders never to one.
#[test]
fn files_of_others_are_left_alone() {
    let path = file("others");
    let refused = |path: &PathBuf| Recorder::to_file(path).unwrap_err().to_string();
    std::fs::write(&path, r#"{"log":{"entries":[]}}"#).unwrap();
    assert!(refused(&path).contains("no recording"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), r#"{"log":{"entries":[]}}"#);
    let beside = |name: &str| path.with_file_name(name);
    symlink("nowhere", beside("link")).unwrap();
    assert!(refused(&beside("link")).contains("a link to a file that is not there"));
    assert!(!beside("nowhere").exists());
    std::process::Command::new("mkfifo").arg(beside("pipe")).status().unwrap();
    assert!(refused(&beside("pipe")).contains("no file"));
    assert!(refused(&beside(".")).contains("no file"));

    let own = beside("own.har");
    let recorder = Recorder::to_file(&own).unwrap();
    assert!(refused(&own).contains("already"));
    // As another program does.
    let before = std::fs::read(&own).unwrap();
    let theirs = [&before[..before.len() - 4], b"{\"theirs\":1}\n]}}\n"].concat();
    std::fs::write(&own, &theirs).unwrap();
    let server = Server::json(200, "{}");
    let call: Call<Value, Untyped> = at(&server.url, &recorder).call(&GET).decode_json();
    wait(call).unwrap();
    assert!(recorder.flush().unwrap_err().to_string().contains("another program"));
    assert_eq!(std::fs::read(&own).unwrap(), theirs);
}
