//! Checks parameters: names that cannot be sent, and fields without effect in their location.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::token::is_token;
use crate::openapi::version::Version;

/// Checks names: tokens for headers and cookies, texts that can be in braces for path parameters.
pub fn name(parameter: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let text = |key: &str| parameter.get(key).and_then(Value::as_str);
    let (Some(name), Some(place)) = (text("name"), text("in")) else { return };
    let can_be = match place {
        "header" | "cookie" => is_token(name),
        "path" => !name.is_empty() && !name.contains(['{', '}', '/', '?', '#']),
        _ => !name.is_empty(),
    };
    if !can_be {
        let left_out = if place == "header" { "; it is left out" } else { "" };
        let message = format!("{name:?} cannot be the name of a {place} parameter{left_out}");
        cx.report(&code::PARAMETER_NAME, &at.key("name"), message);
    }
}

/// Checks that `allowReserved` has an effect. It controls percent-encoding in queries and paths and, from 3.2 on, in
/// cookies of style `form`.
pub fn reserved(parameter: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let place = parameter.get("in").and_then(Value::as_str).unwrap_or_default();
    let is_early = place == "path" && cx.version < Version::V32;
    if is_early && parameter.contains_key("allowReserved") {
        let message = "`allowReserved` of path parameters is new in 3.2; read as defined there";
        cx.report_once(&code::MISPLACED, &at.key("allowReserved"), message);
    }
    if !allows_reserved(parameter, cx.version) && parameter.contains_key("allowReserved") {
        let message = format!("`allowReserved` has no effect on {place} parameters");
        cx.report_once(&code::MISPLACED, &at.key("allowReserved"), &message);
    }
}

/// Returns true if `allowReserved` has an effect on a parameter.
pub fn allows_reserved(parameter: &Object, version: Version) -> bool {
    match parameter.get("in").and_then(Value::as_str).unwrap_or_default() {
        "path" => true,
        "cookie" => version >= Version::V32 && parameter.get("style").is_none_or(|style| style == "form"),
        "header" => false,
        _ => true,
    }
}

/// Checks that the whole query string is described by `content` only.
pub fn querystring(parameter: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    for key in ["schema", "style", "explode", "allowReserved"] {
        if parameter.contains_key(key) {
            let message = match key {
                "schema" if !parameter.contains_key("content") => {
                    "a whole query string has `content`; its `schema` is read as that of a form".to_owned()
                }
                _ => format!("`{key}` has no effect on `in: querystring`, which uses `content`"),
            };
            cx.report_once(&code::MISPLACED, &at.key(key), &message);
        }
    }
}
