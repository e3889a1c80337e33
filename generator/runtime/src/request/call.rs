//! A call: a request, how its success decodes, and which error body is documented. Awaiting it sends it. This is the
//! only generic part of sending, and it is thin.

use super::super::error::api::ApiError;
use super::super::error::body::{ErrorBody, Untyped};
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

/// A call that gives a `T`, or an error with the documented body `E`. What it is a call of, `O`, has a type of its own
/// where it takes optional parameters: their setters are methods of `Call<'_, T, E, O>` alone.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<'a, T, E = Untyped, O = ()> {
    pub(crate) request: Request<'a>,
    pub(crate) decoder: Decoder<T>,
    pub(crate) of: Of<E, O>,
}

/// What a call is of: types only, which cost nothing and make nothing more or less `Send`.
pub(crate) type Of<E, O> = PhantomData<fn() -> (E, O)>;

impl<'a, T, E, O> Call<'a, T, E, O> {
    /// Limits this call as a whole, waits and retries included, in place of the client's limit; `Duration::MAX` is no
    /// limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.request.set_timeout(timeout);
        self
    }

    /// Limits how long the server may be silent, in place of the client's limit; `Duration::MAX` is no limit.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.request.set_read_timeout(timeout);
        self
    }

    /// Limits how many bytes the body of a success may have, in place of the client's limit. Where bytes are read as
    /// they come, no other limit holds.
    pub fn max_body_size(mut self, bytes: u64) -> Self {
        self.request.set_max_body_size(bytes);
        self
    }

    /// Says when this call is sent again, in place of the client's rule; a number is how often at most.
    pub fn retry(mut self, retry: impl Into<Retry>) -> Self {
        self.request.set_retry(retry);
        self
    }

    /// Sends a header with this call, in place of any other of its name.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request.set_raw_header(name, value);
        self
    }

    /// The request beneath, for what has no method here.
    pub fn request(&mut self) -> &mut Request<'a> {
        &mut self.request
    }
}

impl<'a, T: 'a, E: ErrorBody + 'a, O> Call<'a, T, E, O> {
    /// Sends the call and gives status and headers beside the decoded body.
    pub fn with_response(self) -> BoxFuture<'a, Result<Response<T>, Error<E>>> {
        let Self { request, decoder, .. } = self;
        Box::pin(async move { finish(execute(request).await, decoder) })
    }
}

impl<'a, T: 'a, E: ErrorBody + 'a, O> IntoFuture for Call<'a, T, E, O> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { request, decoder, .. } = self;
        Box::pin(async move { finish(execute(request).await, decoder).map(Response::into_inner) })
    }
}

/// Any 2xx is the documented success.
pub(crate) fn finish<T, E: ErrorBody>(
    sent: Result<(Parts, Body), Fault>,
    decoder: Decoder<T>,
) -> Result<Response<T>, Error<E>> {
    let (parts, body) = sent?;
    if !parts.status.is_success() {
        return Err(Error::Api(Box::new(ApiError::of(parts, &body))));
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
