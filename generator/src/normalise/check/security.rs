//! Checks security schemes: valid URLs and registered HTTP schemes.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::version::Version;

/// The registry of HTTP authentication schemes (IANA).
const HTTP: [&str; 16] = [
    "basic",
    "bearer",
    "concealed",
    "digest",
    "dpop",
    "gnap",
    "hoba",
    "mutual",
    "negotiate",
    "oauth",
    "privatetoken",
    "scram-sha-1",
    "scram-sha-256",
    "vapid",
    // Not registered, but in common use.
    "hawk",
    "ntlm",
];

/// Checks the HTTP scheme, the version and the URL of a security scheme.
pub fn scheme(scheme: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let text = |key: &str| scheme.get(key).and_then(Value::as_str);
    if text("type") == Some("http")
        && let Some(name) = text("scheme").filter(|name| !HTTP.contains(&name.to_ascii_lowercase().as_str()))
    {
        let message = format!("`{name}` is not a registered HTTP authentication scheme");
        cx.report(&code::HTTP_SCHEME, &at.key("scheme"), message);
    }
    if text("type") == Some("mutualTLS") && cx.version < Version::V31 {
        cx.report_once(
            &code::NEWER_FIELD,
            &at.key("type"),
            "security scheme type `mutualTLS` is new in 3.1; read as defined there",
        );
    }
    address(scheme, "openIdConnectUrl", at, cx);
}

/// Checks the URLs of a flow.
pub fn flow(flow: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    for key in ["authorizationUrl", "tokenUrl", "refreshUrl"] {
        address(flow, key, at, cx);
    }
}

/// Checks a URL, which is absolute or relative to the document.
fn address(holder: &Object, key: &str, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(found) = holder.get(key).and_then(Value::as_str) else { return };
    let plain = !found.contains(|c: char| c.is_whitespace() || c.is_control());
    if !plain || !found.contains(['/', ':', '.', '{']) {
        cx.report_once(&code::URL_INVALID, &at.key(key), &format!("`{key}`: {found:?} is not a URL"));
    }
}
