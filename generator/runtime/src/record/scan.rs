//! Finds values that follow the name of a secret in any text: `"password": "x"`, `token=x`, `X-Api-Key: x`.

use super::link::scheme;
use super::names::Secrets;
use std::ops::Range;

/// The longest name that is looked for before a sign.
const MAX_NAME: usize = 80;

/// Returns where the values of secrets stand in a text, in order.
pub fn values(text: &str, secrets: &Secrets) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, sign) in text.match_indices([':', '=']) {
        let is_within = found.last().is_some_and(|last| at < last.end);
        let before = text.get(..at).unwrap_or_default();
        if is_within || !secrets.holds(name(before)) {
            continue;
        }
        let value = value(text, at + sign.len());
        if !value.is_empty() {
            found.push(value);
        }
    }
    found
}

/// Returns the name that a text ends with, which may be in quotes.
fn name(before: &str) -> &str {
    let before = before.trim_end().trim_end_matches(['"', '\'', '\\', ']']);
    let is_part = |sign: char| sign.is_alphanumeric() || "_-.$%".contains(sign);
    let mut start = before.len();
    for (at, sign) in before.char_indices().rev() {
        if !is_part(sign) || before.len() - at > MAX_NAME {
            break;
        }
        start = at;
    }
    before.get(start..).unwrap_or_default()
}

/// Returns the value that begins after a sign, without quotes; with the scheme of an `Authorization` the word after it.
fn value(text: &str, from: usize) -> Range<usize> {
    let rest = text.get(from..).unwrap_or_default();
    let inner = rest.trim_start_matches(|sign: char| sign == ' ' || "\"'\\=".contains(sign));
    let start = from + (rest.len() - inner.len());
    let ends = |sign: char| sign.is_whitespace() || "\"'\\&;,<>(){}[]".contains(sign);
    let inner = match scheme(inner) {
        Some(scheme) => {
            inner.get(..scheme.len()).map_or(inner, |word| inner.get(word.len() + 1..).unwrap_or(inner))
        }
        None => inner,
    };
    let skipped = text.len() - start - inner.len();
    let end = inner.find(ends).unwrap_or(inner.len());
    start + skipped..start + skipped + end
}
