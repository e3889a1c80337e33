//! Extracts the reason from the body of an error response: the one text meant for a person, without the data beside it.

use super::super::json::codec::unmarked;
use super::super::request::operation::Operation;
use serde_json::Value;

/// The maximum size of a body in bytes; a longer body holds more than a reason.
const MAX_BODY: usize = 64 * 1024;

/// The members that hold the reason, the most specific first.
const MEMBERS: [&str; 9] =
    ["message", "detail", "error_description", "title", "reason", "msg", "description", "error", "errors"];

/// The elements of HTML and XML that hold the reason.
const ELEMENTS: [&str; 4] = ["message", "title", "h1", "faultstring"];

/// How deep such members can be nested: `{"errors": [{"error": {"message": …}}]}`.
const MAX_DEPTH: usize = 8;

/// The reason in a body of an operation; `None` if the body is no plain text and has no such member that may be shown.
pub(crate) fn reason(operation: &Operation, body: &[u8]) -> Option<String> {
    let body = unmarked(body).trim_ascii();
    match body.first()? {
        _ if body.len() > MAX_BODY || operation.hides_all() => None,
        b'{' | b'[' | b'"' => from_value(operation, &serde_json::from_slice(body).ok()?, MAX_DEPTH),
        b'<' => from_markup(std::str::from_utf8(body).ok()?),
        _ => std::str::from_utf8(body).ok().filter(|text| is_text(text)).map(str::to_owned),
    }
}

/// Returns true if a text is for people and not arbitrary bytes that happen to be UTF-8.
pub(super) fn is_text(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() && !c.is_ascii_whitespace())
}

fn from_value(operation: &Operation, value: &Value, depth: usize) -> Option<String> {
    match value {
        _ if depth == 0 => None,
        Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned),
        Value::Array(items) => from_value(operation, items.first()?, depth - 1),
        Value::Object(members) => MEMBERS.iter().find_map(|name| {
            let named =
                members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name) && !operation.hides(key));
            let (_, value) = named?;
            from_value(operation, value, depth - 1).or_else(|| by_field(operation, name, value))
        }),
        _ => None,
    }
}

/// The first reason of an object of errors by field: `{"errors": {"email": ["is taken"]}}` is `email: is taken`.
fn by_field(operation: &Operation, name: &str, value: &Value) -> Option<String> {
    let members = value.as_object().filter(|_| name == "errors")?;
    members.iter().filter(|(field, _)| !operation.hides(field)).find_map(|(field, value)| {
        let text = match value {
            Value::Array(items) => items.first()?.as_str()?,
            value => value.as_str()?,
        };
        Some(format!("{field}: {}", text.trim()))
    })
}

/// The text of the first element that holds a reason, without the elements and line breaks in it.
fn from_markup(text: &str) -> Option<String> {
    // Lower case of ASCII only, so that offsets are the same in both texts.
    let lower = text.to_ascii_lowercase();
    ELEMENTS.iter().find_map(|name| {
        let start = lower.match_indices(&format!("<{name}")).find_map(|(at, tag)| {
            let after = at + tag.len();
            let rest = lower.get(after..)?;
            // Asked first, so that a body of many such beginnings is not searched to its end for each.
            let is_tag = rest.starts_with(['>', ' ', '\t', '\r', '\n']);
            let end = is_tag.then(|| rest.find('>')).flatten()?;
            Some(after + end + 1)
        })?;
        let end = start + lower.get(start..)?.find(&format!("</{name}"))?;
        let words: String = without_tags(text.get(start..end)?);
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    })
}

fn without_tags(text: &str) -> String {
    let pieces = text.split('<').enumerate();
    let shown =
        pieces.map(
            |(index, piece)| {
                if index == 0 { piece } else { piece.split_once('>').map_or("", |(_, text)| text) }
            },
        );
    shown.collect::<Vec<_>>().join(" ")
}
