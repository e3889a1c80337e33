//! URLs, queries and `Authorization` without credentials.

use super::names::Secrets;
use percent_encoding::percent_decode_str;

/// The schemes of `Authorization` that are shown; any other first word may be a part of the credential.
const SCHEMES: [&str; 14] = [
    "apikey",
    "aws4-hmac-sha256",
    "basic",
    "bearer",
    "bot",
    "digest",
    "dpop",
    "genie-key",
    "hawk",
    "key",
    "negotiate",
    "oauth",
    "sso-key",
    "token",
];

/// Returns the scheme of an `Authorization`, as written, if it is a known one.
pub fn scheme(value: &str) -> Option<&str> {
    let (first, rest) = value.trim().split_once(' ')?;
    let known = SCHEMES.iter().any(|scheme| scheme.eq_ignore_ascii_case(first));
    (known && !rest.trim().is_empty()).then_some(first)
}

/// Replaces the values of credentials in the query of a URL, and removes user information.
pub fn redacted_url(url: &str, secrets: &Secrets, by: &str) -> String {
    let (before, fragment) = url.split_once('#').map_or((url, None), |(url, rest)| (url, Some(rest)));
    let (path, query) = before.split_once('?').map_or((before, None), |(path, query)| (path, Some(query)));
    let mut text = without_user(path);
    if let Some(query) = query {
        text.push('?');
        text.push_str(&redacted_query(query, secrets, by));
    }
    // A fragment of an implicit grant is a token: `#access_token=…`.
    if let Some(fragment) = fragment.filter(|fragment| !fragment.contains('=')) {
        text.push('#');
        text.push_str(fragment);
    }
    text
}

/// Replaces the values of credentials in a query or in a form.
pub fn redacted_query(query: &str, secrets: &Secrets, by: &str) -> String {
    let pair = |pair: &str| match pair.split_once('=') {
        Some((name, _)) if secrets.holds(&decoded(name)) => format!("{name}={by}"),
        _ => pair.to_owned(),
    };
    query.split('&').map(pair).collect::<Vec<_>>().join("&")
}

fn without_user(url: &str) -> String {
    match url.split_once("://") {
        Some((scheme, rest)) => {
            let at = rest.find('/').unwrap_or(rest.len());
            let (authority, path) = rest.split_at(at);
            format!("{scheme}://{}{path}", authority.rsplit('@').next().unwrap_or_default())
        }
        None => url.to_owned(),
    }
}

/// Decodes a name or a value of a query.
pub fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}
