//! How the versions of OpenAPI write the same thing.

use serde_json::{Map, Value, json};

/// The grammar of schemas that a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Swagger 2.0: no unions, `x-nullable`.
    Swagger,
    /// OpenAPI 3.0: `anyOf`, `nullable`.
    Nullable,
    /// OpenAPI 3.1 and later: lists of types.
    TypeLists,
}

/// Keywords that document a schema and decide nothing about its values.
pub(crate) const ANNOTATIONS: [&str; 11] = [
    "title",
    "description",
    "example",
    "examples",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "nullable",
    "x-nullable",
];

impl Dialect {
    /// Reads the version of a document.
    pub(crate) fn of(document: &Value) -> Self {
        let version = document.get("openapi").and_then(Value::as_str).unwrap_or("3.0.0");
        match (document.get("swagger"), version) {
            (Some(_), _) => Self::Swagger,
            (None, version) if version.starts_with("3.0") => Self::Nullable,
            _ => Self::TypeLists,
        }
    }

    /// Returns a schema that also allows null.
    pub(crate) fn nullable(self, schema: &Value) -> Value {
        let Some(object) = schema.as_object().filter(|object| !object.is_empty()) else {
            return schema.clone();
        };
        let mut out = object.clone();
        match self {
            Self::Swagger => _ = out.insert("x-nullable".to_owned(), json!(true)),
            Self::Nullable => {
                if let Some(reference) = out.shift_remove("$ref") {
                    out.insert("allOf".to_owned(), json!([{"$ref": reference}]));
                }
                out.insert("nullable".to_owned(), json!(true));
            }
            Self::TypeLists => out = nullable_type(out),
        }
        Value::Object(out)
    }

    /// Returns a schema without the null that it allows; `None` if it does not say that it allows null.
    pub(crate) fn without_null(self, schema: &Value) -> Option<Value> {
        let mut out = schema.as_object()?.clone();
        let is_changed = match self {
            Self::Swagger => out.shift_remove("x-nullable") == Some(json!(true)),
            Self::Nullable => out.shift_remove("nullable") == Some(json!(true)),
            Self::TypeLists => remove_null(&mut out),
        };
        is_changed.then(|| Value::Object(unwrapped(out)))
    }

    /// Returns a schema for any of several.
    pub(crate) fn union(self, branches: Vec<Value>) -> Value {
        match (self, branches.as_slice()) {
            (_, [one]) => one.clone(),
            (Self::Swagger, _) => json!({}),
            (Self::TypeLists, all) if all.iter().all(is_bare_scalar) => {
                json!({"type": all.iter().filter_map(|one| one.get("type")).collect::<Vec<_>>()})
            }
            _ => json!({"anyOf": branches}),
        }
    }
}

/// Returns true for `{type: T}` of a scalar.
fn is_bare_scalar(schema: &Value) -> bool {
    let kind = schema.get("type").and_then(Value::as_str);
    schema.as_object().is_some_and(|object| object.len() == 1)
        && kind.is_some_and(|kind| !["array", "object"].contains(&kind))
}

/// Removes null from the types, the literals and the alternatives. Returns true if it was there.
fn remove_null(schema: &mut Map<String, Value>) -> bool {
    let null_type = json!({"type": "null"});
    let nulls =
        [("type", json!("null")), ("enum", Value::Null), ("anyOf", null_type.clone()), ("oneOf", null_type)];
    let mut is_changed = false;
    for (word, null) in &nulls {
        if let Some(Value::Array(list)) = schema.get_mut(*word) {
            let before = list.len();
            list.retain(|one| one != null);
            is_changed |= list.len() < before;
        }
    }
    if let Some(Value::Array(list)) = schema.get("type")
        && let [only] = list.as_slice()
    {
        let only = only.clone();
        schema.insert("type".to_owned(), only);
    }
    is_changed
}

/// Returns what stands in a list of one schema, beside nothing but documentation, with that documentation.
fn unwrapped(schema: Map<String, Value>) -> Map<String, Value> {
    let mut meaning = schema.iter().filter(|(key, _)| !ANNOTATIONS.contains(&key.as_str()));
    let (Some((word, Value::Array(list))), None) = (meaning.next(), meaning.next()) else { return schema };
    let is_list = ["allOf", "anyOf", "oneOf"].contains(&word.as_str());
    let [Value::Object(only)] = list.as_slice() else { return schema };
    if !is_list {
        return schema;
    }
    let documentation = schema.iter().filter(|(key, _)| *key != word);
    documentation.chain(only).map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Adds null in the words of 3.1: to the types, to the literals, to the alternatives, or as an alternative.
fn nullable_type(mut schema: Map<String, Value>) -> Map<String, Value> {
    match schema.get_mut("type") {
        Some(Value::String(one)) => {
            let both = json!([one, "null"]);
            schema.insert("type".to_owned(), both);
        }
        Some(Value::Array(list)) if !list.contains(&json!("null")) => list.push(json!("null")),
        _ => {}
    }
    if let Some(constant) = schema.shift_remove("const") {
        schema.insert("enum".to_owned(), json!([constant, null]));
    } else if let Some(Value::Array(list)) = schema.get_mut("enum")
        && !list.contains(&Value::Null)
    {
        list.push(Value::Null);
    }
    for word in ["anyOf", "oneOf"] {
        if let Some(Value::Array(list)) = schema.get_mut(word) {
            list.push(json!({"type": "null"}));
        }
    }
    let composed = ["$ref", "allOf"].iter().any(|word| schema.contains_key(*word));
    let typed = ["type", "enum", "anyOf", "oneOf"].iter().any(|word| schema.contains_key(*word));
    if composed || !typed { as_alternative(schema) } else { schema }
}

/// Moves all but the documentation into an alternative beside null.
fn as_alternative(schema: Map<String, Value>) -> Map<String, Value> {
    let (mut outside, inside): (Map<String, Value>, Map<String, Value>) =
        schema.into_iter().partition(|(key, _)| ANNOTATIONS.contains(&key.as_str()));
    outside.insert("anyOf".to_owned(), json!([inside, {"type": "null"}]));
    outside
}
