//! Splits a response into items: events, lines, or records (RFC 7464). It is not generic; `typed` decodes the items.

use super::super::error::call::{Error, ExchangeError};
use super::super::error::too_large::{SizeLimit, TooLargeError};
use super::super::response::decode::Parts;
use super::super::transport::body::Body;
use super::frame::{Frame, TooLong};
use super::resume::Resume;
use super::sse::Sse;
use bytes::Bytes;
use futures_core::Stream;
use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

/// How items are separated.
pub enum Framing {
    /// `text/event-stream`.
    Events(Box<Sse>),
    /// An item ends with this byte; blank items are ignored.
    Until(u8, Vec<u8>),
}

impl Framing {
    /// `text/event-stream`.
    pub fn events() -> Self {
        Self::Events(Box::default())
    }

    /// `application/jsonl` and similar types: one item per line.
    pub fn lines() -> Self {
        Self::Until(b'\n', Vec::new())
    }

    /// `application/json-seq`: a record separator precedes each item.
    pub fn json_seq() -> Self {
        Self::Until(0x1E, Vec::new())
    }

    /// Parses the next bytes and appends complete items to `ready`. `limit` is the maximum size of an item in bytes.
    ///
    /// # Errors
    /// An item exceeds the limit.
    pub fn push(&mut self, bytes: &[u8], limit: usize, ready: &mut VecDeque<Frame>) -> Result<(), TooLong> {
        let (end, item) = match self {
            Self::Events(sse) => return sse.push(bytes, limit, ready),
            Self::Until(end, item) => (*end, item),
        };
        for (nth, piece) in bytes.split(|byte| *byte == end).enumerate() {
            if nth > 0 {
                push_item(std::mem::take(item), ready);
            }
            if item.len() + piece.len() > limit {
                return Err(TooLong);
            }
            item.extend_from_slice(piece);
        }
        Ok(())
    }

    /// Completes the last item at the end of the stream.
    pub fn finish(&mut self, ready: &mut VecDeque<Frame>) {
        match self {
            Self::Events(sse) => sse.finish(ready),
            Self::Until(_, item) => push_item(std::mem::take(item), ready),
        }
    }
}

fn push_item(item: Vec<u8>, ready: &mut VecDeque<Frame>) {
    let item = item.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&item).trim_ascii();
    if !item.is_empty() {
        ready.push_back(Frame { event: None, id: None, data: item.to_vec() });
    }
}

/// The last item that the caller got.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Yielded {
    Nothing,
    WithId,
    WithoutId,
}

/// The items of a response, read one by one.
pub struct Frames {
    /// The head of the response.
    pub parts: Parts,
    /// How the items are separated.
    pub framing: Framing,
    body: Body,
    /// The maximum size of an item in bytes.
    limit: u64,
    ready: VecDeque<Frame>,
    ended: bool,
    /// The next item exceeds the limit.
    too_long: bool,
    yielded: Yielded,
    /// Reopens the stream after a break.
    resume: Option<Resume>,
}

impl Frames {
    /// Creates the items of a response.
    pub fn new(parts: Parts, body: Body, framing: Framing, limit: u64) -> Self {
        let (ready, ended, yielded, resume) = (VecDeque::new(), false, Yielded::Nothing, None);
        Self { parts, framing, body, limit, ready, ended, too_long: false, yielded, resume }
    }

    /// Sets what reopens the stream after a break.
    pub fn with_resume(mut self, resume: Option<Resume>) -> Self {
        self.resume = resume;
        self
    }

    /// Ends the stream; the remaining items are dropped.
    pub fn end(&mut self) {
        self.ended = true;
        self.ready.clear();
        self.body = Body::from(Bytes::new());
    }

    /// Polls the next item; nothing follows an error.
    pub fn poll_frame(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame, Error>>> {
        loop {
            if let Some(frame) = self.ready.pop_front() {
                self.yielded = if frame.id.is_some() { Yielded::WithId } else { Yielded::WithoutId };
                self.resume.iter_mut().for_each(Resume::reset_tries);
                return Poll::Ready(Some(Ok(frame)));
            }
            if self.ended {
                return Poll::Ready(None);
            }
            if self.too_long {
                self.end();
                let error = TooLargeError::new(self.parts.clone(), SizeLimit::Event, self.limit);
                return Poll::Ready(Some(Err(Error::TooLarge(Box::new(error)))));
            }
            match self.resume.as_mut().and_then(|resume| resume.poll(cx)) {
                Some(Poll::Pending) => return Poll::Pending,
                Some(Poll::Ready(opened)) => match self.handle_reopened(opened) {
                    Ok(()) => continue,
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
                None => {}
            }
            match Pin::new(&mut self.body).poll_next(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(piece))) => {
                    let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
                    // Complete items before the long one are returned first.
                    self.too_long = self.framing.push(&piece, limit, &mut self.ready).is_err();
                }
                Poll::Ready(Some(Err(error))) => {
                    if !self.try_reopen() {
                        self.end();
                        let error = ExchangeError::new(self.parts.operation, error.hiding(&self.parts.known));
                        let error = error.repeatable(self.parts.repeatable);
                        return Poll::Ready(Some(Err(error.into())));
                    }
                }
                Poll::Ready(None) => {
                    if !(self.has_to_reopen() && self.try_reopen()) {
                        self.ended = true;
                        self.framing.finish(&mut self.ready);
                    }
                }
            }
        }
    }

    /// Returns true if the stream has to be reopened at its end: it ended within an event, or the server asked for it
    /// with `retry:`. If the last event has no id, it would be repeated for ever.
    fn has_to_reopen(&self) -> bool {
        match &self.framing {
            Framing::Events(sse) => {
                sse.has_partial_event() || sse.retry.is_some() && self.yielded != Yielded::WithoutId
            }
            Framing::Until(..) => false,
        }
    }

    /// Starts to reopen the stream; false if that is not possible. Without an id the server would start from the
    /// beginning, and events would come twice.
    fn try_reopen(&mut self) -> bool {
        let (Framing::Events(sse), Some(resume)) = (&mut self.framing, &mut self.resume) else {
            return false;
        };
        let id = sse.last_id.as_deref().filter(|id| !id.is_empty());
        let opening = (id.is_some() || self.yielded == Yielded::Nothing) && resume.start(id, sse.retry);
        if opening {
            sse.restart();
            self.body = Body::from(Bytes::new());
        }
        opening
    }

    /// Handles the result of reopening: the stream continues or ends, or the next attempt starts.
    fn handle_reopened(&mut self, opened: Result<Option<(Parts, Body)>, Error>) -> Result<(), Error> {
        match opened {
            Ok(Some((parts, body))) => (self.parts, self.body) = (parts, body),
            Ok(None) => self.end(),
            Err(Error::Network(_) | Error::Timeout(_)) if self.try_reopen() => {}
            Err(error) => {
                self.end();
                return Err(error);
            }
        }
        Ok(())
    }
}
