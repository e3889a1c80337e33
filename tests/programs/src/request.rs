//! A request as it came.

use std::io::{self, Read};

/// The parts of a request that scripts speak of.
pub struct Request {
    /// Upper case.
    pub method: String,
    /// Percent-decoded.
    pub path: String,
    /// Decoded pairs, as they came.
    pub query: Vec<(String, String)>,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// All of it, without the framing of chunks.
    pub body: Vec<u8>,
}

impl Request {
    /// The value of a header, if there is one.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str())
    }
}

/// Reads one request.
///
/// # Errors
///
/// The stream ends within the request, or it is none.
pub fn read(stream: &mut impl Read) -> io::Result<Request> {
    let mut bytes = Vec::new();
    let (mut request, used) = loop {
        if let Some(head) = head(&bytes)? {
            break head;
        }
        more(stream, &mut bytes)?;
    };
    bytes.drain(..used);
    request.body = match request.header("transfer-encoding") {
        Some(_) => chunks(stream, bytes)?,
        None => {
            let length = request.header("content-length").map_or(Ok(0), str::parse).map_err(invalid)?;
            exactly(stream, bytes, length)?
        }
    };
    Ok(request)
}

fn head(bytes: &[u8]) -> io::Result<Option<(Request, usize)>> {
    let mut headers = [httparse::EMPTY_HEADER; 100];
    let mut parsed = httparse::Request::new(&mut headers);
    let httparse::Status::Complete(used) = parsed.parse(bytes).map_err(invalid)? else { return Ok(None) };
    let (path, query) =
        parsed.path.unwrap_or_default().split_once('?').unwrap_or((parsed.path.unwrap_or_default(), ""));
    let header =
        |h: &httparse::Header| (h.name.to_ascii_lowercase(), String::from_utf8_lossy(h.value).into_owned());
    let request = Request {
        method: parsed.method.unwrap_or_default().into(),
        path: decode(path),
        query: query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect(),
        headers: parsed.headers.iter().map(header).collect(),
        body: Vec::new(),
    };
    Ok(Some((request, used)))
}

fn pair(text: &str) -> (String, String) {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (decode(&name.replace('+', " ")), decode(&value.replace('+', " ")))
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn exactly(stream: &mut impl Read, mut bytes: Vec<u8>, length: usize) -> io::Result<Vec<u8>> {
    while bytes.len() < length {
        more(stream, &mut bytes)?;
    }
    bytes.truncate(length);
    Ok(bytes)
}

fn chunks(stream: &mut impl Read, mut bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        match httparse::parse_chunk_size(&bytes).map_err(|_| invalid("the size of a chunk is none"))? {
            httparse::Status::Partial => more(stream, &mut bytes)?,
            httparse::Status::Complete((_, 0)) => return Ok(body),
            httparse::Status::Complete((start, size)) => {
                let end = usize::try_from(size).map_err(invalid)?.saturating_add(start);
                while bytes.len() < end.saturating_add(2) {
                    more(stream, &mut bytes)?;
                }
                body.extend(bytes.drain(..end + 2).skip(start).take(end - start));
            }
        }
    }
}

fn more(stream: &mut impl Read, bytes: &mut Vec<u8>) -> io::Result<()> {
    let mut buffer = [0; 8192];
    let count = stream.read(&mut buffer)?;
    bytes.extend_from_slice(buffer.get(..count).unwrap_or_default());
    if count == 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
}

fn invalid(error: impl ToString) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}
