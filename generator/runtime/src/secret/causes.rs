//! An error with everything beneath it, as a text for a message.

use super::escape::{MOST, shown_within};
use super::known::Known;
use super::scrub::scrub;

/// How many of an error with everything beneath it.
const CHAIN: usize = 3 * MOST;

/// An error with everything beneath it, as one text that can be shown, without these secrets.
pub fn chain(error: &dyn std::error::Error, known: Option<&Known>) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        // Causes may be without end; what is shown is not.
        if text.len() > 4 * CHAIN {
            break;
        }
        text = format!("{text}: {error}");
        cause = error.source();
    }
    let text = known.map(|known| known.hide(&text)).unwrap_or(text);
    shown_within(&scrub(&text), CHAIN)
}
