//! `multipart/form-data` bodies (RFC 7578). The boundary is made from the content, so the same form gives the same
//! bytes, and it never occurs in what it separates.

use super::call::Call;
use super::error_build::BuildError;
use super::request::Request;
use super::wire_send::{ToWire, sent_text};
use bytes::Bytes;

/// One part of a form.
#[derive(Debug, Clone)]
pub struct Part {
    filename: Option<String>,
    content_type: Option<String>,
    content: Bytes,
}

impl Part {
    /// A text field.
    pub fn text(text: impl Into<String>) -> Self {
        Self { filename: None, content_type: None, content: Bytes::from(text.into()) }
    }

    /// Bytes, sent as `application/octet-stream` unless told otherwise.
    pub fn bytes(content: impl Into<Bytes>) -> Self {
        Self {
            filename: None,
            content_type: Some("application/octet-stream".to_owned()),
            content: content.into(),
        }
    }

    /// A value as JSON.
    ///
    /// # Errors
    /// The value holds something that JSON cannot.
    pub fn json<T: ToWire + ?Sized>(value: &T) -> Result<Self, BuildError> {
        let content = sent_text(value).map_err(|error| BuildError::new(error.to_string()))?;
        Ok(Self {
            filename: None,
            content_type: Some("application/json".to_owned()),
            content: content.into(),
        })
    }

    /// Names the file that the content is of.
    #[must_use]
    pub fn filename(mut self, name: impl Into<String>) -> Self {
        self.filename = Some(name.into());
        self
    }

    /// Says what the content is.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }
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

    /// The `Content-Type` with its boundary, and the body.
    pub fn encode(&self) -> (String, Bytes) {
        let boundary = self.boundary();
        let mut body = Vec::new();
        for (name, part) in &self.0 {
            body.extend_from_slice(format!("--{boundary}\r\n{}\r\n", head(name, part)).as_bytes());
            body.extend_from_slice(&part.content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        (format!("multipart/form-data; boundary={boundary}"), Bytes::from(body))
    }

    fn boundary(&self) -> String {
        let mut hash = 0xcbf2_9ce4_8422_2325;
        for (name, part) in &self.0 {
            hash = fnv(fnv(hash, head(name, part).as_bytes()), &part.content);
        }
        let mut boundary = format!("form-{hash:016x}");
        while self.0.iter().any(|(_, part)| contains(&part.content, boundary.as_bytes())) {
            hash = fnv(hash, b"again");
            boundary = format!("form-{hash:016x}");
        }
        boundary
    }
}

/// The part's headers, each with its line end.
fn head(name: &str, part: &Part) -> String {
    let mut head = format!("Content-Disposition: form-data; name=\"{}\"", quoted(name));
    if let Some(filename) = &part.filename {
        head.push_str(&format!("; filename=\"{}\"", quoted(filename)));
    }
    head.push_str("\r\n");
    if let Some(media_type) = &part.content_type {
        let media_type: String = media_type.chars().filter(|c| !c.is_control()).collect();
        head.push_str(&format!("Content-Type: {media_type}\r\n"));
    }
    head
}

/// As browsers do (WHATWG HTML, "multipart/form-data encoding algorithm").
fn quoted(text: &str) -> String {
    text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// FNV-1a, 64 bits.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

fn contains(content: &[u8], needle: &[u8]) -> bool {
    content.windows(needle.len()).any(|window| window == needle)
}

impl Request<'_> {
    /// Sets a `multipart/form-data` body.
    pub fn set_multipart(&mut self, form: &Form) {
        let (media_type, body) = form.encode();
        self.set_bytes(&media_type, body);
    }

    /// Sets a `multipart/form-data` body.
    pub fn multipart(mut self, form: &Form) -> Self {
        self.set_multipart(form);
        self
    }
}

impl<T, E> Call<'_, T, E> {
    /// Sets a `multipart/form-data` body.
    pub fn set_multipart(&mut self, form: &Form) {
        self.request().set_multipart(form);
    }
}
