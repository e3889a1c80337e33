//! Whether a published value is still what a guard says.

use serde_json::{Map, Value};

use crate::openapi::extension;

/// Fields that document a value and do not change what it means.
const ANNOTATIONS: [&str; 6] = ["title", "summary", "description", "example", "examples", "externalDocs"];

/// Returns true if a published value is what a guard expects: numbers are compared by value (`100` is `100.0`), and
/// documentation may have been added to an object, in its own fields or in extensions.
pub(super) fn is_same(published: &Value, expected: &Value) -> bool {
    match (published, expected) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64() == other.as_f64() && (one.is_f64() || other.is_f64())
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => is_same_object(one, other),
        (one, other) => one == other,
    }
}

fn is_same_object(published: &Map<String, Value>, expected: &Map<String, Value>) -> bool {
    // A member of a map of schemas may have the name of an annotation; its value is an object then.
    let may_be_map = expected.values().all(Value::is_object);
    let is_added = |(key, value): (&String, &Value)| {
        expected.contains_key(key) || is_annotation(key) && !(may_be_map && value.is_object())
    };
    published.iter().all(is_added)
        && expected.iter().all(|(key, value)| published.get(key).is_some_and(|found| is_same(found, value)))
}

/// Returns true for a field that documents the value that has it.
pub(super) fn is_documentation(key: &str) -> bool {
    ANNOTATIONS.contains(&key)
}

/// Returns true for documentation and for extensions that nothing is generated from.
fn is_annotation(key: &str) -> bool {
    is_documentation(key) || key.starts_with("x-") && !extension::is_read(key)
}
