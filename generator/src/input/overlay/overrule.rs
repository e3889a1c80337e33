//! Corrections without a guard: what they change although the vendor publishes it by now.

mod index;
mod parameter;
mod reference;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::failure::prefix;
use super::same::is_same;
use super::{Action, Change, last_segment};
use crate::base::pointer::Pointer;
use crate::correct::propose::{json_path, json_prefix};
use crate::diagnostic::code::{QUIRK_CHANGED, QUIRK_OVERRULES};
use crate::diagnostic::{FileId, Location, Report};

pub(super) use index::check as check_index;

/// The most selected values that are looked at for an action.
const MAX_SELECTED: usize = 20;

/// The most characters of a value in a hint.
const MAX_VALUE_CHARACTERS: usize = 80;

/// A document before an action, and as it was published.
pub(super) struct Documents<'d> {
    pub(super) now: &'d Value,
    pub(super) published: &'d Value,
    pub(super) file: FileId,
}

/// How a correction overrules what is published.
enum Overruled {
    /// It changes the value at a pointer, or adds it again.
    Changed(Pointer),
    /// It removes the value.
    Removed(Pointer),
    /// It declares a parameter that is declared here already.
    Parameter(Pointer),
    /// What it adds stands beside a reference.
    Reference(Pointer),
}

impl Overruled {
    fn at(&self) -> &Pointer {
        match self {
            Self::Changed(at) | Self::Removed(at) | Self::Parameter(at) | Self::Reference(at) => at,
        }
    }

    /// Describes it, after the name of the quirk.
    fn what(&self) -> String {
        let at = self.at();
        match self {
            Self::Changed(_) => format!("changes `{at}`, which is published"),
            Self::Removed(_) => format!("removes `{at}`, which is published"),
            Self::Parameter(_) => format!("declares the parameter that is published at `{at}`"),
            Self::Reference(_) => format!("changes what stands beside the published reference at `{at}`"),
        }
    }
}

/// Reports the first published value that a correction without `published` overrules.
pub(super) fn check(action: &Action, documents: &Documents<'_>, matched: &[Pointer], report: &mut Report) {
    let Some(overruled) = overruled(action, documents, matched) else { return };
    let at = overruled.at();
    let value = documents.published.pointer(at.as_str()).unwrap_or(&Value::Null);
    let message = format!("{}{}, and has no `published`", prefix(action), overruled.what());
    let guard = format!(
        "guard it: `at: {}` and `published: {}` in `x-quirk`",
        json!(json_path(documents.published, at)),
        json_prefix(value, MAX_VALUE_CHARACTERS)
    );
    let hint = match overruled {
        Overruled::Removed(_) => format!("{guard}; the vendor may have changed it since"),
        _ => format!("if it is meant, {guard}; otherwise the vendor publishes it now: remove the action"),
    };
    report.add_with_hint(&QUIRK_OVERRULES, Location::Source(documents.file, at.clone()), message, hint);
}

/// Reports what a guard that nothing is published does not see: the same parameter declared elsewhere for the operation,
/// and a reference in the place of the object.
pub(super) fn check_absent(
    action: &Action,
    documents: &Documents<'_>,
    matched: &[Pointer],
    report: &mut Report,
) {
    let (Change::Update(update), Some(quirk)) = (&action.change, &action.quirk) else { return };
    // What is published there is reported already.
    if !quirk.at.as_ref().unwrap_or(&action.target).find(documents.published).is_empty() {
        return;
    }
    let found = matched.iter().take(MAX_SELECTED).find_map(|at| elsewhere(update, documents, at));
    let Some(overruled) = found else { return };
    let at = overruled.at();
    let message = format!("{}{}", prefix(action), overruled.what());
    let hint = "nothing was published there when the quirk was written: remove the action, or correct what is published now";
    report.add_with_hint(&QUIRK_CHANGED, Location::Source(documents.file, at.clone()), message, hint);
}

fn overruled(action: &Action, documents: &Documents<'_>, matched: &[Pointer]) -> Option<Overruled> {
    let matched = || matched.iter().take(MAX_SELECTED);
    match &action.change {
        // What is selected by its own value is no other one.
        Change::Remove if selects_by_value(&action.target.text) => None,
        Change::Remove => matched().find(|at| documents.is_published(at)).cloned().map(Overruled::Removed),
        Change::Update(update) => {
            let conflicts = matched().filter_map(|at| {
                let target = documents.now.pointer(at.as_str())?;
                conflict(target, update, at).filter(|at| documents.is_published(at))
            });
            let changed = conflicts.into_iter().next().map(Overruled::Changed);
            changed.or_else(|| matched().find_map(|at| elsewhere(update, documents, at)))
        }
        Change::Nothing | Change::Copy(_) => None,
    }
}

/// Returns what an update overrules that is not at its own place.
fn elsewhere(update: &Value, documents: &Documents<'_>, at: &Pointer) -> Option<Overruled> {
    let declared = parameter::declared(update, documents, at).map(Overruled::Parameter);
    declared.or_else(|| reference::beside(update, documents, at).map(Overruled::Reference))
}

/// Returns true if a target ends with a filter for a literal: `required[?@ == 'id']`.
fn selects_by_value(target: &str) -> bool {
    let (_, last) = last_segment(target.trim_end());
    last.replace(' ', "").starts_with("[?@==")
}

impl Documents<'_> {
    /// Returns true if a value is the vendor's, and not what an earlier action left there.
    fn is_published(&self, at: &Pointer) -> bool {
        let [now, then] = [self.now, self.published].map(|value| value.pointer(at.as_str()));
        now.is_some() && now == then
    }
}

/// Returns the pointer of a value that an update would change or repeat.
fn conflict(target: &Value, update: &Value, at: &Pointer) -> Option<Pointer> {
    match (target, update) {
        (Value::Object(target), Value::Object(update)) => conflict_in_object(target, update, at),
        (Value::Array(target), Value::Array(update)) => repeated(target, update, at),
        (Value::Array(target), one) => repeated(target, std::slice::from_ref(one), at),
        (target, update) => (!is_same(target, update)).then(|| at.clone()),
    }
}

fn conflict_in_object(
    target: &Map<String, Value>,
    update: &Map<String, Value>,
    at: &Pointer,
) -> Option<Pointer> {
    // A reference and what stands beside it exclude each other.
    let has = |map: &Map<String, Value>| map.contains_key("$ref");
    if has(update) && !has(target) && !target.is_empty() {
        return Some(at.clone());
    }
    update.iter().find_map(|(key, value)| conflict(target.get(key)?, value, &at.join(key)))
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
