//! Names of secrets: headers, query parameters, cookies and members. Only this file decides which
//! names are sensitive in messages; `record/names` decides for what is recorded.

use http::header::{HeaderMap, SET_COOKIE};

/// The replacement for a secret.
pub const REDACTED: &str = "[redacted]";

/// Words that mark a name as sensitive: `x-auth`, `api_key`, `connect.sid`.
const WORDS: &[&str] = &[
    "auth",
    "bearer",
    "hmac",
    "jwt",
    "key",
    "keys",
    "otp",
    "pass",
    "passcode",
    "pin",
    "psk",
    "pw",
    "pwd",
    "sid",
    "sig",
    "sign",
    "mfa",
    "totp",
    "token",
    "tokens",
    "assertion",
];

/// Parts of compound words that mark a name as sensitive: `accesstoken`, `phpsessid`, `x-xsrf`.
const PARTS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "secret",
    "credential",
    "cookie",
    "signature",
    "session",
    "sessid",
    "apikey",
    "accesskey",
    "privatekey",
    "appkey",
    "authkey",
    "masterkey",
    "sharedkey",
    "signingkey",
    "saml",
    "authoriz",
    "authtoken",
    "csrf",
    "xsrf",
    "authentication",
];

/// Words that mark a name as public although it has such a word, such as the remaining tokens of a model.
const PUBLIC: [&str; 3] = ["ratelimit", "limit", "count"];

/// Returns true if a value of this name is likely a secret.
pub fn is_sensitive(name: &str) -> bool {
    if PARTS.iter().any(|part| contains(name, part)) {
        return true;
    }
    let speaks = words(name)
        .any(|word| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)) || ends_with(word, "token"));
    speaks && !words(name).any(|word| PUBLIC.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// Returns true if a member of a body is likely a secret by its name. In bodies, `key` is mostly the key of a map.
pub fn is_sensitive_member(name: &str) -> bool {
    is_sensitive(name) && !["key", "keys"].iter().any(|plain| name.eq_ignore_ascii_case(plain))
}

/// Splits a name of any case style into words: `x-auth-token`, `apiKey`, `sha256_sig`.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
        let bytes = rest.as_bytes();
        let ends = |at: &usize| {
            let (before, here) = (bytes.get(at - 1), bytes.get(*at));
            let (Some(before), Some(here)) = (before, here) else { return true };
            !here.is_ascii_alphabetic() || (before.is_ascii_lowercase() && here.is_ascii_uppercase())
        };
        let end = (1..=bytes.len()).find(ends)?;
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

fn contains(name: &str, part: &str) -> bool {
    let (part, first) = (part.as_bytes(), part.as_bytes().first().copied().unwrap_or_default());
    let mut pieces = name.as_bytes().windows(part.len());
    pieces.any(|piece| {
        piece.first().is_some_and(|byte| byte.to_ascii_lowercase() == first)
            && piece.eq_ignore_ascii_case(part)
    })
}

fn ends_with(word: &str, end: &str) -> bool {
    let start = word.len().checked_sub(end.len());
    start.and_then(|start| word.get(start..)).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

/// Marks the values of `Set-Cookie` as sensitive, and with `all` those of every header that is likely a secret, so that
/// `Debug` does not show them.
pub fn mark_sensitive(headers: &mut HeaderMap, all: bool) {
    let sensitive =
        headers.iter_mut().filter(|(name, _)| *name == SET_COOKIE || (all && is_sensitive(name.as_str())));
    sensitive.for_each(|(_, value)| value.set_sensitive(true));
}
