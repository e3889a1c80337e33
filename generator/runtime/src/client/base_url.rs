//! Checks a base URL before anything is sent to it.

use super::super::error::build::BuildError;
use super::super::transport::origin::Origin;

/// Checks a base URL.
///
/// # Errors
/// Requests cannot be sent to it. The error does not quote the URL, which may hold a password.
pub(crate) fn check(base_url: &str, allow_http: bool) -> Result<(), BuildError> {
    if base_url.is_empty() {
        return Err(BuildError::new("the base URL is not set: name a server with `base_url`"));
    }
    if let Some(fault) = fault(base_url) {
        return Err(BuildError::new(format!("the base URL {fault}")));
    }
    let uri: http::Uri =
        base_url.parse().map_err(|error| BuildError::new(format!("the base URL is not valid: {error}")))?;
    let Some(origin) = Origin::from_uri(&uri) else {
        let reason = "the base URL must be http or https with a host, without user, query or fragment";
        return Err(BuildError::new(reason));
    };
    if !origin.is_private() && !allow_http {
        return Err(BuildError::new(
            "the base URL is plain http beyond this machine: `allow_http` allows that",
        ));
    }
    Ok(())
}

/// The path of the socket, if the URL is that of a Unix socket.
pub(crate) fn socket(url: &str) -> Option<String> {
    let path = url.strip_prefix("unix://").or_else(|| url.strip_prefix("unix:"))?;
    Some(path.to_owned())
}

/// The path of a URL, or of a server that the document names by its path only.
pub(crate) fn path(url: &str) -> String {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default(),
        None => url,
    };
    path.trim_end_matches('/').to_owned()
}

/// What is wrong with a URL, in the order in which a reader meets it.
fn fault(url: &str) -> Option<String> {
    if let Some(c) = url.chars().find(|c| c.is_whitespace() || c.is_control()) {
        return Some(format!("has a blank or a control character (U+{:04X})", u32::from(c)));
    }
    let Some((scheme, rest)) = url.split_once("://") else {
        return Some("has no scheme: it must begin with `https://` or `http://`".to_owned());
    };
    if !["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) {
        return Some("has another scheme than `https` and `http`".to_owned());
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let after = rest.get(authority.len()..).unwrap_or_default();
    authority_fault(authority).or_else(|| {
        let extra = after.chars().find(|c| ['?', '#'].contains(c))?;
        Some(if extra == '?' { "has a query" } else { "has a fragment" }.to_owned())
    })
}

/// What is wrong with `host:port`.
fn authority_fault(authority: &str) -> Option<String> {
    if authority.contains('@') {
        return Some("has a user, which belongs into a credential".to_owned());
    }
    // The colons of an IPv6 address stand in brackets.
    let bracket = authority.rfind(']').map_or(0, |at| at + 1);
    let tail = authority.get(bracket..).unwrap_or_default();
    let (host, port) = match tail.split_once(':') {
        Some((host, port)) => (authority.get(..bracket + host.len()).unwrap_or_default(), Some(port)),
        None => (authority, None),
    };
    if host.is_empty() {
        return Some("has no host".to_owned());
    }
    if !host.is_ascii() {
        return Some("has a host that is not ASCII: write it in Punycode (`xn--…`)".to_owned());
    }
    match port {
        Some(port) if port.is_empty() || port.parse::<u16>().is_ok_and(|port| port > 0) => None,
        Some(port) if port.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some("has a port that is not from 1 to 65535".to_owned())
        }
        Some(_) => Some("has a port that is not a number".to_owned()),
        None => None,
    }
}
