//! `multipart/form-data` bodies (RFC 7578). A form in memory has a boundary derived from its content, so that the same
//! form gives the same bytes. A streamed form has a random boundary, which no content can contain on purpose.

use super::super::error::build::BuildError;
use super::super::json::send::{ToWire, sent_text};
use super::super::transport::body::{Body, Pieces};
use super::super::transport::failure::TransportError;
use super::super::transport::host::random;
use super::upload::{OCTET_STREAM, Upload};
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
    /// Servers distinguish files from fields by the file name.
    is_file: bool,
}

impl Part {
    fn new(content: Upload) -> Self {
        Self { content, is_file: false }
    }

    /// Creates a text field.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(Upload::bytes(text.into()))
    }

    /// Creates a part of bytes, sent as `application/octet-stream` unless `content_type` is called.
    pub fn bytes(content: impl Into<Bytes>) -> Self {
        Self::new(Upload::bytes(content).content_type(OCTET_STREAM))
    }

    /// Creates a file part. A file without a name is sent under the name of its field.
    pub fn file(upload: impl Into<Upload>) -> Self {
        Self { is_file: true, ..Self::new(upload.into()) }
    }

    /// Creates a part that holds a value as JSON.
    ///
    /// # Errors
    /// The value cannot be encoded as JSON.
    pub fn json<T: ToWire + ?Sized>(value: &T) -> Result<Self, BuildError> {
        let content = sent_text(value).map_err(|error| BuildError::new(error.to_string()))?;
        Ok(Self::new(Upload::bytes(content).content_type("application/json")))
    }

    /// Sets the file name.
    #[must_use]
    pub fn filename(mut self, name: impl Into<String>) -> Self {
        self.content = self.content.filename(name);
        self
    }

    /// Sets the media type.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content = self.content.content_type(media_type);
        self
    }

    /// Adds a header to the part. With `Content-Type` or `Content-Disposition` the call fails before it is sent; use
    /// `content_type` and `filename`.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.content = self.content.header(name, value);
        self
    }

    /// Sets the media type, unless there is one already.
    pub(crate) fn or_content_type(self, media_type: &str) -> Self {
        if self.content.media_type().is_some() { self } else { self.content_type(media_type) }
    }

    /// What it is said to be.
    fn media_type(&self) -> Option<&str> {
        self.content.media_type().or(self.is_file.then_some(OCTET_STREAM))
    }

    /// Which field it is. Without a name only a file has something to say, and that only where the body is no form.
    fn disposition(&self, name: &str, is_form: bool) -> Option<String> {
        let filename = |name: &str| format!("; filename=\"{}\"", escape_quotes(name));
        if name.is_empty() && !is_form {
            return self
                .content
                .named()
                .map(|own| format!("Content-Disposition: attachment{}", filename(own)));
        }
        let named = self.content.named().or(self.is_file.then_some(name)).map(filename);
        let name = escape_quotes(name);
        Some(format!("Content-Disposition: form-data; name=\"{name}\"{}", named.unwrap_or_default()))
    }

    /// The part's head, with the empty line after it.
    fn head(&self, name: &str, is_form: bool) -> Result<String, BuildError> {
        let kind = self.media_type().map(|media_type| format!("Content-Type: {}", single_line(media_type)));
        let lines: Vec<String> = self.disposition(name, is_form).into_iter().chain(kind).collect();
        let mut head = lines.join("\r\n");
        for (own, value) in self.content.headers() {
            check(own, value).map_err(|reason| {
                BuildError::new(format!("the part {name}: the header {} {reason}", single_line(own)))
            })?;
            let before = if head.is_empty() { "" } else { "\r\n" };
            head.push_str(&format!("{before}{own}: {value}"));
        }
        let end = if head.is_empty() { "\r\n" } else { "\r\n\r\n" };
        Ok(head + end)
    }
}

/// Checks that a header is valid and is not one that every part has.
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

/// A form: named parts, in order. A name may occur more than once.
#[derive(Debug, Clone, Default)]
pub struct Form(Vec<(String, Part)>);

impl Form {
    /// Creates a form without parts.
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

    /// Encodes the form: returns the `Content-Type` with its boundary, and the body, which is in memory if every part
    /// is, else a stream.
    ///
    /// # Errors
    /// A part is a stream that was sent before, or has a header that cannot be sent.
    pub fn encode(&self) -> Result<(String, Body), BuildError> {
        self.encode_as("multipart/form-data")
    }

    /// Encodes the form as another `multipart/` type.
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
        let body = if whole { concat(&pieces) } else { stream(pieces)? };
        let root = if essence == "multipart/related" { self.root(media_type) } else { String::new() };
        Ok((format!("{media_type}{root}; boundary={boundary}"), body))
    }

    /// What the first part is, which the rest is related to (RFC 2387, section 3.1).
    fn root(&self, media_type: &str) -> String {
        let is_said = media_type.to_ascii_lowercase().contains("type=");
        let first =
            self.0.first().filter(|_| !is_said).map(|(_, part)| part.media_type().unwrap_or("text/plain"));
        first.map(|first| format!("; type=\"{}\"", escape_quotes(&single_line(first)))).unwrap_or_default()
    }

    /// Heads and contents in the order in which they are sent.
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

fn concat(pieces: &[Upload]) -> Body {
    let mut body = Vec::new();
    pieces.iter().filter_map(Upload::as_bytes).for_each(|piece| body.extend_from_slice(piece));
    Body::from(body)
}

/// Makes a body that streams the pieces one after the other. Its length is known if all lengths are, and it can be sent
/// again if all pieces can.
fn stream(pieces: Vec<Upload>) -> Result<Body, BuildError> {
    let length = pieces.iter().map(Upload::size).sum::<Option<u64>>();
    let body = if pieces.iter().any(Upload::is_once) {
        Body::new(Chain::from_uploads(&pieces)?)
    } else {
        // None of the pieces is a stream, so none can have been sent before.
        Body::repeatable(move || -> Pieces { Box::pin(Chain::from_uploads(&pieces).unwrap_or_default()) })
    };
    Ok(body.with_length(length))
}

/// A stream of bodies, one after the other.
#[derive(Default)]
struct Chain(VecDeque<Body>);

impl Chain {
    fn from_uploads(pieces: &[Upload]) -> Result<Self, BuildError> {
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

/// A boundary of 128 unpredictable bits.
fn random_boundary() -> String {
    format!("form-{:016x}{:016x}", random(), random())
}

/// Escapes a name as browsers do (WHATWG HTML, "multipart/form-data encoding algorithm").
fn escape_quotes(text: &str) -> String {
    text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// Removes control characters, so that the text cannot end its line.
fn single_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// FNV-1a, 64 bits.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

fn contains(content: &[u8], needle: &[u8]) -> bool {
    content.windows(needle.len()).any(|window| window == needle)
}
