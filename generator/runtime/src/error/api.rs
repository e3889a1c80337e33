//! The error for a response that is not a success, with its status, headers and body.

use super::super::json::codec::unmarked;
use super::super::response::decode::Parts;
use super::super::secret::escape::{Escaped, escaped_within};
use super::super::secret::scrub::scrub;
use super::super::transport::body::Body;
use super::body::{BodyError, ErrorBody};
use super::decode::DecodeError;
use super::excerpt::excerpt;
use super::reason::reason;
use super::status;
use bytes::Bytes;
use http::HeaderMap;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

/// The maximum length of a reason, in characters.
const MAX_REASON: usize = 500;

/// The server answered with a status that is not 2xx.
#[derive(Clone)]
pub struct ApiError {
    parts: Parts,
    bytes: Bytes,
    truncated: bool,
}

impl ApiError {
    /// Creates an error.
    pub fn new(parts: Parts, bytes: Bytes) -> Self {
        Self { parts, bytes, truncated: false }
    }

    /// Creates the error of a response whose body is in memory.
    pub(crate) fn from_response(parts: Parts, body: &Body) -> Self {
        let (bytes, truncated) = (body.as_bytes().cloned().unwrap_or_default(), body.is_truncated());
        Self { parts, bytes, truncated }
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

    /// The documented body; `None` if the document has none for this status, or the body does not decode.
    pub fn body<E: ErrorBody>(&self) -> Option<E> {
        self.try_body().ok()
    }

    /// The documented body.
    ///
    /// # Errors
    /// The reason why the body is not a documented `E`. A truncated body is not decoded, because it could pass for the
    /// whole.
    pub fn try_body<E: ErrorBody>(&self) -> Result<E, BodyError> {
        if self.truncated {
            return Err(BodyError::Truncated);
        }
        E::from_body(self.status(), &self.bytes).map_err(|unfit| self.body_error(unfit))
    }

    fn body_error(&self, unfit: Option<serde_json::Error>) -> BodyError {
        match unfit {
            None => BodyError::Undocumented(self.status()),
            Some(source) => {
                let error = DecodeError::new(self.parts.clone(), self.bytes.clone(), source);
                BodyError::Decode(Box::new(error))
            }
        }
    }

    /// The request id that the server sent in a header.
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id()
    }

    /// The reason that the server gives in the body, as `Display` shows it: in a member such as `message`, `detail` or
    /// `title`, in the title of an HTML page, or as plain text. Secrets are taken out, and a long text is cut.
    pub fn reason(&self) -> Option<String> {
        let reason = reason(self.parts.operation, &self.bytes)?;
        Some(escaped_within(&scrub(&self.parts.known.hide(&reason)), MAX_REASON))
    }

    /// How long the server asks to wait before a retry (`Retry-After` and its kin).
    pub fn retry_after(&self) -> Option<Duration> {
        self.parts.retry_after()
    }

    /// Returns true if the same call can succeed later and is safe to send again. The table in the
    /// documentation of `Retry` lists when; a policy retries just these.
    pub fn is_retryable(&self) -> bool {
        self.parts.is_retryable()
    }

    /// The text shown for the body: its reason, or else its beginning; `None` if the body is empty or says no more than
    /// the status.
    fn shown_body(&self) -> Option<String> {
        if self.bytes.trim_ascii().is_empty() {
            return None;
        }
        match self.reason() {
            Some(reason) => Some(reason).filter(|reason| !status::repeats(self.parts.status, reason)),
            None => Some(excerpt(&self.parts, &self.bytes)),
        }
    }
}

/// Shows the operation, the status with its name, and the reason found in a member such as `message`, `detail` or
/// `title`. If there is no such member, it shows up to 500 bytes of the body, without members that are likely secrets.
impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation(), status::line(self.parts.status))?;
        self.shown_body().map_or(Ok(()), |shown| write!(f, ": {shown}"))
    }
}

/// Shows the same and the headers, except headers that are likely secrets.
impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation())
            .field("status", &self.status())
            .field("headers", &self.parts.shown_headers())
            .field("reason", &Escaped(&self.shown_body().unwrap_or_default()))
            .field("bytes", &self.bytes.len())
            .field("truncated", &self.truncated)
            .finish()
    }
}

impl std::error::Error for ApiError {}
