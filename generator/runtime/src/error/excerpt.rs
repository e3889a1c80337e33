//! The beginning of a body that gives no reason, without what may be secret.

use super::super::json::codec::unmarked;
use super::super::request::operation::Operation;
use super::super::response::decode::Parts;
use super::super::secret::escape::escaped_within;
use super::super::secret::names::REDACTED;
use super::super::secret::scrub::scrub;
use super::reason::is_text;
use serde_json::Value;

/// The maximum length of an excerpt, in bytes.
const MAX_EXCERPT: usize = 500;

/// The maximum size of a body that is parsed for an excerpt, in bytes.
const MAX_PARSED: usize = 1024 * 1024;

/// How deep members are searched for secrets; deeper values are left out.
const MAX_DEPTH: usize = 64;

/// Up to 500 bytes of a body. A body that is not text, and JSON that cannot be read, so that its secrets are not known,
/// are described by their size and media type.
pub(crate) fn excerpt(parts: &Parts, body: &[u8]) -> String {
    let text = match unmarked(body).trim_ascii() {
        _ if parts.operation.hides_all() => None,
        body @ [b'{' | b'[' | b'"', ..] => json(parts.operation, body),
        body => std::str::from_utf8(body).ok().filter(|text| is_text(text)).map(str::to_owned),
    };
    let text = text.map(|text| escaped_within(&scrub(&parts.known.hide(&text)), MAX_EXCERPT));
    text.map_or_else(|| parts.size(body), |text| cut(&text))
}

/// Compact JSON without the values of secret members.
fn json(operation: &Operation, body: &[u8]) -> Option<String> {
    if body.len() > MAX_PARSED {
        return None;
    }
    let mut value: Value = serde_json::from_slice(body).ok()?;
    redact(operation, &mut value, MAX_DEPTH);
    Some(value.to_string())
}

fn redact(operation: &Operation, value: &mut Value, depth: usize) {
    match value {
        Value::Array(_) | Value::Object(_) if depth == 0 => *value = Value::Null,
        Value::Array(items) => items.iter_mut().for_each(|item| redact(operation, item, depth - 1)),
        Value::Object(members) => {
            for (name, member) in members {
                match operation.hides(name) && !member.is_null() {
                    true => *member = REDACTED.into(),
                    false => redact(operation, member, depth - 1),
                }
            }
        }
        _ => {}
    }
}

/// Cuts a text between two characters.
fn cut(text: &str) -> String {
    let end = (0..=MAX_EXCERPT.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    match text.get(..end.unwrap_or_default()) {
        Some(start) if start.len() < text.len() => format!("{start}…"),
        _ => text.to_owned(),
    }
}
