//! Corrections without a guard: what they change although the vendor publishes it by now, and targets that name an
//! element by its index, which mean another element once the vendor inserts one.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::failure::prefix;
use super::same::is_same;
use super::{Action, Change};
use crate::base::pointer::Pointer;
use crate::correct::propose::{has_own_name, json_path, json_prefix};
use crate::diagnostic::code::{OVERLAY_INDEX, QUIRK_OVERRULES};
use crate::diagnostic::{FileId, Location, Report};

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

/// Reports the first published value that a correction without `published` overrules.
pub(super) fn check(action: &Action, documents: &Documents<'_>, matched: &[Pointer], report: &mut Report) {
    let Change::Update(update) = &action.change else { return };
    let conflicts = matched.iter().take(MAX_SELECTED).filter_map(|at| {
        let target = documents.now.pointer(at.as_str())?;
        conflict(target, update, at)
    });
    // What an earlier action left there is not the vendor's.
    let is_published = |at: &Pointer| {
        let [now, then] = [documents.now, documents.published].map(|value| value.pointer(at.as_str()));
        now.is_some() && now == then
    };
    let Some(at) = conflicts.into_iter().find(is_published) else { return };
    let value = documents.published.pointer(at.as_str()).unwrap_or(&Value::Null);
    let message = format!("{}changes `{at}`, which is published, and has no `published`", prefix(action));
    let hint = format!(
        "if it is meant, guard it: `at: {}` and `published: {}` in `x-quirk`; otherwise the vendor publishes it now: remove the action",
        json!(json_path(documents.published, &at)),
        json_prefix(value, MAX_VALUE_CHARACTERS)
    );
    report.add_with_hint(&QUIRK_OVERRULES, Location::Source(documents.file, at), message, hint);
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

/// Returns what identifies an element of a list; `None` if only its place does.
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

/// Reports a target that selects an element by its index although its name selects it as well.
pub(super) fn check_index(
    action: &Action,
    overlay_file: FileId,
    documents: &Documents<'_>,
    matched: &[Pointer],
    report: &mut Report,
) {
    let [at] = matched else { return };
    let mut here = Pointer::root();
    for token in at.tokens() {
        let holder = documents.now.pointer(here.as_str());
        here = here.join(&token);
        let element = documents.now.pointer(here.as_str());
        let is_named = element.is_some_and(|element| element.get("name").is_some_and(Value::is_string));
        let by_index = || action.target.text.contains(&format!("[{token}]"));
        let by_name = || holder.and_then(Value::as_array).is_some_and(|list| has_own_name(list, &token));
        if is_named && by_index() && by_name() {
            let message = format!("{}`[{token}]` selects an element by its index", prefix(action));
            let hint = format!(
                "select it by its name: `{}`; the vendor may insert another one before it",
                json_path(documents.now, at)
            );
            let place = Location::Source(overlay_file, action.pointer.join("target"));
            return report.add_with_hint(&OVERLAY_INDEX, place, message, hint);
        }
    }
}
