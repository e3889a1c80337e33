//! How a body goes up: while a server takes it, however slowly, the call is not stuck, and no limit of its time is over.

use super::body::Body;
use super::failure::TransportError;
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};

/// A body that is shorter goes up at once.
const SHORT: usize = 1 << 20;
/// How much of one in memory goes up at a time.
const PIECE: usize = 64 << 10;

/// How far a body has gone up; of a short one nothing is counted.
#[derive(Clone, Default)]
pub(crate) struct Pace(Option<Arc<Counts>>);

#[derive(Default)]
struct Counts {
    taken: AtomicU64,
    /// The server would take more, and the caller's stream has none yet.
    starved: AtomicBool,
}

impl Pace {
    /// Of this body.
    pub(crate) fn of(body: &Body) -> Self {
        let is_short = body.as_bytes().is_some_and(|bytes| bytes.len() <= SHORT);
        Self(if is_short { None } else { Some(Arc::default()) })
    }

    /// The same body, which says how far it has gone up.
    pub(crate) fn count(&self, body: Body) -> Body {
        let Some(counts) = &self.0 else { return body };
        let (length, counts) = (body.length(), Arc::clone(counts));
        Body::new(Counted { body, held: Bytes::new(), counts }).with_length(length)
    }

    /// How many pieces have been taken.
    pub(crate) fn taken(&self) -> u64 {
        self.0.as_ref().map_or(0, |counts| counts.taken.load(Ordering::Relaxed))
    }

    /// Whether it went on since so many pieces had been taken, or it is not the server that it waits for.
    pub(crate) fn went_on(&self, since: u64) -> bool {
        self.0.as_ref().is_some_and(|counts| counts.starved.load(Ordering::Relaxed)) || self.taken() != since
    }
}

struct Counted {
    body: Body,
    /// What is left of a large piece.
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
