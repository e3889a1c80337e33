//! A body with a time limit for each piece.

use super::body::Body;
use super::clock::Clock;
use super::failure::TransportError;
use super::interface::BoxFuture;
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

/// Wraps the body so that it fails if the next piece takes longer than `limit`. Without a limit, and for a body in
/// memory, it returns the body unchanged.
pub fn timed(body: Body, clock: &Arc<dyn Clock>, limit: Option<Duration>) -> Body {
    match limit {
        Some(limit) if body.as_bytes().is_none() => {
            let left = body.length();
            Body::new(Timed { body, clock: Arc::clone(clock), limit, over: None }).with_length(left)
        }
        _ => body,
    }
}

struct Timed {
    body: Body,
    clock: Arc<dyn Clock>,
    limit: Duration,
    /// The timer that runs while a piece is pending.
    over: Option<BoxFuture<'static, ()>>,
}

impl Stream for Timed {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Poll::Ready(next) = Pin::new(&mut this.body).poll_next(context) {
            this.over = None;
            return Poll::Ready(next);
        }
        let over = this.over.get_or_insert_with(|| this.clock.timer(this.limit));
        std::task::ready!(over.as_mut().poll(context));
        // A finished timer must not be polled again.
        this.over = None;
        Poll::Ready(Some(Err(TransportError::silent(this.limit))))
    }
}
