//! Removes secrets from URLs in texts: a query can hold a key, a fragment a token, and an authority a user with a
//! password.

use super::escape::escaped;
use super::names::{REDACTED, is_sensitive};
use percent_encoding::percent_decode_str;

/// A URL, or its path and query, without secrets and escaped.
pub fn url(url: &str) -> String {
    escaped(&scrub(url))
}

/// Replaces values with sensitive names in URLs, and users with passwords.
pub fn scrub(text: &str) -> String {
    if !text.contains(['=', '@']) {
        return text.to_owned();
    }
    let text = without_users(text);
    // A pair can follow each of these characters.
    text.split_inclusive(['?', '&', '#', ';']).map(pair).collect()
}

/// The characters that end a value.
const ENDS: [char; 14] = ['?', '&', '#', ';', '"', '\'', '<', '>', ',', ')', ' ', '\t', '\r', '\n'];

/// Returns `name=[redacted]` for a piece that starts with `name=value`, if the name is sensitive.
fn pair(piece: &str) -> String {
    let Some((name, value)) = piece.split_once('=') else { return piece.to_owned() };
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_.%[]~$".contains(c);
    let decoded = percent_decode_str(name).decode_utf8_lossy();
    // The authorization code of OAuth can be exchanged for a token.
    let speaks = is_sensitive(&decoded) || decoded.eq_ignore_ascii_case("code");
    if !(speaks && name.chars().all(is_name)) {
        return piece.to_owned();
    }
    let end = value.find(ENDS).unwrap_or(value.len());
    format!("{name}={REDACTED}{}", value.get(end..).unwrap_or_default())
}

/// Writes `https://[redacted]@host` for `https://user:password@host`, anywhere in the text.
fn without_users(text: &str) -> String {
    let mut scrubbed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("//") {
        scrubbed.push_str(before);
        scrubbed.push_str("//");
        let end = after.find(['/', '?', '#', '"', '<', '>', ' ', '\n']).unwrap_or(after.len());
        let (authority, path) = after.split_at(end);
        match authority.rsplit_once('@') {
            Some((_, host)) => scrubbed.extend([REDACTED, "@", host]),
            None => scrubbed.push_str(authority),
        }
        rest = path;
    }
    scrubbed + rest
}
