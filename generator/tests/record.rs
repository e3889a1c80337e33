//! `truespec record` on real sockets: what passes, what is written, and what never is.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier};
use std::time::Duration;

use serde_json::{Value, json};
use support::scratch;

/// A request as a server reads it: its head, and its connection at the first byte of the body.
struct Asked<S> {
    head: String,
    stream: BufReader<S>,
}

impl<S: Read + Write> Asked<S> {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    fn body(&mut self) -> Vec<u8> {
        let length = self.header("content-length").map_or(0, |length| length.parse().unwrap());
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).unwrap();
        body
    }

    fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let stream = self.stream.get_mut();
        stream.write_all(bytes.as_ref()).unwrap();
        stream.flush().unwrap();
    }

    fn json(&mut self, status: u16, headers: &str, body: &str) {
        self.body();
        let length = body.len();
        self.send(format!(
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n{headers}connection: close\r\n\r\n{body}"
        ));
    }
}

fn asked<S: Read + Write>(stream: S) -> Option<Asked<S>> {
    let mut stream = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head).unwrap_or(0) == 0 {
            return None;
        }
    }
    Some(Asked { head, stream })
}

/// A server that answers each connection once, on a thread of its own; returns its URL.
fn server(answer: impl Fn(Asked<TcpStream>) + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let answer = answer.clone();
            std::thread::spawn(move || asked(stream.unwrap()).map(|asked| answer(asked)));
        }
    });
    url
}

