//! What sends requests: a small trait, so that a client can be given another HTTP stack or a recorded one. Nothing
//! here knows which library is behind it.

use super::body::Body;
use super::failure::TransportError;
use std::future::Future;
use std::pin::Pin;

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one request and gives back its response, whatever its status. Redirects are not followed.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request. The URI is absolute. A body of known length is sent with it, any other in chunks. Dropping
    /// the future, or the response's body, ends the exchange: that is how calls are cancelled and time limits held.
    ///
    /// # Errors
    /// No response came. Its text must not hold the request's URL, which can hold a credential.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}
