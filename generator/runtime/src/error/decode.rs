//! The error for a success whose body does not decode.

use super::super::json::codec::unmarked;
use super::super::json::location::{self, Location};
use super::super::response::decode::Parts;
use super::super::secret::escape::{Escaped, escaped, escaped_within};
use super::super::secret::scrub::scrub;
use bytes::Bytes;
use http::HeaderMap;
use serde::de::Error as _;
use std::fmt;

/// A body does not decode: that of a success, or of an error whose documented body was asked for. The bytes are kept.
/// `Display` and `Debug` show the value at fault, unless it is a secret, and no other part of the body.
pub struct DecodeError {
    parts: Parts,
    bytes: Bytes,
    location: Location,
    source: serde_json::Error,
}

impl DecodeError {
    /// Creates an error and finds the location of `source` in the body.
    pub fn new(parts: Parts, bytes: Bytes, source: serde_json::Error) -> Self {
        let mut location = location::find(unmarked(&bytes), &source);
        if location::quotes_value(&location.message) && parts.hides(&location.pointer) {
            location.message = location::without_value(&location.message);
        }
        location.message = escaped(&scrub(&parts.known.hide(&location.message)));
        let source = shown_error(&source, &location);
        Self { parts, bytes, location, source }
    }

    /// The `operationId`.
    pub fn operation(&self) -> &'static str {
        self.parts.operation.id
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.parts.status.as_u16()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// Returns true if the body is empty.
    pub fn is_empty(&self) -> bool {
        unmarked(&self.bytes).trim_ascii().is_empty()
    }

    /// The media type of the body (`Content-Type`).
    pub fn media_type(&self) -> Option<&str> {
        self.parts.media_type()
    }

    /// The media types that the client asks for, as the document lists them; `None` if any is documented.
    pub fn documented(&self) -> Option<&'static str> {
        self.parts.accept.filter(|accept| !accept.contains("*/*"))
    }

    /// The error of the decoder, with a text that is safe to show.
    pub fn json_error(&self) -> &serde_json::Error {
        &self.source
    }

    /// The raw body.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The JSON pointer (RFC 6901) of the value that did not decode; empty for the whole body.
    pub fn pointer(&self) -> &str {
        &self.location.pointer
    }

    /// The error message, with the value at fault unless it is a secret.
    pub fn message(&self) -> &str {
        &self.location.message
    }

    /// The body around that location, at most about 60 characters. It may hold private data: do not log it.
    pub fn excerpt(&self) -> &str {
        &self.location.excerpt
    }

    /// The request id that the server sent in a header.
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id()
    }
}

/// Returns the same error with a text that is safe to show. Syntax errors of JSON quote nothing of the text.
fn shown_error(source: &serde_json::Error, location: &Location) -> serde_json::Error {
    let at = match location.pointer.as_str() {
        "" => String::new(),
        pointer => format!("{}: ", escaped(pointer)),
    };
    let position = match source.line() {
        0 => String::new(),
        line => format!(" at line {line} column {}", source.column()),
    };
    serde_json::Error::custom(format_args!("{at}{}{position}", location.message))
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (operation, status) = (self.operation(), self.status());
        if self.is_empty() {
            write!(f, "{operation}: the {status} response has {}", self.parts.size(b""))?;
            return self.documented().map_or(Ok(()), |documented| write!(f, ", documented is {documented}"));
        }
        write!(f, "{operation}: the {status} response does not decode at ")?;
        match self.pointer() {
            "" => f.write_str("the body")?,
            pointer => f.write_str(&escaped_within(pointer, 120))?,
        }
        write!(f, ": {} ({}", self.message(), self.parts.size(&self.bytes))?;
        match self.documented().filter(|documented| !self.parts.is_of(documented)) {
            Some(documented) => write!(f, ", documented is {documented})"),
            None => f.write_str(")"),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("operation", &self.operation())
            .field("status", &self.status())
            .field("headers", &self.parts.shown_headers())
            .field("pointer", &Escaped(self.pointer()))
            .field("message", &self.message())
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

impl std::error::Error for DecodeError {}
