//! A request as the mock servers look at it: path and query unescaped, the body as JSON or as the parts of a form.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::Request;

/// A request, taken apart.
pub struct Incoming<'a> {
    /// What came over the wire.
    pub request: &'a Request,
    /// The segments of the path, unescaped; an empty last one stands for a slash at the end.
    pub path: Vec<String>,
    /// The query in its order, unescaped.
    pub query: Vec<(String, String)>,
}

/// One part of a form.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its file name, which makes it a file.
    pub file_name: Option<String>,
    /// Its media type, if it says one.
    pub content_type: Option<String>,
    /// Its content.
    pub content: Vec<u8>,
}

impl<'a> Incoming<'a> {
    /// Takes a request apart; `base` is what its path begins with.
    pub fn new(request: &'a Request, base: &str) -> Incoming<'a> {
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        let path = path.strip_prefix(base).unwrap_or(path).trim_start_matches('/');
        let query = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (unescape(&name.replace('+', " ")), unescape(&value.replace('+', " ")))
        });
        Incoming { request, path: path.split('/').map(unescape).collect(), query: query.collect() }
    }

    /// The first value of a query parameter.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a query parameter that is repeated.
    pub fn params(&self, name: &str) -> Vec<&str> {
        self.query.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str()).collect()
    }

    /// A query parameter as a whole number.
    pub fn number(&self, name: &str, default: usize) -> usize {
        self.param(name).and_then(|text| text.parse().ok()).unwrap_or(default)
    }

    /// Whether the body says that it is JSON.
    pub fn says_json(&self) -> bool {
        self.content_type().is_some_and(|media| media.starts_with("application/json"))
    }

    /// The body as JSON, if it is that.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.request.body).ok()
    }

    /// The body as the parts of a form (RFC 7578), if it is that.
    pub fn form(&self) -> Option<Vec<Part>> {
        let (media, boundary) = self.content_type()?.split_once("boundary=")?;
        if !media.starts_with("multipart/form-data") {
            return None;
        }
        let delimiter = format!("--{}", boundary.trim_matches('"'));
        let mut pieces = split(&self.request.body, delimiter.as_bytes()).into_iter();
        pieces.next()?; // what comes before the first delimiter
        pieces.take_while(|piece| !piece.starts_with(b"--")).map(Part::read).collect()
    }

    fn content_type(&self) -> Option<&str> {
        self.request.header("content-type").first().copied()
    }
}

impl Part {
    /// Reads a part: headers, an empty line, the content and the line end before the next delimiter.
    fn read(piece: &[u8]) -> Option<Part> {
        let piece = piece.strip_prefix(b"\r\n")?.strip_suffix(b"\r\n")?;
        let end = find(piece, b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(piece.get(..end)?).into_owned();
        let header = |name: &str| {
            head.lines().find_map(|line| {
                let (other, value) = line.split_once(':')?;
                other.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
            })
        };
        let disposition = header("content-disposition")?;
        let said = |key: &str| {
            let mut words = disposition.split(';').filter_map(|word| word.trim().split_once('='));
            words.find(|(name, _)| *name == key).map(|(_, value)| value.trim_matches('"').to_owned())
        };
        Some(Part {
            name: said("name")?,
            file_name: said("filename"),
            content_type: header("content-type"),
            content: piece.get(end + 4..)?.to_vec(),
        })
    }
}

fn unescape(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Where a sequence of bytes first stands.
fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

/// What stands between the delimiters.
fn split<'b>(mut text: &'b [u8], delimiter: &[u8]) -> Vec<&'b [u8]> {
    let mut pieces = Vec::new();
    while let Some(at) = find(text, delimiter) {
        pieces.push(&text[..at]);
        text = &text[at + delimiter.len()..];
    }
    pieces.push(text);
    pieces
}
