//! The text of an error with its causes, for a message.

use super::escape::{MOST, shown_within};
use super::known::Known;
use super::scrub::scrub;

/// The maximum length of an error with its causes, in characters.
const CHAIN: usize = 3 * MOST;

/// The text of an error with its causes, escaped and bounded, without these secrets.
pub fn chain(error: &dyn std::error::Error, known: Option<&Known>) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        // A chain of causes may be endless; the text is bounded.
        if text.len() > 4 * CHAIN {
            break;
        }
        text = format!("{text}: {error}");
        cause = error.source();
    }
    let text = known.map(|known| known.hide(&text)).unwrap_or(text);
    shown_within(&scrub(&text), CHAIN)
}
