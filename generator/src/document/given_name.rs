//! Names that a document or an overlay gives, in place of derived ones.

use serde_json::Value;

use super::value::{elements, text};
use super::vocabulary;
use crate::openapi::naming;

/// Returns the name from an overlay, else from the first extension of another generator that holds one.
pub(super) fn name(value: &Value, extensions: &[&str]) -> Option<String> {
    text(value.get(vocabulary::NAME)).or_else(|| extensions.iter().find_map(|key| written(value.get(key)?)))
}

/// Returns the group from an overlay, else from the first extension of another generator that holds one.
pub(super) fn group(value: &Value) -> Option<String> {
    let extensions = naming::OPERATION_GROUPS.iter();
    text(value.get(vocabulary::GROUP)).or_else(|| extensions.clone().find_map(|key| written(value.get(key)?)))
}

/// Returns a text, or the texts of a list as one, if there is a letter in it to make a name of.
fn written(value: &Value) -> Option<String> {
    let text = match value {
        Value::Array(_) => elements(Some(value)).filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        other => text(Some(other))?,
    };
    text.chars().any(char::is_alphabetic).then_some(text)
}
