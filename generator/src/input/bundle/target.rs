//! Helpers for references and their targets that work on plain values.

use serde_json::{Map, Value, json};

use crate::base::pointer::Pointer;

/// Returns the text of a `$ref`. A property of that name holds a schema, not a string.
pub(super) fn reference(node: &Value) -> Option<String> {
    node.get("$ref").and_then(Value::as_str).map(str::to_owned)
}

/// The result of following a pointer in a value.
pub(super) enum Followed {
    /// The pointer leads to a value.
    Value,
    /// The pointer meets a reference; the tokens remain to be followed from its target.
    Reference(String, Vec<String>),
    /// The pointer leads nowhere.
    Nothing,
}

/// Follows a pointer until it meets a reference or its end.
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

/// Returns references to the `count` elements of the list that a node refers to.
pub(super) fn element_references(node: &Value, count: usize) -> Vec<Value> {
    let text = reference(node).unwrap_or_default();
    let (path, fragment) = text.split_once('#').unwrap_or((&text, ""));
    (0..count).map(|index| json!({"$ref": format!("{path}#{fragment}/{index}")})).collect()
}

/// Adds the members of the second object to the first, replacing members of the same name.
pub(super) fn merge_members(value: Value, beside: Value) -> Value {
    match (value, beside) {
        (Value::Object(mut map), Value::Object(beside)) => {
            map.extend(beside);
            Value::Object(map)
        }
        (value, _) => value,
    }
}
