//! Whether a published value is still what a guard says.

use serde_json::{Map, Value};

/// Fields that document a value and do not change what it means.
const ANNOTATIONS: [&str; 6] = ["title", "summary", "description", "example", "examples", "externalDocs"];

/// Returns true if a published value is what a guard expects: numbers are compared by value (`100` is `100.0`), and
/// documentation may have been added to an object.
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
    // A member of a map of schemas may have one of these names; its value is an object then.
    let is_added = |(key, value): (&String, &Value)| {
        expected.contains_key(key) || ANNOTATIONS.contains(&key.as_str()) && !value.is_object()
    };
    published.iter().all(is_added)
        && expected.iter().all(|(key, value)| published.get(key).is_some_and(|found| is_same(found, value)))
}
