//! Credentials that are not known in advance: tokens that a function of the caller's, or an exchange, gives when they
//! are needed.

use super::super::error::build::BuildError;
use super::super::request::operation::Operation;
use super::super::secret::causes::chain;
use super::super::secret::escape::Shown;
use super::super::secret::value::Secret;
use super::super::transport::clock::Clock;
use super::super::transport::interface::{BoxFuture, Transport};
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

/// Why there is no token. Its text must not hold a secret.
pub type TokenError = Arc<dyn Error + Send + Sync>;

/// What a source of tokens may use.
#[derive(Clone, Copy)]
pub struct TokenContext<'a> {
    /// The client's transport.
    pub transport: &'a dyn Transport,
    /// The client's clock.
    pub clock: &'a dyn Clock,
    /// The client's base URL, without a slash at its end.
    pub base_url: &'a str,
    /// Whether plain `http` is allowed beyond this machine.
    pub allow_http: bool,
}

/// Gives the token for a security scheme, whenever a request needs it.
pub trait TokenSource: Send + Sync + 'static {
    /// A token that is good for now. Called for each request, so it is kept by whoever gives it.
    ///
    /// # Errors
    /// There is none.
    fn token<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<Secret, TokenError>>;

    /// Whether it can give any token at all, asked when the client is built.
    ///
    /// # Errors
    /// It cannot: what it was made of is empty or not valid. The text must not hold a secret.
    fn check(&self) -> Result<(), BuildError> {
        Ok(())
    }

    /// The server refused this token (401): it is not to be given again.
    fn refused(&self, token: &Secret) {
        _ = token;
    }
}

/// What is said of a token that would authenticate nobody.
pub(crate) fn empty() -> TokenError {
    let error: Box<dyn Error + Send + Sync> = "the token is empty".into();
    error.into()
}

/// A source that is an asynchronous function.
pub struct TokenFn<F>(F);

impl<F, R, E> TokenFn<F>
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<Secret, E>> + Send + 'static,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    /// Of this function.
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

/// A call that needs a token and could not have one. Nothing was sent to the operation. `Display` and `Debug` show what the
/// source of tokens says with everything beneath it, escaped and bounded.
#[derive(Clone)]
pub struct AuthError {
    operation: &'static Operation,
    scheme: &'static str,
    source: TokenError,
}

impl AuthError {
    /// Puts one together.
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

    /// What the source of tokens says, to be asked what it is: its texts are not fit for logs.
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
            .field("reason", &Shown(&chain(self.source.as_ref(), None)))
            .finish()
    }
}

impl Error for AuthError {}
