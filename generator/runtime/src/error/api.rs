//! A response that is not a success, with everything that came.

use super::super::json::codec::unmarked;
use super::super::response::decode::Parts;
use super::super::secret::escape::{Shown, shown};
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

/// The server answered, and not with a 2xx status.
#[derive(Clone)]
pub struct ApiError<E = Untyped> {
    parts: Parts,
    bytes: Bytes,
    truncated: bool,
    body: Option<E>,
}

impl<E> ApiError<E> {
    /// Puts one together; `body` is the documented shape, if the bytes are of it.
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

    /// Of an answer whose body is in memory. The beginning of one is not decoded: it would pass for the whole.
    pub(crate) fn of(parts: Parts, body: &Body) -> Self
    where
        E: ErrorBody,
    {
        let (bytes, truncated) = (body.as_bytes().cloned().unwrap_or_default(), body.is_truncated());
        let decoded = if truncated { None } else { E::from_body(parts.status.as_u16(), &bytes) };
        Self { parts, bytes, truncated, body: decoded }
    }

    /// Whether the body is only the beginning of what came, up to the client's limit (`max_error_body_size`).
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// The body as it came.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The body as text, with what is not UTF-8 replaced.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// The body as JSON, if it is that.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(unmarked(&self.bytes)).ok()
    }

    /// The documented body; `None` when the document has none, or what came is not of its shape.
    pub fn body(&self) -> Option<&E> {
        self.body.as_ref()
    }

    /// The documented body alone.
    pub fn into_body(self) -> Option<E> {
        self.body
    }

    /// The id under which the server knows the request.
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id()
    }

    /// How long the server asks to wait before the next try.
    pub fn retry_after(&self) -> Option<Duration> {
        self.parts.retry_after()
    }

    /// Whether the same call can succeed later, and can be sent again without harm: 429, 503 and 425 say that the
    /// request was not acted on; 408 and other 5xx leave it open, so the operation must be idempotent.
    pub fn is_retryable(&self) -> bool {
        self.parts.is_retryable(self.parts.operation.idempotent)
    }

    /// The same without its type; bytes and headers stay.
    pub fn untyped(self) -> ApiError<Untyped> {
        ApiError { parts: self.parts, bytes: self.bytes, truncated: self.truncated, body: None }
    }
}

impl<E> ApiError<E> {
    /// What is shown of the body: the reason that it gives, without the client's own secrets, or else its size.
    fn said(&self) -> Option<String> {
        if self.bytes.trim_ascii().is_empty() {
            return None;
        }
        let reason = reason::reason(&self.bytes);
        let reason = reason.map(|reason| shown(&scrub(&self.parts.known.hide(&reason))));
        reason.or_else(|| Some(self.parts.size(&self.bytes)))
    }
}

/// The operation, the status, and the reason that the body gives in a member such as `message`, `detail` or `title`: no
/// other member, nor the whole of it.
impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation(), self.parts.status)?;
        self.said().map_or(Ok(()), |said| write!(f, ": {said}"))
    }
}

/// The same, with the headers but for those that are likely secrets.
impl<E> fmt::Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation())
            .field("status", &self.status())
            .field("headers", &self.parts.shown_headers())
            .field("reason", &Shown(&self.said().unwrap_or_default()))
            .field("bytes", &self.bytes.len())
            .field("truncated", &self.truncated)
            .field("decoded", &self.body.is_some())
            .finish()
    }
}

impl<E> std::error::Error for ApiError<E> {}
