//! The error for a success whose body does not decode.

use super::super::json::location::{self, Location};
use super::super::response::decode::Parts;
use super::super::secret::escape::{Shown, shown, shown_within};
use super::super::secret::scrub::scrub;
use bytes::Bytes;
use http::HeaderMap;
use serde::de::Error as _;
use std::fmt;

/// The server reported success, but its body does not decode. The bytes are kept. `Display` and `Debug` show the value
/// at fault, unless it is a secret, and no other part of the body.
pub struct DecodeError {
    parts: Parts,
    bytes: Bytes,
    place: Location,
    source: serde_json::Error,
}

impl DecodeError {
    /// Creates an error and finds the location of `source` in the body.
    pub fn new(parts: Parts, bytes: Bytes, source: serde_json::Error) -> Self {
        let mut place = location::find(&bytes, &source);
        if location::quotes_value(&place.message) && parts.hides(&place.pointer) {
            place.message = location::without_value(&place.message);
        }
        place.message = shown(&scrub(&parts.known.hide(&place.message)));
        let source = safe(&source, &place);
        Self { parts, bytes, place, source }
    }

    /// The `operationId`.
    pub fn operation(&self) -> &'static str {
        self.parts.operation.id
    }

    /// The HTTP status, 200 to 299.
    pub fn status(&self) -> u16 {
        self.parts.status.as_u16()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// The raw body.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The JSON pointer (RFC 6901) of the value that did not decode; empty for the whole body.
    pub fn pointer(&self) -> &str {
        &self.place.pointer
    }

    /// What is wrong there.
    pub fn message(&self) -> &str {
        &self.place.message
    }

    /// The body around that location, at most about 60 characters. It may hold private data: do not log it.
    pub fn excerpt(&self) -> &str {
        &self.place.excerpt
    }

    /// The request id that the server sent in a header.
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id()
    }
}

/// Returns the same error with a text that is safe to show. Syntax errors of JSON quote nothing of the text.
fn safe(source: &serde_json::Error, place: &Location) -> serde_json::Error {
    let at = match place.pointer.as_str() {
        "" => String::new(),
        pointer => format!("{}: ", shown(pointer)),
    };
    let position = match source.line() {
        0 => String::new(),
        line => format!(" at line {line} column {}", source.column()),
    };
    serde_json::Error::custom(format_args!("{at}{}{position}", place.message))
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (operation, status) = (self.operation(), self.status());
        write!(f, "{operation}: the {status} response does not decode at ")?;
        match self.pointer() {
            "" => write!(f, "the body: {} ({})", self.message(), self.parts.size(&self.bytes)),
            pointer => write!(f, "{}: {}", shown_within(pointer, 120), self.message()),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("operation", &self.operation())
            .field("status", &self.status())
            .field("headers", &self.parts.shown_headers())
            .field("pointer", &Shown(self.pointer()))
            .field("message", &self.message())
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
