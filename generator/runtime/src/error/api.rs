//! The error for a response that is not a success, with its status, headers and body.

use super::super::json::codec::unmarked;
use super::super::response::decode::Parts;
use super::super::secret::escape::{Escaped, escaped};
use super::super::secret::scrub::scrub;
use super::super::transport::body::Body;
use super::body::{ErrorBody, Untyped};
use super::reason;
use bytes::Bytes;
use http::HeaderMap;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

/// The server answered with a status that is not 2xx.
#[derive(Clone)]
pub struct ApiError<E = Untyped> {
    parts: Parts,
    bytes: Bytes,
    truncated: bool,
    body: Option<E>,
}

impl<E> ApiError<E> {
    /// Creates an error; `body` is the decoded body, or `None` if the bytes do not decode.
    pub fn new(parts: Parts, bytes: Bytes, body: Option<E>) -> Self {
        Self { parts, bytes, truncated: false, body }
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

    /// Creates the error of a response whose body is in memory. A truncated body is not decoded, because it could pass
    /// for the whole.
    pub(crate) fn from_response(parts: Parts, body: &Body) -> Self
    where
        E: ErrorBody,
    {
        let (bytes, truncated) = (body.as_bytes().cloned().unwrap_or_default(), body.is_truncated());
        let decoded = if truncated { None } else { E::from_body(parts.status.as_u16(), &bytes) };
        Self { parts, bytes, truncated, body: decoded }
    }

    /// Returns true if the body was cut at the client's limit (`max_error_body_size`).
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// The raw body.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The body as text; invalid UTF-8 is replaced.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// The body as JSON; `None` if it is not JSON.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(unmarked(&self.bytes)).ok()
    }

    /// The documented body; `None` if the document has none, or if the body does not decode.
    pub fn body(&self) -> Option<&E> {
        self.body.as_ref()
    }

    /// Returns the documented body and drops the rest.
    pub fn into_body(self) -> Option<E> {
        self.body
    }

    /// The request id that the server sent in a header.
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id()
    }

    /// How long the server asks to wait before a retry (`Retry-After`).
    pub fn retry_after(&self) -> Option<Duration> {
        self.parts.retry_after()
    }

    /// Returns true if the same call can succeed later and is safe to send again. With 425, 429 and 503 the server did
    /// not act on the request. With 408 and other 5xx that is unknown, so the operation must be idempotent.
    pub fn is_retryable(&self) -> bool {
        self.parts.is_retryable(self.parts.operation.idempotent)
    }

    /// Drops the typed body; bytes and headers are kept.
    pub fn untyped(self) -> ApiError<Untyped> {
        ApiError { parts: self.parts, bytes: self.bytes, truncated: self.truncated, body: None }
    }
}

impl<E> ApiError<E> {
    /// The text shown for the body: its reason without the client's secrets, or else its size; `None` if the body is
    /// empty.
    fn shown_reason(&self) -> Option<String> {
        if self.bytes.trim_ascii().is_empty() {
            return None;
        }
        let reason = reason::reason(&self.bytes);
        let reason = reason.map(|reason| escaped(&scrub(&self.parts.known.hide(&reason))));
        reason.or_else(|| Some(self.parts.size(&self.bytes)))
    }
}

/// Shows the operation, the status, and the reason found in a member such as `message`, `detail` or `title`. No other
/// part of the body is shown.
impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation(), self.parts.status)?;
        self.shown_reason().map_or(Ok(()), |reason| write!(f, ": {reason}"))
    }
}

/// Shows the same and the headers, except headers that are likely secrets.
impl<E> fmt::Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation())
            .field("status", &self.status())
            .field("headers", &self.parts.shown_headers())
            .field("reason", &Escaped(&self.shown_reason().unwrap_or_default()))
            .field("bytes", &self.bytes.len())
            .field("truncated", &self.truncated)
            .field("decoded", &self.body.is_some())
            .finish()
    }
}

impl<E> std::error::Error for ApiError<E> {}
