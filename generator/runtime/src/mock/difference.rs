//! Differences between the received and the expected body: JSON by pointer, forms and parts by name, anything else by
//! its bytes.

use super::super::request::operation::Operation;
use super::super::secret::names::REDACTED;
use super::content::Content;
use super::parts::{boundary, parts};
use super::redact::redact_members;
use super::text::{ShowValue, pairs, shown};
use serde_json::Value;

/// Lists the differences, one per line; empty if the bodies are equivalent. Secrets of the operation are not shown.
pub(crate) fn differences(
    operation: &Operation,
    expected: &Content,
    media_type: &str,
    sent: &[u8],
) -> Vec<String> {
    if !matches_media_type(&expected.media_type, media_type) {
        return vec![format!(
            "expected {}, sent {}",
            media_type_or_none(&expected.media_type),
            media_type_or_none(media_type)
        )];
    }
    let essence = essence(&expected.media_type);
    if essence == "application/x-www-form-urlencoded" {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        return by_name(operation, &pairs(&text(&expected.body)), &pairs(&text(sent)));
    }
    if essence.starts_with("multipart/") {
        let parts = |media_type, body| parts(boundary(media_type), body);
        return by_name(operation, &parts(&expected.media_type, &expected.body), &parts(media_type, sent));
    }
    let values = (serde_json::from_slice::<Value>(&expected.body), serde_json::from_slice::<Value>(sent));
    let mut different = Vec::new();
    match values {
        (Ok(expected), Ok(sent)) if is_json(&essence) => {
            values_differ(operation, &expected, &sent, "", &mut different);
        }
        _ if expected.body == sent => {}
        _ => different.push(difference(&shown(&expected.body), &shown(sent))),
    }
    different
}

/// Returns true if the sent media type is the declared one, or in the declared range.
pub(crate) fn matches_media_type(said: &str, sent: &str) -> bool {
    let (said, sent) = (essence(said), essence(sent));
    match said.split_once('/') {
        Some(("*", "*")) => true,
        Some((kind, "*")) => sent.split_once('/').is_some_and(|(other, _)| other == kind),
        _ => said == sent,
    }
}

fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn is_json(essence: &str) -> bool {
    essence == "application/json" || essence.ends_with("+json")
}

fn media_type_or_none(media_type: &str) -> &str {
    if media_type.is_empty() { "no body" } else { media_type }
}

/// Adds the differences of two values, by JSON pointer.
fn values_differ(operation: &Operation, expected: &Value, found: &Value, at: &str, into: &mut Vec<String>) {
    let shown = |value: &Value| redact_members(operation, value);
    match (expected, found) {
        (Value::Object(left), Value::Object(right)) => {
            for (key, expected) in left {
                let at = format!("{at}/{key}");
                match right.get(key) {
                    Some(found) if operation.hides(key) => {
                        let differ = format!("{at}: expected {REDACTED}, sent another");
                        into.extend((expected != found).then_some(differ));
                    }
                    Some(found) => values_differ(operation, expected, found, &at, into),
                    None if operation.hides(key) => {
                        into.push(format!("{at}: expected {REDACTED}, sent nothing"));
                    }
                    None => into.push(format!("{at}: expected {}, sent nothing", shown(expected))),
                }
            }
            let more = right.iter().filter(|(key, _)| !left.contains_key(*key));
            into.extend(more.map(|(key, value)| match operation.hides(key) {
                true => format!("{at}/{key}: nothing expected, sent {REDACTED}"),
                false => format!("{at}/{key}: nothing expected, sent {}", shown(value)),
            }));
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (index, (expected, found)) in left.iter().zip(right).enumerate() {
                values_differ(operation, expected, found, &format!("{at}/{index}"), into);
            }
        }
        _ if expected == found => {}
        _ => into.push(format!("{at}: expected {}, sent {}", shown(expected), shown(found))),
    }
}

/// Lists the differences of named values; values with the same name are compared in order.
fn by_name<T: PartialEq + ShowValue>(
    operation: &Operation,
    expected: &[(String, T)],
    sent: &[(String, T)],
) -> Vec<String> {
    let mut names: Vec<&str> = expected.iter().chain(sent).map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let differ = names.into_iter().filter_map(|name| {
        let (expected, sent) = (values_of(expected, name), values_of(sent, name));
        let told = || match operation.hides(name) {
            true => format!("expected {REDACTED}, sent another"),
            false => difference(&all_shown(&expected), &all_shown(&sent)),
        };
        (expected != sent).then(|| format!("{name}: {}", told()))
    });
    differ.collect()
}

fn values_of<'a, T>(all: &'a [(String, T)], name: &str) -> Vec<&'a T> {
    all.iter().filter(|(other, _)| other == name).map(|(_, value)| value).collect()
}

fn all_shown<T: ShowValue>(values: &[&T]) -> String {
    let shown: Vec<String> = values.iter().map(|value| value.shown()).collect();
    if shown.is_empty() { "nothing".to_owned() } else { shown.join(", ") }
}

fn difference(expected: &str, sent: &str) -> String {
    match expected == sent {
        true => format!("expected {expected}, sent what begins alike"),
        false => format!("expected {expected}, sent {sent}"),
    }
}
