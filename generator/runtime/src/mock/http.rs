//! A minimal HTTP/1.1 server: one thread per connection, and one request after the other.

use super::content::Content;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

/// The maximum sizes of the head and the body of a request, in bytes. A test that sends more gets an error.
const HEAD: u64 = 1 << 20;
const BODY: u64 = 256 << 20;
/// How long a client may be silent or not read; longer than it keeps an idle connection.
const IDLE_TIMEOUT: Duration = Duration::from_secs(120);

/// A received request.
pub(crate) struct Incoming {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// The error if the request exceeds a limit; the rest of it is not read.
    pub(crate) fault: Option<String>,
}

impl Incoming {
    /// The values of a header.
    pub(crate) fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.headers.iter().filter(move |(other, _)| other.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str())
    }
}

/// The answer to a request.
#[derive(Clone, Default)]
pub(crate) struct Answer {
    /// The status; 0 closes the connection without an answer.
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) content: Content,
    /// The delay before the answer.
    pub(crate) delay: Duration,
    /// The size of the pieces in bytes, and the pause between them.
    pub(crate) pieces: Option<(usize, Duration)>,
    /// The number of bytes of the body after which the connection is closed.
    pub(crate) cut: Option<usize>,
}

/// Starts the server and returns its URL. It runs until the process of the test ends.
pub(crate) fn listen(answer: impl Fn(&Incoming) -> Answer + Send + Sync + 'static) -> io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let url = format!("http://{}", listener.local_addr()?);
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            // The client reports a broken connection.
            std::thread::spawn(move || {
                let served = serve(&stream, answer.as_ref());
                served.and_then(|()| stream.shutdown(Shutdown::Both))
            });
        }
    });
    Ok(url)
}

/// Serves a connection until the client closes it, or an answer is cut.
fn serve(stream: &TcpStream, answer: &(dyn Fn(&Incoming) -> Answer + Sync)) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(IDLE_TIMEOUT))?;
    stream.set_write_timeout(Some(IDLE_TIMEOUT))?;
    let mut from = BufReader::new(stream);
    while let Some(request) = read(&mut from)? {
        let answer = answer(&request);
        std::thread::sleep(answer.delay);
        if answer.status == 0 {
            return Ok(());
        }
        write(stream, &answer, &request.method)?;
        if answer.cut.is_some() || request.fault.is_some() {
            return Ok(());
        }
    }
    Ok(())
}

/// Reads a request; `None` if the client closed the connection.
fn read(from: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let mut room = HEAD;
    let line = line(from, &mut room)?;
    if line.is_empty() {
        return Ok(None);
    }
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut request = Incoming { method, target, headers: Vec::new(), body: Vec::new(), fault: None };
    loop {
        let header = self::line(from, &mut room)?;
        if room == 0 {
            request.fault = Some(format!("its head has {HEAD} bytes or more"));
            return Ok(Some(request));
        }
        let Some((name, value)) = header.trim_end().split_once(':') else { break };
        request.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let chunked = request.header("transfer-encoding").any(|value| value.eq_ignore_ascii_case("chunked"));
    let length =
        request.header("content-length").next().map_or(Ok(0), str::parse).map_err(io::Error::other)?;
    let body = if chunked { chunks(from)? } else { read_exactly(from, length, BODY)? };
    if body.is_none() {
        request.fault = Some(format!("its body has more than {BODY} bytes"));
    }
    request.body = body.unwrap_or_default();
    Ok(Some(request))
}

/// Reads the next line with its end, at most `room` bytes.
fn line(from: &mut impl BufRead, room: &mut u64) -> io::Result<String> {
    let mut line = String::new();
    *room -= from.take(*room).read_line(&mut line)? as u64;
    Ok(line)
}

/// Reads `length` bytes; `None` if there is no room for them.
fn read_exactly(from: &mut impl BufRead, length: u64, room: u64) -> io::Result<Option<Vec<u8>>> {
    if length > room {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let came = from.take(length).read_to_end(&mut bytes)?;
    if came as u64 == length { Ok(Some(bytes)) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

fn chunks(from: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut all = Vec::new();
    loop {
        let line = line(from, &mut HEAD.clone())?;
        let size = line.split(';').next().unwrap_or_default().trim();
        let size = u64::from_str_radix(size, 16).map_err(io::Error::other)?;
        let Some(chunk) = read_exactly(from, size, BODY - all.len() as u64)? else { return Ok(None) };
        all.extend(chunk);
        self::line(from, &mut HEAD.clone())?;
        if size == 0 {
            return Ok(Some(all));
        }
    }
}

fn write(mut stream: &TcpStream, answer: &Answer, method: &str) -> io::Result<()> {
    let Answer { status, content, pieces, cut, .. } = answer;
    stream.write_all(head(answer).as_bytes())?;
    if method == "HEAD" || matches!(status, 204 | 304) {
        return Ok(());
    }
    let body = content.body.get(..cut.unwrap_or(usize::MAX)).unwrap_or(&content.body);
    let (size, pause) = pieces.unwrap_or((body.len(), Duration::ZERO));
    for (index, piece) in body.chunks(size.max(1)).enumerate() {
        if index > 0 {
            std::thread::sleep(pause);
        }
        match content.chunked {
            true => {
                stream.write_all(&[format!("{:x}\r\n", piece.len()).as_bytes(), piece, b"\r\n"].concat())?
            }
            false => stream.write_all(piece)?,
        }
    }
    if content.chunked && cut.is_none() {
        stream.write_all(b"0\r\n\r\n")?;
    }
    Ok(())
}

fn head(answer: &Answer) -> String {
    let Answer { status, headers, content, .. } = answer;
    let says = |name: &str| headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
    let mut head = format!("HTTP/1.1 {status} Mock\r\n");
    if !content.media_type.is_empty() && !says("content-type") {
        head += &format!("content-type: {}\r\n", content.media_type);
    }
    match status {
        204 | 304 => {}
        _ if content.chunked => head += "transfer-encoding: chunked\r\n",
        // A test may set a wrong length.
        _ if says("content-length") => {}
        _ => head += &format!("content-length: {}\r\n", content.body.len()),
    }
    head.extend(headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")));
    head + "\r\n"
}
