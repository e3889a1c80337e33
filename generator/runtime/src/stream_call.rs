//! A call whose success is read as it comes. Awaiting it sends it, and gives the stream once the server has begun to
//! answer.

use super::call::Call;
use super::error::{ApiError, Error, ExchangeError};
use super::error_body::{ErrorBody, Untyped};
use super::execute::{Fault, open};
use super::frames::Framing;
use super::request::Request;
use super::retry::Retry;
use super::stream::{self, EventStream, FromStream, ItemDecoder, LineStream};
use super::transport::BoxFuture;
use super::wire::Wire;
use http::header::CONTENT_TYPE;
use std::fmt;
use std::future::IntoFuture;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

/// A call that gives a stream `S`, or an error with the documented body `E`. What is set on a `Call` is set on it too.
#[must_use = "a call does nothing until it is awaited"]
pub struct StreamCall<'a, S: FromStream, E = Untyped> {
    call: Call<'a, (), E>,
    how: S::How,
}

impl<'a, S: FromStream, E: ErrorBody> StreamCall<'a, S, E> {
    fn new(request: Request<'a>, accept: &'static str, how: S::How) -> Self {
        Self { call: request.accept(accept).decode_unit(), how }
    }

    /// Limits how long the answer may take to begin, in place of the client's limit; the stream itself may go on.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.call = self.call.timeout(timeout);
        self
    }

    /// Limits how long the server may be silent, in place of the client's limit.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.call = self.call.read_timeout(timeout);
        self
    }

    /// Says when this call is sent again, in place of the client's rule; a stream that has begun never is.
    pub fn retry(mut self, retry: impl Into<Retry>) -> Self {
        self.call = self.call.retry(retry);
        self
    }

    /// Sends a header with this call, in place of any other of its name.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.call = self.call.header(name, value);
        self
    }

    /// Goes on after the event of this id (`Last-Event-ID`), where the server can.
    pub fn last_event_id(self, id: &str) -> Self {
        self.header("last-event-id", id)
    }
}

impl<'a, S: FromStream, E> Deref for StreamCall<'a, S, E> {
    type Target = Call<'a, (), E>;

    fn deref(&self) -> &Self::Target {
        &self.call
    }
}

impl<S: FromStream, E> DerefMut for StreamCall<'_, S, E> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.call
    }
}

impl<'a, S, E> IntoFuture for StreamCall<'a, S, E>
where
    S: FromStream<How: Send> + 'a,
    E: ErrorBody + 'a,
{
    type Output = Result<S, Error<E>>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let (request, _) = self.call.into_parts();
        let how = self.how;
        Box::pin(async move {
            let (parts, body) = open(request).await?;
            let kind = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
            // A failure that the server noticed before it began to stream, but after it had decided on a 200.
            let refused = S::refuses_json() && kind.is_some_and(|kind| kind.starts_with("application/json"));
            if parts.status.is_success() && !refused {
                return Ok(S::begin(parts, body, how));
            }
            let failed = |error| Fault::Exchange(ExchangeError::new(parts.operation, error));
            let bytes = body.collect().await.map_err(failed)?;
            let body = E::from_body(parts.status.as_u16(), &bytes);
            Err(Error::Api(Box::new(ApiError::new(parts, bytes, body))))
        })
    }
}

impl<S: FromStream, E> fmt::Debug for StreamCall<'_, S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}

impl<'a> Request<'a> {
    /// The success is a stream of events with JSON in them.
    pub fn decode_events<T: Wire, E: ErrorBody>(self) -> StreamCall<'a, EventStream<T>, E> {
        let decoder: ItemDecoder<T> = stream::json;
        StreamCall::new(self, "text/event-stream", decoder)
    }

    /// The success is a stream of events with text in them.
    pub fn decode_text_events<E: ErrorBody>(self) -> StreamCall<'a, EventStream<String>, E> {
        let decoder: ItemDecoder<String> = stream::text;
        StreamCall::new(self, "text/event-stream", decoder)
    }

    /// The success is a JSON document a line.
    pub fn decode_lines<T: Wire, E: ErrorBody>(
        self,
        accept: &'static str,
    ) -> StreamCall<'a, LineStream<T>, E> {
        let decoder: ItemDecoder<T> = stream::json;
        StreamCall::new(self, accept, (decoder, Framing::lines as fn() -> Framing))
    }

    /// The success is a sequence of JSON documents (RFC 7464).
    pub fn decode_json_seq<T: Wire, E: ErrorBody>(self) -> StreamCall<'a, LineStream<T>, E> {
        let decoder: ItemDecoder<T> = stream::json;
        StreamCall::new(self, "application/json-seq", (decoder, Framing::json_seq as fn() -> Framing))
    }
}

/// Makes a struct with a field `call`, a `StreamCall`, awaitable as that call is:
/// `stream_call!(Chat => EventStream<Chunk>, Untyped);`
#[doc(hidden)]
#[macro_export]
macro_rules! __stream_call {
    ($ty:ident => $success:ty, $error:ty) => {
        $crate::__settings!($ty => $success, $error);

        impl<'a> $ty<'a> {
            /// Goes on after the event of this id (`Last-Event-ID`), where the server can.
            pub fn last_event_id(mut self, id: &str) -> Self {
                self.call = self.call.last_event_id(id);
                self
            }
        }
    };
}
#[doc(hidden)]
pub use crate::__stream_call as stream_call;
