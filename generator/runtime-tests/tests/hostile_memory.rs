//! Endless responses, measured: memory stays near the limit. There is one test, because the peak is measured for the
//! whole process, including the server.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of a test")]

mod support;

use std::io::Write;
use std::time::Duration;
use support::raw::{Raw, bomb, chunk, chunked};
use support::wait;
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::{Error, Untyped};
use truespec_runtime::runtime::request::Operation;
use truespec_runtime::runtime::stream::EventStream;

const GET: Operation = Operation::new("get", "GET", "/a");

const MIB: usize = 1 << 20;
/// What is allowed in memory in each of these.
const LIMIT: usize = 16 * MIB;
/// What a buffer that doubles and the transport may have beside it.
const MARGIN: usize = 24 * MIB;

fn core(server: &Raw) -> Core {
    Builder::new(&server.url, &[])
        .timeout(Duration::from_secs(120))
        .max_body_size(LIMIT as u64)
        .max_error_body_size(LIMIT as u64)
        .max_event_size(LIMIT as u64)
        .build()
        .unwrap()
}

/// 1 GiB of zeros in 1 MB.
fn compressed(status: u16, media_type: &'static str) -> Raw {
    Raw::new(move |stream, _| {
        let head = format!("HTTP/1.1 {status} X\r\ncontent-type: {media_type}\r\ncontent-encoding: gzip\r\n");
        write!(stream, "{head}transfer-encoding: chunked\r\n\r\n")?;
        stream.write_all(&chunk(bomb(256)))
    })
}

fn endless(status: u16, media_type: &str) -> Raw {
    Raw::endless(chunked(status, media_type), chunk(vec![b'x'; MIB]))
}

/// Fails, and says with what.
fn body(server: &Raw) -> String {
    let error = wait(core(server).call(&GET).decode_text::<Untyped, ()>()).unwrap_err();
    match error {
        Error::TooLarge(_) => "too large".to_owned(),
        Error::Api(error) => format!("{} of {}", error.status(), error.bytes().len()),
        other => panic!("{other:?}"),
    }
}

fn event(server: &Raw) -> String {
    let error = wait(async {
        let call = core(server).call(&GET).decode_text_events::<Untyped, ()>().await;
        let mut events: EventStream<String> = call.unwrap();
        events.next().await.unwrap().unwrap_err()
    });
    assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
    "too large".to_owned()
}

/// Reads piece by piece what has no limit but its own.
fn download(server: &Raw) -> String {
    let error = wait(async {
        let core = core(server);
        let call = core.call(&GET).decode_bytes::<Untyped, ()>().max_body_size(64 * MIB as u64);
        let mut download = call.stream().await.unwrap();
        loop {
            if let Err(error) = download.chunk().await {
                return error;
            }
        }
    });
    assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
    "too large".to_owned()
}

#[test]
fn memory_stays_near_the_limit() {
    let large = format!("500 of {LIMIT}");
    let events = "text/event-stream";
    type Read = fn(&Raw) -> String;
    let table: [(&str, Raw, Read, &str); 7] = [
        ("a body without end", endless(200, "text/plain"), body, "too large"),
        ("a body of zeros by gzip", compressed(200, "text/plain"), body, "too large"),
        ("an error without end", endless(500, "text/plain"), body, &large),
        ("an error by gzip", compressed(500, "text/plain"), body, &large),
        ("an event without end", endless(200, events), event, "too large"),
        ("an event by gzip", compressed(200, events), event, "too large"),
        ("a download by gzip", compressed(200, "application/zip"), download, "too large"),
    ];
    for (name, server, read, expected) in table {
        let before = reset_peak();
        assert_eq!(read(&server), expected, "{name}");
        let grown = peak().saturating_sub(before);
        println!("{name}: {} KB", grown >> 10);
        assert!(grown < LIMIT + MARGIN, "{name}: the peak grew by {grown} bytes");
    }
}

/// Makes what is resident now the peak, and says how much it is, in bytes (`man 5 proc`: `clear_refs`).
fn reset_peak() -> usize {
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    peak()
}

/// The most that was resident, in bytes.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() << 10
}
