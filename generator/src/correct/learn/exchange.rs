//! One request with its response.

use serde_json::Value;

/// A recorded exchange; headers are never read, as they hold credentials.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// The method in upper case.
    pub method: String,
    /// The path of the URL, without query and fragment.
    pub path: String,
    /// The status.
    pub status: u16,
    /// The body of the response, if it is JSON.
    pub body: Option<Value>,
}

impl Exchange {
    /// Creates an exchange from the parts of a recording; `None` if the URL has no path.
    pub(super) fn new(method: &str, url: &str, status: u64, body: Option<Value>) -> Option<Self> {
        let rest =
            url.split_once("://").map_or(url, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
        let path = rest.split(['?', '#']).next()?.trim_start_matches('/');
        let status = u16::try_from(status).ok()?;
        Some(Self { method: method.to_uppercase(), path: format!("/{path}"), status, body })
    }

    /// The path with `…` for each segment that looks like a value: what is recorded may be private.
    pub(super) fn template(&self) -> String {
        let is_value = |segment: &str| {
            let has_digit = segment.bytes().any(|byte| byte.is_ascii_digit());
            let is_version = segment.len() <= 4 && segment.starts_with('v');
            (has_digit && !is_version) || segment.len() > 40 || segment.contains(['@', '%', '='])
        };
        let segments = self.path.split('/').map(|segment| if is_value(segment) { "…" } else { segment });
        segments.collect::<Vec<_>>().join("/")
    }
}
