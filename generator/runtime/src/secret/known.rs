//! Removes the client's secrets from texts of a server, because a server that repeats a key in its error would bring it
//! into logs. This code runs only after a failure.

use super::super::parameter::percent::encode;
use super::names::REDACTED;
use super::value::Secret;
use http::HeaderMap;
use std::fmt;
use std::sync::Arc;

/// How many bytes of a text are searched; a message shows far fewer.
const MAX_SEARCHED: usize = 64 * 1024;

/// The secrets that were sent to a server. `Debug` shows none.
#[derive(Clone, Default)]
pub struct KnownSecrets {
    /// The secrets of the client.
    held: Option<Arc<[Secret]>>,
    /// The tokens of this call.
    tokens: Vec<Secret>,
}

impl KnownSecrets {
    /// Creates a set of these secrets, however short.
    pub fn new(held: impl IntoIterator<Item = Secret>) -> Self {
        let held: Vec<Secret> = held.into_iter().filter(|secret| !secret.expose().is_empty()).collect();
        Self { held: (!held.is_empty()).then(|| held.into()), tokens: Vec::new() }
    }

    /// Adds secrets, if they are long enough to differ from ordinary words.
    #[must_use]
    pub fn with(&self, tokens: impl IntoIterator<Item = Secret>) -> Self {
        let tokens = tokens.into_iter().filter(is_long_enough);
        Self { held: self.held.clone(), tokens: tokens.collect() }
    }

    /// Replaces the secrets in a text, in plain, percent-encoded and JSON-escaped form. The text is cut far beyond the
    /// length that any message shows.
    pub fn hide(&self, text: &str) -> String {
        let end = (0..=MAX_SEARCHED.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
        let text = text.get(..end.unwrap_or_default()).unwrap_or_default();
        let mut forms = self.forms();
        // A secret may be a prefix of another.
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        forms.iter().fold(text.to_owned(), |text, form| text.replace(form.as_str(), REDACTED))
    }

    /// The secrets in every form in which a server may repeat them.
    pub(crate) fn forms(&self) -> Vec<String> {
        let held = self.held.iter().flat_map(|held| held.iter());
        held.chain(&self.tokens).flat_map(|secret| forms(secret.expose())).collect()
    }
}

impl fmt::Debug for KnownSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

/// Returns true if the secret is long enough; a secret of a few characters would match in any message.
pub fn is_long_enough(secret: &Secret) -> bool {
    secret.expose().len() > 4
}

/// The secrets in sensitive headers that the caller sets: their values, and the last word of values such as
/// `Bearer abc`.
pub fn in_headers(headers: &HeaderMap) -> impl Iterator<Item = Secret> {
    let values =
        headers.values().filter(|value| value.is_sensitive()).filter_map(|value| value.to_str().ok());
    values.flat_map(|value| {
        let word = value.rsplit_once(' ').map(|(_, word)| word);
        std::iter::once(value).chain(word).map(Secret::from)
    })
}

/// The encoded forms of a text.
fn forms(secret: &str) -> Vec<String> {
    let encoded = encode(secret).to_string();
    let json = serde_json::Value::from(secret).to_string();
    let json = json.get(1..json.len().saturating_sub(1)).unwrap_or_default().to_owned();
    let mut forms = vec![secret.to_owned(), lower_digits(&encoded), encoded.replace("%20", "+"), encoded];
    forms.extend([json.replace('/', "\\/"), json]);
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// Writes the hex digits of percent-encodings in lower case: `%3a` for `%3A`.
fn lower_digits(encoded: &str) -> String {
    let mut digits = 0;
    let lower = encoded.chars().map(|c| {
        let in_digits = digits > 0;
        digits = if c == '%' { 2 } else { usize::saturating_sub(digits, 1) };
        if in_digits { c.to_ascii_lowercase() } else { c }
    });
    lower.collect()
}
