//! A body that passes through the proxy unbuffered, while a copy of bounded size is kept.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Frame, Incoming, SizeHint};

use super::mapping::Mapping;
use crate::correct::recorded::copy::{Body, Copy};

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
