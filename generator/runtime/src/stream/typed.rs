//! Typed streams: the events or lines of a response, decoded one by one as they arrive.

use super::super::error::api::ApiError;
use super::super::error::call::Error;
use super::super::error::decode::DecodeError;
use super::super::json::codec::{Wire, from_slice};
use super::super::response::decode::Parts;
use super::super::transport::body::Body;
use super::frame::Frame;
use super::frames::{Frames, Framing};
use super::resume::Resume;
use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use serde::de::Error as _;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// Decodes an item into a `T`.
pub type ItemDecoder<T> = fn(&Frame) -> Result<T, serde_json::Error>;

/// Decodes the data as JSON.
///
/// # Errors
/// It does not decode.
pub fn json<T: Wire>(item: &Frame) -> Result<T, serde_json::Error> {
    from_slice(&item.data)
}

/// Decodes the data as text.
///
/// # Errors
/// It is not UTF-8.
pub fn text(item: &Frame) -> Result<String, serde_json::Error> {
    std::str::from_utf8(&item.data).map(str::to_owned).map_err(serde_json::Error::custom)
}

/// An event of a `text/event-stream`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Event<T> {
    /// The event type, if the server sent one.
    pub event: Option<String>,
    /// The id of the event, if it has one.
    pub id: Option<String>,
    /// The decoded data.
    pub data: T,
}

/// An item of a typed stream.
pub trait Item: Sized {
    /// The type of the decoded data.
    type Data;

    /// Creates an item from the raw item and its decoded data.
    fn new(frame: Frame, data: Self::Data) -> Self;
}

impl<T> Item for Event<T> {
    type Data = T;

    fn new(frame: Frame, data: T) -> Self {
        Self { event: frame.event, id: frame.id, data }
    }
}

/// An item that consists of its data only.
pub struct Plain<T>(T);

impl<T> Item for Plain<T> {
    type Data = T;

    fn new(_: Frame, data: T) -> Self {
        Self(data)
    }
}

/// Raw items with their decoder.
struct Typed<T> {
    frames: Frames,
    decoder: ItemDecoder<T>,
}

impl<T> Typed<T> {
    fn poll<I: Item<Data = T>>(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<I, Error>>> {
        loop {
            let frame = match self.frames.poll_frame(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(frame))) => frame,
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => return Poll::Ready(None),
            };
            let data = frame.data.trim_ascii();
            // OpenAI and many others end a stream with this text, which is not JSON.
            if data == b"[DONE]" {
                self.frames.end();
                return Poll::Ready(None);
            }
            let is_blank = data.is_empty();
            match self.item(frame) {
                // A keep-alive event.
                Err(_) if is_blank => {}
                item => return Poll::Ready(Some(item)),
            }
        }
    }

    fn item<I: Item<Data = T>>(&self, frame: Frame) -> Result<I, Error> {
        if frame.event.as_deref() == Some("error") {
            return Err(self.server_error(frame));
        }
        match (self.decoder)(&frame) {
            Ok(data) => Ok(I::new(frame, data)),
            Err(_) if is_error(&frame.data) => Err(self.server_error(frame)),
            Err(reason) => {
                let (parts, bytes) = (self.frames.parts.clone(), Bytes::from(frame.data));
                Err(Error::Decode(Box::new(DecodeError::new(parts, bytes, reason))))
            }
        }
    }

    /// The error that the server reports after status 200.
    fn server_error(&self, frame: Frame) -> Error {
        Error::Api(Box::new(ApiError::new(self.frames.parts.clone(), Bytes::from(frame.data))))
    }
}

/// Returns true if the data is `{"error": …}` in place of an item.
fn is_error(data: &[u8]) -> bool {
    let value: Option<serde_json::Value> = serde_json::from_slice(data).ok();
    value.is_some_and(|value| value.get("error").is_some_and(|error| !error.is_null()))
}

/// A typed stream that is made from a response.
pub trait FromStream: Sized {
    /// How the items are decoded.
    type Decoding: Copy;

