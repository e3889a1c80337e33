//! A body that passes through the proxy unbuffered, while a copy of bounded size is kept.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Frame, Incoming, SizeHint};

use super::captured::Body;
use super::mapping::Mapping;
use crate::openapi::media_type::{essence, is_binary, sequence};

/// The most bytes that are kept of a body.
const MAX_KEPT: usize = 4 << 20;

/// The copy of a body, shared with whoever writes it down.
#[derive(Debug, Clone)]
pub(super) struct Copy {
    body: Arc<Mutex<Body>>,
    kind: Kind,
}

/// What is kept of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing but its length: bytes that are no text.
    Length,
    /// The whole, or nothing if it is too large.
    Whole,
    /// As many bytes as there is room for: each line is a value by itself.
    Beginning,
}

impl Copy {
    /// Creates a copy for a body of a media type.
    pub(super) fn new(media_type: Option<&str>) -> Self {
        let media = media_type.map(essence).unwrap_or_default().trim().to_owned();
        let kind = match () {
            () if sequence(&media).is_some() || media == "text/event-stream" => Kind::Beginning,
            () if is_binary(&media) => Kind::Length,
            () => Kind::Whole,
        };
        let bytes = (kind != Kind::Length).then(Vec::new);
        Self { body: Arc::new(Mutex::new(Body { bytes, ..Body::default() })), kind }
    }

    fn add(&self, part: &[u8]) {
        let mut body = self.body.lock().unwrap_or_else(PoisonError::into_inner);
        body.size += part.len() as u64;
        let has_room = body.bytes.as_ref().is_some_and(|bytes| bytes.len() + part.len() <= MAX_KEPT);
        match (&mut body.bytes, self.kind) {
            (Some(bytes), _) if has_room => bytes.extend_from_slice(part),
            (bytes, Kind::Whole) => *bytes = None,
            _ => {}
        }
    }

    fn complete(&self) {
        self.body.lock().unwrap_or_else(PoisonError::into_inner).is_complete = true;
    }

    /// Returns what has passed so far.
    pub(super) fn take(&self) -> Body {
        std::mem::take(&mut self.body.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Is called once when a body has passed, to its end or not.
pub(super) type Ended = Box<dyn FnOnce(Body) + Send + Sync>;

/// A body that passes.
pub(super) struct Passing {
    body: Incoming,
    copy: Copy,
    mapping: Option<Mapping>,
    ended: Option<Ended>,
    is_finished: bool,
}

impl Passing {
    pub(super) fn new(body: Incoming, copy: Copy) -> Self {
        let mut passing = Self { body, copy, mapping: None, ended: None, is_finished: false };
        passing.complete_if_at_end();
        passing
    }

    /// Replaces URLs in it.
    pub(super) fn mapped(mut self, mapping: Option<Mapping>) -> Self {
        self.mapping = mapping;
        self
    }

    /// Sets what is called when it has passed.
    pub(super) fn then(mut self, ended: Ended) -> Self {
        self.ended = Some(ended);
        self
    }

    /// A body of known length is not asked for more than its last part.
    fn complete_if_at_end(&mut self) {
        if hyper::body::Body::is_end_stream(&self.body) {
            self.copy.complete();
        }
    }

    fn data(&mut self, data: Bytes) -> Bytes {
        self.copy.add(&data);
        self.complete_if_at_end();
        match &mut self.mapping {
            Some(mapping) => mapping.part(&data).into(),
            None => data,
        }
    }
}

impl hyper::body::Body for Passing {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let this = &mut *self;
        while !this.is_finished {
            let frame = match Pin::new(&mut this.body).poll_frame(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(frame))) => frame,
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => break,
            };
            // Trailers are not passed on: HTTP/1.1 clients hardly ask for them.
            let Ok(data) = frame.into_data() else { continue };
            let passed = this.data(data);
            if !passed.is_empty() {
                return Poll::Ready(Some(Ok(Frame::data(passed))));
            }
        }
        this.copy.complete();
        this.is_finished = true;
        let held = this.mapping.as_mut().map(Mapping::end).unwrap_or_default();
        Poll::Ready((!held.is_empty()).then(|| Ok(Frame::data(held.into()))))
    }

    fn is_end_stream(&self) -> bool {
        match self.mapping {
            Some(_) => self.is_finished,
            None => self.body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self.mapping {
            Some(_) => SizeHint::default(),
            None => self.body.size_hint(),
        }
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        if let Some(ended) = self.ended.take() {
            ended(self.copy.take());
        }
    }
}