const DOCUMENT: &str = r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"},
  "components": {"securitySchemes": {"own": {"type": "apiKey", "in": "query", "name": "kk"}}},
  "paths": {
    "/things": {"get": {"responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}, "note": {"type": "string"}}}}}}}}},
    "/other": {"get": {"responses": {"204": {"description": ""}}}}
  }}"#;

/// A running `truespec record`.
struct Recorder {
    child: Child,
    folder: PathBuf,
    address: String,
    said: BufReader<ChildStderr>,
}

impl Recorder {
    fn start(name: &str, to: &str, more: &[&str]) -> Self {
        Self::start_in(scratch(&format!("record-{name}")), to, more, None)
    }

    fn start_in(folder: PathBuf, to: &str, more: &[&str], roots: Option<&Path>) -> Self {
        std::fs::write(folder.join("api.json"), DOCUMENT).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_truespec"));
        command.args(["record", "--document", "api.json", "--to", to, "--out", "session.har"]).args(more);
        if let Some(roots) = roots {
            command.env("SSL_CERT_FILE", roots);
        }
        command
            .current_dir(&folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .env_remove("CLICOLOR_FORCE");
        let mut child = command.spawn().unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut first = String::new();
        said.read_line(&mut first).unwrap();
        let is_bounded = more.contains(&"--for");
        assert_eq!(first.contains("end with Ctrl-C"), !is_bounded, "{first}");
        assert_eq!(first.contains("; ends after "), is_bounded, "{first}");
        let address =
            first.split(' ').next().unwrap().strip_prefix("http://").unwrap_or_else(|| panic!("{first}"));
        Self { address: address.to_owned(), child, folder, said }
    }

    /// Sends a request and reads the response to its end.
    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"))
    }

    fn peak_kilobytes(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak.map_or(0, |peak| peak.trim().trim_end_matches(" kB").parse().unwrap())
    }

    fn archive(&self) -> Vec<Value> {
        entries(&self.folder)
    }

    /// Waits until as many entries are written.
    fn wait_for(&self, entries: usize) -> Vec<Value> {
        for _ in 0..200 {
            if self.archive().len() >= entries {
                break;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        self.archive()
    }

    /// Ends it as a service manager does; returns what it printed: errors, output, and whether it succeeded.
    fn stop(self) -> (String, String, bool) {
        assert!(
            Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap().success()
        );
        self.ended()
    }

    fn ended(mut self) -> (String, String, bool) {
        let mut said = String::new();
        self.said.read_to_string(&mut said).unwrap();
        let out = self.child.wait_with_output().unwrap();
        (said, String::from_utf8(out.stdout).unwrap(), out.status.success())
    }
}

fn entries(folder: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join("session.har")).unwrap();
    let archive: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    archive["log"]["entries"].as_array().unwrap().clone()
}

fn text(entry: &Value) -> &str {
    entry["response"]["content"]["text"].as_str().unwrap_or("none")
}

/// From a call to the corrected document: what deviates is printed once and at once, and what is proposed settles it.
#[test]
fn deviations_are_printed_and_corrected() {
    let to = server(|mut asked| {
        let host = asked.header("host").unwrap().to_owned();
        assert!(host.starts_with("127.0.0.1:") && asked.header("x-hop").is_none(), "{}", asked.head);
        assert!(asked.head.starts_with("GET /base/things?a=b%20c HTTP/1.1"), "{}", asked.head);
        asked.json(200, "keep-alive: timeout=5\r\n", r#"{"id":"x","note":null}"#);
    });
    let recorder =
        Recorder::start("deviations", &format!("{to}/base"), &["--for", "2", "--propose", "proposed.yaml"]);
    let request =
        "GET /things?a=b%20c HTTP/1.1\r\nhost: localhost\r\nx-hop: 1\r\nconnection: close, x-hop\r\n\r\n";
    let answer = recorder.ask(request);
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains(r#"{"id":"x","note":null}"#), "{answer}");
    assert!(!answer.contains("timeout=5"), "{answer}");
    recorder.ask(request);
    let folder = recorder.folder.clone();
    let (said, out, success) = recorder.ended();
    assert!(success && out.is_empty(), "{said}");
    assert_eq!(said.matches("`/note` is null").count(), 1, "{said}");
    assert_eq!(said.matches(" × TS721 ").count(), 1, "one summary, at the end: {said}");
    assert!(said.contains("2 exchanges recorded, ") && said.contains(" proposed"), "{said}");
    let learned = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_truespec"));
        command.args(["learn", "session.har", "--document", "api.json"]).args(more).current_dir(&folder);
        let out = command.output().unwrap();
        (String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    assert_eq!(learned(&["--quiet"]).0, std::fs::read_to_string(folder.join("proposed.yaml")).unwrap());
    let (after, said) = learned(&["--overlay", "proposed.yaml"]);
    assert!(after.is_empty() && !said.contains("TS721"), "{said}");
}

/// Bodies in chunks, without a length, packed, of HEAD, and none.
#[test]
fn bodies_pass_as_they_are() {
    let packed = {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(br#"{"id":7,"packed":true}"#).unwrap();
        packer.finish().unwrap()
    };
    let sent = packed.clone();
    let to = server(move |mut asked| {
        match asked.head.split(' ').nth(1).unwrap() {
        "/chunked" => {
            asked.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n4\r\n{\"a\"\r\n");
            asked.send("3\r\n:1}\r\n0\r\n\r\n");
        }
        "/endless" => asked.send("HTTP/1.0 200 OK\r\ncontent-type: text/plain\r\n\r\nto the end"),
        "/packed" => {
            let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", sent.len());
            asked.send(head);
            asked.send(&sent);
        }
        "/head" => asked.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 12\r\nconnection: close\r\n\r\n"),
        _ => asked.send("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"),
    }
    });
    let recorder = Recorder::start("bodies", &to, &[]);
    assert!(recorder.get("/chunked").contains("{\"a\""));
    assert!(recorder.get("/endless").contains("to the end"));
    let mut stream = TcpStream::connect(&recorder.address).unwrap();
    stream
        .write_all(b"GET /packed HTTP/1.1\r\nhost: x\r\naccept-encoding: gzip\r\nconnection: close\r\n\r\n")
        .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(answer.ends_with(&packed));
    let head = recorder.ask("HEAD /head HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    assert!(head.to_lowercase().contains("content-length: 12"), "{head}");
    assert!(recorder.get("/none").starts_with("HTTP/1.1 204 "));
    let entries = recorder.wait_for(5);
    let bodies: Vec<&str> = entries.iter().map(text).collect();
    assert_eq!(bodies[..3], [r#"{"a":1}"#, "to the end", r#"{"id":7,"packed":true}"#]);
    assert!(recorder.stop().2);
}

/// An event is with the client before the server sends the next one; what was sent when it ended is recorded.
#[test]
fn events_pass_at_once() {
    let (seen, next) = channel::<()>();
    let next = std::sync::Mutex::new(next);
    let to = server(move |mut asked| {
        asked.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\ndata: {\"n\":1}\n\n");
        next.lock().unwrap().recv().unwrap();
        asked.send("data: [DONE]\n\n");
    });
    let recorder = Recorder::start("events", &to, &[]);
    let mut stream = TcpStream::connect(&recorder.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(b"GET /events HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    while !answer.contains("data: {\"n\":1}") {
        let mut part = [0; 1024];
        let read = stream.read(&mut part).unwrap();
        assert!(read > 0, "{answer}");
        answer += std::str::from_utf8(&part[..read]).unwrap();
    }
    assert!(recorder.archive().is_empty());
    seen.send(()).unwrap();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("[DONE]"));
    assert_eq!(text(&recorder.wait_for(1)[0]), "data: {\"n\":1}\n\ndata: [DONE]\n\n");
    assert!(recorder.stop().2);
}

/// 50 MB up, in memory that does not grow with them.
#[test]
fn uploads_pass_in_constant_memory() {
    const SIZE: usize = 50 << 20;
    let to = server(|mut asked| {
        let body = asked.body();
        assert!(body.len() == SIZE && body.iter().all(|byte| *byte == b'u'));
        asked.send("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
    });
    let recorder = Recorder::start("upload", &to, &[]);
    recorder.get("/nothing-yet-but-the-first-connection");
    let before = recorder.peak_kilobytes();
    for media in ["application/octet-stream", "application/json"] {
        let mut stream = TcpStream::connect(&recorder.address).unwrap();
        write!(stream, "POST /up HTTP/1.1\r\nhost: x\r\ncontent-type: {media}\r\ncontent-length: {SIZE}\r\nconnection: close\r\n\r\n").unwrap();
        let part = vec![b'u'; 1 << 16];
        (0..SIZE >> 16).for_each(|_| stream.write_all(&part).unwrap());
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 204 "), "{answer}");
    }
    let grown = recorder.peak_kilobytes() - before;
    println!("before {before} kB, grown by {grown} kB");
    assert!(grown < 24 << 10, "{grown} kB");
    let entries = recorder.wait_for(2);
    let asked = &entries.last().unwrap()["request"];
    assert_eq!((&asked["bodySize"], asked["postData"].get("text")), (&json!(SIZE), None));
    assert!(recorder.stop().2);
}

/// What the proxy answers itself is no response of the API.
#[test]
fn a_server_that_is_not_there_is_reported() {
    let to = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let recorder = Recorder::start("gone", &to, &[]);
    let answer = recorder.get("/things?token=planted");
    assert!(answer.starts_with("HTTP/1.1 502 ") && answer.contains("did not answer"), "{answer}");
    assert!(recorder.archive().is_empty());
    let (said, _, success) = recorder.stop();
    assert!(success && said.contains("warning[TS744]: `GET` request: "), "{said}");
    assert!(said.contains("help: check the URL of `--to`") && !said.contains("planted"), "{said}");
}

/// Both requests are with the server before either is answered.
#[test]
fn two_clients_at_once() {
    let both = Arc::new(Barrier::new(2));
    let to = server(move |mut asked| {
        both.wait();
        asked.json(200, "", r#"{"id":1}"#);
    });
    let recorder = Recorder::start("two", &to, &[]);
    std::thread::scope(|scope| {
        let clients = [0, 1].map(|_| scope.spawn(|| recorder.get("/things")));
        clients.into_iter().for_each(|client| assert!(client.join().unwrap().contains(r#"{"id":1}"#)));
    });
    assert_eq!(recorder.wait_for(2).len(), 2);
    assert!(recorder.stop().2);
}

/// A connection that stays open serves several requests.
#[test]
fn connections_are_kept() {
    let to = server(|mut asked| asked.json(200, "", r#"{"id":1}"#));
    let recorder = Recorder::start("kept", &to, &[]);
    let answer = recorder.ask(
        "GET /things HTTP/1.1\r\nhost: x\r\n\r\nGET /things HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    );
    assert_eq!(answer.matches(r#"{"id":1}"#).count(), 2, "{answer}");
    assert_eq!(recorder.wait_for(2).len(), 2);
    assert!(recorder.stop().2);
}

/// The client stays with the proxy: redirects, links and cookies lead to it. What is recorded is the server's own.
#[test]
fn urls_of_the_server_become_those_of_the_proxy() {
    let to = server(|mut asked| {
        let own = format!("http://{}", asked.header("host").unwrap());
        let escaped = own.replace('/', "\\/");
        let headers = format!(
            "location: {own}/v1/next\r\nlink: <{own}/v1/things?page=2>; rel=\"next\"\r\nset-cookie: a=planted-cookie; Domain=example.com; Secure; HttpOnly\r\n"
        );
        asked.json(302, &headers, &format!(r#"{{"id":1,"next":"{own}/v1/things?page=2","escaped":"{escaped}\/v1\/x","other":"{own}0/v1"}}"#));
    });
    let recorder = Recorder::start("urls", &format!("{to}/v1/"), &[]);
    let answer = recorder.get("/things");
    let own = format!("http://{}", recorder.address);
    for part in [
        format!("location: {own}/next"),
        format!("link: <{own}/things?page=2>"),
        format!("\"next\":\"{own}/things?page=2\""),
        format!("\"escaped\":\"{}\\/x\"", own.replace('/', "\\/")),
        format!("\"other\":\"{to}0/v1\""),
        "set-cookie: a=planted-cookie; HttpOnly".to_owned(),
    ] {
        assert!(answer.contains(&part), "{part} in {answer}");
    }
    let entry = &recorder.wait_for(1)[0];
    assert!(text(entry).contains(&format!("{to}/v1/things?page=2")), "{entry}");
    assert!(!entry.to_string().contains("planted"), "{entry}");
    assert!(recorder.stop().2);
}

/// Credentials in each place where one can be: none is in the archive, nor printed.
#[test]
fn secrets_are_never_written() {
    let to = server(|mut asked| {
        let body = String::from_utf8(asked.body()).unwrap();
        // A server that repeats what it was sent, as echo services and error messages do.
        let echo = json!({"id": 1, "seen": asked.head, "body": body, "access_token": "planted-answer-token", "refreshToken": "planted-refresh",
            "message": "the token planted-answer-token is new", "planted-answer-token": 1, "credentials": {"user": "planted-user", "pin": 987_654_321},
            "url": "https://user:planted-password@example.com/?sig=planted-sig&x=1#access_token=planted-fragment",
            "nested": "{\"client_secret\":\"planted-nested\"}", "stripe": "sk_live_plantedplantedplanted",
            "jwt": "eyJplanted.eyJplanted.planted", "pem": "-----BEGIN PRIVATE KEY-----\nplanted"});
        asked.send(format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nset-cookie: sid=planted-set-cookie; Path=/\r\nx-session-token: planted-header\r\nx-unknown: planted-unknown\r\nlocation: /a?token=planted-location\r\nlink: </b?api_key=planted-link>; rel=next\r\nconnection: close\r\n\r\n{echo}"));
    });
    let recorder = Recorder::start("secrets", &to, &[]);
    let basic = "cGxhbnRlZC11c2VyMTpwbGFudGVkLXBhc3M="; // planted-user1:planted-pass
    let bodies = [
        ("application/json", r#"{"password":"planted-json","list":[{"apiKey":"planted-deep"}],"card":{"cvc":"planted-cvc"}}"#.to_owned()),
        ("application/x-www-form-urlencoded", "client_secret=planted-form&grant_type=password".to_owned()),
        ("multipart/form-data; boundary=XX", "--XX\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nplanted-part\r\n--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\ncontent of the file\r\n--XX--\r\n".to_owned()),
        ("application/x-ndjson", "{\"secret\":\"planted-line\"}\n{\"a\":1}\n".to_owned()),
        ("text/plain", "password = planted-plain\nuser: a".to_owned()),
        ("application/json", r#"{"password":"planted-cut"#.to_owned()),
    ];
    for (media, body) in &bodies {
        recorder.ask(&format!(
            "POST /things?kk=planted-declared&access_token=planted%2Dquery&limit=1 HTTP/1.1\r\nhost: x\r\nauthorization: Basic {basic}\r\ncookie: sid=planted-cookie; theme=planted-theme\r\nx-api-key: planted-key\r\nx-custom: planted-custom\r\nproxy-authorization: Bearer planted-proxy\r\ncontent-type: {media}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        ));
    }
    recorder.ask("GET /things HTTP/1.1\r\nhost: x\r\nauthorization: planted-raw-authorization\r\nconnection: close\r\n\r\n");
    recorder.wait_for(bodies.len() + 1);
    let folder = recorder.folder.clone();
    let (said, out, success) = recorder.stop();
    let archive = std::fs::read_to_string(folder.join("session.har")).unwrap();
    for text in [&archive, &said, &out] {
        for secret in ["planted", basic, "987654321"] {
            let at = text.find(secret);
            assert!(at.is_none(), "{}", &text[at.unwrap().saturating_sub(200)..at.unwrap() + 100]);
        }
    }
    let form = entries(&folder)[2]["request"]["postData"].to_string();
    assert!(form.contains(r#""fileName":"file""#) && !form.contains("content of"), "{form}");
    assert!(success && archive.contains("Basic REDACTED") && archive.contains("limit=1"), "{said}{archive}");
    let learned = Command::new(env!("CARGO_BIN_EXE_truespec"))
        .args(["learn", "session.har", "--document", "api.json"])
        .current_dir(&folder)
        .output()
        .unwrap();
    assert!(!String::from_utf8_lossy(&[learned.stdout, learned.stderr].concat()).contains("planted"));
}

/// Values of queries that are somebody's are not written; numbers, words and cursors that `learn` compares are.
#[test]
fn queries_of_people_are_not_written() {
    let to = server(|mut asked| {
        asked.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nlink: </b?q=jane%40example.org&page=2>; rel=next\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}");
    });
    let recorder = Recorder::start("people", &to, &[]);
    let queries = [
        "owner=jane%40example.org",
        "owner=by+jane@example.org",
        "search=Jane+Doe",
        "userEmail=jane",
        "phone=5550123456",
        "to=%2B49+170+5550123",
        "to=(555)%20012-3456",
        "card=4111111111111111",
        "q=a+person&limit=7",
    ];
    let kept = [
        "limit=7",
        "after=1732975000123",
        "cursor=b64==",
        "since=2026-01-31",
        "id=8d7c2ed5-9c3f-4d55-a7a6-0d1f4cf1f6b1",
        "q=true",
        "tag=open",
        "handle=@jane",
        "version=1.22.333.4444",
    ];
    queries.iter().chain(&kept).for_each(|query| drop(recorder.get(&format!("/things?{query}"))));
    recorder.wait_for(queries.len() + kept.len());
    let folder = recorder.folder.clone();
    recorder.stop();
    let urls: Vec<String> =
        entries(&folder).iter().map(|entry| entry["request"]["url"].as_str().unwrap().to_owned()).collect();
    let query = |index: usize| urls[index].split_once('?').unwrap().1;
    for index in 0..queries.len() {
        assert!(query(index).contains("=REDACTED"), "{}", query(index));
    }
    assert!(query(queries.len() - 1).ends_with("&limit=7"), "{urls:?}");
    for (index, kept) in kept.iter().enumerate() {
        assert_eq!(query(queries.len() + index), *kept);
    }
    let archive = std::fs::read_to_string(folder.join("session.har")).unwrap();
    assert!(!archive.contains("example.org") && archive.contains("/b?q=REDACTED&page=2"), "{archive}");
}

/// The archive is whole after a kill at any time, goes on with the next run, and what was damaged is cut.
#[test]
fn an_archive_is_valid_after_a_kill() {
    let to = server(|mut asked| asked.json(200, "", r#"{"id":1}"#));
    let mut recorder = Recorder::start("kill", &to, &[]);
    assert!(recorder.archive().is_empty());
    (0..5).for_each(|_| drop(recorder.get("/things")));
    recorder.wait_for(5);
    recorder.child.kill().unwrap();
    recorder.child.wait().unwrap();
    let (folder, archive) = (recorder.folder.clone(), recorder.folder.join("session.har"));
    assert_eq!(entries(&folder).len(), 5);
    // A disk that was full in the midst of an entry.
    let whole = std::fs::read(&archive).unwrap();
    std::fs::write(&archive, &whole[..whole.len() - 40]).unwrap();
    let again = Recorder::start_in(folder.clone(), &to, &[], None);
    assert_eq!(again.archive().len(), 4);
    again.get("/things");
    assert_eq!(again.wait_for(5).len(), 5);
    assert!(again.stop().2);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&archive).unwrap().permissions().mode() & 0o077, 0);
    }
}

/// The second of two recorders of one file is refused, and a program that writes to it all the same loses nothing.
#[test]
fn an_archive_has_one_writer() {
    let to = server(|mut asked| asked.json(200, "", r#"{"id":1}"#));
    let recorder = Recorder::start("writers", &to, &[]);
    recorder.get("/things");
    recorder.wait_for(1);
    let second = Command::new(env!("CARGO_BIN_EXE_truespec"))
        .args(["record", "--document", "api.json", "--to", &to, "--out", "session.har"])
        .current_dir(&recorder.folder)
        .output()
        .unwrap();
    let said = String::from_utf8(second.stderr).unwrap();
    assert_eq!(second.status.code(), Some(1), "{said}");
    assert!(said.contains("[TS743]") && said.contains("another recorder writes to the file"), "{said}");
    recorder.get("/things");
    assert_eq!(recorder.wait_for(2).len(), 2);
    // As a client does, which takes no lock.
    let archive = recorder.folder.join("session.har");
    let before = std::fs::read_to_string(&archive).unwrap();
    let theirs = before.replace("\n]}}\n", ",\n{\"theirs\":1}\n]}}\n");
    std::fs::write(&archive, &theirs).unwrap();
    recorder.get("/things");
    let (said, _, success) = recorder.ended();
    assert!(!success && said.contains("another program writes to the file"), "{said}");
    assert_eq!(std::fs::read_to_string(&archive).unwrap(), theirs);
}

/// The certificate is checked by the roots of the system, which `SSL_CERT_FILE` replaces here.
#[test]
fn tls_to_the_server() {
    let authority = rcgen::KeyPair::generate().unwrap();
    let mut parameters = rcgen::CertificateParams::new(Vec::new()).unwrap();
    parameters.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let issuer = rcgen::CertifiedIssuer::self_signed(parameters, authority).unwrap();
    let key = rcgen::KeyPair::generate().unwrap();
    let mut parameters = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    parameters.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ServerAuth];
    let signed = parameters.signed_by(&key, &issuer).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![signed.der().clone()], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let to = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let config = Arc::new(config);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = rustls::ServerConnection::new(config.clone()).unwrap();
            let tls = rustls::StreamOwned::new(connection, stream.unwrap());
            std::thread::spawn(move || asked(tls).map(|mut asked| asked.json(200, "", r#"{"id":1}"#)));
        }
    });
    let folder = scratch("record-tls");
    let roots = folder.join("roots.pem");
    std::fs::write(&roots, issuer.pem()).unwrap();
    let trusting = Recorder::start_in(folder, &to, &[], Some(&roots));
    let answer = trusting.get("/things");
    assert!(answer.contains(r#"{"id":1}"#), "{answer}");
    assert_eq!(trusting.wait_for(1)[0]["request"]["url"], format!("{to}/things"));
    assert!(trusting.stop().2);
    let strange = Recorder::start("tls-strange", &to, &[]);
    let answer = strange.get("/things");
    assert!(answer.starts_with("HTTP/1.1 502 "), "{answer}");
    let (said, ..) = strange.stop();
    assert!(said.contains("TS744"), "{said}");
}

/// Nobody else's files, and nobody else's machine.
#[test]
fn what_cannot_be_recorded_is_refused() {
    let folder = scratch("record-refused");
    std::fs::write(folder.join("api.json"), DOCUMENT).unwrap();
    std::fs::write(folder.join("other.har"), r#"{"log":{"entries":[]}}"#).unwrap();
    std::fs::write(folder.join("proposed.yaml"), "").unwrap();
    std::os::unix::fs::symlink("nowhere.har", folder.join("link.har")).unwrap();
    assert!(Command::new("mkfifo").arg(folder.join("pipe.har")).status().unwrap().success());
    let mut all = String::new();
    for arguments in [
        &["--to", "https://example.com", "--out", "other.har"][..],
        &["--to", "https://example.com", "--out", "link.har"],
        &["--to", "https://example.com", "--out", "pipe.har"],
        &["--to", "https://example.com", "--out", "new.har", "--listen", "0.0.0.0:0"],
        &["--to", "https://user:planted@example.com", "--out", "new.har"],
        &["--to", "example.com", "--out", "new.har"],
        &["--to", "https://example.com", "--out", "new.har", "--propose", "proposed.yaml"],
    ] {
        let out = Command::new(env!("CARGO_BIN_EXE_truespec"))
            .args(["record", "--document", "api.json"])
            .args(arguments)
            .current_dir(&folder)
            .env_remove("CLICOLOR_FORCE")
            .output()
            .unwrap();
        assert_eq!(out.status.code(), Some(1), "{arguments:?}");
        all += &String::from_utf8(out.stderr).unwrap();
    }
    assert!(!all.contains("planted"), "{all}");
    assert!(["new.har", "nowhere.har"].iter().all(|name| !folder.join(name).exists()), "{all}");
    assert_eq!(std::fs::read_to_string(folder.join("other.har")).unwrap(), r#"{"log":{"entries":[]}}"#);
    insta::assert_snapshot!(all);
}
