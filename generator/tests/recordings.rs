//! What is read of recordings, whichever tool wrote them: each kind with what is odd about it, and planted secrets.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use support::scratch;
use truespec::correct::recording::{Body, Exchange, Message, Secrets, read};
use truespec::diagnostic::{Files, Report, render};

fn shown(message: &Message) -> String {
    let media = message.media_type.as_deref().unwrap_or("-");
    match &message.body {
        Body::Json(value) => format!("{media} json {value}"),
        other => format!("{media} {other:?}"),
    }
}

fn line(exchange: &Exchange) -> String {
    let origin = exchange.origin.as_deref().unwrap_or_default();
    let mut text = format!("{}: {} {origin}{}", exchange.place, exchange.method, exchange.path);
    exchange.query.iter().for_each(|(name, value)| write!(text, " {name}={value}").unwrap());
    write!(
        text,
        "\n  request {}\n  {} {}\n",
        shown(&exchange.request),
        exchange.status,
        shown(&exchange.response)
    )
    .unwrap();
    if !exchange.credentials.is_empty() {
        writeln!(text, "  {:?}", exchange.credentials).unwrap();
    }
    for (name, value) in exchange.request_headers.iter().chain(&exchange.response_headers) {
        writeln!(text, "  {name}: {value}").unwrap();
    }
    text
}

/// Everything that is read of a recording, and what is said about it.
fn all(path: &Path) -> String {
    let (mut files, mut report) = (Files::default(), Report::default());
    let mut text = String::new();
    let secrets = Secrets::of(
        &json!({"components": {"securitySchemes": {"k": {"type": "apiKey", "in": "query", "name": "kk"}}}}),
    );
    read(path, &secrets, &mut files, &mut report, &mut |exchange| {
        text += &line(&exchange);
        true
    });
    let folder = path.parent().unwrap().to_str().unwrap().to_owned() + "/";
    let said = render::lines(&report, &files).join("\n").replace(&folder, "");
    format!("{text}--- said ---\n{said}\n")
}

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings").join(name)
}

#[test]
fn each_kind_is_read() {
    for name in [
        "browser.har",
        "ruby.yml",
        "python.yaml",
        "python.json",
        "journal.json",
        "wiremock",
        "postman.json",
        "pairs",
        "cut.har",
        "none.json",
        "broken.har",
    ] {
        let text = all(&here(name));
        assert!(!text.contains("planted"), "{name}: {text}");
        insta::assert_snapshot!(name.replace('.', "_"), text);
    }
}

/// A name says nothing: each is found by its content.
#[test]
fn names_do_not_matter() {
    let folder = scratch("recordings-names");
    for name in ["browser.har", "ruby.yml", "python.json", "postman.json"] {
        let renamed = folder.join("session.txt");
        std::fs::copy(here(name), &renamed).unwrap();
        assert_eq!(all(&renamed).replace("session.txt", name), all(&here(name)));
    }
    let marked = folder.join("marked.har");
    let text = std::fs::read_to_string(here("python.json")).unwrap();
    std::fs::write(&marked, format!("\u{feff}\n {text}")).unwrap();
    assert_eq!(all(&marked).replace("marked.har", "python.json"), all(&here("python.json")));
}

/// What tools of earlier versions wrote, and what is no body although the recording holds one.
#[test]
fn odd_entries() {
    let folder = scratch("recordings-odd");
    let entry = |method: &str, status: u16, media: &str| json!({"request": {"method": method, "url": "https://a.example/x"}, "response": {"status": status, "content": {"mimeType": media, "text": "{\"a\":1}"}}});
    let entries = [
        entry("GET", 304, "application/json"),
        entry("HEAD", 200, "application/json"),
        entry("GET", 200, "text/javascript; charset=utf-8"),
        entry("GET", 200, "font/woff2"),
        entry("POST", 200, "application/javascript"),
        json!({"request": {"method": "GET", "uri": "https://a.example/old"}, "response": {"status_code": 200, "content": "{\"httpx\": 1}", "headers": {"Content-Type": ["application/json"], "Content-Encoding": ["gzip"]}}}),
        json!({"request": {"method": "GET", "path": "/pact", "query": {"a": ["1"]}}, "response": {"status": 200, "body": {"string": "a member", "other": 1}}}),
    ];
    let body = |media: &str, text: &str, length: &str| json!({"request": {"method": "GET", "url": "/y"}, "response": {"status": 200, "headers": {"Content-Length": length}, "content": {"mimeType": media, "text": text}}});
    let entries: Vec<Value> = entries
        .into_iter()
        .chain([
            body("image/png", "", "2860"),
            body("application/json", "{\"id\": <PLACEHOLDER>}", "10"),
            body("application/json", "{\"a\":1}\n{\"a\":2}\n", "16"),
            body("application/json", "a,b\n1,2\n", "8"),
        ])
        .collect();
    let path = folder.join("odd.json");
    std::fs::write(&path, json!(entries).to_string()).unwrap();
    insta::assert_snapshot!(all(&path));
}

