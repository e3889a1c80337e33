//! Token sources: credentials that are fetched when they are needed, by a function of the caller or by an exchange.

use super::super::error::build::BuildError;
use super::super::request::operation::Operation;
use super::super::secret::causes::chain;
use super::super::secret::escape::Escaped;
use super::super::secret::value::Secret;
use super::super::transport::clock::Clock;
use super::super::transport::failure::{Failure, TransportError};
use super::super::transport::interface::{BoxFuture, Transport};
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

/// The error of a token source. Its text must not hold a secret.
pub type TokenError = Arc<dyn Error + Send + Sync>;

/// The parts of a client that a token source may use.
#[derive(Clone, Copy)]
pub struct TokenContext<'a> {
    /// The client's transport.
    pub transport: &'a dyn Transport,
    /// The client's clock.
    pub clock: &'a dyn Clock,
    /// The client's base URL, without a slash at its end.
    pub base_url: &'a str,
    /// Whether plain `http` to other machines is allowed.
    pub allow_http: bool,
}

/// Provides the token for a security scheme whenever a request needs it.
pub trait TokenSource: Send + Sync + 'static {
    /// Returns a token that is valid now. It is called for each request, so the source should cache the token.
    ///
    /// # Errors
    /// There is no token.
    fn token<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<Secret, TokenError>>;

    /// Checks whether the source is usable; called when the client is built.
    ///
    /// # Errors
    /// Its configuration is empty or not valid. The text must not hold a secret.
    fn check(&self) -> Result<(), BuildError> {
        Ok(())
    }

    /// Called when the server rejected this token (401). The source must not return it again.
    fn refused(&self, token: &Secret) {
        _ = token;
    }
}

/// The error for an empty token.
pub(crate) fn empty_token() -> TokenError {
    let error: Box<dyn Error + Send + Sync> = "the token is empty".into();
    error.into()
}

/// The error for a token endpoint that gave no token and may give one later.
#[derive(Debug)]
pub struct Unavailable(pub String);

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Unavailable {}

/// A token source made from an asynchronous function: `TokenFn::new(|| async { Ok::<_, Error>(Secret::from("…")) })`.
pub struct TokenFn<F>(F);

impl<F, R, E> TokenFn<F>
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<Secret, E>> + Send + 'static,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    /// Creates a source from this function.
    pub fn new(function: F) -> Self {
        Self(function)
    }
}

impl<F, R, E> TokenSource for TokenFn<F>
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<Secret, E>> + Send + 'static,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    fn token<'a>(&'a self, _: TokenContext<'a>) -> BoxFuture<'a, Result<Secret, TokenError>> {
        let token = (self.0)();
        Box::pin(async move { token.await.map_err(|error| error.into().into()) })
    }
}

/// A call needs a token, and the token source failed. Nothing was sent to the operation. `Display` and `Debug` show the
/// source's error with its causes, escaped and bounded.
#[derive(Clone)]
pub struct AuthError {
    operation: &'static Operation,
    scheme: &'static str,
    source: TokenError,
}

impl AuthError {
    /// Creates an error for this operation and scheme.
    pub fn new(operation: &'static Operation, scheme: &'static str, source: TokenError) -> Self {
        Self { operation, scheme, source }
    }

    /// The `operationId`.
    pub fn operation(&self) -> &'static str {
        self.operation.id
    }

    /// The security scheme whose token it is.
    pub fn scheme(&self) -> &'static str {
        self.scheme
    }

    /// Returns true if the same call can succeed later: the connection to the token endpoint failed, or the endpoint
    /// was overloaded. Whether the error of a function of the caller's passes is not known, unless it is a
    /// `TransportError`.
    pub fn is_retryable(&self) -> bool {
        let transport = self.source.downcast_ref::<TransportError>().map(TransportError::failure);
        match transport {
            Some(failure) => !matches!(failure, Failure::Invalid | Failure::Body),
            None => self.source.is::<Unavailable>(),
        }
    }

    /// The error of the token source, for downcasting. Its text may not be safe to log.
    pub fn inner(&self) -> &(dyn Error + Send + Sync + 'static) {
        self.source.as_ref()
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: no token for {}: {}",
            self.operation.id,
            self.scheme,
            chain(self.source.as_ref(), None)
        )
    }
}

impl fmt::Debug for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthError")
            .field("operation", &self.operation.id)
            .field("scheme", &self.scheme)
            .field("reason", &Escaped(&chain(self.source.as_ref(), None)))
            .finish()
    }
}

impl Error for AuthError {}
