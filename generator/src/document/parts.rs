//! The parts of a schema in words, to tell apart schemas that differ only in their content.

use serde_json::Value;

use super::validate;

/// Keywords that say where something stands, not what it is.
const STRUCTURE: [&str; 9] =
    ["properties", "items", "allOf", "anyOf", "oneOf", "additionalProperties", "not", "type", "enum"];

/// The longest value that is a word of a part.
const MAX_VALUE_LENGTH: usize = 24;

/// The most parts of a schema that are looked at.
const MAX_PARTS: usize = 1_000;

/// Returns the parts of a schema or a reference: `a integer`, `minLength 3`. They depend on the content, but not on the
/// location or on text for human readers.
pub(super) fn parts(schema: &Value) -> Vec<String> {
    let mut parts = Vec::new();
    match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => parts.push(reference.rsplit('/').next().unwrap_or_default().to_owned()),
        None => {
            let mut value = validate::canonical(schema).unwrap_or_default();
            without_prose(&mut value);
            add_parts("", &value, &mut parts);
        }
    }
    parts
}

/// Adds the parts of a value below some words.
fn add_parts(before: &str, value: &Value, parts: &mut Vec<String>) {
    match value {
        _ if parts.len() >= MAX_PARTS => {}
        Value::Object(members) => {
            for (key, value) in members {
                let is_own = !STRUCTURE.contains(&key.as_str());
                let below = if is_own { format!("{before} {key}") } else { before.to_owned() };
                add_parts(&below, value, parts);
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| add_parts(before, element, parts)),
        Value::String(text) if text.len() > MAX_VALUE_LENGTH => parts.push(before.trim().to_owned()),
        Value::String(text) => parts.push(format!("{before} {text}").trim().to_owned()),
        other => parts.push(format!("{before} {other}").trim().to_owned()),
    }
}

/// Removes the keywords for human readers from a schema and from the schemas in it.
fn without_prose(schema: &mut Value) {
    const PROSE: [&str; 6] = ["title", "description", "example", "externalDocs", "deprecated", "default"];
    let Some(keywords) = schema.as_object_mut() else { return };
    keywords.retain(|key, _| !PROSE.contains(&key.as_str()));
    for (key, value) in keywords {
        match (key.as_str(), value) {
            ("properties", Value::Object(members)) => members.values_mut().for_each(without_prose),
            ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
                schemas.iter_mut().for_each(without_prose)
            }
            ("items" | "additionalProperties" | "not", value) => without_prose(value),
            _ => {}
        }
    }
}
