//! The body of an answer on its way into memory, as far as its limit allows; or left to be read as it comes.

use super::super::error::call::ExchangeError;
use super::super::error::fault::Fault;
use super::super::error::too_large::{SizeLimit, TooLargeError};
use super::super::request::limits::Limits;
use super::super::transport::body::{Body, collect};
use super::decode::Parts;
use http::header::CONTENT_TYPE;

/// How the body of an answer is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// All of it at once.
    Whole,
    /// As it comes, if it is a success.
    Pieces,
    /// The same; but JSON in place of events is a failure that the server noticed before it began to stream, and after
    /// it had decided on a 200.
    Events,
}

impl Reading {
    /// Whether this answer is read at once.
    pub(crate) fn is_whole(self, parts: &Parts) -> bool {
        self == Self::Whole || self.is_refused(parts)
    }

    /// Whether this answer is not what is wanted, but says why.
    pub(crate) fn is_refused(self, parts: &Parts) -> bool {
        let kind = || parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let json = || kind().is_some_and(|kind| kind.starts_with("application/json"));
        !parts.status.is_success() || self == Self::Events && json()
    }
}

/// Reads what is wanted at once. Of what is refused the beginning is as good as the whole; of a success it is not.
///
/// # Errors
/// The connection failed, or a success is larger than the limit.
pub(crate) async fn receive(
    parts: Parts,
    mut body: Body,
    reading: Reading,
    limits: &Limits,
) -> Result<(Parts, Body), Fault> {
    if !reading.is_whole(&parts) {
        return Ok((parts, body));
    }
    let refused = reading.is_refused(&parts);
    let limit = if refused { limits.error_body() } else { limits.body() };
    let announced = body.length().filter(|bytes| *bytes > limit);
    let large = |parts| {
        let error = TooLargeError::new(parts, SizeLimit::Body, limit).announced_as(announced);
        Err(Fault::TooLarge(Box::new(error)))
    };
    if announced.is_some() && !refused {
        return large(parts);
    }
    match collect(&mut body, limit).await {
        Ok((bytes, true)) => Ok((parts, Body::from(bytes))),
        Ok((bytes, false)) if refused => Ok((parts, Body::truncated(bytes))),
        Ok(_) => large(parts),
        Err(error) => Err(Fault::Exchange(ExchangeError::new(parts.operation, error.hiding(&parts.known)))),
    }
}
