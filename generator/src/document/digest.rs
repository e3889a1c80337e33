//! A short hash of a schema, for schemas that differ only in their content.

use serde_json::Value;

use super::validate;

/// The hash of a schema or a reference. It depends on the content, but not on the location or on text for human
/// readers.
pub(super) fn digest(schema: &Value) -> String {
    let text = match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => reference.to_owned(),
        None => {
            let mut value = validate::canonical(schema).unwrap_or_default();
            without_prose(&mut value);
            value.to_string()
        }
    };
    let hash =
        text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{:04x}", hash & 0xffff)
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
