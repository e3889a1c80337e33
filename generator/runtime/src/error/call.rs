//! The error type of calls.

use super::super::auth::token::AuthError;
use super::super::request::operation::Operation;
use super::super::transport::failure::{Failure, TransportError};
use super::api::ApiError;
use super::body::{TypedBody, Untyped};
use super::build::BuildError;
use super::decode::DecodeError;
use super::too_large::TooLargeError;
use std::fmt;
use std::time::Duration;

/// The error of a call. `E` is the documented error body; `?` converts any `Error<E>` to a plain `Error`.
#[non_exhaustive]
pub enum Error<E = Untyped> {
    /// The request could not be built; nothing was sent.
    Build(BuildError),
    /// The request needs a token, and the token source failed; nothing was sent to the operation.
    Auth(Box<AuthError>),
    /// No response arrived, or only a part of one.
    Network(Box<ExchangeError>),
    /// No response arrived in time.
    Timeout(Box<ExchangeError>),
    /// The server reported success, but the body does not decode as the documented type.
    Decode(Box<DecodeError>),
    /// A success is larger than the client's limit, or one event or line of it is.
    TooLarge(Box<TooLargeError>),
    /// The server answered with a status that is not a success.
    Api(Box<ApiError<E>>),
}

/// A failed HTTP exchange, with its operation.
pub struct ExchangeError {
    operation: &'static Operation,
    source: TransportError,
}

impl ExchangeError {
    /// Creates an error for this operation.
    pub fn new(operation: &'static Operation, source: TransportError) -> Self {
        Self { operation, source }
    }

    /// The `operationId`.
    pub fn operation(&self) -> &'static str {
        self.operation.id
    }

    /// At which stage the exchange failed.
    pub fn failure(&self) -> Failure {
        self.source.failure()
    }

    /// Returns true if the same call can succeed later and is safe to send again: the server has certainly not seen it,
    /// or sending twice is `safe`. A request body that could not be read once cannot be read again.
    pub fn is_retryable(&self, safe: bool) -> bool {
        match self.failure() {
            Failure::Connect | Failure::ConnectTimeout => true,
            Failure::Body => false,
            _ => safe,
        }
    }
}

impl fmt::Display for ExchangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation.id, self.source)
    }
}

impl fmt::Debug for ExchangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExchangeError")
            .field("operation", &self.operation.id)
            .field("source", &self.source)
            .finish()
    }
}

impl std::error::Error for ExchangeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

impl<E> Error<E> {
    /// The `operationId` that was called; `None` if the client itself could not be built.
    pub fn operation(&self) -> Option<&'static str> {
        match self {
            Self::Build(error) => error.operation(),
            Self::Auth(error) => Some(error.operation()),
            Self::Network(error) | Self::Timeout(error) => Some(error.operation()),
            Self::Decode(error) => Some(error.operation()),
            Self::TooLarge(error) => Some(error.operation()),
            Self::Api(error) => Some(error.operation()),
        }
    }

    /// The HTTP status, if a response arrived.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Decode(error) => Some(error.status()),
            Self::TooLarge(error) => Some(error.status()),
            Self::Api(error) => Some(error.status()),
            _ => None,
        }
    }

    /// The error response of the server, if there is one.
    pub fn api(&self) -> Option<&ApiError<E>> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// Returns true if a time limit was reached.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout(_))
    }

    /// Returns true if the same call can succeed later and is safe to send again. An operation that is not idempotent
    /// is safe only if the server has certainly not acted on it.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Build(_) | Self::Decode(_) | Self::TooLarge(_) => false,
            Self::Auth(_) => true,
            Self::Network(error) | Self::Timeout(error) => error.is_retryable(error.operation.idempotent),
            Self::Api(error) => error.is_retryable(),
        }
    }

    /// The request id that the server sent in a header, to quote to its support.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Decode(error) => error.request_id(),
            Self::TooLarge(error) => error.request_id(),
            Self::Api(error) => error.request_id(),
            _ => None,
        }
    }

    /// How long the server asks to wait before a retry (`Retry-After`).
    pub fn retry_after(&self) -> Option<Duration> {
        self.api().and_then(ApiError::retry_after)
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => error.fmt(f),
            Self::Auth(error) => error.fmt(f),
            Self::Network(error) | Self::Timeout(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::TooLarge(error) => error.fmt(f),
            Self::Api(error) => error.fmt(f),
        }
    }
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => error.fmt(f),
            Self::Auth(error) => error.fmt(f),
            Self::Network(error) | Self::Timeout(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::TooLarge(error) => error.fmt(f),
            Self::Api(error) => error.fmt(f),
        }
    }
}

/// `Display` is that of the inner error, so `source` is the source of the inner error.
impl<E> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Build(_) | Self::Auth(_) | Self::TooLarge(_) | Self::Api(_) => None,
            Self::Network(error) | Self::Timeout(error) => error.source(),
            Self::Decode(error) => error.source(),
        }
    }
}

impl<E> From<BuildError> for Error<E> {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

impl<E> From<AuthError> for Error<E> {
    fn from(error: AuthError) -> Self {
        Self::Auth(Box::new(error))
    }
}

impl<E> From<ExchangeError> for Error<E> {
    fn from(error: ExchangeError) -> Self {
        match error.failure() {
            Failure::Timeout | Failure::ConnectTimeout => Self::Timeout(Box::new(error)),
            _ => Self::Network(Box::new(error)),
        }
    }
}

impl<E: TypedBody> From<Error<E>> for Error<Untyped> {
    fn from(error: Error<E>) -> Self {
        match error {
            Error::Build(error) => Self::Build(error),
            Error::Auth(error) => Self::Auth(error),
            Error::Network(error) => Self::Network(error),
            Error::Timeout(error) => Self::Timeout(error),
            Error::Decode(error) => Self::Decode(error),
            Error::TooLarge(error) => Self::TooLarge(error),
            Error::Api(error) => Self::Api(Box::new(error.untyped())),
        }
    }
}
