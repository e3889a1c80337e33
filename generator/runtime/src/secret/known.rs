//! What a client holds taken out of texts that a server wrote: one that repeats a key in its error would bring it into logs.
//! Only ever run on a failure.

use super::super::parameter::percent::encode;
use super::names::REDACTED;
use super::value::Secret;
use http::HeaderMap;
use std::fmt;
use std::sync::Arc;

/// How many bytes of a text are searched: a message shows far fewer, whatever is taken out of them.
const LONGEST: usize = 64 * 1024;

/// Secrets that a server knows, as it was sent them. `Debug` shows none.
#[derive(Clone, Default)]
pub struct Known {
    /// Those that the client holds as long as it lives.
    held: Option<Arc<[Secret]>>,
    /// Tokens of this one call.
    tokens: Vec<Secret>,
}

impl Known {
    /// These, however short.
    pub fn new(held: impl IntoIterator<Item = Secret>) -> Self {
        let held: Vec<Secret> = held.into_iter().filter(|secret| !secret.expose().is_empty()).collect();
        Self { held: (!held.is_empty()).then(|| held.into()), tokens: Vec::new() }
    }

    /// The same and these, as far as they are long enough to be told from words.
    #[must_use]
    pub fn and(&self, tokens: impl IntoIterator<Item = Secret>) -> Self {
        let tokens = tokens.into_iter().filter(is_telling);
        Self { held: self.held.clone(), tokens: tokens.collect() }
    }

    /// The text without them, however it writes them: as they are, percent-encoded, or escaped as in JSON. What comes after
    /// more than any message shows is left out.
    pub fn hide(&self, text: &str) -> String {
        let end = (0..=LONGEST.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
        let text = text.get(..end.unwrap_or_default()).unwrap_or_default();
        let held = self.held.iter().flat_map(|held| held.iter());
        let mut forms: Vec<String> =
            held.chain(&self.tokens).flat_map(|secret| forms(secret.expose())).collect();
        // A secret may be the beginning of another.
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        forms.iter().fold(text.to_owned(), |text, form| text.replace(form.as_str(), REDACTED))
    }
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

/// Whether a text is a secret wherever it stands: one of a few characters would be found in any message.
pub fn is_telling(secret: &Secret) -> bool {
    secret.expose().len() > 4
}

/// What headers that the caller sets by hand hold: their values and, of `Bearer abc`, the word at the end too.
pub fn by_hand(headers: &HeaderMap) -> impl Iterator<Item = Secret> {
    let values =
        headers.values().filter(|value| value.is_sensitive()).filter_map(|value| value.to_str().ok());
    values.flat_map(|value| {
        let word = value.rsplit_once(' ').map(|(_, word)| word);
        std::iter::once(value).chain(word).map(Secret::from)
    })
}

/// The ways in which a text is written on the web.
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

/// `%3a` for `%3A`.
fn lower_digits(encoded: &str) -> String {
    let mut digits = 0;
    let lower = encoded.chars().map(|c| {
        let in_digits = digits > 0;
        digits = if c == '%' { 2 } else { usize::saturating_sub(digits, 1) };
        if in_digits { c.to_ascii_lowercase() } else { c }
    });
    lower.collect()
}
