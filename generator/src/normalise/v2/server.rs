//! Builds the servers of 3.0 from `schemes`, `host` and `basePath` of 2.0.

use serde_json::Value;

use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;

/// Adds one server for each scheme, `https` first.
pub fn servers(document: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let schemes = super::media_types(document, "schemes").unwrap_or_default();
    let (host, base) = (text(document, "host"), text(document, "basePath"));
    if document.contains_key("servers") || host.is_none() && base.is_none() {
        return;
    }
    let base = base.unwrap_or_default();
    let base = base.trim_end_matches('/');
    let mut urls = Vec::new();
    match &host {
        None if base.is_empty() => urls.push("/".to_owned()),
        None => urls.push(base.to_owned()),
        Some(host) if host.contains("://") => urls.push(format!("{}{base}", host.trim_end_matches('/'))),
        Some(host) => {
            let http = schemes.iter().map(String::as_str).filter(|scheme| scheme.starts_with("http"));
            let mut http: Vec<_> = http.collect();
            http.sort_by_key(|scheme| *scheme != "https");
            if http.is_empty() {
                http.push("https");
            }
            urls.extend(http.into_iter().map(|scheme| format!("{scheme}://{host}{base}")));
        }
    }
    let from = if host.is_some() { "host" } else { "basePath" };
    cx.record_copy(at.key("servers").pointer(), &at.key(from).pointer());
    let servers =
        urls.into_iter().map(|url| Value::Object(Object::from_iter([("url".to_owned(), url.into())])));
    document.insert("servers".to_owned(), servers.collect());
}

/// Removes a string and returns it; `None` if it is empty.
fn text(document: &mut Object, key: &str) -> Option<String> {
    match document.shift_remove(key)? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    }
}
