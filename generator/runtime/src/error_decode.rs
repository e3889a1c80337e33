//! A success whose body is not what the document says.

use super::place::{self, Place};
use super::response::Parts;
use bytes::Bytes;
use http::HeaderMap;
use std::fmt;

/// The server reported success, but its body does not decode. The bytes are kept.
#[derive(Debug)]
pub struct DecodeError {
    parts: Parts,
    bytes: Bytes,
    place: Place,
    source: serde_json::Error,
}

impl DecodeError {
    /// Finds the place that the error names.
    pub fn new(parts: Parts, bytes: Bytes, source: serde_json::Error) -> Self {
        let place = place::find(&bytes, &source);
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

    /// The body as it came.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The JSON pointer (RFC 6901) of what did not decode; empty for the whole body.
    pub fn pointer(&self) -> &str {
        &self.place.pointer
    }

    /// What is wrong there.
    pub fn message(&self) -> &str {
        &self.place.message
    }

    /// The body around that place, at most about 60 characters.
    pub fn excerpt(&self) -> &str {
        &self.place.excerpt
    }

    /// The id under which the server knows the request.
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer().is_empty() { "the body" } else { self.pointer() };
        let (operation, status) = (self.operation(), self.status());
        write!(f, "{operation}: the {status} response does not decode at {place}: {}", self.place.message)?;
        if self.excerpt().is_empty() { Ok(()) } else { write!(f, ": {}", self.excerpt()) }
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
