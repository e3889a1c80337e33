//! Reads the body of a response into memory up to its limit, or leaves it to be read in pieces.

use super::super::error::call::ExchangeError;
use super::super::error::fault::Fault;
use super::super::error::too_large::{SizeLimit, TooLargeError};
use super::super::request::limits::Limits;
use super::super::transport::body::{Body, collect};
use super::decode::Parts;
use http::header::CONTENT_TYPE;

/// How the body of a response is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReadMode {
    /// The whole body into memory.
    Whole,
    /// In pieces, if the response is a success.
    Pieces,
    /// In pieces too, but JSON in place of events is an error: the server had already decided on status 200 and failed
    /// before it began to stream.
    Events,
}

impl ReadMode {
    /// Returns true if this response is read into memory.
    pub(crate) fn is_whole(self, parts: &Parts) -> bool {
        self == Self::Whole || self.is_error(parts)
    }

    /// Returns true if this response is an error in place of the expected body.
    pub(crate) fn is_error(self, parts: &Parts) -> bool {
        let kind = || parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let json = || kind().is_some_and(|kind| kind.starts_with("application/json"));
        !parts.status.is_success() || self == Self::Events && json()
    }
}

/// Reads the body, if it is to be read into memory. An error body is cut at its limit; a success that is too large is
/// an error.
///
/// # Errors
/// The connection failed, or a success is larger than the limit.
pub(crate) async fn receive(
    parts: Parts,
    mut body: Body,
    reading: ReadMode,
    limits: &Limits,
) -> Result<(Parts, Body), Fault> {
    if !reading.is_whole(&parts) {
        return Ok((parts, body));
    }
    let is_error = reading.is_error(&parts);
    let limit = if is_error { limits.error_body() } else { limits.body() };
    let announced = body.length().filter(|bytes| *bytes > limit);
    let large = |parts| {
        let error = TooLargeError::new(parts, SizeLimit::Body, limit).announced_as(announced);
        Err(Fault::TooLarge(Box::new(error)))
    };
    if announced.is_some() && !is_error {
        return large(parts);
    }
    match collect(&mut body, limit).await {
        Ok((bytes, true)) => Ok((parts, Body::from(bytes))),
        Ok((bytes, false)) if is_error => Ok((parts, Body::truncated(bytes))),
        Ok(_) => large(parts),
        Err(error) => {
            let error = ExchangeError::new(parts.operation, error.hiding(&parts.known));
            Err(Fault::Exchange(error.repeatable(parts.repeatable)))
        }
    }
}