/// Recordings that could take very long, much memory or the whole stack: each is read or refused.
#[test]
fn hostile_recordings_end() {
    let folder = scratch("recordings-hostile");
    let har = |content: &str| {
        format!(
            r#"{{"log":{{"entries":[{{"request":{{"method":"GET","url":"https://a.example/x"}},"response":{{"status":200,"content":{content}}}}}]}}}}"#
        )
    };
    // A megabyte of zeros a thousand times, packed twice as small as it gets.
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    (0..200).for_each(|_| packer.write_all(&vec![b' '; 1 << 20]).unwrap());
    let bomb = base64(&packer.finish().unwrap());
    let multipart =
        format!("--X{}", "\r\n--X\r\nContent-Disposition: form-data; name=a\r\n\r\n1".repeat(20_000));
    let recordings = [
        "[".repeat(1_000_000),
        "{\"log\":".repeat(100_000),
        har(&format!(r#"{{"mimeType":"application/json","text":"{}"}}"#, "[".repeat(500_000))),
        har(&format!(r#"{{"mimeType":"application/json","encoding":"base64","text":"{bomb}"}}"#)),
        format!(r#"{{"item":{}{}}}"#, r#"[{"item":"#.repeat(50), "[]".to_owned() + &"}]".repeat(50)),
        har("{}").replace("https://a.example/x", &"?&=%".repeat(100_000)),
        json!([{"request": {"method": "POST", "url": "/a", "headers": {"Content-Type": "multipart/form-data; boundary=X"}, "body": multipart}, "response": {"status": 200}}]).to_string(),
        "http_interactions:\n".to_owned() + &"- request: {}\n".repeat(20_000),
    ];
    for (number, recording) in recordings.iter().enumerate() {
        let path = folder.join("hostile.har");
        std::fs::write(&path, recording).unwrap();
        let begun = std::time::Instant::now();
        let (text, _) = all(&path)
            .split_once("--- said ---")
            .map(|(read, said)| (read.to_owned(), said.to_owned()))
            .unwrap();
        assert!(begun.elapsed().as_secs() < 20, "{number}: {:?}", begun.elapsed());
        assert!(!text.contains("[[["), "{number}");
    }
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// An archive of 200 MB, written by way of parts, in less than 300 MB of memory: of the whole command.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "takes a minute in a debug build: cargo test -p truespec --test recordings -- --ignored"]
fn a_large_archive_is_read_in_parts() {
    let folder = scratch("recordings-large");
    let archive = folder.join("large.har");
    write_large(&archive, 200 << 20);
    std::fs::write(folder.join("api.json"), LARGE_DOCUMENT).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_truespec"));
    command.arg("learn").arg(&archive).arg("--document").arg(folder.join("api.json")).arg("--quiet");
    let out = command.output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(String::from_utf8(out.stdout).unwrap().contains("undeclared_number"));
    let used =
        nix::sys::resource::getrusage(nix::sys::resource::UsageWho::RUSAGE_CHILDREN).unwrap().max_rss();
    println!("peak: {} MB", used / 1024);
    assert!(used < 300 << 10, "{used} KiB");
}

const LARGE_DOCUMENT: &str = r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/items": {"get": {"responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object", "properties": {"list": {"type": "array"}}}}}}}}}}}"#;

/// Entries of 20 KB each, as an interface with lists answers them.
fn write_large(path: &Path, bytes: usize) {
    let item = |n: usize| json!({"id": n, "name": format!("name {n}"), "tags": ["a", "b"], "at": "2026-01-01T00:00:00Z", "nested": {"x": null, "y": [1, 2, 3]}});
    let body = json!({"list": (0..160).map(item).collect::<Vec<_>>(), "undeclared_number": 1}).to_string();
    let entry = json!({"request": {"method": "GET", "url": "https://api.example.com/items", "headers": []}, "response": {"status": 200, "headers": [], "content": {"mimeType": "application/json", "text": body}}}).to_string();
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    write!(file, "{{\"log\":{{\"entries\":[{entry}").unwrap();
    for _ in 0..bytes / entry.len() {
        write!(file, ",{entry}").unwrap();
    }
    write!(file, "]}}}}").unwrap();
}
