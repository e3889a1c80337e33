//! The trait of transports, so that a client can use another HTTP stack or a recorded one. It is independent of any
//! HTTP library.

use super::body::Body;
use super::failure::TransportError;
use std::future::Future;
use std::pin::Pin;

/// A boxed future that can be sent between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one request and returns its response, whatever its status. It must not follow redirects.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request. The URI is absolute. A body of known length is sent with `Content-Length`, any other in
    /// chunks. Dropping the future or the response body ends the exchange; calls are cancelled and time limits enforced
    /// that way.
    ///
    /// # Errors
    /// No response arrived. The text must not hold the URL of the request, which can hold a credential.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}
