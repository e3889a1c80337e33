//! What sends requests: a small trait, so that a client can be given another HTTP stack or a recorded one. Nothing
//! here knows which library is behind it.

use bytes::{Bytes, BytesMut};
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one request and gives back its response, whatever its status. Redirects are not followed.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request. The URI is absolute; `timeout` is for the whole exchange, the response's body included.
    ///
    /// # Errors
    /// No response came. Its text must not hold the request's URL, which can hold a credential.
    fn send(
        &self,
        request: http::Request<Bytes>,
        timeout: Option<Duration>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

/// Where the bytes of a response come from, piece by piece.
pub trait Chunks: Send {
    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// The connection failed, or the time for the exchange is over.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

/// The body of a response.
pub struct Body(Source);

enum Source {
    Whole(Bytes),
    Chunks(Box<dyn Chunks>),
}

impl Body {
    /// A body that comes in pieces.
    pub fn new(chunks: impl Chunks + 'static) -> Self {
        Self(Source::Chunks(Box::new(chunks)))
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// The rest of the body cannot be read.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        match &mut self.0 {
            Source::Whole(bytes) => Ok(Some(std::mem::take(bytes)).filter(|bytes| !bytes.is_empty())),
            Source::Chunks(chunks) => chunks.next().await,
        }
    }

    /// All of it. A body of one piece is not copied.
    ///
    /// # Errors
    /// The rest of the body cannot be read.
    pub async fn collect(mut self) -> Result<Bytes, TransportError> {
        let Some(first) = self.chunk().await? else { return Ok(Bytes::new()) };
        let Some(second) = self.chunk().await? else { return Ok(first) };
        let mut all = BytesMut::from(first);
        all.extend_from_slice(&second);
        while let Some(next) = self.chunk().await? {
            all.extend_from_slice(&next);
        }
        Ok(all.freeze())
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Source::Whole(bytes.into()))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Body")
    }
}

/// How far an exchange came before it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// There was no connection: the server has not seen the request.
    Connect,
    /// The time was over; the server may have seen the request.
    Timeout,
    /// Anything else; the server may have seen the request.
    Exchange,
}

/// No response, or half of one.
#[derive(Debug)]
pub struct TransportError {
    failure: Failure,
    source: Box<dyn Error + Send + Sync>,
}

impl TransportError {
    /// A failure and what the transport says of it.
    pub fn new(failure: Failure, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { failure, source: source.into() }
    }

    /// How far the exchange came.
    pub fn failure(&self) -> Failure {
        self.failure
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.failure {
            Failure::Connect => "no connection",
            Failure::Timeout => "no response in time",
            Failure::Exchange => "the exchange failed",
        })?;
        let mut cause: Option<&dyn Error> = Some(self.source.as_ref());
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.source()
    }
}
