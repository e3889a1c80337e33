//! A clock that a test sets, and whose sleeps are over at once and recorded.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use truespec_runtime::runtime::transport::{BoxFuture, Clock};

/// Clones share their time.
#[derive(Clone)]
pub struct FakeClock {
    start: Instant,
    passed: Arc<Mutex<Duration>>,
    slept: Arc<Mutex<Vec<Duration>>>,
    fraction: f64,
    /// Sleeps never end: only `pass` lets time pass.
    still: bool,
}

impl FakeClock {
    /// One whose dice always show this.
    pub fn throwing(fraction: f64) -> Self {
        Self { start: Instant::now(), passed: Arc::default(), slept: Arc::default(), fraction, still: false }
    }

    /// One that stands still.
    pub fn still() -> Self {
        Self { still: true, ..Self::throwing(0.0) }
    }

    /// The sleeps so far.
    pub fn slept(&self) -> Vec<Duration> {
        self.slept.lock().unwrap().clone()
    }

    /// Lets time pass.
    pub fn pass(&self, time: Duration) {
        *self.passed.lock().unwrap() += time;
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Instant {
        self.start + *self.passed.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if self.still {
            return Box::pin(std::future::pending());
        }
        self.slept.lock().unwrap().push(duration);
        self.pass(duration);
        Box::pin(async {})
    }

    /// Sleeps are over at once, and time limits never.
    fn timer(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }

    fn fraction(&self) -> f64 {
        self.fraction
    }
}