    /// Creates the stream. `limit` is the maximum size of an item in bytes; `resume` reopens the stream after a break.
    fn from_response(
        parts: Parts,
        body: Body,
        decoding: Self::Decoding,
        limit: u64,
        resume: Option<Resume>,
    ) -> Self;

    /// Returns true if a JSON document in place of the stream is an error.
    fn rejects_json() -> bool;
}

macro_rules! stream {
    ($(#[$doc:meta])* $name:ident => $item:ty, $from:expr) => {
        $(#[$doc])*
        #[must_use = "a stream gives nothing until it is read"]
        pub struct $name<T>(Typed<T>);

        impl<T> $name<T> {
            /// Waits for the next item; `None` at the end. After an error of one item, the next can still be read.
            ///
            /// # Errors
            /// The connection failed, the server reported an error, or the item does not decode as the documented type.
            pub async fn next(&mut self) -> Option<Result<$item, Error>> {
                std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
            }

            /// Blocks the current thread until the next item arrives; `None` at the end.
            ///
            /// # Errors
            /// Those of [`next`](Self::next), or the thread for connections cannot start.
            #[cfg(feature = "blocking")]
            pub fn next_blocking(&mut self) -> Option<Result<$item, Error>> {
                super::super::request::blocking::wait(self.next()).unwrap_or_else(|error| Some(Err(error.into())))
            }

            /// The HTTP status, 200 to 299.
            pub fn status(&self) -> u16 {
                self.0.frames.parts.status.as_u16()
            }

            /// The headers.
            pub fn headers(&self) -> &HeaderMap {
                &self.0.frames.parts.headers
            }

            /// The request id that the server sent in a header.
            pub fn request_id(&self) -> Option<&str> {
                self.0.frames.parts.request_id()
            }
        }

        impl<T> Stream for $name<T> {
            type Item = Result<$item, Error>;

            fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
                self.0.poll(cx).map(|next| next.map(|item| item.map($from)))
            }
        }

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let operation = self.0.frames.parts.operation.id;
                f.debug_struct(stringify!($name)).field("operation", &operation).finish_non_exhaustive()
            }
        }
    };
}

stream! {
    /// The events of a `text/event-stream`, each with data of type `T`; it is a `Stream`.
    /// `while let Some(event) = stream.next().await` reads it.
    EventStream => Event<T>, |event: Event<T>| event
}

stream! {
    /// The lines of a response, each of type `T`; it is a `Stream`.
    LineStream => T, |Plain(item): Plain<T>| item
}

impl<T> EventStream<T> {
    /// The id of the last event that had one; with `last_event_id` a later call resumes after it.
    pub fn last_event_id(&self) -> Option<&str> {
        match &self.0.frames.framing {
            Framing::Events(sse) => sse.last_id.as_deref(),
            Framing::Until(..) => None,
        }
    }

    /// How long the server asks to wait before reconnecting, if it sent `retry:`.
    pub fn retry_delay(&self) -> Option<Duration> {
        match &self.0.frames.framing {
            Framing::Events(sse) => sse.retry,
            Framing::Until(..) => None,
        }
    }
}

impl<T> FromStream for EventStream<T> {
    type Decoding = ItemDecoder<T>;

    fn from_response(
        parts: Parts,
        body: Body,
        decoder: ItemDecoder<T>,
        limit: u64,
        resume: Option<Resume>,
    ) -> Self {
        let frames = Frames::new(parts, body, Framing::events(), limit).with_resume(resume);
        Self(Typed { frames, decoder })
    }

    fn rejects_json() -> bool {
        true
    }
}

/// Lines are JSON documents, and servers often send the whole stream as `application/json`.
impl<T> FromStream for LineStream<T> {
    type Decoding = (ItemDecoder<T>, fn() -> Framing);

    fn from_response(
        parts: Parts,
        body: Body,
        (decoder, framing): Self::Decoding,
        limit: u64,
        _: Option<Resume>,
    ) -> Self {
        Self(Typed { frames: Frames::new(parts, body, framing(), limit), decoder })
    }

    fn rejects_json() -> bool {
        false
    }
}
