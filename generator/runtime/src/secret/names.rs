//! Which names speak of a secret: of headers, query parameters, cookies and members. The one place that decides it.

use http::header::{HeaderMap, SET_COOKIE};

/// What stands in the place of a secret.
pub const REDACTED: &str = "[redacted]";

/// Words that speak of a secret by themselves: `x-auth`, `api_key`, `connect.sid`.
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

/// Beginnings and ends of words that are written together: `accesstoken`, `phpsessid`, `x-xsrf`.
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

/// Headers whose names have such a word and that hold no secret: how many tokens a model has left.
const PUBLIC: [&str; 3] = ["ratelimit", "limit", "count"];

/// Whether what goes by this name is likely a secret.
pub fn is_sensitive(name: &str) -> bool {
    if PARTS.iter().any(|part| contains(name, part)) {
        return true;
    }
    let speaks = words(name)
        .any(|word| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)) || ends_with(word, "token"));
    speaks && !words(name).any(|word| PUBLIC.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// Whether a member of a body is likely a secret by its name. What is called a key there is mostly one of a map.
pub fn is_sensitive_member(name: &str) -> bool {
    is_sensitive(name) && !["key", "keys"].iter().any(|plain| name.eq_ignore_ascii_case(plain))
}

/// The words of a name, in whichever case it is written: `x-auth-token`, `apiKey`, `sha256_sig`.
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

/// Marks the values of `Set-Cookie`, and where `all` is wanted of every header that is likely a secret, so that their own
/// `Debug` does not show them.
pub fn mark(headers: &mut HeaderMap, all: bool) {
    let sensitive =
        headers.iter_mut().filter(|(name, _)| *name == SET_COOKIE || (all && is_sensitive(name.as_str())));
    sensitive.for_each(|(_, value)| value.set_sensitive(true));
}
