//! Conditional members: properties of schemas that apply under a condition, and unevaluated properties. Conditions are
//! not checked, but their properties can be read and set.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::normal;

/// Keywords with a schema that applies under a condition, or is the condition.
const CONDITIONS: [&str; 3] = ["if", "then", "else"];

/// Keywords with a schema for each property whose presence is the condition.
const DEPENDENT: [&str; 2] = ["dependentSchemas", "dependencies"];

/// Collects conditional schemas with members in one list, without their conditions.
pub fn members(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let list = at.key(normal::CONDITIONAL);
    let mut kept: Vec<Value> = Vec::new();
    for key in CONDITIONS {
        if schema.get(key).is_some_and(has_members)
            && let Some(branch) = schema.shift_remove(key)
        {
            report_unchecked(key, at, cx);
            cx.record_move(list.index(kept.len()).pointer(), at.key(key).pointer());
            kept.push(branch);
        }
    }
    for key in DEPENDENT {
        let Some(Value::Object(by_property)) = schema.get_mut(key) else { continue };
        let names: Vec<String> = by_property
            .iter()
            .filter(|(_, branch)| has_members(branch))
            .map(|(name, _)| name.clone())
            .collect();
        for name in names {
            let Some(branch) = by_property.shift_remove(&name) else { continue };
            report_unchecked(key, at, cx);
            cx.record_move(list.index(kept.len()).pointer(), at.key(key).key(&name).pointer());
            kept.push(branch);
        }
        if by_property.is_empty() {
            schema.shift_remove(key);
        }
    }
    if !kept.is_empty() {
        schema.insert(normal::CONDITIONAL.to_owned(), Value::Array(kept));
    }
}

fn report_unchecked(key: &str, at: &Path<'_>, cx: &mut Context<'_>) {
    let message = format!("`{key}` is not checked; its properties are optional");
    cx.report_once(&code::KEYWORD_UNSUPPORTED, &at.key(key), &message);
}

/// Returns true if a schema has members, or subschemas or a reference that may have some.
fn has_members(schema: &Value) -> bool {
    let Value::Object(schema) = schema else { return false };
    let has = |key: &str| schema.get(key).is_some_and(has_members);
    let lists =
        |key: &str| schema.get(key).and_then(Value::as_array).is_some_and(|all| all.iter().any(has_members));
    let maps = |key: &str| {
        schema.get(key).and_then(Value::as_object).is_some_and(|all| all.values().any(has_members))
    };
    schema.get("properties").and_then(Value::as_object).is_some_and(|members| !members.is_empty())
        || schema.get("$ref").is_some_and(Value::is_string)
        || CONDITIONS.into_iter().any(has)
        || DEPENDENT.into_iter().any(maps)
        || lists("allOf")
}

/// Renames `unevaluatedProperties` to `additionalProperties`, which means the same once `allOf` is merged.
pub fn unevaluated(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    const KEY: &str = "unevaluatedProperties";
    let is_open = schema.get(KEY).is_some_and(|others| others.is_object() || others == true);
    if !is_open || schema.contains_key("additionalProperties") {
        return;
    }
    if let Some(others) = schema.shift_remove(KEY) {
        cx.record_move(at.key("additionalProperties").pointer(), at.key(KEY).pointer());
        schema.insert("additionalProperties".to_owned(), others);
    }
}
