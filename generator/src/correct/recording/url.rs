//! Splits the URL of a recorded request.

use super::SeenCredential;
use super::credential::is_credential_name;
use crate::base::pointer::percent_decode;

/// The parts of a URL.
pub(super) struct Url {
    pub origin: Option<String>,
    pub path: String,
    pub query: Vec<(String, String)>,
    pub credentials: Vec<SeenCredential>,
}

/// Splits a URL or a path; the fragment is dropped, and user names and passwords in it are never kept.
pub(super) fn split(url: &str) -> Url {
    let url = url.split('#').next().unwrap_or_default();
    let (origin, rest) = match url.split_once("://") {
        None => (None, url),
        Some((scheme, rest)) => {
            let end = rest.find(['/', '?']).unwrap_or(rest.len());
            let (authority, rest) = rest.split_at(end);
            let host = authority.rsplit('@').next().unwrap_or_default();
            (Some(format!("{scheme}://{host}").to_ascii_lowercase()), rest)
        }
    };
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut url = Url {
        origin,
        path: format!("/{}", path.trim_start_matches('/')),
        query: Vec::new(),
        credentials: Vec::new(),
    };
    for (name, value) in pairs(query) {
        if is_credential_name(&name) {
            url.credentials.push(SeenCredential::Query(name.clone()));
            url.query.push((name, String::new()));
        } else {
            url.query.push((name, value));
        }
    }
    url
}

/// Reads `a=b&c=d`, with `+` as a space.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    let decode = |part: &str| {
        let spaced = part.replace('+', " ");
        percent_decode(&spaced).unwrap_or(spaced)
    };
    let parts = text.split('&').filter(|part| !part.is_empty());
    let split = |part: &str| match part.split_once('=') {
        Some((name, value)) => (decode(name), decode(value)),
        None => (decode(part), String::new()),
    };
    parts.map(split).collect()
}
