//! `multipart/form-data` bodies (RFC 7578). What is in memory has a boundary made from its content, so that the same
//! form gives the same bytes; what is streamed has a random one, which no content can have been written to hold.

use super::super::error::build::BuildError;
use super::super::json::send::{ToWire, sent_text};
use super::super::transport::body::{Body, Pieces};
use super::super::transport::failure::TransportError;
use super::super::transport::host::random;
use super::upload::{OCTETS, Upload};
use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName, HeaderValue};
use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

/// One part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    content: Upload,
    /// Servers tell files from fields by whether there is a file name.
    is_file: bool,
}

impl Part {
    fn new(content: Upload) -> Self {
        Self { content, is_file: false }
    }

    /// A text field.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(Upload::bytes(text.into()))
    }

    /// Bytes, sent as `application/octet-stream` unless told otherwise.
    pub fn bytes(content: impl Into<Bytes>) -> Self {
        Self::new(Upload::bytes(content).content_type(OCTETS))
    }

    /// A file; one without a name is sent under that of its field.
    pub fn file(upload: impl Into<Upload>) -> Self {
        Self { is_file: true, ..Self::new(upload.into()) }
    }

    /// A value as JSON.
    ///
    /// # Errors
    /// The value holds something that JSON cannot.
    pub fn json<T: ToWire + ?Sized>(value: &T) -> Result<Self, BuildError> {
        let content = sent_text(value).map_err(|error| BuildError::new(error.to_string()))?;
        Ok(Self::new(Upload::bytes(content).content_type("application/json")))
    }

    /// Names the file that the content is of.
    #[must_use]
    pub fn filename(mut self, name: impl Into<String>) -> Self {
        self.content = self.content.filename(name);
        self
    }

    /// Says what the content is.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content = self.content.content_type(media_type);
        self
    }

    /// Adds a header of the part's own. `Content-Type` and `Content-Disposition` are none of these: such a call fails
    /// before it is sent.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.content = self.content.header(name, value);
        self
    }

    /// Says what the content is, unless it says so itself.
    pub(crate) fn or_content_type(self, media_type: &str) -> Self {
        if self.content.media_type().is_some() { self } else { self.content_type(media_type) }
    }

    /// What it is said to be.
    fn media_type(&self) -> Option<&str> {
        self.content.media_type().or(self.is_file.then_some(OCTETS))
    }

    /// Which field it is. Without a name only a file has something to say, and that only where the body is no form.
    fn disposition(&self, name: &str, is_form: bool) -> Option<String> {
        let filename = |name: &str| format!("; filename=\"{}\"", quoted(name));
        if name.is_empty() && !is_form {
            return self
                .content
                .named()
                .map(|own| format!("Content-Disposition: attachment{}", filename(own)));
        }
        let named = self.content.named().or(self.is_file.then_some(name)).map(filename);
        let name = quoted(name);
        Some(format!("Content-Disposition: form-data; name=\"{name}\"{}", named.unwrap_or_default()))
    }

    /// The part's head, with the empty line after it.
    fn head(&self, name: &str, is_form: bool) -> Result<String, BuildError> {
        let kind = self.media_type().map(|media_type| format!("Content-Type: {}", line(media_type)));
        let lines: Vec<String> = self.disposition(name, is_form).into_iter().chain(kind).collect();
        let mut head = lines.join("\r\n");
        for (own, value) in self.content.headers() {
            check(own, value).map_err(|reason| {
                BuildError::new(format!("the part {name}: the header {} {reason}", line(own)))
            })?;
            let before = if head.is_empty() { "" } else { "\r\n" };
            head.push_str(&format!("{before}{own}: {value}"));
        }
        let end = if head.is_empty() { "\r\n" } else { "\r\n\r\n" };
        Ok(head + end)
    }
}

