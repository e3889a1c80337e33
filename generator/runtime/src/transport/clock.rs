//! Time and chance, as timeouts, retries and tokens need them: a small trait, so that a test (or a platform without
//! tokio's timer) brings its own.

use super::host;
use super::host::{Instant, random};
use super::interface::BoxFuture;
use super::pace::Pace;
use std::future::Future;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

/// What tells the time and throws the dice.
pub trait Clock: Send + Sync + 'static {
    /// Now; only differences count.
    fn now(&self) -> Instant;

    /// Ends when this time is over.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Ends when the time limit of a call is over: a sleep, unless a test lets its sleeps end at once and its calls not.
    fn timer(&self, limit: Duration) -> BoxFuture<'static, ()> {
        self.sleep(limit)
    }

    /// A number from 0 to 1, any as likely as any other.
    fn fraction(&self) -> f64 {
        let bits = u32::try_from(random() >> 32).unwrap_or_default();
        f64::from(bits) / f64::from(u32::MAX)
    }
}

/// The machine's clock and tokio's timer, which must be running wherever a client waits; in a JavaScript host its own.
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

/// What the future gives, or `None` when the time is over before; without a limit it has all the time. The future stays
/// where its owner pinned it: moved in here, it would take its room twice.
pub async fn within<F: Future>(
    clock: &dyn Clock,
    limit: Option<Duration>,
    future: Pin<&mut F>,
) -> Option<F::Output> {
    within_pace(clock, limit, &Pace::default(), future).await
}

/// The same, where the time begins anew as long as a body goes up.
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
            if !pace.went_on(taken) {
                return Poll::Ready(None);
            }
            (over, taken) = (clock.timer(limit), pace.taken());
        }
        Poll::Pending
    })
    .await
}
