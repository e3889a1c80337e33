//! When a call is sent again: exponential backoff with full jitter, `Retry-After`, and a budget that all calls of a
//! client share, so that a server in trouble does not get a multiple of its load.

use super::super::transport::clock::Clock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// How often, and after which waits, a call is sent again. A number of retries is one: `3.into()`.
///
/// Sent again is only what can be sent twice without harm: the operation is idempotent by its method (RFC 9110,
/// section 9.2.2), by what its document says, or by an idempotency key; and its body is not a stream. It is sent
/// again when there was no connection, the exchange broke off or the server was silent for too long, and after 408,
/// 425, 429 and 5xx but for 501 and 505.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    pub(crate) times: u32,
    first: Duration,
    cap: Duration,
    longest_asked: Duration,
}

impl Retry {
    /// Never: each call is sent once. This is what a client does unless it is told otherwise.
    pub const NEVER: Self = Self::times(0);

    /// At most this often after the first time, with waits of up to 0.5 s, 1 s, 2 s and so on up to 20 s.
    pub const fn times(times: u32) -> Self {
        Self {
            times,
            first: Duration::from_millis(500),
            cap: Duration::from_secs(20),
            longest_asked: Duration::from_secs(60),
        }
    }

    /// Sets the longest first wait, which doubles each time, and the longest of all. How long a wait is within that
    /// is left to chance, so that clients that failed together do not come back together.
    #[must_use]
    pub const fn backoff(mut self, first: Duration, cap: Duration) -> Self {
        self.first = first;
        self.cap = cap;
        self
    }

    /// Sets how long a wait the server may ask for with `Retry-After`; a call that is asked to wait longer ends with
    /// the error instead. Default: 60 s.
    #[must_use]
    pub const fn longest_asked(mut self, longest: Duration) -> Self {
        self.longest_asked = longest;
        self
    }

    /// The wait before retry number `done`, from 0; at least what the server asks for. `None`: no more.
    pub fn wait(&self, done: u32, asked: Option<Duration>, clock: &dyn Clock) -> Option<Duration> {
        let asked = asked.unwrap_or_default();
        if done >= self.times || asked > self.longest_asked {
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

/// A bucket of retries that all calls of a client draw from: a retry takes one, a call that needed none gives back a
/// tenth. So a short outage is bridged, and in a long one retries are at most a tenth of what succeeds.
#[derive(Debug)]
pub struct Budget(AtomicU32);

const TENTHS: u32 = 10;
const FULL: u32 = 20 * TENTHS;

impl Budget {
    /// A full one: 20 retries.
    pub const fn new() -> Self {
        Self(AtomicU32::new(FULL))
    }

    /// Takes a retry, if there is one.
    pub fn take(&self) -> bool {
        let taken = |tenths: u32| tenths.checked_sub(TENTHS);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, taken).is_ok()
    }

    /// Gives back a tenth.
    pub fn give(&self) {
        let given = |tenths: u32| (tenths < FULL).then(|| tenths + 1);
        _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, given);
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self::new()
    }
}
