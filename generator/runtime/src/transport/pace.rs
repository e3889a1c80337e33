//! Progress of an upload: as long as the server accepts more of a body, however slowly, the call is not stuck, and its
//! time limits start again.

use super::body::Body;
use super::failure::TransportError;
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};

/// The size up to which a body is sent at once, without counting, in bytes.
const SHORT: usize = 1 << 20;
/// The size of the pieces of a body in memory, in bytes.
const PIECE: usize = 64 << 10;

/// The progress of an upload. A short body is not counted.
#[derive(Clone, Default)]
pub(crate) struct Pace(Option<Arc<Counts>>);

#[derive(Default)]
struct Counts {
    taken: AtomicU64,
    /// The server would accept more, but the caller's stream has no data yet.
    starved: AtomicBool,
}

impl Pace {
    /// Creates the progress of this body.
    pub(crate) fn new(body: &Body) -> Self {
        let is_short = body.as_bytes().is_some_and(|bytes| bytes.len() <= SHORT);
        Self(if is_short { None } else { Some(Arc::default()) })
    }

    /// Wraps the body so that its progress is counted.
    pub(crate) fn count(&self, body: Body) -> Body {
        let Some(counts) = &self.0 else { return body };
        let (length, counts) = (body.length(), Arc::clone(counts));
        Body::new(Counted { body, held: Bytes::new(), counts }).with_length(length)
    }

    /// The number of pieces sent so far.
    pub(crate) fn taken(&self) -> u64 {
        self.0.as_ref().map_or(0, |counts| counts.taken.load(Ordering::Relaxed))
    }

    /// Returns true if more than `since` pieces have been sent, or if the upload waits for the caller and not for the
    /// server.
    pub(crate) fn has_advanced(&self, since: u64) -> bool {
        self.0.as_ref().is_some_and(|counts| counts.starved.load(Ordering::Relaxed)) || self.taken() != since
    }
}

struct Counted {
    body: Body,
    /// The rest of a large piece.
    held: Bytes,
    counts: Arc<Counts>,
}

impl Stream for Counted {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.held.is_empty() {
            let next = Pin::new(&mut this.body).poll_next(context);
            this.counts.starved.store(next.is_pending(), Ordering::Relaxed);
            match std::task::ready!(next) {
                Some(Ok(piece)) => this.held = piece,
                ended => return Poll::Ready(ended),
            }
        }
        this.counts.taken.fetch_add(1, Ordering::Relaxed);
        let piece = this.held.split_to(PIECE.min(this.held.len()));
        Poll::Ready(Some(Ok(piece)))
    }
}
