//! Time and chance, as timeouts, retries and tokens need them: a small trait, so that a test (or a platform without
//! tokio's timer) brings its own.

use super::host;
pub use super::host::{Instant, random};
use super::transport::BoxFuture;
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
    mut future: Pin<&mut F>,
) -> Option<F::Output> {
    let Some(limit) = limit else { return Some(future.await) };
    let mut over = clock.sleep(limit);
    std::future::poll_fn(move |context| match future.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => over.as_mut().poll(context).map(|()| None),
    })
    .await
}
