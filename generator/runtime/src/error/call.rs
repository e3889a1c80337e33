//! The error type of calls.

use super::super::auth::token::AuthError;
use super::super::request::operation::Operation;
use super::super::transport::failure::{Failure, TransportError};
use super::api::ApiError;
use super::body::ErrorBody;
use super::build::BuildError;
use super::decode::DecodeError;
use super::too_large::TooLargeError;
use std::fmt;
use std::time::Duration;

/// The error of any call of the API. [`body`](Self::body) decodes the documented body of an error response:
/// `match error.body::<DeleteTagError>() { Some(DeleteTagError::NotFound(problem)) => …, _ => … }`. The documentation of
/// an operation names the type.
///
/// `Display` shows the operation, what failed and why, on one line. It includes the causes, so [`source`] is empty: a
/// reporter that prints both, such as `anyhow`, prints nothing twice. The variants hold the causes. `Debug` shows the same
/// line, as `main` prints an error that it returns; `{:#?}` shows the fields, with the headers of a response.
///
/// [`source`]: std::error::Error::source
#[non_exhaustive]
pub enum Error {
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
    Api(Box<ApiError>),
}

/// A failed HTTP exchange, with its operation.
pub struct ExchangeError {
    operation: &'static Operation,
    repeatable: bool,
    source: TransportError,
}

impl ExchangeError {
    /// Creates an error for this operation.
    pub fn new(operation: &'static Operation, source: TransportError) -> Self {
        Self { operation, repeatable: operation.idempotent, source }
    }

    /// Sets whether sending the request twice does no harm; by default that depends on the operation.
    #[must_use]
    pub fn repeatable(mut self, repeatable: bool) -> Self {
        self.repeatable = repeatable;
        self
    }

    /// The `operationId`.
    pub fn operation(&self) -> &'static str {
        self.operation.id
    }

    /// At which stage the exchange failed.
    pub fn failure(&self) -> Failure {
        self.source.failure()
    }

    /// The transport's error.
    pub fn transport(&self) -> &TransportError {
        &self.source
    }

    /// Returns true if the same call can succeed later and is safe to send again: the server has certainly not seen it,
    /// or sending it twice does no harm. A request body that could not be read once cannot be read again.
    pub fn is_retryable(&self) -> bool {
        match self.failure() {
            Failure::Connect | Failure::ConnectTimeout => true,
            Failure::Body | Failure::Invalid => false,
            _ => self.repeatable,
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

impl std::error::Error for ExchangeError {}

impl Error {
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
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The documented body of the error response; `None` if there is no error response, or its body is not a documented
    /// `E`. [`ApiError::try_body`] tells why.
    pub fn body<E: ErrorBody>(&self) -> Option<E> {
        self.api()?.body()
    }

    /// Returns true if a time limit was reached.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout(_))
    }

    /// Returns true if the same call can succeed later and is safe to send again. The table in the
    /// documentation of `Retry` lists when; a policy retries just these.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Build(_) | Self::Decode(_) | Self::TooLarge(_) => false,
            Self::Auth(error) => error.is_retryable(),
            Self::Network(error) | Self::Timeout(error) => error.is_retryable(),
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

    /// How long the server asks to wait before a retry (`Retry-After` and its kin).
    pub fn retry_after(&self) -> Option<Duration> {
        self.api().and_then(ApiError::retry_after)
    }
}

impl fmt::Display for Error {
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

/// The text of `Display`, which is what is read where `main` or a test returns the error; `{:#?}` shows the fields.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return fmt::Display::fmt(self, f);
        }
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

/// `Display` includes the causes, so there is no `source`.
impl std::error::Error for Error {}

impl From<BuildError> for Error {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

impl From<AuthError> for Error {
    fn from(error: AuthError) -> Self {
        Self::Auth(Box::new(error))
    }
}

impl From<ExchangeError> for Error {
    fn from(error: ExchangeError) -> Self {
        match error.failure() {
            Failure::Timeout | Failure::ConnectTimeout => Self::Timeout(Box::new(error)),
            _ => Self::Network(Box::new(error)),
        }
    }
}
