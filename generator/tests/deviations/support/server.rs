//! A server that answers as its case has it, however often it is asked.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

use super::case::{Answer, Case, With};

/// A running server; it ends with the process.
pub struct Server {
    url: String,
}

/// What is answered to one request.
struct Rule {
    ask: (String, String),
    media_type: Option<String>,
    headers: BTreeMap<String, String>,
    body: Option<Vec<u8>>,
    answer: Vec<u8>,
}

impl Server {
    pub fn start(case: &Case) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let rules: Vec<Rule> =
            case.exchanges.iter().map(|one| Rule::new(one.asked(), &one.with, &one.answer)).collect();
        let refusal = bytes(&case.refuses);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let Some(request) = Request::read(&stream) else { continue };
                let rule = rules.iter().find(|rule| rule.admits(&request));
                // A client may have enough before it has read everything.
                let _ = stream.write_all(rule.map_or(&refusal, |rule| &rule.answer));
                let _ = stream.shutdown(std::net::Shutdown::Write);
                let _ = std::io::copy(&mut &stream, &mut std::io::sink());
            }
        });
        Self { url }
    }

    /// Where it is: `http://127.0.0.1:40123`.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Rule {
    fn new((method, target): (&str, &str), with: &With, answer: &Answer) -> Self {
        Self {
            ask: (method.to_owned(), target.to_owned()),
            media_type: with.media_type.clone(),
            headers: with.headers.clone(),
            body: with.body.as_ref().map(|body| body.clone().into_bytes()),
            answer: bytes(answer),
        }
    }

    fn admits(&self, request: &Request) -> bool {
        let own = |name: &str, value: &str| {
            request.headers.get(name).is_some_and(|own| value == "*" || own == value)
        };
        let media = request.headers.get("content-type").and_then(|value| value.split(';').next());
        let json = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).ok();
        let same = |body: &Vec<u8>| {
            *body == request.body || json(body).is_some_and(|value| json(&request.body) == Some(value))
        };
        self.ask == request.ask
            && self.media_type.as_ref().is_none_or(|wanted| media == Some(wanted))
            && self.headers.iter().all(|(name, value)| own(name, value))
            && self.body.as_ref().is_none_or(same)
    }
}

/// The bytes of a response.
fn bytes(answer: &Answer) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {} Case\r\nconnection: close\r\n", answer.status);
    let json = answer.body.is_some().then(|| "application/json".to_owned());
    if let Some(media_type) = answer.media_type.clone().or(json) {
        head += &format!("content-type: {media_type}\r\n");
    }
    for (name, value) in &answer.headers {
        head += &format!("{name}: {value}\r\n");
    }
    let body = answer.bytes();
    if ![204, 304].contains(&answer.status) {
        head += &format!("content-length: {}\r\n", body.len());
    }
    [head.as_bytes(), b"\r\n", &body].concat()
}

struct Request {
    ask: (String, String),
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Request {
    /// Reads one; `None` if the connection ends before.
    fn read(stream: &TcpStream) -> Option<Self> {
        let mut from = BufReader::new(stream);
        let mut line = || {
            let mut line = String::new();
            from.read_line(&mut line).ok().filter(|length| *length > 0).map(|_| line.trim_end().to_owned())
        };
        let first = line()?;
        let (method, rest) = first.split_once(' ')?;
        let target = decoded(rest.strip_suffix(" HTTP/1.1")?);
        let mut headers = BTreeMap::new();
        while let Some((name, value)) = line()?.split_once(':') {
            headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
        }
        let length = headers.get("content-length").map_or(0, |length: &String| length.parse().unwrap());
        let is_chunked = headers.contains_key("transfer-encoding");
        let mut body = vec![0; length];
        match is_chunked {
            true => body = chunks(&mut from)?,
            false => from.read_exact(&mut body).ok()?,
        }
        Some(Self { ask: (method.to_owned(), target), headers, body })
    }
}

/// A body in chunks, without their frames.
fn chunks(from: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        from.read_line(&mut line).ok()?;
        let length = usize::from_str_radix(line.trim().split(';').next()?, 16).ok()?;
        let mut chunk = vec![0; length + 2];
        from.read_exact(&mut chunk).ok()?;
        if length == 0 {
            return Some(body);
        }
        body.extend(&chunk[..length]);
    }
}

/// A target without percent-encoding.
fn decoded(target: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = target.as_bytes();
    while let [first, more @ ..] = rest {
        let hex = more.get(..2).and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        rest = match (first, hex) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                &more[2..]
            }
            _ => {
                bytes.push(*first);
                more
            }
        };
    }
    String::from_utf8(bytes).unwrap()
}
