//! Retries: exponential backoff with full jitter, `Retry-After`, and a budget that all calls of a client share, so that
//! retries do not multiply the load of an overloaded server.

use super::super::transport::clock::Clock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// A retry policy: how often a call is retried, and after which waits. `Retry::times(3)` and the number `3` are the
/// same policy.
///
/// A call is retried just where `is_retryable` of its error is true:
///
/// | what happened | retried |
/// |---|---|
/// | no connection, or not in time: nothing was sent | always |
/// | the connection to a token endpoint failed, or it is overloaded | always |
/// | an error status with `x-should-retry: true` | always |
/// | an error status with `x-should-retry: false` | never |
/// | 429 or 503 with a time to wait: the server did not act | always |
/// | 408, 425, 429, and 5xx except 501 and 505 | if sending twice does no harm |
/// | the exchange broke off, or the server was silent for too long | if sending twice does no harm |
/// | any other status, a body that cannot be read, a request that cannot be built | never |
///
/// Sending twice does no harm if the operation is idempotent by its method (RFC 9110, section 9.2.2: all but `POST` and
/// `PATCH`) or by its document, or if the call has an idempotency key, which the client generates or the caller sets
/// (`Idempotency-Key`, `X-Idempotency-Key`, `Repeatability-Request-ID`, `PayPal-Request-Id`).
///
/// The time to wait is in `Retry-After` (seconds or a date), `retry-after-ms` or `x-ms-retry-after-ms`. A body that is a
/// stream is sent once. A retry ends with the number of retries, the time limit of the call, a longer wait than
/// [`max_retry_after`](Self::max_retry_after), or an empty budget: all calls of a client share 20 retries, and ten calls
/// that need none give one back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    pub(crate) times: u32,
    first: Duration,
    cap: Duration,
    max_retry_after: Duration,
}

impl Retry {
    /// No retries: each call is sent once. This is the default.
    pub const NEVER: Self = Self::times(0);

    /// At most `times` retries, with waits of up to 0.5 s, 1 s, 2 s and so on up to 20 s.
    pub const fn times(times: u32) -> Self {
        Self {
            times,
            first: Duration::from_millis(500),
            cap: Duration::from_secs(20),
            max_retry_after: Duration::from_secs(60),
        }
    }

    /// Sets the upper bound of the first wait, which doubles each time, and the upper bound of all waits. Each wait is
    /// random below its bound, so that clients that failed together do not retry together.
    #[must_use]
    pub const fn backoff(mut self, first: Duration, cap: Duration) -> Self {
        self.first = first;
        self.cap = cap;
        self
    }

    /// Sets the longest `Retry-After` that is accepted. If the server asks for a longer wait, the call ends with the
    /// error. Default: 60 s.
    #[must_use]
    pub const fn max_retry_after(mut self, longest: Duration) -> Self {
        self.max_retry_after = longest;
        self
    }

    /// The wait before retry number `done`, counted from 0, and at least the wait that the server asks for. `None`
    /// means no more retries.
    pub fn wait(&self, done: u32, asked: Option<Duration>, clock: &dyn Clock) -> Option<Duration> {
        let asked = asked.unwrap_or_default();
        if done >= self.times || asked > self.max_retry_after {
            return None;
        }
        let longest = self.first.saturating_mul(2_u32.saturating_pow(done)).min(self.cap);
        let wait = longest.as_secs_f64() * clock.fraction().clamp(0.0, 1.0);
        Some(Duration::try_from_secs_f64(wait).unwrap_or(longest).max(asked))
    }
}

impl From<u32> for Retry {
    fn from(times: u32) -> Self {
        Self::times(times)
    }
}

/// A token bucket of retries that all calls of a client share. A retry takes one, and a call that needed none returns a
/// tenth. A short outage is bridged; in a long one, retries are at most a tenth of the successful calls.
#[derive(Debug)]
pub struct Budget(AtomicU32);

const TENTHS: u32 = 10;
const FULL: u32 = 20 * TENTHS;

impl Budget {
    /// Creates a full budget: 20 retries.
    pub const fn new() -> Self {
        Self(AtomicU32::new(FULL))
    }

    /// Takes a retry; false if none is left.
    pub fn take(&self) -> bool {
        let taken = |tenths: u32| tenths.checked_sub(TENTHS);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, taken).is_ok()
    }

    /// Returns a tenth of a retry.
    pub fn refund(&self) {
        let given = |tenths: u32| (tenths < FULL).then(|| tenths + 1);
        _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, given);
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self::new()
    }
}
