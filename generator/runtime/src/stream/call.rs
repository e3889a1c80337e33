//! A call whose success is a stream. `.await` sends it and returns the stream once the response has begun.

use super::super::error::body::Untyped;
use super::super::error::call::Error;
use super::super::json::codec::Wire;
use super::super::request::builder::Request;
use super::super::request::call::ErrorType;
use super::super::request::limits::EVENT;
use super::super::request::retry::Retry;
use super::super::request::settings::settings;
use super::super::transport::interface::BoxFuture;
use super::frames::Framing;
use super::resume::{Resume, open_stream};
use super::typed::{self, EventStream, FromStream, ItemDecoder, LineStream};
use super::whole;
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

/// A request builder for a stream; `.await` sends the call and returns a stream `S`, or an error with the documented
/// body `E`. It borrows nothing, as a [`Call`](super::super::request::call::Call).
#[must_use = "a call does nothing until it is awaited"]
pub struct StreamCall<S: FromStream, E = Untyped> {
    pub(crate) request: Request,
    decoding: S::Decoding,
    resume: Option<Retry>,
    error: ErrorType<E>,
}

impl<S: FromStream, E> StreamCall<S, E> {
    settings!(stream: request);

    /// The underlying request, for settings that have no method here.
    pub fn request(&mut self) -> &mut Request {
        &mut self.request
    }
}

impl<T, E> StreamCall<EventStream<T>, E> {
    /// Reconnects if the connection breaks, and resumes after the last event (`Last-Event-ID`). `rule` sets the maximum
    /// number of attempts without an event in between. Before an attempt it waits as long as the server asks
    /// (`retry:`), or as the policy says. If the server has sent `retry:`, the stream is also reopened when it ends,
    /// until the server answers 204. If events came without an id, a break is still an error, because the server would
    /// start from the beginning.
    ///
    /// The call fails before it is sent if its operation must not be sent twice.
    pub fn reconnect(mut self, rule: impl Into<Retry>) -> Self {
        self.resume = Some(rule.into());
        self
    }
}

impl<S, E> IntoFuture for StreamCall<S, E>
where
    S: FromStream<Decoding: Send> + 'static,
{
    type Output = Result<S, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { mut request, decoding, resume, .. } = self;
        let resume = resume.and_then(|rule| Resume::new(&mut request, rule));
        let limit = request.core.limits(&request.limits).event.unwrap_or(EVENT);
        Box::pin(async move {
            let (parts, body) = open_stream(request, S::rejects_json()).await?;
            Ok(S::from_response(parts, body, decoding, limit, resume))
        })
    }
}

#[cfg(feature = "blocking")]
impl<S, E> StreamCall<S, E>
where
    S: FromStream<Decoding: Send> + 'static,
{
    /// Sends the call and blocks the current thread until the response begins. Do not use it in asynchronous code.
    ///
    /// # Errors
    /// Those of the call, or the thread for connections cannot start.
    pub fn send_blocking(self) -> Result<S, Error> {
        super::super::request::blocking::wait(self.into_future())?
    }
}

impl<S: FromStream, E> fmt::Debug for StreamCall<S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StreamCall").field(&self.request).finish()
    }
}

impl Request {
    /// Decodes a success as a stream of events with JSON data.
    pub fn decode_events<T: Wire, E>(self) -> StreamCall<EventStream<T>, E> {
        let decoder: ItemDecoder<T> = typed::json;
        self.decode_stream("text/event-stream", decoder)
    }

    /// Decodes a success as a stream of events that the document describes as a whole.
    pub fn decode_whole_events<T: Wire, E>(self) -> StreamCall<EventStream<T>, E> {
        let decoder: ItemDecoder<T> = whole::event;
        self.decode_stream("text/event-stream", decoder)
    }

    /// Decodes a success as a stream of events with text data.
    pub fn decode_text_events<E>(self) -> StreamCall<EventStream<String>, E> {
        let decoder: ItemDecoder<String> = typed::text;
        self.decode_stream("text/event-stream", decoder)
    }

    /// Decodes a success as lines, with one JSON document per line.
    pub fn decode_lines<T: Wire, E>(self, accept: &'static str) -> StreamCall<LineStream<T>, E> {
        let decoder: ItemDecoder<T> = typed::json;
        self.decode_stream(accept, (decoder, Framing::lines as fn() -> Framing))
    }

    /// Decodes a success as a sequence of JSON documents (RFC 7464).
    pub fn decode_json_seq<T: Wire, E>(self) -> StreamCall<LineStream<T>, E> {
        let decoder: ItemDecoder<T> = typed::json;
        self.decode_stream("application/json-seq", (decoder, Framing::json_seq as fn() -> Framing))
    }

    fn decode_stream<S: FromStream, E>(
        mut self,
        accept: &'static str,
        decoding: S::Decoding,
    ) -> StreamCall<S, E> {
        self.accept.get_or_insert(accept);
        StreamCall { request: self, decoding, resume: None, error: PhantomData }
    }
}

/// Implements a request builder for a stream.
///
/// `stream_builder!(Chat => EventStream<types::Chunk>, Untyped);` for
/// `pub struct Chat { call: StreamCall<EventStream<types::Chunk>, Untyped> }`; `events` before the name if it has events.
#[doc(hidden)]
#[macro_export]
macro_rules! __stream_builder {
    (events $ty:ident => $stream:ty, $error:ty) => {
        impl $ty {
            /// Reconnects if the connection breaks, and resumes after the last event (`Last-Event-ID`). `rule` sets the
            /// maximum number of attempts without an event in between. The call fails before it is sent if its operation
            /// must not be sent twice.
            pub fn reconnect(
                mut self,
                rule: impl ::std::convert::Into<$crate::runtime::request::retry::Retry>,
            ) -> Self {
                self.call = self.call.reconnect(rule);
                self
            }
        }
        $crate::__stream_builder!($ty => $stream, $error);
    };
    ($ty:ident => $stream:ty, $error:ty) => {
        impl $ty {
            $crate::__settings!(stream: call.request);

            /// The underlying request, for settings that have no method here.
            pub fn request(&mut self) -> &mut $crate::runtime::request::builder::Request {
                self.call.request()
            }
        }

        #[cfg(feature = "blocking")]
        impl $ty {
            /// Sends the call and blocks the current thread until the response begins. Do not use it in asynchronous code.
            ///
            /// # Errors
            /// Those of the call, or the thread for connections cannot start.
            pub fn send_blocking(
                self,
            ) -> ::std::result::Result<$stream, $crate::runtime::error::call::Error> {
                self.call.send_blocking()
            }
        }

        $crate::__awaited!($ty => ::std::result::Result<$stream, $crate::runtime::error::call::Error>);
    };
}
#[doc(hidden)]
pub use crate::__stream_builder as stream_builder;
