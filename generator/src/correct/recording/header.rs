//! Which headers of a recording are kept, and what credentials they show.

use super::exchange::SeenCredential;
use super::secret::Secrets;
use crate::correct::recorded::link::{redacted_url, scheme};

/// Headers as recorded; names in any case.
pub(crate) type Headers = Vec<(String, String)>;

/// What of a header is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Value,
    /// The value is one of a kind, or the caller's own.
    Name,
    /// The value holds URLs, whose queries may hold credentials.
    Urls,
}

const REQUEST: [(&str, Keep); 8] = [
    ("accept", Keep::Value),
    ("idempotency-key", Keep::Name),
    ("if-match", Keep::Name),
    ("if-none-match", Keep::Name),
    ("last-event-id", Keep::Name),
    ("prefer", Keep::Value),
    ("range", Keep::Name),
    ("x-idempotency-key", Keep::Name),
];

const RESPONSE: [(&str, Keep); 13] = [
    ("content-disposition", Keep::Name),
    ("content-range", Keep::Value),
    ("etag", Keep::Name),
    ("last-modified", Keep::Name),
    ("link", Keep::Urls),
    ("location", Keep::Urls),
    ("ratelimit-remaining", Keep::Name),
    ("ratelimit-reset", Keep::Name),
    ("retry-after", Keep::Value),
    ("x-next-page", Keep::Value),
    ("x-ratelimit-remaining", Keep::Name),
    ("x-total-count", Keep::Value),
    ("x-total-pages", Keep::Value),
];

/// Returns the value of a header.
pub(crate) fn get<'h>(headers: &'h Headers, name: &str) -> Option<&'h str> {
    headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// Keeps the request headers that corrections read.
pub(crate) fn of_request(headers: &Headers, secrets: &Secrets) -> Headers {
    kept(headers, &REQUEST, secrets)
}

/// Keeps the response headers that corrections read.
pub(crate) fn of_response(headers: &Headers, secrets: &Secrets) -> Headers {
    kept(headers, &RESPONSE, secrets)
}

fn kept(headers: &Headers, table: &[(&str, Keep)], secrets: &Secrets) -> Headers {
    let keep = |(name, value): &(String, String)| {
        let name = name.to_ascii_lowercase();
        let (_, keep) = table.iter().find(|(known, _)| *known == name)?;
        let value = match keep {
            Keep::Value => value.clone(),
            Keep::Name => String::new(),
            Keep::Urls => links(value, secrets),
        };
        Some((name, value))
    };
    headers.iter().filter_map(keep).collect()
}

/// Removes the values of credentials from the URLs of `Link` and `Location`.
fn links(value: &str, secrets: &Secrets) -> String {
    if !value.contains('<') {
        return redacted_url(value, secrets, "");
    }
    let link = |part: &str| match part.split_once('>') {
        Some((url, rest)) => format!("<{}>{rest}", redacted_url(url, secrets, "")),
        None => part.to_owned(),
    };
    let mut parts = value.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + &link(part))
}

/// Returns the credentials that headers show, by kind and name.
pub(crate) fn credentials(headers: &Headers, secrets: &Secrets) -> Vec<SeenCredential> {
    let mut seen = Vec::new();
    for (name, value) in headers {
        match name.to_ascii_lowercase().as_str() {
            "authorization" => seen.push(authorization(value)),
            "cookie" => seen.extend(cookies(value, secrets)),
            name if name.contains("csrf") || name.contains("xsrf") || name.starts_with("sec-") => {}
            name if secrets.in_header(name) => seen.push(SeenCredential::Header(name.to_owned())),
            _ => {}
        }
    }
    seen
}

fn authorization(value: &str) -> SeenCredential {
    match scheme(value) {
        Some(scheme) => SeenCredential::Authorization(scheme.to_ascii_lowercase()),
        None => SeenCredential::Header("authorization".to_owned()),
    }
}

fn cookies(value: &str, secrets: &Secrets) -> Vec<SeenCredential> {
    let names = value.split(';').filter_map(|cookie| cookie.split('=').next()).map(str::trim);
    let names = names.filter(|name| secrets.in_cookie(name));
    names.map(|name| SeenCredential::Cookie(name.to_owned())).collect()
}
