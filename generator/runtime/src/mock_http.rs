//! HTTP/1.1 as a mock server needs it: a thread a connection, one request after the other.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

/// A request as it came.
pub(super) struct Incoming {
    pub(super) method: String,
    /// Path and query.
    pub(super) target: String,
    pub(super) body: Vec<u8>,
}

/// What it is answered with.
#[derive(Clone)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Empty for none.
    pub(super) content_type: String,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn text(status: u16, body: String) -> Self {
        Self { status, content_type: "text/plain; charset=utf-8".to_owned(), body: body.into_bytes() }
    }
}

/// Serves as long as the process lives: a test's. Gives the URL.
pub(super) fn listen(answer: impl Fn(&Incoming) -> Answer + Send + Sync + 'static) -> io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let url = format!("http://{}", listener.local_addr()?);
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            // A broken connection is for the client to report.
            std::thread::spawn(move || _ = serve(&stream, answer.as_ref()));
        }
    });
    Ok(url)
}

fn serve(mut stream: &TcpStream, answer: &(dyn Fn(&Incoming) -> Answer + Sync)) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut from = BufReader::new(stream);
    while let Some(request) = read(&mut from)? {
        stream.write_all(&written(&answer(&request)))?;
    }
    Ok(())
}

/// `None` where the client hangs up.
fn read(from: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let mut line = String::new();
    if from.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (mut length, mut chunked) = (0, false);
    loop {
        let mut header = String::new();
        from.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().map_err(io::Error::other)?,
            "transfer-encoding" => chunked = value.trim().eq_ignore_ascii_case("chunked"),
            _ => {}
        }
    }
    let body = if chunked { chunks(from)? } else { exactly(from, length)? };
    Ok(Some(Incoming { method, target, body }))
}

fn exactly(from: &mut impl BufRead, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let came = from.take(length).read_to_end(&mut bytes)?;
    if came as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

fn chunks(from: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    loop {
        let mut line = String::new();
        from.read_line(&mut line)?;
        let size = line.split(';').next().unwrap_or_default().trim();
        let size = u64::from_str_radix(size, 16).map_err(io::Error::other)?;
        all.extend(exactly(from, size)?);
        from.read_line(&mut line)?;
        if size == 0 {
            return Ok(all);
        }
    }
}

fn written(answer: &Answer) -> Vec<u8> {
    let Answer { status, content_type, body } = answer;
    let mut head = format!("HTTP/1.1 {status} Mock\r\n");
    if !content_type.is_empty() {
        head += &format!("content-type: {content_type}\r\n");
    }
    if *status != 204 {
        head += &format!("content-length: {}\r\n", body.len());
    }
    [head.as_bytes(), b"\r\n", body].concat()
}
