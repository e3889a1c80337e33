//! The parts of a recorded URL, as sent.

use super::secret::Secrets;

/// A URL cut into its parts.
pub(crate) struct Parts<'u> {
    /// Scheme and authority in lower case, without user information.
    pub origin: Option<String>,
    /// The path, percent-encoded as sent.
    pub path: &'u str,
    /// The query, if there is one.
    pub query: Option<&'u str>,
}

/// Cuts a URL, or a path, into its parts; `None` if its scheme is not that of a request (`data:`, `blob:`, `wss:`).
pub(crate) fn parts(url: &str) -> Option<Parts<'_>> {
    let url = url.split('#').next().unwrap_or_default();
    let (url, query) = match url.split_once('?') {
        Some((url, query)) => (url, Some(query)),
        None => (url, None),
    };
    let Some((scheme, rest)) = url.split_once("://") else {
        let is_path = url.starts_with('/') || (!url.contains(':') && !url.is_empty());
        return is_path.then_some(Parts { origin: None, path: url, query });
    };
    let scheme = scheme.to_ascii_lowercase();
    if !["http", "https"].contains(&scheme.as_str()) {
        return None;
    }
    let at = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(at);
    let host = authority.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    let host = match scheme.as_str() {
        "https" => host.strip_suffix(":443"),
        _ => host.strip_suffix(":80"),
    }
    .map_or(host.clone(), str::to_owned);
    Some(Parts { origin: Some(format!("{scheme}://{host}")), path, query })
}

/// Returns the path of a URL, and its query decoded, credentials included; `None` for what is no URL of a request.
pub(crate) fn path_and_query(url: &str) -> Option<(String, Vec<(String, String)>)> {
    let parts = parts(url)?;
    let query = form_urlencoded::parse(parts.query.unwrap_or_default().as_bytes()).into_owned();
    Some((parts.path.to_owned(), query.collect()))
}

/// Decodes a query or a form; the values of credentials are empty.
pub(crate) fn pairs(query: &str, secrets: &Secrets) -> Vec<(String, String)> {
    let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
    pairs
        .map(|(name, value)| if secrets.holds(&name) { (name, String::new()) } else { (name, value) })
        .collect()
}
