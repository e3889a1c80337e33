//! What a pointer leads to in another file, and what becomes of it: values on their own, without the search.

use serde_json::{Map, Value, json};

use crate::base::pointer::Pointer;

/// The text of a `$ref`; a property of that name holds a schema, not a text.
pub(super) fn reference(node: &Value) -> Option<String> {
    node.get("$ref").and_then(Value::as_str).map(str::to_owned)
}

/// Where a pointer leads in a value.
pub(super) enum Followed {
    Value,
    /// A value that is nothing but a reference, and the tokens that are left to go from where it leads.
    Reference(String, Vec<String>),
    Nothing,
}

/// Follows a pointer until it meets a reference or its end.
pub(super) fn step(value: &Value, pointer: &Pointer) -> Followed {
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

/// References to the elements of a list that a node refers to.
pub(super) fn elements(node: &Value, count: usize) -> Vec<Value> {
    let text = reference(node).unwrap_or_default();
    let (path, fragment) = text.split_once('#').unwrap_or((&text, ""));
    (0..count).map(|index| json!({"$ref": format!("{path}#{fragment}/{index}")})).collect()
}

/// Members of the second object over those of the first.
pub(super) fn over(value: Value, beside: Value) -> Value {
    match (value, beside) {
        (Value::Object(mut map), Value::Object(beside)) => {
            map.extend(beside);
            Value::Object(map)
        }
        (value, _) => value,
    }
}

/// The number of values in a value.
pub(super) fn weigh(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(weigh).sum::<usize>() + 1,
        Value::Object(members) => members.values().map(weigh).sum::<usize>() + 1,
        _ => 1,
    }
}
