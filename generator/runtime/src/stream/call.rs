//! A call whose success is read as it comes. Awaiting it sends it, and gives the stream once the server has begun to
//! answer.

use super::super::error::body::{ErrorBody, Untyped};
use super::super::error::call::Error;
use super::super::json::codec::Wire;
use super::super::request::builder::Request;
use super::super::request::call::Of;
use super::super::request::limits::EVENT;
use super::super::request::retry::Retry;
use super::super::transport::interface::BoxFuture;
use super::frames::Framing;
use super::resume::{Resume, begin};
use super::typed::{self, EventStream, FromStream, ItemDecoder, LineStream};
use super::whole;
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

/// A call that gives a stream `S`, or an error with the documented body `E`; `O` is as of a [`Call`](super::super::request::call::Call).
#[must_use = "a call does nothing until it is awaited"]
pub struct StreamCall<'a, S: FromStream, E = Untyped, O = ()> {
    request: Request<'a>,
    how: S::How,
    resume: Option<Retry>,
    of: Of<E, O>,
}

impl<'a, S: FromStream, E, O> StreamCall<'a, S, E, O> {
    /// Limits how long the answer may take to begin, in place of the client's limit; the stream itself may go on.
    /// `Duration::MAX` is no limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.request.set_timeout(timeout);
        self
    }

    /// Limits how long the server may be silent, in place of the client's limit; `Duration::MAX` is no limit.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.request.set_read_timeout(timeout);
        self
    }

    /// Limits how many bytes one event or line may have, in place of the client's limit.
    pub fn max_event_size(mut self, bytes: u64) -> Self {
        self.request.set_max_event_size(bytes);
        self
    }

    /// Says when this call is sent again, in place of the client's rule; a stream that has begun never is.
    pub fn retry(mut self, retry: impl Into<Retry>) -> Self {
        self.request.set_retry(retry);
        self
    }

    /// Sends a header with this call, in place of any other of its name.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request.set_raw_header(name, value);
        self
    }

    /// Goes on after the event of this id (`Last-Event-ID`), where the server can.
    pub fn last_event_id(self, id: &str) -> Self {
        self.header("last-event-id", id)
    }

    /// The request beneath, for what has no method here.
    pub fn request(&mut self) -> &mut Request<'a> {
        &mut self.request
    }
}

impl<T, E, O> StreamCall<'_, EventStream<T>, E, O> {
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

impl<'a, S, E, O> IntoFuture for StreamCall<'a, S, E, O>
where
    S: FromStream<How: Send> + 'a,
    E: ErrorBody + 'a,
{
    type Output = Result<S, Error<E>>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { mut request, how, resume, .. } = self;
        let resume = resume.and_then(|rule| Resume::new(&mut request, rule));
        let limit = request.core.limits(&request.limits).event.unwrap_or(EVENT);
        Box::pin(async move {
            let (parts, body) = begin(request, S::refuses_json()).await?;
            Ok(S::begin(parts, body, how, limit, resume))
        })
    }
}

#[cfg(feature = "blocking")]
impl<'a, S, E, O> StreamCall<'a, S, E, O>
where
    S: FromStream<How: Send> + 'a,
    E: ErrorBody + 'a,
{
    /// Sends the call and waits until the server begins to answer. It blocks the thread: not for asynchronous code.
    ///
    /// # Errors
    /// Those of the call; or there is no thread for connections.
    pub fn send_blocking(self) -> Result<S, Error<E>> {
        super::super::request::blocking::wait(self.into_future())?
    }
}

impl<S: FromStream, E, O> fmt::Debug for StreamCall<'_, S, E, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StreamCall").field(&self.request).finish()
    }
}

impl<'a> Request<'a> {
    /// The success is a stream of events with JSON in them.
    pub fn decode_events<T: Wire, E, O>(self) -> StreamCall<'a, EventStream<T>, E, O> {
        let decoder: ItemDecoder<T> = typed::json;
        self.decode_stream("text/event-stream", decoder)
    }

    /// The success is a stream of events that are described as a whole.
    pub fn decode_whole_events<T: Wire, E, O>(self) -> StreamCall<'a, EventStream<T>, E, O> {
        let decoder: ItemDecoder<T> = whole::event;
        self.decode_stream("text/event-stream", decoder)
    }

    /// The success is a stream of events with text in them.
    pub fn decode_text_events<E, O>(self) -> StreamCall<'a, EventStream<String>, E, O> {
        let decoder: ItemDecoder<String> = typed::text;
        self.decode_stream("text/event-stream", decoder)
    }

    /// The success is a JSON document a line.
    pub fn decode_lines<T: Wire, E, O>(self, accept: &'static str) -> StreamCall<'a, LineStream<T>, E, O> {
        let decoder: ItemDecoder<T> = typed::json;
        self.decode_stream(accept, (decoder, Framing::lines as fn() -> Framing))
    }

    /// The success is a sequence of JSON documents (RFC 7464).
    pub fn decode_json_seq<T: Wire, E, O>(self) -> StreamCall<'a, LineStream<T>, E, O> {
        let decoder: ItemDecoder<T> = typed::json;
        self.decode_stream("application/json-seq", (decoder, Framing::json_seq as fn() -> Framing))
    }

    fn decode_stream<S: FromStream, E, O>(
        mut self,
        accept: &'static str,
        how: S::How,
    ) -> StreamCall<'a, S, E, O> {
        self.accept.get_or_insert(accept);
        StreamCall { request: self, how, resume: None, of: PhantomData }
    }
}
