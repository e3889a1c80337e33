//! A call: a request, how its success decodes, and which error body is documented. Awaiting it sends it. This is the
//! only generic part of sending, and it is thin.

use super::error::{ApiError, DecodeError, Error};
use super::error_body::{ErrorBody, Untyped};
use super::execute::{Fault, execute};
use super::param::Param;
use super::request::Request;
use super::response::{Decoder, Parts, Response};
use super::retry::Retry;
use super::transport::BoxFuture;
use super::wire_send::ToWire;
use bytes::Bytes;
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

/// A call that gives a `T`, or an error with the documented body `E`.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<'a, T, E = Untyped> {
    request: Request<'a>,
    decoder: Decoder<T>,
    error: PhantomData<fn() -> E>,
}

impl<'a, T, E> Call<'a, T, E> {
    pub(super) fn new(request: Request<'a>, decoder: Decoder<T>) -> Self {
        Self { request, decoder, error: PhantomData }
    }

    /// What is sent and how the answer is read.
    pub fn into_parts(self) -> (Request<'a>, Decoder<T>) {
        (self.request, self.decoder)
    }

    /// Limits this call as a whole, waits and retries included, in place of the client's limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.request.set_timeout(timeout);
        self
    }

    /// Limits how long the server may be silent, in place of the client's limit.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.request.set_read_timeout(timeout);
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

    /// Sets a query parameter; null or an empty list takes it away.
    pub fn set_query<V: ToWire + ?Sized>(&mut self, param: &Param, value: &V) {
        self.request.set(param, value);
    }

    /// Sets a header parameter; null takes it away.
    pub fn set_header<V: ToWire + ?Sized>(&mut self, param: &Param, value: &V) {
        self.request.set(param, value);
    }

    /// Sets a cookie parameter; null takes it away.
    pub fn set_cookie<V: ToWire + ?Sized>(&mut self, param: &Param, value: &V) {
        self.request.set(param, value);
    }

    /// Sets a JSON body.
    pub fn set_json<V: ToWire + ?Sized>(&mut self, body: &V) {
        self.request.set_json(body);
    }

    /// Sets a JSON body of another media type.
    pub fn set_json_as<V: ToWire + ?Sized>(&mut self, media_type: &str, body: &V) {
        self.request.set_json_as(media_type, body);
    }

    /// Sets a body of any media type.
    pub fn set_bytes(&mut self, media_type: &str, body: impl Into<Bytes>) {
        self.request.set_bytes(media_type, body);
    }
}

impl<'a, T, E> Call<'a, T, E> {
    /// The request beneath, for what has no method here.
    pub fn request(&mut self) -> &mut Request<'a> {
        &mut self.request
    }
}

impl<'a, T: 'a, E: ErrorBody + 'a> Call<'a, T, E> {
    /// Sends the call and gives status and headers beside the decoded body.
    pub fn with_response(self) -> BoxFuture<'a, Result<Response<T>, Error<E>>> {
        let Self { request, decoder, .. } = self;
        Box::pin(async move { finish(execute(request).await, decoder) })
    }
}

impl<'a, T: 'a, E: ErrorBody + 'a> IntoFuture for Call<'a, T, E> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { request, decoder, .. } = self;
        Box::pin(async move { finish(execute(request).await, decoder).map(Response::into_inner) })
    }
}

/// Any 2xx is the documented success.
pub(super) fn finish<T, E: ErrorBody>(
    sent: Result<(Parts, Bytes), Fault>,
    decoder: Decoder<T>,
) -> Result<Response<T>, Error<E>> {
    let (parts, bytes) = sent?;
    if !parts.status.is_success() {
        let body = E::from_body(parts.status.as_u16(), &bytes);
        return Err(Error::Api(Box::new(ApiError::new(parts, bytes, body))));
    }
    match decoder(&parts, &bytes) {
        Ok(body) => Ok(Response::new(parts, body)),
        Err(error) => Err(Error::Decode(Box::new(DecodeError::new(parts, bytes, error)))),
    }
}

impl<T, E> fmt::Debug for Call<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.request).finish()
    }
}

/// Makes a struct with a field `call` awaitable as that call is: `call!(ListTags => Vec<Tag>, Untyped);` for
/// `pub struct ListTags<'a> { call: Call<'a, Vec<Tag>> }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    ($ty:ident => $success:ty, $error:ty) => {
        $crate::__settings!($ty => $success, $error);

        impl<'a> $ty<'a> {
            /// Sends the call and waits for its end. It blocks the thread: not for asynchronous code.
            ///
            /// # Errors
            /// Those of the call; or there is no thread for connections.
            #[cfg(feature = "blocking")]
            pub fn send_blocking(
                self,
            ) -> ::std::result::Result<$success, $crate::runtime::error::Error<$error>> {
                self.call.send_blocking()
            }

            /// The same with status and headers beside the decoded body.
            ///
            /// # Errors
            /// Those of the call; or there is no thread for connections.
            #[cfg(feature = "blocking")]
            pub fn with_response_blocking(
                self,
            ) -> ::std::result::Result<
                $crate::runtime::response::Response<$success>,
                $crate::runtime::error::Error<$error>,
            > {
                self.call.with_response_blocking()
            }

            /// Sends the call and gives status and headers beside the decoded body.
            pub fn with_response(
                self,
            ) -> $crate::runtime::transport::BoxFuture<
                'a,
                ::std::result::Result<
                    $crate::runtime::response::Response<$success>,
                    $crate::runtime::error::Error<$error>,
                >,
            > {
                self.call.with_response()
            }
        }
    };
}
#[doc(hidden)]
pub use crate::__call as call;

/// What every struct with a field `call` has of it: its settings, and that awaiting it sends it.
#[doc(hidden)]
#[macro_export]
macro_rules! __settings {
    ($ty:ident => $success:ty, $error:ty) => {
        impl<'a> $ty<'a> {
            /// Limits this call as a whole, waits and retries included, in place of the client's limit; where the answer is a
            /// stream, until it begins.
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.call = self.call.timeout(timeout);
                self
            }

            /// Limits how long the server may be silent, in place of the client's limit.
            pub fn read_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.call = self.call.read_timeout(timeout);
                self
            }

            /// Says when this call is sent again, in place of the client's rule; a number is how often at most. A stream that
            /// has begun never is.
            pub fn retry(mut self, retry: impl ::std::convert::Into<$crate::runtime::retry::Retry>) -> Self {
                self.call = self.call.retry(retry);
                self
            }

            /// Sends a header with this call, in place of any other of its name.
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.call = self.call.header(name, value);
                self
            }

            /// The request beneath, for what has no method here.
            pub fn request(&mut self) -> &mut $crate::runtime::request::Request<'a> {
                self.call.request()
            }
        }

        impl<'a> ::std::future::IntoFuture for $ty<'a> {
            type Output = ::std::result::Result<$success, $crate::runtime::error::Error<$error>>;
            type IntoFuture = $crate::runtime::transport::BoxFuture<'a, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                ::std::future::IntoFuture::into_future(self.call)
            }
        }
    };
}
