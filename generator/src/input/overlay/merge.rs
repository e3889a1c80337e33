//! Merges a value into another: objects member by member and recursively, arrays by concatenation, everything else by
//! replacement.

use serde_json::map::Entry;
use serde_json::{Map, Value};

use super::check::kind;
use super::failure::Failure;
use super::{Change, Overlay};
use crate::base::pointer::Pointer;
use crate::base::weight::BYTES_PER_VALUE;
use crate::diagnostic::budget::{ADDED, Budget};
use crate::diagnostic::code::{OVERLAY_GROWTH, OVERLAY_MISMATCH};
use crate::text::plural::counted;

/// A value to merge and the field of the action it comes from.
pub(super) struct Merge<'a> {
    pub(super) value: &'a Value,
    pub(super) field: &'static str,
}

impl Merge<'_> {
    /// Checks that the types allow to merge the value into a selected one (Overlay 1.1, 4.4.3).
    pub(super) fn check_types(&self, target: &Value, at: &Pointer) -> Result<(), Failure> {
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
                "to replace a value with one of another type, update the object that contains it".to_owned(),
            ),
        })
    }

    /// Merges into a value that passed the check.
    pub(super) fn apply(&self, target: &mut Value, at: &Pointer, changed: &mut Vec<Pointer>) {
        merge(target, self.value, at, changed);
    }
}

fn merge(target: &mut Value, value: &Value, at: &Pointer, changed: &mut Vec<Pointer>) {
    match (target, value) {
        (Value::Object(target), Value::Object(value)) => members(target, value, at, changed),
        (Value::Array(target), Value::Array(value)) => {
            let is_new = |one: &&Value| !(is_set(at) && one.is_string() && target.contains(one));
            let new: Vec<Value> = value.iter().filter(is_new).cloned().collect();
            target.extend(new);
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

/// Returns true for `required`, whose names are a set in JSON Schema: two overlays may add the same one.
fn is_set(at: &Pointer) -> bool {
    at.as_str().ends_with("/required")
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
                // A single value is appended to an array only if that is the target itself; a member of another type is
                // replaced.
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

/// Limits how much the actions of an overlay select and add: copies of copies grow without bound.
pub(super) struct Growth {
    budget: Budget,
}

/// The deepest nesting: more than any document that was read has, and little enough for every later recursion.
const MAX_DEPTH: usize = 250;

impl Growth {
    /// Creates the budget for an overlay of a document as it was read: other overlays do not increase it.
    pub(super) fn new(published: &Value, overlay: &Overlay) -> Self {
        let own = overlay.actions.iter().map(|action| match &action.change {
            Change::Update(value) => measure(value).size,
            _ => 1,
        });
        let size = own.fold(measure(published).size, usize::saturating_add);
        Self { budget: Budget::new(&ADDED, size) }
    }

    /// Returns the budget, for the report.
    pub(super) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Returns true if the limit was reached.
    pub(super) fn is_spent(&mut self) -> bool {
        !self.budget.spend(0)
    }

    /// Spends the pointers that are kept for the values an action selects.
    pub(super) fn spend_selected(&mut self, places: &[Pointer]) -> Result<(), Failure> {
        let kept = places.iter().map(|at| 1 + at.as_str().len() / BYTES_PER_VALUE).sum();
        if self.budget.spend(kept) {
            return Ok(());
        }
        Err(self.exceeded("target", &format!("the action selects {}", counted(places.len(), "value"))))
    }

    /// Spends what merging a value at each of these pointers may add, which covers reading it as well.
    pub(super) fn spend_added(
        &mut self,
        value: &Value,
        field: &'static str,
        places: &[Pointer],
    ) -> Result<(), Failure> {
        let Weight { values, depth, size } = measure(value);
        let deepest = places.iter().map(|at| at.tokens().count()).max().unwrap_or_default();
        let longest = places.iter().map(|at| at.as_str().len()).max().unwrap_or_default();
        let each = size.saturating_add(changed_size(value, longest));
        if !self.budget.spend(each.saturating_mul(places.len())) {
            let (values, places) = (counted(values, "value"), counted(places.len(), "location"));
            return Err(self.exceeded(field, &format!("the action adds {values} at {places}")));
        }
        if deepest + depth > MAX_DEPTH {
            let message = format!("the action adds values {} levels deep", deepest + depth);
            return Err(Failure { code: &OVERLAY_GROWTH, field, message, hint: None });
        }
        Ok(())
    }

    fn exceeded(&self, field: &'static str, message: &str) -> Failure {
        let message = format!("{message}; together with earlier actions, that is {}", self.budget.message());
        Failure { code: self.budget.code(), field, message, hint: None }
    }
}

/// Returns the size of the pointers that a merge may report as changed, at a value whose own pointer has this length.
fn changed_size(value: &Value, length: usize) -> usize {
    match value {
        Value::Object(members) if !members.is_empty() => {
            members.iter().map(|(name, value)| changed_size(value, length + name.len() + 1)).sum()
        }
        _ => 1 + length / BYTES_PER_VALUE,
    }
}

/// The size of a value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weight {
    /// The number of values, including itself.
    pub(super) values: usize,
    /// The depth of the deepest one.
    pub(super) depth: usize,
    /// The number of values, plus one for each [`BYTES_PER_VALUE`] bytes of a string or name.
    pub(super) size: usize,
}

/// Measures a value.
pub(super) fn measure(value: &Value) -> Weight {
    let one = |text: &str| Weight { values: 1, depth: 0, size: 1 + text.len() / BYTES_PER_VALUE };
    match value {
        Value::Array(items) => items.iter().map(|item| ("", item)).fold(one(""), add_child),
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.as_str(), value)).fold(one(""), add_child)
        }
        Value::String(text) => one(text),
        _ => one(""),
    }
}

/// Adds a child under a name to a weight.
fn add_child(outer: Weight, (name, value): (&str, &Value)) -> Weight {
    let inner = measure(value);
    Weight {
        values: outer.values + inner.values,
        depth: outer.depth.max(inner.depth + 1),
        size: outer.size + inner.size + name.len() / BYTES_PER_VALUE,
    }
}
