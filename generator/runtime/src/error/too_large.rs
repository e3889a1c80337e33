//! The error for a response that is larger than the client's limit.

use super::super::response::decode::Parts;
use http::HeaderMap;
use std::fmt;

/// A limit of size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SizeLimit {
    /// The body of a success: `max_body_size`.
    Body,
    /// One event or line of a stream: `max_event_size`.
    Event,
}

impl SizeLimit {
    /// The name of the method that sets this limit, on a call and on the client's builder.
    pub fn setter(self) -> &'static str {
        match self {
            Self::Body => "max_body_size",
            Self::Event => "max_event_size",
        }
    }
}

/// The response is larger than the limit. The part that arrived is dropped; the server has carried out the operation.
#[derive(Debug)]
pub struct TooLargeError {
    parts: Parts,
    which: SizeLimit,
    limit: u64,
    announced: Option<u64>,
}

impl TooLargeError {
    /// Creates an error for the response with this head.
    pub fn new(parts: Parts, which: SizeLimit, limit: u64) -> Self {
        Self { parts, which, limit, announced: None }
    }

    /// Sets the size that the server announced, in bytes.
    #[must_use]
    pub fn announced_as(mut self, bytes: Option<u64>) -> Self {
        self.announced = bytes;
        self
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

    /// The request id that the server sent in a header.
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id()
    }

    /// The limit that was exceeded.
    pub fn which(&self) -> SizeLimit {
        self.which
    }

    /// The limit, in bytes after decompression.
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// The size of the body in bytes, if the server announced it.
    pub fn announced(&self) -> Option<u64> {
        self.announced
    }
}

impl fmt::Display for TooLargeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.which {
            SizeLimit::Body => "the body",
            SizeLimit::Event => "an event or line",
        };
        let (operation, status, limit) = (self.operation(), self.status(), self.limit);
        write!(f, "{operation}: {what} of the {status} response is larger than the limit of {limit} bytes")?;
        if let Some(bytes) = self.announced {
            write!(f, ": the server announces {bytes}")?;
        }
        write!(f, "; `{}` of the call or of the client's builder sets the limit", self.which.setter())
    }
}

impl std::error::Error for TooLargeError {}
