//! Time and randomness for timeouts, retries and tokens: a small trait, so that a test (or a platform without tokio's
//! timer) can provide its own.

use super::host;
use super::host::{Instant, random};
use super::interface::BoxFuture;
use super::pace::Pace;
use std::future::Future;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

/// A source of time, timers and random numbers.
pub trait Clock: Send + Sync + 'static {
    /// The current time; only differences matter.
    fn now(&self) -> Instant;

    /// Waits for this duration.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Waits for the time limit of a call. By default it is `sleep`; a test whose sleeps end at once overrides it, so
    /// that its calls do not time out.
    fn timer(&self, limit: Duration) -> BoxFuture<'static, ()> {
        self.sleep(limit)
    }

    /// A random number from 0 to 1, uniformly distributed.
    fn fraction(&self) -> f64 {
        let bits = u32::try_from(random() >> 32).unwrap_or_default();
        f64::from(bits) / f64::from(u32::MAX)
    }
}

/// The system clock and tokio's timer; a client has to run within a tokio runtime. In a JavaScript host it uses the
/// clock and timers of the host.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        host::sleep(duration)
    }
}

/// Runs the future with a time limit; `None` if the limit is reached first. The future is passed pinned, because moving
/// it in here would double its size.
pub async fn within<F: Future>(
    clock: &dyn Clock,
    limit: Option<Duration>,
    future: Pin<&mut F>,
) -> Option<F::Output> {
    within_pace(clock, limit, &Pace::default(), future).await
}

/// Runs the future with a time limit that starts again as long as an upload makes progress.
pub(crate) async fn within_pace<F: Future>(
    clock: &dyn Clock,
    limit: Option<Duration>,
    pace: &Pace,
    mut future: Pin<&mut F>,
) -> Option<F::Output> {
    let Some(limit) = limit else { return Some(future.await) };
    let (mut over, mut taken) = (clock.timer(limit), pace.taken());
    std::future::poll_fn(move |context| {
        if let Poll::Ready(done) = future.as_mut().poll(context) {
            return Poll::Ready(Some(done));
        }
        while over.as_mut().poll(context).is_ready() {
            if !pace.has_advanced(taken) {
                return Poll::Ready(None);
            }
            (over, taken) = (clock.timer(limit), pace.taken());
        }
        Poll::Pending
    })
    .await
}
