//! Members of answers: those that no schema declares, and what a schema of them would be.

use serde_json::{Map, Value, json};

use crate::lint::{kind, resolve};
use crate::pointer::Pointer;

/// Deeper than this nothing is looked at.
const DEPTH: usize = 32;

/// A member that is not declared.
pub(super) struct Undeclared {
    /// The object's schema.
    pub at: Pointer,
    pub name: String,
    /// The shape of what was found, without its values.
    pub schema: Value,
}

/// The members of a value that its schema does not declare, where that schema is one object and not a choice.
pub(super) fn undeclared(document: &Value, schema: &Pointer, value: &Value) -> Vec<Undeclared> {
    let mut found = Vec::new();
    visit(document, schema, value, 0, &mut found);
    found
}

fn visit(document: &Value, at: &Pointer, value: &Value, depth: usize, found: &mut Vec<Undeclared>) {
    let Some((at, schema)) = resolve(document, at).filter(|_| depth < DEPTH) else { return };
    if ["allOf", "anyOf", "oneOf", "patternProperties"].iter().any(|word| schema.get(word).is_some()) {
        return;
    }
    match value {
        Value::Array(list) => {
            list.iter().for_each(|value| visit(document, &at.join("items"), value, depth + 1, found))
        }
        Value::Object(object) => {
            let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
            let open = schema
                .get("additionalProperties")
                .is_some_and(|rest| rest.is_object() || *rest == Value::Bool(true));
            for (name, value) in object {
                if properties.contains_key(name) {
                    visit(document, &at.join("properties").join(name), value, depth + 1, found);
                } else if !open {
                    found.push(Undeclared { at: at.clone(), name: name.clone(), schema: shape(value) });
                }
            }
        }
        _ => {}
    }
}

/// A schema of a value's kind, its members and elements; never its values.
pub(super) fn shape(value: &Value) -> Value {
    shape_at(value, 0)
}

fn shape_at(value: &Value, depth: usize) -> Value {
    match value {
        _ if depth > DEPTH => json!({}),
        Value::Null => json!({"nullable": true}),
        Value::Array(list) => match list.first() {
            Some(first) => json!({"type": "array", "items": shape_at(first, depth + 1)}),
            None => json!({"type": "array", "items": {}}),
        },
        Value::Object(object) => {
            let members: Map<String, Value> =
                object.iter().map(|(key, value)| (key.clone(), shape_at(value, depth + 1))).collect();
            json!({"type": "object", "properties": members})
        }
        other => json!({"type": kind(other)}),
    }
}

/// Whether a value can be told: a word as enums have them, under a name that does not speak of secrets.
pub(super) fn is_plain_word(value: &Value, member: &str) -> bool {
    const SECRET: [&str; 9] =
        ["token", "secret", "key", "password", "auth", "cookie", "session", "credential", "email"];
    let name = member.to_lowercase();
    let word = |text: &str| {
        text.len() <= 32
            && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-. ".contains(c))
            && text.chars().filter(char::is_ascii_digit).count() <= 3
    };
    let plain = match value {
        Value::String(text) => word(text),
        Value::Number(_) | Value::Bool(_) => true,
        _ => false,
    };
    plain && !SECRET.iter().any(|secret| name.contains(secret))
}
