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
use super::settings::settings;
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

/// A request builder; `.await` sends the call and returns a `T`, or an error, whose documented body is an `E`. It borrows
/// nothing: it can be moved to another task, and outlives the client. An operation with optional parts is named by `O`,
/// and has a setter for each part, which the page of its own name shows.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T, E = Untyped, O = ()> {
    pub(crate) request: Request,
    pub(crate) decoder: Decoder<T>,
    pub(crate) types: CallTypes<E, O>,
}

/// Marker for the types of a call without a value. As a function pointer it does not affect `Send` and `Sync`.
pub(crate) type CallTypes<E, O> = PhantomData<fn() -> (E, O)>;

impl<T, E, O> Call<T, E, O> {
    settings!(call);

    /// The underlying request, for settings that have no method here.
    pub fn request(&mut self) -> &mut Request {
        &mut self.request
    }
}

impl<T: 'static, E, O> Call<T, E, O> {
    /// Sends the call and returns the decoded body with status and headers.
    pub fn with_response(self) -> BoxFuture<'static, Result<Response<T>, Error>> {
        let Self { request, decoder, .. } = self;
        // Boxed on its own, the request is moved once.
        let sent = execute(request);
        Box::pin(async move { decode_response(sent.await, decoder) })
    }
}

impl<T: 'static, E, O> IntoFuture for Call<T, E, O> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { request, decoder, .. } = self;
        let sent = execute(request);
        Box::pin(async move { decode_response(sent.await, decoder).map(Response::into_inner) })
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

impl<T, E, O> fmt::Debug for Call<T, E, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.request).finish()
    }
}
