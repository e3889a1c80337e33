//! Shows progress of work that takes longer than a second, on a terminal only.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget};

/// The delay before the spinner appears.
const SPINNER_DELAY: Duration = Duration::from_secs(1);

/// Runs a function; if it takes longer than a second, shows a spinner.
pub fn while_running<R>(what: &'static str, run: impl FnOnce() -> R) -> R {
    let (done, waiting) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if waiting.recv_timeout(SPINNER_DELAY) == Err(RecvTimeoutError::Timeout) {
                // Drawn on standard error, and only if that is a terminal.
                let bar =
                    ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_message(what);
                bar.set_style(indicatif::ProgressStyle::default_spinner());
                bar.enable_steady_tick(Duration::from_millis(100));
                let _ = waiting.recv();
                bar.finish_and_clear();
            }
        });
        let result = run();
        drop(done);
        result
    })
}
