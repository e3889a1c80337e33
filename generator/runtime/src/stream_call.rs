//! A call whose success is read as it comes. Awaiting it sends it, and gives the stream once the server has begun to
//! answer.

use super::call::Call;
use super::error::Error;
use super::error_body::{ErrorBody, Untyped};
use super::frames::Framing;
use super::request::Request;
use super::retry::Retry;
use super::stream::{self, EventStream, FromStream, ItemDecoder, LineStream};
use super::stream_resume::{Resume, begin};
use super::transport::BoxFuture;
use super::wire::Wire;
use std::fmt;
use std::future::IntoFuture;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

/// A call that gives a stream `S`, or an error with the documented body `E`. What is set on a `Call` is set on it too.
#[must_use = "a call does nothing until it is awaited"]
pub struct StreamCall<'a, S: FromStream, E = Untyped> {
    call: Call<'a, (), E>,
    how: S::How,
    resume: Option<Retry>,
}

impl<'a, S: FromStream, E: ErrorBody> StreamCall<'a, S, E> {
    fn new(request: Request<'a>, accept: &'static str, how: S::How) -> Self {
        Self { call: request.accept(accept).decode_unit(), how, resume: None }
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

impl<'a, T, E: ErrorBody> StreamCall<'a, EventStream<T>, E> {
    /// Opens the stream again where its connection breaks, so often at most without an event in between, and goes on after
    /// the last event (`Last-Event-ID`). Between tries it waits as long as the server asks (`retry:`), or as the rule
    /// says. A server that has said how long also has its stream opened again where it ends, until it answers 204. Where
    /// events came without any id, a break is an error all the same: the server would begin anew.
    ///
    /// The call fails before it is sent where its operation must not be sent twice.
    pub fn reconnect(mut self, rule: impl Into<Retry>) -> Self {
        self.resume = Some(rule.into());
        self
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
        let (mut request, _) = self.call.into_parts();
        let how = self.how;
        let resume = self.resume.and_then(|rule| Resume::new(&mut request, rule));
        Box::pin(async move {
            let (parts, body) = begin(request, S::refuses_json()).await?;
            Ok(S::begin(parts, body, how, resume))
        })
    }
}

#[cfg(feature = "blocking")]
impl<'a, S, E> StreamCall<'a, S, E>
where
    S: FromStream<How: Send> + 'a,
    E: ErrorBody + 'a,
{
    /// Sends the call and waits until the server begins to answer. It blocks the thread: not for asynchronous code.
    ///
    /// # Errors
    /// Those of the call; or there is no thread for connections.
    pub fn send_blocking(self) -> Result<S, Error<E>> {
        super::blocking::wait(self.into_future())?
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
    ($ty:ident => EventStream<$item:ty>, $error:ty) => {
        $crate::__stream_call!(@any $ty => EventStream<$item>, $error);

        impl<'a> $ty<'a> {
            /// Opens the stream again where its connection breaks, so often at most without an event in between, and goes
            /// on after the last event, where the server gives events ids. The call fails before it is sent where its
            /// operation must not be sent twice.
            pub fn reconnect(mut self, rule: impl ::std::convert::Into<$crate::runtime::retry::Retry>) -> Self {
                self.call = self.call.reconnect(rule);
                self
            }
        }
    };
    ($ty:ident => $success:ty, $error:ty) => {
        $crate::__stream_call!(@any $ty => $success, $error);
    };
    (@any $ty:ident => $success:ty, $error:ty) => {
        $crate::__settings!($ty => $success, $error);

        impl<'a> $ty<'a> {
            /// Goes on after the event of this id (`Last-Event-ID`), where the server can.
            pub fn last_event_id(mut self, id: &str) -> Self {
                self.call = self.call.last_event_id(id);
                self
            }

            /// Sends the call and waits until the server begins to answer. It blocks the thread: not for asynchronous code.
            ///
            /// # Errors
            /// Those of the call; or there is no thread for connections.
            #[cfg(feature = "blocking")]
            pub fn send_blocking(
                self,
            ) -> ::std::result::Result<$success, $crate::runtime::error::Error<$error>> {
                self.call.send_blocking()
            }
        }
    };
}
#[doc(hidden)]
pub use crate::__stream_call as stream_call;