/// Holds a header of a part against the grammar, and against those that a part has anyway.
fn check(name: &str, value: &str) -> Result<(), &'static str> {
    let parsed = HeaderName::try_from(name).map_err(|_| "has a name that no header can have")?;
    if parsed == CONTENT_TYPE || parsed == CONTENT_DISPOSITION {
        return Err("is not set as a header, but by `content_type` and `filename`");
    }
    HeaderValue::from_bytes(value.as_bytes()).map(drop).map_err(|_| "has a value that no header can have")
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<&str> for Part {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<Vec<u8>> for Part {
    fn from(content: Vec<u8>) -> Self {
        Self::bytes(content)
    }
}

impl From<Bytes> for Part {
    fn from(content: Bytes) -> Self {
        Self::bytes(content)
    }
}

impl From<Upload> for Part {
    fn from(upload: Upload) -> Self {
        Self::file(upload)
    }
}

/// A form: named parts, in order; a name may come more than once.
#[derive(Debug, Clone, Default)]
pub struct Form(Vec<(String, Part)>);

impl Form {
    /// Without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part.
    #[must_use]
    pub fn part(mut self, name: impl Into<String>, part: impl Into<Part>) -> Self {
        self.push(name, part);
        self
    }

    /// Adds a part.
    pub fn push(&mut self, name: impl Into<String>, part: impl Into<Part>) {
        self.0.push((name.into(), part.into()));
    }

    /// The `Content-Type` with its boundary, and the body: in memory if every part is, else in pieces.
    ///
    /// # Errors
    /// A part is a stream that was sent before, or has a header that cannot be sent.
    pub fn encode(&self) -> Result<(String, Body), BuildError> {
        self.encode_as("multipart/form-data")
    }

    /// The same as another kind of `multipart/`.
    ///
    /// # Errors
    /// A part is a stream that was sent before, or has a header that cannot be sent.
    pub fn encode_as(&self, media_type: &str) -> Result<(String, Body), BuildError> {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let is_form = essence == "multipart/form-data";
        let heads: Vec<String> =
            self.0.iter().map(|(name, part)| part.head(name, is_form)).collect::<Result<_, _>>()?;
        let whole = self.0.iter().all(|(_, part)| part.content.as_bytes().is_some());
        let boundary = if whole { self.boundary(&heads) } else { random_boundary() };
        let pieces = self.pieces(&heads, &boundary);
        let body = if whole { together(&pieces) } else { streamed(pieces)? };
        let root = if essence == "multipart/related" { self.root(media_type) } else { String::new() };
        Ok((format!("{media_type}{root}; boundary={boundary}"), body))
    }

    /// What the first part is, which the rest is related to (RFC 2387, section 3.1).
    fn root(&self, media_type: &str) -> String {
        let is_said = media_type.to_ascii_lowercase().contains("type=");
        let first =
            self.0.first().filter(|_| !is_said).map(|(_, part)| part.media_type().unwrap_or("text/plain"));
        first.map(|first| format!("; type=\"{}\"", quoted(&line(first)))).unwrap_or_default()
    }

    /// Everything in the order in which it is sent.
    fn pieces(&self, heads: &[String], boundary: &str) -> Vec<Upload> {
        let mut pieces = Vec::new();
        let mut before = "";
        for ((_, part), head) in self.0.iter().zip(heads) {
            pieces.push(Upload::bytes(format!("{before}--{boundary}\r\n{head}")));
            pieces.push(part.content.clone());
            before = "\r\n";
        }
        pieces.push(Upload::bytes(format!("{before}--{boundary}--\r\n")));
        pieces
    }

    fn boundary(&self, heads: &[String]) -> String {
        let contents = || self.0.iter().filter_map(|(_, part)| part.content.as_bytes());
        let hash = heads.iter().fold(0xcbf2_9ce4_8422_2325, |hash, head| fnv(hash, head.as_bytes()));
        let mut hash = contents().fold(hash, |hash, content| fnv(hash, content));
        let mut boundary = format!("form-{hash:016x}");
        while contents().any(|content| contains(content, boundary.as_bytes())) {
            hash = fnv(hash, b"again");
            boundary = format!("form-{hash:016x}");
        }
        boundary
    }
}

fn together(pieces: &[Upload]) -> Body {
    let mut body = Vec::new();
    pieces.iter().filter_map(Upload::as_bytes).for_each(|piece| body.extend_from_slice(piece));
    Body::from(body)
}

/// One after the other. The length is known if that of each is, and it can be sent again if each can.
fn streamed(pieces: Vec<Upload>) -> Result<Body, BuildError> {
    let length = pieces.iter().map(Upload::size).sum::<Option<u64>>();
    let body = if pieces.iter().any(Upload::is_once) {
        Body::new(Chain::of(&pieces)?)
    } else {
        // None of them is a stream, so none can have been sent before.
        Body::again(move || -> Pieces { Box::pin(Chain::of(&pieces).unwrap_or_default()) })
    };
    Ok(body.with_length(length))
}

/// Bodies one after the other.
#[derive(Default)]
struct Chain(VecDeque<Body>);

impl Chain {
    fn of(pieces: &[Upload]) -> Result<Self, BuildError> {
        pieces.iter().map(Upload::body).collect::<Result<_, _>>().map(Self)
    }
}

impl Stream for Chain {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(first) = self.0.front_mut() {
            match Pin::new(first).poll_next(cx) {
                Poll::Ready(None) => _ = self.0.pop_front(),
                other => return other,
            }
        }
        Poll::Ready(None)
    }
}

/// 128 bits that nobody can know before.
fn random_boundary() -> String {
    format!("form-{:016x}{:016x}", random(), random())
}

/// As browsers do (WHATWG HTML, "multipart/form-data encoding algorithm").
fn quoted(text: &str) -> String {
    text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text that cannot end its line.
fn line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// FNV-1a, 64 bits.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

fn contains(content: &[u8], needle: &[u8]) -> bool {
    content.windows(needle.len()).any(|window| window == needle)
}
