//! Helpers for the targets of references, independent of the search.

use serde_json::{Map, Value};

use crate::base::pointer::Pointer;

/// Returns the text of a `$ref`. A property named `$ref` holds a schema, not a string.
pub(super) fn reference(node: &Value) -> Option<String> {
    node.get("$ref").and_then(Value::as_str).map(str::to_owned)
}

/// What a pointer leads to.
pub(super) enum Followed {
    Value,
    /// A value that is only a reference, and the tokens to follow from its target.
    Reference(String, Vec<String>),
    Nothing,
}

/// Follows a pointer until it reaches a reference or its end.
pub(super) fn follow_pointer(value: &Value, pointer: &Pointer) -> Followed {
    let mut node = value;
    let mut tokens = pointer.tokens();
    while let Some(token) = tokens.next() {
        let child = match node {
            Value::Object(map) => map.get(&token),
            Value::Array(items) => token.parse::<usize>().ok().and_then(|index| items.get(index)),
            _ => None,
        };
        node = match (child, reference(node)) {
            (Some(child), _) => child,
            (None, Some(reference)) => {
                return Followed::Reference(reference, std::iter::once(token).chain(tokens).collect());
            }
            (None, None) => return Followed::Nothing,
        };
    }
    match (reference(node), node.as_object().map(Map::len)) {
        (Some(reference), Some(1)) => Followed::Reference(reference, Vec::new()),
        _ => Followed::Value,
    }
}

/// Adds the members of `beside` to `value`, replacing those with the same key.
pub(super) fn override_members(value: Value, beside: Value) -> Value {
    match (value, beside) {
        (Value::Object(mut map), Value::Object(beside)) => {
            map.extend(beside);
            Value::Object(map)
        }
        (value, _) => value,
    }
}

/// Returns the number of values in a value, including itself.
pub(super) fn count_values(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(count_values).sum::<usize>() + 1,
        Value::Object(members) => members.values().map(count_values).sum::<usize>() + 1,
        _ => 1,
    }
}
