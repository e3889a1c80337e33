//! Checks that a value is a valid schema, level by level. `openapiv3` tries each kind of schema in turn at every level,
//! so that an invalid value deep inside costs it four times as much for each level.

use serde_json::{Map, Value};

use super::reference::SchemaRef;
use super::validate::Validate;

/// Returns true if the value is a valid schema at every level.
pub(super) fn is_schema(value: &Value) -> bool {
    let Some(schema) = value.as_object() else { return false };
    let mut level = Map::new();
    let mut below: Vec<&Value> = Vec::new();
    for (key, value) in schema {
        level.insert(key.clone(), without_schemas(key, value, &mut below));
    }
    SchemaRef::validate(&Value::Object(level)).is_ok() && below.into_iter().all(is_schema)
}

/// The value of a keyword, with an empty schema in place of each schema in it. The schemas are added to `below`.
fn without_schemas<'v>(key: &str, value: &'v Value, below: &mut Vec<&'v Value>) -> Value {
    let empty = || Value::Object(Map::new());
    match (key, value) {
        ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
            below.extend(schemas);
            schemas.iter().map(|_| empty()).collect()
        }
        ("properties", Value::Object(members)) => {
            below.extend(members.values());
            members.keys().map(|name| (name.clone(), empty())).collect::<Map<_, _>>().into()
        }
        ("not" | "items" | "additionalProperties", Value::Object(_)) => {
            below.push(value);
            empty()
        }
        _ => value.clone(),
    }
}
