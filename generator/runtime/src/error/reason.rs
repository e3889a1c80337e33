//! What a server says went wrong, out of the body of its answer: the one text that is meant for a person, and nothing of what
//! stands beside it.

use super::super::json::codec::unmarked;
use serde_json::Value;

/// A body that is longer than this holds more than a reason.
const LONGEST: usize = 64 * 1024;

/// The members that hold the reason, the most telling first.
const MEMBERS: [&str; 9] =
    ["message", "detail", "error_description", "title", "reason", "msg", "description", "error", "errors"];

/// How deep such members stand in each other: `{"errors": [{"error": {"message": …}}]}`.
const DEEPEST: usize = 8;

/// The reason that a body gives; `None` where it is no text and has no such member.
pub fn reason(body: &[u8]) -> Option<String> {
    let body = unmarked(body).trim_ascii();
    match body.first()? {
        _ if body.len() > LONGEST => None,
        b'{' | b'[' | b'"' => of_value(&serde_json::from_slice(body).ok()?, DEEPEST),
        // A page, not a text.
        b'<' => None,
        _ => std::str::from_utf8(body).ok().map(str::to_owned),
    }
}

fn of_value(value: &Value, depth: usize) -> Option<String> {
    match value {
        _ if depth == 0 => None,
        Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned),
        Value::Array(items) => of_value(items.first()?, depth - 1),
        Value::Object(members) => MEMBERS.iter().find_map(|name| {
            let named = members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
            named.and_then(|(_, value)| of_value(value, depth - 1))
        }),
        _ => None,
    }
}
