//! Checks `x-quirk.published`: whether the document as published is still what it was when the quirk was written.

use std::collections::BTreeSet;

use serde_json::Value;

use super::direct::{Direct, pointer};
use super::failure::prefix;
use super::same::is_same;
use super::{Action, Target, nearest, path};
use crate::base::pointer::Pointer;
use crate::correct::propose::json_prefix;
use crate::diagnostic::code::{QUIRK_CHANGED, QUIRK_HERE, QUIRK_SHAPE};
use crate::diagnostic::{FileId, Location, Report};
use crate::text::plural::counted;

/// The most locations shown for one guard.
const MAX_LOCATIONS: usize = 20;

/// The most characters of a value in a hint.
const MAX_VALUE_CHARACTERS: usize = 80;

/// Compares the guard of an action, if it has one, with the document as published.
pub(super) fn check(
    action: &Action,
    overlay_file: FileId,
    published: &Value,
    document_file: FileId,
    report: &mut Report,
) {
    let Some(quirk) = &action.quirk else { return };
    let Some(expected) = &quirk.published else { return };
    let guarded = quirk.at.as_ref().unwrap_or(&action.target);
    let found = guarded.find(published);
    let own_location = || Location::Source(overlay_file, action.pointer.join_all(["x-quirk", "published"]));
    if let Some(at) = &quirk.at
        && expected.is_null()
        && found.is_empty()
    {
        let location = Location::Source(overlay_file, action.pointer.join_all(["x-quirk", "at"]));
        return check_absent(action, at, published, location, report);
    }
    if found.is_empty() && !expected.is_null() {
        let message = format!("{}`{}` is no longer in the published document", prefix(action), guarded.text);
        let hint = format!("it was {} when the quirk was written", short(expected));
        report.add_with_hint(&QUIRK_CHANGED, own_location(), message, hint);
    }
    if quirk.at.is_some() && found.len() > 1 {
        let message = format!(
            "{}`{}` selects several values, but a guard needs exactly one",
            prefix(action),
            guarded.text
        );
        report.add_with_hint(&QUIRK_CHANGED, own_location(), message, "make `at` select exactly one value");
        return;
    }
    let changed: Vec<_> = found.iter().filter(|(_, value)| !is_same(value, expected)).collect();
    for (steps, value) in changed.iter().take(MAX_LOCATIONS) {
        let at = pointer(steps);
        let message = format!("{}the published value at `{at}` changed", prefix(action));
        let hint = match expected {
            Value::Null => format!("there was no value; now it is {}", short(value)),
            _ => format!("it was {} and is now {}", short(expected), short(value)),
        };
        report.add_with_hint(&QUIRK_CHANGED, Location::Source(document_file, at), message, hint);
        let here = format!("{}this correction guards `{}`", prefix(action), guarded.text);
        report.add(&QUIRK_HERE, own_location(), here);
    }
    if changed.len() > MAX_LOCATIONS {
        let more = counted(changed.len() - MAX_LOCATIONS, "more location");
        let message = format!("{}the published value changed at {more}", prefix(action));
        report.add(&QUIRK_CHANGED, own_location(), message);
    }
}

/// Checks a guard that no value is published: its parent has to exist, and it has to be within the target. Otherwise a
/// misspelled name would be a guard that always holds.
fn check_absent(action: &Action, at: &Target, published: &Value, location: Location, report: &mut Report) {
    let holder = nearest::parent_path(&at.text);
    let holders = pointers(holder, published);
    if holders.is_empty() {
        let meant = nearest::meant_key(at, published).map(|name| format!("did you mean `{name}`? "));
        let message = format!(
            "{}`{holder}`, the parent of the value that `at` guards, is not in the published document",
            prefix(action)
        );
        let hint =
            format!("{}correct `at`, or check whether the vendor removed it", meant.unwrap_or_default());
        return report.add_with_hint(&QUIRK_CHANGED, location, message, hint);
    }
    if holders.len() > 1 && names_one(&at.text) {
        let message =
            format!("{}`{holder}` selects several values, but a guard needs exactly one", prefix(action));
        return report.add_with_hint(&QUIRK_CHANGED, location, message, "make `at` select exactly one value");
    }
    let targets = pointers(&action.target.text, published);
    // The target would select the guarded value if it existed: `['type', 'enum']` of a schema without `enum`.
    let is_selected = nearest::may_select(&action.target.text, &at.text);
    let beside: BTreeSet<Pointer> =
        targets.iter().filter(|_| is_selected).filter_map(Pointer::parent).collect();
    let is_near = |holder: &Pointer| {
        beside.contains(holder) || ancestors(holder).any(|ancestor| targets.contains(&ancestor))
    };
    // The target may not exist yet if an earlier action adds it.
    if !targets.is_empty() && !holders.iter().any(is_near) {
        let message = format!(
            "{}`at` is outside the target: `{}` does not guard any part of it",
            prefix(action),
            at.text
        );
        let hint = "make `at` begin with the path of the target, or remove it";
        report.add_with_hint(&QUIRK_SHAPE, location, message, hint);
    }
}

/// Returns true for a query that is meant to select one value: it has a filter, and nothing that stands for all values.
fn names_one(text: &str) -> bool {
    text.contains("[?") && ![".*", "[*]", ".."].iter().any(|all| text.contains(all))
}

/// Returns the pointers that a query selects, in order; none for what is no query.
pub fn selected(text: &str, document: &Value) -> Vec<Pointer> {
    pointers(text, document).into_iter().collect()
}

/// Returns the pointers that a query selects.
fn pointers(text: &str, document: &Value) -> BTreeSet<Pointer> {
    if let Some(direct) = Direct::parse(text) {
        return direct.find(document).iter().map(|(steps, _)| pointer(steps)).collect();
    }
    let Ok(path) = path::parse(text.trim_end()) else { return BTreeSet::new() };
    let nodes = path.query_located(document);
    nodes.locations().filter_map(|at| Pointer::parse(&at.to_json_pointer())).collect()
}

/// Returns a pointer and all its parents, innermost first.
fn ancestors(at: &Pointer) -> impl Iterator<Item = Pointer> {
    std::iter::successors(Some(at.clone()), Pointer::parent)
}

/// Returns the beginning of a value as JSON, in backticks.
fn short(value: &Value) -> String {
    let text = json_prefix(value, MAX_VALUE_CHARACTERS);
    format!("`{text}`")
}
