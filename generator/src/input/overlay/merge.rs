//! How a value is merged into another: objects by their members and recursively, arrays by concatenation,
//! everything else by replacement.

use serde_json::map::Entry;
use serde_json::{Map, Value};

use super::check::kind;
use super::failure::Failure;
use super::{Change, Overlay};
use crate::base::pointer::Pointer;
use crate::diagnostic::budget::{ADDED, Budget};
use crate::diagnostic::code::{OVERLAY_GROWTH, OVERLAY_MISMATCH};
use crate::text::plural::counted;

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
                "to replace a value with one of another type, update the object that contains it".to_owned(),
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

/// How much the actions of an overlay may still select and add: copies of copies grow without bound.
pub(super) struct Growth {
    budget: Budget,
}

/// Deeper than any document that was read, and shallow enough for every recursion that follows.
const MAX_DEPTH: usize = 250;

/// So many bytes of text count as a value.
const TEXT: usize = 64;

impl Growth {
    /// That of an overlay of a document as it was read: other overlays do not make it larger.
    pub(super) fn new(published: &Value, overlay: &Overlay) -> Self {
        let own = overlay.actions.iter().map(|action| match &action.change {
            Change::Update(value) => weigh(value).size,
            _ => 1,
        });
        let size = own.fold(weigh(published).size, usize::saturating_add);
        Self { budget: Budget::new(&ADDED, size) }
    }

    /// The budget, for the report.
    pub(super) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Whether the limit was reached.
    pub(super) fn is_spent(&mut self) -> bool {
        !self.budget.spend(0)
    }

    /// Takes what is kept of the places that an action selects.
    pub(super) fn select(&mut self, places: &[Pointer]) -> Result<(), Failure> {
        let kept = places.iter().map(|at| 1 + at.as_str().len() / TEXT).sum();
        if self.budget.spend(kept) {
            return Ok(());
        }
        Err(self.beyond("target", &format!("the action selects {}", counted(places.len(), "value"))))
    }

    /// Takes what merging a value into each of these places may add, which pays for looking at it as well.
    pub(super) fn add(
        &mut self,
        value: &Value,
        field: &'static str,
        places: &[Pointer],
    ) -> Result<(), Failure> {
        let Weight { values, depth, size } = weigh(value);
        let deepest = places.iter().map(|at| at.tokens().count()).max().unwrap_or_default();
        let longest = places.iter().map(|at| at.as_str().len()).max().unwrap_or_default();
        let each = size.saturating_add(changed(value, longest));
        if !self.budget.spend(each.saturating_mul(places.len())) {
            let (values, places) = (counted(values, "value"), counted(places.len(), "location"));
            return Err(self.beyond(field, &format!("the action adds {values} at {places}")));
        }
        if deepest + depth > MAX_DEPTH {
            let message = format!("the action adds values {} levels deep", deepest + depth);
            return Err(Failure { code: &OVERLAY_GROWTH, field, message, hint: None });
        }
        Ok(())
    }

    fn beyond(&self, field: &'static str, message: &str) -> Failure {
        let message = format!("{message}; together with earlier actions, that is {}", self.budget.message());
        Failure { code: self.budget.code(), field, message, hint: None }
    }
}

/// The size of the pointers that a merge may report as changed, of a place whose own pointer is so long.
fn changed(value: &Value, length: usize) -> usize {
    match value {
        Value::Object(members) if !members.is_empty() => {
            members.iter().map(|(name, value)| changed(value, length + name.len() + 1)).sum()
        }
        _ => 1 + length / TEXT,
    }
}

/// How large a value is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weight {
    /// The values in it, itself among them.
    pub(super) values: usize,
    /// How deep they lie.
    pub(super) depth: usize,
    /// The values, and one for each [`TEXT`] bytes of a text or name.
    pub(super) size: usize,
}

/// How large a value is.
pub(super) fn weigh(value: &Value) -> Weight {
    let one = |text: &str| Weight { values: 1, depth: 0, size: 1 + text.len() / TEXT };
    match value {
        Value::Array(items) => items.iter().map(|item| ("", item)).fold(one(""), heavier),
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.as_str(), value)).fold(one(""), heavier)
        }
        Value::String(text) => one(text),
        _ => one(""),
    }
}

/// The weight with a value in it under a name.
fn heavier(outer: Weight, (name, value): (&str, &Value)) -> Weight {
    let inner = weigh(value);
    Weight {
        values: outer.values + inner.values,
        depth: outer.depth.max(inner.depth + 1),
        size: outer.size + inner.size + name.len() / TEXT,
    }
}
