//! Measures time where there is a clock.

use std::time::Duration;

/// The time since its start; zero in a browser, where std has no clock.
pub struct Stopwatch {
    #[cfg(not(target_family = "wasm"))]
    since: std::time::Instant,
}

impl Stopwatch {
    /// Starts it.
    pub fn start() -> Self {
        Self {
            #[cfg(not(target_family = "wasm"))]
            since: std::time::Instant::now(),
        }
    }

    /// Returns the time since its start.
    #[cfg(not(target_family = "wasm"))]
    pub fn elapsed(&self) -> Duration {
        self.since.elapsed()
    }

    /// Returns the time since its start.
    #[cfg(target_family = "wasm")]
    pub fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}
