//! How a value is merged into another: objects by their members and recursively, arrays by concatenation,
//! everything else by replacement.

use serde_json::map::Entry;
use serde_json::{Map, Value};

use super::apply::Failure;
use super::check::kind;
use crate::diagnostic::code::{OVERLAY_GROWTH, OVERLAY_MISMATCH};
use crate::pointer::Pointer;

/// A value to merge and the field of the action it comes from.
pub(super) struct Merge<'a> {
    pub(super) value: &'a Value,
    pub(super) field: &'static str,
}

impl Merge<'_> {
    /// Whether the value may be merged into a selected one at all (Overlay 1.1, 4.4.3).
    pub(super) fn fits(&self, target: &Value, at: &Pointer) -> Result<(), Failure> {
        let fits = match (target, self.value) {
            (Value::Object(_), Value::Object(_)) | (Value::Array(_), _) => true,
            (Value::Object(_), _) | (_, Value::Object(_) | Value::Array(_)) => false,
            _ => true,
        };
        if fits {
            return Ok(());
        }
        let (field, value) = (self.field, kind(self.value));
        Err(Failure {
            code: &OVERLAY_MISMATCH,
            field,
            message: format!("`{field}` is {value}, but the target at `{at}` is {}", kind(target)),
            hint: Some(
                "to replace a value by one of another kind, update the object that holds it".to_owned(),
            ),
        })
    }

    /// Merges into a value that [`Merge::fits`].
    pub(super) fn perform(&self, target: &mut Value, at: &Pointer, changed: &mut Vec<Pointer>) {
        merge(target, self.value, at, changed);
    }
}

fn merge(target: &mut Value, value: &Value, at: &Pointer, changed: &mut Vec<Pointer>) {
    match (target, value) {
        (Value::Object(target), Value::Object(value)) => members(target, value, at, changed),
        (Value::Array(target), Value::Array(value)) => {
            target.extend(value.iter().cloned());
            changed.push(at.clone());
        }
        (Value::Array(target), value) => {
            target.push(value.clone());
            changed.push(at.clone());
        }
        (target, value) => {
            *target = value.clone();
            changed.push(at.clone());
        }
    }
}

fn members(
    target: &mut Map<String, Value>,
    value: &Map<String, Value>,
    at: &Pointer,
    changed: &mut Vec<Pointer>,
) {
    for (key, value) in value {
        let at = at.join(key);
        match target.entry(key) {
            Entry::Vacant(place) => {
                place.insert(value.clone());
                changed.push(at);
            }
            Entry::Occupied(mut place) => {
                // Only the target itself takes a lone value into an array; a member of another kind is replaced.
                let array_meets_other = place.get().is_array() && !value.is_array();
                if array_meets_other {
                    place.insert(value.clone());
                    changed.push(at);
                } else {
                    merge(place.get_mut(), value, &at, changed);
                }
            }
        }
    }
}

/// How much an overlay may still add: copies of copies grow without bound.
pub(super) struct Budget {
    nodes: usize,
}

/// Deeper than any document that was read, and shallow enough for every recursion that follows.
const MAX_DEPTH: usize = 250;

impl Default for Budget {
    fn default() -> Self {
        Self { nodes: 5_000_000 }
    }
}

impl Budget {
    /// Takes what merging into each of these places may add.
    pub(super) fn spend(&mut self, merge: &Merge<'_>, places: &[Pointer]) -> Result<(), Failure> {
        let (nodes, depth) = weigh(merge.value);
        let deepest = places.iter().map(|at| at.tokens().count()).max().unwrap_or_default();
        let rest = nodes.checked_mul(places.len()).and_then(|all| self.nodes.checked_sub(all));
        match rest.filter(|_| deepest + depth <= MAX_DEPTH) {
            Some(rest) => {
                self.nodes = rest;
                Ok(())
            }
            None => Err(Failure {
                code: &OVERLAY_GROWTH,
                field: merge.field,
                message: format!(
                    "the action adds {nodes} values, {depth} levels deep, in {} places",
                    places.len()
                ),
                hint: None,
            }),
        }
    }
}

/// The number of values in a value and its depth.
pub(super) fn weigh(value: &Value) -> (usize, usize) {
    let inner = |(nodes, depth): (usize, usize), value: &Value| {
        let (more, deep) = weigh(value);
        (nodes + more, depth.max(deep + 1))
    };
    match value {
        Value::Array(items) => items.iter().fold((1, 0), inner),
        Value::Object(members) => members.values().fold((1, 0), inner),
        _ => (1, 0),
    }
}
