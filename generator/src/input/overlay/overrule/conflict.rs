//! Values that an update would change or repeat.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::super::same::{is_documentation, is_same};
use crate::base::pointer::Pointer;

/// A value that an update meets.
#[derive(Debug, Clone)]
pub(super) enum Conflict {
    /// A reference is added beside the object.
    Inline(Pointer),
    /// The value is changed, or added again.
    Value(Pointer),
    /// The same for a text that documents.
    Text(Pointer),
}

impl Conflict {
    pub(super) fn at(&self) -> &Pointer {
        match self {
            Self::Inline(at) | Self::Value(at) | Self::Text(at) => at,
        }
    }
}

/// Returns what an update of a target conflicts with, in the order of the update.
pub(super) fn conflicts(target: &Value, update: &Value, at: &Pointer) -> Vec<Conflict> {
    let mut found = Vec::new();
    collect(target, update, at, &mut found);
    found
}

fn collect(target: &Value, update: &Value, at: &Pointer, found: &mut Vec<Conflict>) {
    match (target, update) {
        (Value::Object(target), Value::Object(update)) => in_object(target, update, at, found),
        (Value::Array(target), Value::Array(update)) => {
            found.extend(repeated(target, update, at).map(Conflict::Value));
        }
        (Value::Array(target), one) => {
            found.extend(repeated(target, std::slice::from_ref(one), at).map(Conflict::Value));
        }
        (target, update) if is_same(target, update) => {}
        _ if at.last().is_some_and(|key| is_documentation(&key)) => found.push(Conflict::Text(at.clone())),
        _ => found.push(Conflict::Value(at.clone())),
    }
}

fn in_object(
    target: &Map<String, Value>,
    update: &Map<String, Value>,
    at: &Pointer,
    found: &mut Vec<Conflict>,
) {
    // A reference and what stands beside it exclude each other.
    let has = |map: &Map<String, Value>| map.get("$ref").is_some_and(Value::is_string);
    if has(update) && !has(target) && !target.is_empty() {
        found.push(Conflict::Inline(at.clone()));
    }
    for (key, value) in update {
        if let Some(there) = target.get(key) {
            collect(there, value, &at.join(key), found);
        }
    }
}

/// Returns the pointer of an element that an update appends again: an equal literal, or a parameter of the same name.
fn repeated(target: &[Value], update: &[Value], at: &Pointer) -> Option<Pointer> {
    let new: BTreeSet<String> = update.iter().filter_map(identity).collect();
    let index = target.iter().position(|element| identity(element).is_some_and(|own| new.contains(&own)))?;
    Some(at.join(index))
}

/// Returns what identifies an element of a list: a parameter's name and place, or the literal; `None` if only its place does.
fn identity(element: &Value) -> Option<String> {
    match element {
        Value::Object(object) => {
            let text = |key: &str| object.get(key).and_then(Value::as_str);
            Some(json!([text("name")?, text("in")]).to_string())
        }
        Value::Array(_) => None,
        literal => Some(literal.to_string()),
    }
}
