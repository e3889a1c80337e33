//! A call whose success is a stream. `.await` sends it and returns the stream once the response has begun.

use super::super::error::body::Untyped;
use super::super::error::call::Error;
use super::super::json::codec::Wire;
use super::super::request::builder::Request;
use super::super::request::call::CallTypes;
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
/// body `E`. It borrows nothing, and has setters for optional parts of the operation `O`, as a [`Call`](super::super::request::call::Call).
#[must_use = "a call does nothing until it is awaited"]
pub struct StreamCall<S: FromStream, E = Untyped, O = ()> {
    pub(crate) request: Request,
    decoding: S::Decoding,
    resume: Option<Retry>,
    types: CallTypes<E, O>,
}

impl<S: FromStream, E, O> StreamCall<S, E, O> {
    settings!(stream);

    /// The underlying request, for settings that have no method here.
    pub fn request(&mut self) -> &mut Request {
        &mut self.request
    }
}

impl<T, E, O> StreamCall<EventStream<T>, E, O> {
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

impl<S, E, O> IntoFuture for StreamCall<S, E, O>
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
impl<S, E, O> StreamCall<S, E, O>
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

impl<S: FromStream, E, O> fmt::Debug for StreamCall<S, E, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StreamCall").field(&self.request).finish()
    }
}

impl Request {
    /// Decodes a success as a stream of events with JSON data.
    pub fn decode_events<T: Wire, E, O>(self) -> StreamCall<EventStream<T>, E, O> {
        let decoder: ItemDecoder<T> = typed::json;
        self.decode_stream("text/event-stream", decoder)
    }

    /// Decodes a success as a stream of events that the document describes as a whole.
    pub fn decode_whole_events<T: Wire, E, O>(self) -> StreamCall<EventStream<T>, E, O> {
        let decoder: ItemDecoder<T> = whole::event;
        self.decode_stream("text/event-stream", decoder)
    }

    /// Decodes a success as a stream of events with text data.
    pub fn decode_text_events<E, O>(self) -> StreamCall<EventStream<String>, E, O> {
        let decoder: ItemDecoder<String> = typed::text;
        self.decode_stream("text/event-stream", decoder)
    }

    /// Decodes a success as lines, with one JSON document per line.
    pub fn decode_lines<T: Wire, E, O>(self, accept: &'static str) -> StreamCall<LineStream<T>, E, O> {
        let decoder: ItemDecoder<T> = typed::json;
        self.decode_stream(accept, (decoder, Framing::lines as fn() -> Framing))
    }

    /// Decodes a success as a sequence of JSON documents (RFC 7464).
    pub fn decode_json_seq<T: Wire, E, O>(self) -> StreamCall<LineStream<T>, E, O> {
        let decoder: ItemDecoder<T> = typed::json;
        self.decode_stream("application/json-seq", (decoder, Framing::json_seq as fn() -> Framing))
    }

    fn decode_stream<S: FromStream, E, O>(
        mut self,
        accept: &'static str,
        decoding: S::Decoding,
    ) -> StreamCall<S, E, O> {
        self.accept.get_or_insert(accept);
        StreamCall { request: self, decoding, resume: None, types: PhantomData }
    }
}
