//! An answer that is larger than the client takes.

use super::super::response::decode::Parts;
use http::HeaderMap;
use std::fmt;

/// What may not be larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SizeLimit {
    /// The body of a success: `max_body_size`.
    Body,
    /// One event or line of a stream: `max_event_size`.
    Event,
}

impl SizeLimit {
    /// The method of a call, and of a client's builder, that sets it.
    pub fn setter(self) -> &'static str {
        match self {
            Self::Body => "max_body_size",
            Self::Event => "max_event_size",
        }
    }
}

/// The server's answer is larger than the limit. What came of it is dropped; the server has done what it was asked to.
#[derive(Debug)]
pub struct TooLargeError {
    parts: Parts,
    which: SizeLimit,
    limit: u64,
    announced: Option<u64>,
}

impl TooLargeError {
    /// Of the answer with this head.
    pub fn new(parts: Parts, which: SizeLimit, limit: u64) -> Self {
        Self { parts, which, limit, announced: None }
    }

    /// The same, where the server said beforehand how many bytes there are.
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

    /// The id under which the server knows the request.
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id()
    }

    /// Which limit it is.
    pub fn which(&self) -> SizeLimit {
        self.which
    }

    /// The limit, in bytes after decompression.
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// How many bytes there are, where the server said so beforehand.
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
