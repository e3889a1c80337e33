//! A call: a request with the decoder of its success and the type of its error body. `.await` sends it. Only this thin
//! part of sending is generic.

use super::super::error::api::ApiError;
use super::super::error::body::Untyped;
use super::super::error::call::Error;
use super::super::error::decode::DecodeError;
use super::super::error::fault::Fault;
use super::super::response::decode::{Decoder, Parts, Response};
use super::super::transport::body::Body;
use super::super::transport::interface::BoxFuture;
use super::builder::Request;
use super::execute::execute;
use super::retry::Retry;
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

/// A request builder; `.await` sends the call and returns a `T`, or an error, whose documented body is an `E`. An operation
/// with optional parameters has its own type `O`, and the setters of its parameters are methods of `Call<'_, T, E, O>`.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<'a, T, E = Untyped, O = ()> {
    pub(crate) request: Request<'a>,
    pub(crate) decoder: Decoder<T>,
    pub(crate) types: CallTypes<E, O>,
}

/// Marker for the type parameters of a call. As a function pointer it does not affect `Send` and `Sync`.
pub(crate) type CallTypes<E, O> = PhantomData<fn() -> (E, O)>;

impl<'a, T, E, O> Call<'a, T, E, O> {
    /// Limits the time of the whole call, including retries and the waits before them, in place of the client's limit;
    /// `Duration::MAX` means no limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.request.set_timeout(timeout);
        self
    }

    /// Limits how long the server may be silent, in place of the client's limit; `Duration::MAX` means no limit.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.request.set_read_timeout(timeout);
        self
    }

    /// Limits the size of a success body in bytes, in place of the client's limit. A download that is read in pieces
    /// has no other limit.
    pub fn max_body_size(mut self, bytes: u64) -> Self {
        self.request.set_max_body_size(bytes);
        self
    }

    /// Sets the retry policy of this call, in place of the client's. A number is the maximum number of retries.
    pub fn retry(mut self, retry: impl Into<Retry>) -> Self {
        self.request.set_retry(retry);
        self
    }

    /// Sets a header of this call, in place of any other of that name.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request.set_raw_header(name, value);
        self
    }

    /// The underlying request, for settings that have no method here.
    pub fn request(&mut self) -> &mut Request<'a> {
        &mut self.request
    }
}

impl<'a, T: 'a, E, O> Call<'a, T, E, O> {
    /// Sends the call and returns the decoded body with status and headers.
    pub fn with_response(self) -> BoxFuture<'a, Result<Response<T>, Error>> {
        let Self { request, decoder, .. } = self;
        Box::pin(async move { decode_response(execute(request).await, decoder) })
    }
}

impl<'a, T: 'a, E, O> IntoFuture for Call<'a, T, E, O> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { request, decoder, .. } = self;
        Box::pin(async move { decode_response(execute(request).await, decoder).map(Response::into_inner) })
    }
}

/// Decodes the response. Any 2xx status counts as the documented success.
pub(crate) fn decode_response<T>(
    sent: Result<(Parts, Body), Fault>,
    decoder: Decoder<T>,
) -> Result<Response<T>, Error> {
    let (parts, body) = sent?;
    if !parts.status.is_success() {
        return Err(Error::Api(Box::new(ApiError::from_response(parts, &body))));
    }
    let bytes = body.into_bytes();
    match decoder(&parts, &bytes) {
        Ok(body) => Ok(Response::new(parts, body)),
        Err(error) => Err(Error::Decode(Box::new(DecodeError::new(parts, bytes, error)))),
    }
}

impl<T, E, O> fmt::Debug for Call<'_, T, E, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.request).finish()
    }
}
