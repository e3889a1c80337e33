//! Extracts the reason from the body of an error response: the one text meant for a person, without the data beside it.

use super::super::json::codec::unmarked;
use serde_json::Value;

/// The maximum size of a body in bytes; a longer body holds more than a reason.
const MAX_BODY: usize = 64 * 1024;

/// The members that hold the reason, the most specific first.
const MEMBERS: [&str; 9] =
    ["message", "detail", "error_description", "title", "reason", "msg", "description", "error", "errors"];

/// How deep such members can be nested: `{"errors": [{"error": {"message": …}}]}`.
const MAX_DEPTH: usize = 8;

/// The reason in a body; `None` if the body is no plain text and has no such member.
pub fn reason(body: &[u8]) -> Option<String> {
    let body = unmarked(body).trim_ascii();
    match body.first()? {
        _ if body.len() > MAX_BODY => None,
        b'{' | b'[' | b'"' => from_value(&serde_json::from_slice(body).ok()?, MAX_DEPTH),
        // An HTML page.
        b'<' => None,
        _ => std::str::from_utf8(body).ok().map(str::to_owned),
    }
}

fn from_value(value: &Value, depth: usize) -> Option<String> {
    match value {
        _ if depth == 0 => None,
        Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned),
        Value::Array(items) => from_value(items.first()?, depth - 1),
        Value::Object(members) => MEMBERS.iter().find_map(|name| {
            let named = members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
            named.and_then(|(_, value)| from_value(value, depth - 1))
        }),
        _ => None,
    }
}
