//! File names of downloads: safe on every system, or none.
#![allow(missing_docs, clippy::unwrap_used, reason = "shapes and helpers of tests")]

mod support;

use support::wait;
use truespec_runtime::runtime::client::Builder;
use truespec_runtime::runtime::error::Untyped;
use truespec_runtime::runtime::request::Operation;
use truespec_runtime::runtime::transport::{Body, BoxFuture, Transport, TransportError};

const EXPORT: Operation = Operation::new("export", "GET", "/export");

/// Answers with this `Content-Disposition`, to the byte.
struct Disposition(Vec<u8>);

impl Transport for Disposition {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut answer = http::Response::new(Body::from("content"));
        let value = http::HeaderValue::from_bytes(&self.0).unwrap();
        answer.headers_mut().insert("content-disposition", value);
        Box::pin(async { Ok(answer) })
    }
}

fn named(disposition: &[u8]) -> Option<String> {
    let transport = Disposition(disposition.to_vec());
    let core = Builder::new("https://api.example.com", &[]).transport(transport).build().unwrap();
    wait(core.call(&EXPORT).decode_bytes::<Untyped, ()>().stream()).unwrap().filename()
}

/// What holds of a file's name on Linux, macOS and Windows alike.
fn is_plain(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let device = ["con", "prn", "aux", "nul", "conin$", "conout$"].contains(&stem.as_str())
        || (stem.chars().count() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")));
    !name.is_empty()
        && name.len() <= 255
        && !device
        && !name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|'])
        && !name.contains(char::is_control)
        && !name.contains(['\u{202e}', '\u{2066}', '\u{200f}', '\u{2028}', '\u{200b}'])
        && !name.ends_with(['.', ' '])
        && !name.starts_with(' ')
}

#[test]
fn names_are_safe_or_none() {
    let long = format!("attachment; filename=\"{}.tar\"", "x".repeat(300));
    let wide = format!("attachment; filename*=UTF-8''{}.txt", "%E2%82%AC".repeat(200));
    let table: &[(&str, Option<&str>)] = &[
        ("attachment; filename=report.pdf", Some("report.pdf")),
        ("attachment; FileName=\"a b.txt\"", Some("a b.txt")),
        ("attachment; filename=\"a; b.txt\"; size=3", Some("a; b.txt")),
        ("attachment; filename=\"say \\\"hi\\\".txt\"", Some("say _hi_.txt")),
        // Paths, of either system and however they are encoded.
        ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
        ("attachment; filename=/etc/passwd", Some("passwd")),
        ("attachment; filename=\"..\\..\\win.ini\"", Some("win.ini")),
        ("attachment; filename=\"\\\\\\\\server\\\\share\\\\x.txt\"", Some("x.txt")),
        ("attachment; filename=\"\\\\?\\C:\\x\"", Some("x")),
        ("attachment; filename*=UTF-8''%2e%2e%2f", None),
        ("attachment; filename*=UTF-8''%2e%2e%2f%2e%2e%5cx.sh", Some("x.sh")),
        ("attachment; filename*=UTF-8''%252e%252e%252fx", Some("%2e%2e%2fx")),
        ("attachment; filename=\"a/..\"", None),
        ("attachment; filename=..", None),
        ("attachment; filename=.", None),
        ("attachment; filename=\"...\"", None),
        ("attachment; filename=\"a/\"", None),
        ("attachment; filename=\"\"", None),
        ("attachment; filename=\"   \"", None),
        ("attachment; filename=", None),
        ("attachment; filename", None),
        ("inline", None),
        // Windows: drives, streams, devices, ends that it drops.
        ("attachment; filename=C:evil.exe", Some("C_evil.exe")),
        ("attachment; filename=\"C:\\evil.exe\"", Some("evil.exe")),
        ("attachment; filename=a.txt:b", Some("a.txt_b")),
        ("attachment; filename=a.txt::$DATA", Some("a.txt__$DATA")),
        ("attachment; filename=CON", Some("_CON")),
        ("attachment; filename=nul.txt", Some("_nul.txt")),
        ("attachment; filename=\"Aux .tar.gz\"", Some("_Aux .tar.gz")),
        ("attachment; filename=com1", Some("_com1")),
        ("attachment; filename=LPT9.log", Some("_LPT9.log")),
        ("attachment; filename*=UTF-8''COM%C2%B9.txt", Some("_COM\u{b9}.txt")),
        ("attachment; filename=conin$", Some("_conin$")),
        ("attachment; filename=CON.", Some("_CON")),
        ("attachment; filename=console.log", Some("console.log")),
        ("attachment; filename=\"a.txt. . \"", Some("a.txt")),
        ("attachment; filename=\"a<b>|c?*.txt\"", Some("a_b__c__.txt")),
        // What shows as something else.
        ("attachment; filename*=UTF-8''gpj%E2%80%AEexe.txt", Some("gpjexe.txt")),
        ("attachment; filename*=UTF-8''%E2%80%8B..%E2%80%8B", None),
        ("attachment; filename*=UTF-8''a%00.txt", None),
        ("attachment; filename*=UTF-8''a%0d%0ab.txt", None),
        ("attachment; filename*=UTF-8''a%1b%5b31m", None),
        ("attachment; filename*=UTF-8''a%7f", None),
        ("attachment; filename*=UTF-8''a%c2%85b", None),
        // Encodings: the extended form first, unless it is none.
        ("attachment; filename=x.txt; filename*=UTF-8''na%C3%AFve.txt", Some("na\u{ef}ve.txt")),
        ("attachment; filename*=iso-8859-1'en'%A3.txt", Some("\u{a3}.txt")),
        ("attachment; filename*=UTF-8''%ff%fe; filename=plain.txt", Some("plain.txt")),
        ("attachment; filename*=nothing; filename=plain.txt", Some("plain.txt")),
    ];
    for (disposition, expected) in table {
        let name = named(disposition.as_bytes());
        assert_eq!(name.as_deref(), *expected, "{disposition}");
        assert!(name.as_deref().is_none_or(is_plain), "{disposition}: {name:?}");
    }
    for disposition in [long, wide] {
        let name = named(disposition.as_bytes()).unwrap();
        assert!(is_plain(&name) && name.len() > 250, "{name}");
        assert!(name.ends_with(".tar") || name.ends_with(".txt"), "{name}");
    }
    // Bytes that are no ASCII are read as UTF-8, as browsers send them.
    assert_eq!(
        named("attachment; filename=\"na\u{ef}ve.txt\"".as_bytes()).as_deref(),
        Some("na\u{ef}ve.txt")
    );
    assert_eq!(named(b"attachment; filename=\"a\xff.txt\"").as_deref(), Some("a\u{fffd}.txt"));
}

/// Every mixture of pieces that are dangerous somewhere gives a plain name or none.
#[test]
fn mixtures_are_safe_or_none() {
    let pieces = [
        "a",
        ".",
        "..",
        "/",
        "\\\\",
        "%2f",
        "%5c",
        "%00",
        "%0a",
        "C:",
        "CON",
        " ",
        "%E2%80%AE",
        ":x",
        "~",
        "%",
        "\"",
        ";",
    ];
    for first in pieces {
        for second in pieces {
            for third in pieces {
                for form in ["filename=", "filename=\"", "filename*=UTF-8''"] {
                    let disposition = format!("attachment; {form}{first}{second}{third}");
                    let name = named(disposition.as_bytes());
                    assert!(name.as_deref().is_none_or(is_plain), "{disposition}: {name:?}");
                }
            }
        }
    }
}
