//! 100 MB up and down, of known length and in chunks: every byte arrives, and memory does not grow. There is one test,
//! because the peak is measured for the whole process, including the server.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "helpers of a test")]

mod support;

use bytes::Bytes;
use futures_core::Stream;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::Pin;
use std::sync::LazyLock;
use std::task::{Context, Poll};
use support::wait;
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::Untyped;
use truespec_runtime::runtime::request::Operation;
use truespec_runtime::runtime::request::execute::open;
use truespec_runtime::runtime::transport::{Body, TransportError};

const DOWN_KNOWN: Operation = Operation::new("down", "GET", "/known");
const DOWN_CHUNKED: Operation = Operation::new("down_chunked", "GET", "/chunked");
const UP: Operation = Operation::new("up", "POST", "/");

/// A body is that many pieces, all alike and each made anew, so that pieces which are held are seen.
const PIECES: usize = 1_600;
const PIECE: usize = 62_500;
const SIZE: usize = PIECES * PIECE;

/// How much the peak of the process may grow.
const LIMIT: usize = 16 << 20;

fn piece() -> Vec<u8> {
    static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| (0..=249).cycle().take(PIECE).collect());
    BYTES.clone()
}

#[test]
fn memory_does_not_grow() {
    let url = serve();
    let core = Builder::new(&url, &[]).build().unwrap();
    // What the first call allocates once is not what is measured.
    up(&core, 1, None);
    let growth = |work: &dyn Fn()| {
        let before = reset_peak();
        work();
        peak().saturating_sub(before)
    };
    let streams: [(&str, &dyn Fn()); 4] = [
        ("up, known length", &|| up(&core, PIECES, Some(SIZE as u64))),
        ("up, chunked", &|| up(&core, PIECES, None)),
        ("down, known length", &|| down(&core, &DOWN_KNOWN)),
        ("down, chunked", &|| down(&core, &DOWN_CHUNKED)),
    ];
    for (name, work) in streams {
        let grown = growth(work);
        println!("{name}: {} KB", grown >> 10);
        assert!(grown < LIMIT, "{name}: the peak grew by {grown} bytes");
    }
    // The measure sees a body that is held.
    let grown = growth(&|| {
        let call = core.call(&DOWN_KNOWN).decode_bytes::<Untyped, ()>().max_body_size(SIZE as u64);
        let whole = wait(call).unwrap();
        assert_eq!(whole.len(), SIZE);
    });
    assert!(grown > SIZE - LIMIT, "a whole body in memory grew the peak by {grown} bytes only");
}

/// Sends pieces; the server says how many bytes came as they should.
fn up(core: &Core, pieces: usize, length: Option<u64>) {
    let mut request = core.call(&UP);
    request.set_body("application/octet-stream", Body::new(Pieces(pieces)).with_length(length));
    let arrived = wait(request.decode_text::<Untyped, ()>()).unwrap();
    assert_eq!(arrived, format!("{} bytes, chunked: {}", pieces * PIECE, length.is_none()));
}

/// Reads piece by piece.
fn down(core: &Core, operation: &'static Operation) {
    let mut check = Check::new();
    wait(async {
        let (parts, mut body) = open(core.call(operation)).await.ok().unwrap();
        assert_eq!(parts.status, 200);
        while let Some(piece) = body.chunk().await.unwrap() {
            check.take(&piece);
        }
    });
    assert_eq!(check.at, SIZE);
}

/// As many pieces as are left.
struct Pieces(usize);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(left) = self.0.checked_sub(1) else { return Poll::Ready(None) };
        self.0 = left;
        Poll::Ready(Some(Ok(Bytes::from(piece()))))
    }
}

/// Holds what comes against what was sent.
struct Check {
    at: usize,
    piece: Vec<u8>,
}

impl Check {
    fn new() -> Self {
        Self { at: 0, piece: piece() }
    }

    fn take(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let expected = &self.piece[self.at % PIECE..];
            let (now, later) = bytes.split_at(bytes.len().min(expected.len()));
            assert!(now == &expected[..now.len()], "other bytes from {} on", self.at);
            self.at += now.len();
            bytes = later;
        }
    }
}

// --- Memory -----------------------------------------------------------------------------------------------------------

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

// --- The server -------------------------------------------------------------------------------------------------------

fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || exchange(&stream).unwrap());
        }
    });
    url
}

/// One request of a connection, and its answer.
fn exchange(mut stream: &TcpStream) -> io::Result<()> {
    let mut from = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && from.read_line(&mut head)? > 0 {}
    let head = head.to_ascii_lowercase();
    let begin = "HTTP/1.1 200 OK\r\nconnection: close\r\n";
    if head.starts_with("get /known ") {
        write!(stream, "{begin}content-length: {SIZE}\r\n\r\n")?;
        return (0..PIECES).try_for_each(|_| stream.write_all(&piece()));
    }
    if head.starts_with("get /chunked ") {
        write!(stream, "{begin}transfer-encoding: chunked\r\n\r\n")?;
        let chunk = || [format!("{PIECE:x}\r\n").as_bytes(), &piece(), b"\r\n"].concat();
        (0..PIECES).try_for_each(|_| stream.write_all(&chunk()))?;
        return stream.write_all(b"0\r\n\r\n");
    }
    let mut check = Check::new();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    match length {
        Some(length) => read(&mut from, length, &mut check)?,
        None => read_chunks(&mut from, &mut check)?,
    }
    let text = format!("{} bytes, chunked: {}", check.at, length.is_none());
    write!(stream, "{begin}content-type: text/plain\r\ncontent-length: {}\r\n\r\n{text}", text.len())
}

fn read(from: &mut impl Read, mut left: usize, check: &mut Check) -> io::Result<()> {
    let mut buffer = [0; 16 << 10];
    while left > 0 {
        let now = left.min(buffer.len());
        from.read_exact(&mut buffer[..now])?;
        check.take(&buffer[..now]);
        left -= now;
    }
    Ok(())
}

fn read_chunks(from: &mut impl BufRead, check: &mut Check) -> io::Result<()> {
    loop {
        let mut line = String::new();
        from.read_line(&mut line)?;
        let size = usize::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
        read(from, size, check)?;
        from.read_line(&mut line)?;
        if size == 0 {
            return Ok(());
        }
    }
}
