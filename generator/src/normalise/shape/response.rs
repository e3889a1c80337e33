//! Responses: status codes as keys, and missing descriptions.

use super::operation::set_aside;
use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::normal;

/// The result of reading a key of `responses`.
enum StatusKey {
    /// The key is in the normal form.
    Normal,
    /// Another spelling of the same status: `4xx`.
    Respelled(String),
    /// The most likely meaning, as for `200 OK`.
    Repaired(String),
    /// Not a status.
    Unknown,
}

/// Normalises keys to `default`, three digits or `4XX`.
pub fn status_keys(responses: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    if responses.keys().all(|key| matches!(read(key), StatusKey::Normal)) {
        return;
    }
    for (key, value) in std::mem::take(responses) {
        let here = at.key(&key);
        let (status, said) = match read(&key) {
            StatusKey::Normal => (key.clone(), false),
            StatusKey::Respelled(status) => (status, false),
            StatusKey::Repaired(status) => (status, true),
            StatusKey::Unknown => {
                cx.report(
                    &code::UNKNOWN_STATUS,
                    &here,
                    format!("`{key}` is not a status code; the response is left out"),
                );
                continue;
            }
        };
        if status != key && responses.contains_key(&status) {
            cx.report(
                &code::UNKNOWN_STATUS,
                &here,
                format!("`{key}` duplicates `{status}`; the response is left out"),
            );
            continue;
        }
        if said {
            cx.report(&code::KEY_SPELLING, &here, format!("status `{key}`; read as `{status}`"));
        }
        if status != key {
            cx.record_move(at.key(&status).pointer(), here.pointer());
        }
        responses.insert(status, value);
    }
}

/// Reads a key of `responses`.
fn read(key: &str) -> StatusKey {
    let trimmed = key.trim();
    let head = trimmed.get(..3).unwrap_or_default();
    let status = match head.as_bytes() {
        [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9'] => head.to_owned(),
        [hundred @ b'1'..=b'9', b'x' | b'X', b'x' | b'X'] => format!("{}XX", char::from(*hundred)),
        _ if key == "default" || key.starts_with("x-") => return StatusKey::Normal,
        _ if trimmed.eq_ignore_ascii_case("default") => return StatusKey::Respelled("default".to_owned()),
        _ => return StatusKey::Unknown,
    };
    match trimmed.get(3..).unwrap_or_default().chars().next() {
        None if status == key => StatusKey::Normal,
        None => StatusKey::Respelled(status),
        Some(next) if next.is_ascii_digit() => StatusKey::Unknown,
        Some(_) => StatusKey::Repaired(status),
    }
}

/// Adds an empty `description` if there is none (3.2 no longer requires it).
pub fn description(response: &mut Object, _: &Path<'_>, _: &mut Context<'_>) {
    response.entry("description").or_insert_with(|| "".into());
}

/// Moves links aside, because `openapiv3` would fail on an invalid one.
pub fn links(response: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    set_aside(response, "links", normal::LINKS, at, cx);
}
