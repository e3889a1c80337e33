//! Finds the members of responses that no schema declares, and derives schemas for them.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use crate::base::pointer::Pointer;
use crate::correct::lint::{json_type, resolve};

/// Values nested deeper than this are not visited.
const MAX_DEPTH: usize = 32;

/// Undeclared members by the schema of their object: the shape of the first value found, without the value itself.
pub(super) type Undeclared = IndexMap<Pointer, IndexMap<String, Value>>;

/// Returns the members of a value that its schema does not declare. The schema has to be a single object, not composed.
pub(super) fn undeclared(document: &Value, schema: &Pointer, value: &Value) -> Undeclared {
    let mut found = Undeclared::new();
    if let Some((at, schema)) = resolve(document, schema) {
        visit(document, &at, schema, value, 0, &mut found);
    }
    found
}

fn visit(
    document: &Value,
    at: &Pointer,
    schema: &Value,
    value: &Value,
    depth: usize,
    found: &mut Undeclared,
) {
    if depth >= MAX_DEPTH {
        return;
    }
    if ["allOf", "anyOf", "oneOf", "patternProperties"].iter().any(|word| schema.get(word).is_some()) {
        return;
    }
    match value {
        Value::Array(list) => {
            let Some((at, schema)) = resolve(document, &at.join("items")) else { return };
            list.iter().for_each(|value| visit(document, &at, schema, value, depth + 1, found));
        }
        Value::Object(object) => {
            let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
            let open = schema
                .get("additionalProperties")
                .is_some_and(|rest| rest.is_object() || *rest == Value::Bool(true));
            for (name, value) in object {
                if !properties.contains_key(name) {
                    if !open {
                        add_undeclared(at, name, value, found);
                    }
                    continue;
                }
                let inner = value.is_array() || value.is_object();
                let member = || resolve(document, &at.join_all(["properties", name.as_str()]));
                if let Some((at, schema)) = inner.then(member).flatten() {
                    visit(document, &at, schema, value, depth + 1, found);
                }
            }
        }
        _ => {}
    }
}

fn add_undeclared(at: &Pointer, name: &str, value: &Value, found: &mut Undeclared) {
    if !found.contains_key(at) {
        found.insert(at.clone(), IndexMap::new());
    }
    if let Some(members) = found.get_mut(at).filter(|members| !members.contains_key(name)) {
        members.insert(name.to_owned(), shape(value));
    }
}

/// Derives a schema from the type, members and elements of a value, without its values.
pub(super) fn shape(value: &Value) -> Value {
    shape_at(value, 0)
}

fn shape_at(value: &Value, depth: usize) -> Value {
    match value {
        _ if depth > MAX_DEPTH => json!({}),
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
        other => json!({"type": json_type(other)}),
    }
}

/// Returns true if a value may be shown: a word as enums have them, under a name that does not suggest a secret.
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
