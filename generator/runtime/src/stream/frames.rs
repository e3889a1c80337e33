//! A response as the items that it is made of, whatever tells them apart: events, lines, or records (RFC 7464). Not
//! generic: what an item means is decided around it.

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

/// What tells items apart.
pub enum Framing {
    /// `text/event-stream`.
    Events(Box<Sse>),
    /// An item ends with this byte; what is blank is none.
    Until(u8, Vec<u8>),
}

impl Framing {
    /// `text/event-stream`.
    pub fn events() -> Self {
        Self::Events(Box::default())
    }

    /// `application/jsonl` and its like: an item a line.
    pub fn lines() -> Self {
        Self::Until(b'\n', Vec::new())
    }

    /// `application/json-seq`: a record separator goes before each item.
    pub fn json_seq() -> Self {
        Self::Until(0x1E, Vec::new())
    }

    /// Takes the next bytes; what they end is put into `ready`. An item may have so many bytes.
    ///
    /// # Errors
    /// An item is longer.
    pub fn push(&mut self, bytes: &[u8], limit: usize, ready: &mut VecDeque<Frame>) -> Result<(), TooLong> {
        let (end, item) = match self {
            Self::Events(sse) => return sse.push(bytes, limit, ready),
            Self::Until(end, item) => (*end, item),
        };
        for (nth, piece) in bytes.split(|byte| *byte == end).enumerate() {
            if nth > 0 {
                put(std::mem::take(item), ready);
            }
            if item.len() + piece.len() > limit {
                return Err(TooLong);
            }
            item.extend_from_slice(piece);
        }
        Ok(())
    }

    /// The stream is over; what has no end yet ends here.
    pub fn finish(&mut self, ready: &mut VecDeque<Frame>) {
        match self {
            Self::Events(sse) => sse.finish(ready),
            Self::Until(_, item) => put(std::mem::take(item), ready),
        }
    }
}

fn put(item: Vec<u8>, ready: &mut VecDeque<Frame>) {
    let item = item.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&item).trim_ascii();
    if !item.is_empty() {
        ready.push_back(Frame { event: None, id: None, data: item.to_vec() });
    }
}

/// What has been given last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Given {
    Nothing,
    WithId,
    WithoutId,
}

/// The items of a response, as they come.
pub struct Frames {
    /// The head of the response.
    pub parts: Parts,
    /// What tells them apart.
    pub framing: Framing,
    body: Body,
    /// How many bytes an item may have.
    limit: u64,
    ready: VecDeque<Frame>,
    ended: bool,
    /// The next item is longer than it may be.
    too_long: bool,
    given: Given,
    /// What opens it again where it breaks.
    resume: Option<Resume>,
}

impl Frames {
    /// Of a response.
    pub fn new(parts: Parts, body: Body, framing: Framing, limit: u64) -> Self {
        let (ready, ended, given, resume) = (VecDeque::new(), false, Given::Nothing, None);
        Self { parts, framing, body, limit, ready, ended, too_long: false, given, resume }
    }

    /// Goes on where the connection breaks.
    pub fn resumed_by(mut self, resume: Option<Resume>) -> Self {
        self.resume = resume;
        self
    }

    /// Nothing more is wanted.
    pub fn end(&mut self) {
        self.ended = true;
        self.ready.clear();
        self.body = Body::from(Bytes::new());
    }

    /// The next item; an error is the last.
    pub fn poll_frame(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame, Error>>> {
        loop {
            if let Some(frame) = self.ready.pop_front() {
                self.given = if frame.id.is_some() { Given::WithId } else { Given::WithoutId };
                self.resume.iter_mut().for_each(Resume::came_on);
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
                Some(Poll::Ready(opened)) => match self.reopened(opened) {
                    Ok(()) => continue,
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
                None => {}
            }
            match Pin::new(&mut self.body).poll_next(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(piece))) => {
                    let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
                    // What came whole before it is given first.
                    self.too_long = self.framing.push(&piece, limit, &mut self.ready).is_err();
                }
                Poll::Ready(Some(Err(error))) => {
                    if !self.goes_on() {
                        self.end();
                        let error = ExchangeError::new(self.parts.operation, error.hiding(&self.parts.known));
                        return Poll::Ready(Some(Err(error.into())));
                    }
                }
                Poll::Ready(None) => {
                    if !(self.is_no_end() && self.goes_on()) {
                        self.ended = true;
                        self.framing.finish(&mut self.ready);
                    }
                }
            }
        }
    }

    /// Whether an end is one in the middle, or of a connection that the server wants opened again. Where what came last
    /// has no id it would come once more, and so for ever.
    fn is_no_end(&self) -> bool {
        match &self.framing {
            Framing::Events(sse) => sse.is_amid() || sse.retry.is_some() && self.given != Given::WithoutId,
            Framing::Until(..) => false,
        }
    }

    /// Whether it is being opened again. Without an id the server would begin anew, and what was given come twice.
    fn goes_on(&mut self) -> bool {
        let (Framing::Events(sse), Some(resume)) = (&mut self.framing, &mut self.resume) else {
            return false;
        };
        let id = sse.last_id.as_deref().filter(|id| !id.is_empty());
        let opening = (id.is_some() || self.given == Given::Nothing) && resume.open(id, sse.retry);
        if opening {
            sse.restart();
            self.body = Body::from(Bytes::new());
        }
        opening
    }

    /// What became of opening it again: it goes on, it is over, or the next try is on its way.
    fn reopened(&mut self, opened: Result<Option<(Parts, Body)>, Error>) -> Result<(), Error> {
        match opened {
            Ok(Some((parts, body))) => (self.parts, self.body) = (parts, body),
            Ok(None) => self.end(),
            Err(Error::Network(_) | Error::Timeout(_)) if self.goes_on() => {}
            Err(error) => {
                self.end();
                return Err(error);
            }
        }
        Ok(())
    }
}
