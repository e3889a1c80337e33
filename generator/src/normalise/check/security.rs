//! Security schemes: addresses that are some, and HTTP schemes that are registered.

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
    // Not registered, and what everybody calls them.
    "hawk",
    "ntlm",
];

/// What the scheme of `type: http` is.
pub fn scheme(scheme: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let text = |key: &str| scheme.get(key).and_then(Value::as_str);
    if text("type") == Some("http")
        && let Some(name) = text("scheme").filter(|name| !HTTP.contains(&name.to_ascii_lowercase().as_str()))
    {
        let message = format!("`{name}` is not a registered HTTP authentication scheme");
        cx.say(&code::HTTP_SCHEME, &at.key("scheme"), message);
    }
    if text("type") == Some("mutualTLS") && cx.version < Version::V31 {
        cx.note(
            &code::NEWER_FIELD,
            &at.key("type"),
            "security scheme type `mutualTLS` is new in 3.1; read as defined there",
        );
    }
    address(scheme, "openIdConnectUrl", at, cx);
}

/// The addresses of a flow.
pub fn flow(flow: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    for key in ["authorizationUrl", "tokenUrl", "refreshUrl"] {
        address(flow, key, at, cx);
    }
}

/// An address is absolute, or a path from where the document is.
fn address(holder: &Object, key: &str, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(found) = holder.get(key).and_then(Value::as_str) else { return };
    let plain = !found.contains(|c: char| c.is_whitespace() || c.is_control());
    if !plain || !found.contains(['/', ':', '.', '{']) {
        cx.note(&code::URL_INVALID, &at.key(key), &format!("`{key}`: {found:?} is not a URL"));
    }
}
