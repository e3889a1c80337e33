//! The text of an error with its causes, for a message.

use super::escape::{MAX_CHARS, escaped_within};
use super::known::KnownSecrets;
use super::scrub::scrub;

/// The maximum length of an error with its causes, in characters.
const MAX_CHAIN: usize = 3 * MAX_CHARS;

/// The text of an error with its causes, escaped and bounded, without these secrets.
pub fn chain(error: &dyn std::error::Error, known: Option<&KnownSecrets>) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        // A chain of causes may be endless; the text is bounded.
        if text.len() > 4 * MAX_CHAIN {
            break;
        }
        text = format!("{text}: {error}");
        cause = error.source();
    }
    let text = known.map(|known| known.hide(&text)).unwrap_or(text);
    escaped_within(&scrub(&text), MAX_CHAIN)
}
