//! Corrections without a guard: what they change although the vendor publishes it by now.

mod composition;
mod conflict;
mod index;
mod parameter;
mod places;
mod reference;

use serde_json::{Value, json};

use super::failure::prefix;
use super::{Action, Change, last_segment};
use crate::base::pointer::Pointer;
use crate::correct::propose::{json_path, json_prefix};
use crate::diagnostic::code::{OVERLAY_INLINE, QUIRK_CHANGED, QUIRK_OVERRULES};
use crate::diagnostic::{FileId, Location, Report};

use conflict::Conflict;
pub(super) use index::check as check_index;
#[cfg(feature = "update")]
pub(crate) use index::{name_of, names_element};
pub(super) use places::check as check_places;

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
    /// It adds a reference beside an object.
    Inline(Pointer),
    /// What it adds stands beside alternatives or parts, in the list of this name.
    Composition(Pointer, &'static str),
}

impl Overruled {
    fn at(&self) -> &Pointer {
        match self {
            Self::Changed(at) | Self::Removed(at) | Self::Parameter(at) => at,
            Self::Reference(at) | Self::Inline(at) | Self::Composition(at, _) => at,
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
            Self::Inline(_) => format!("adds `$ref` beside what is published at `{at}`"),
            Self::Composition(_, list) => {
                format!("changes what stands beside the published `{list}` at `{at}`")
            }
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
        Overruled::Inline(_) => {
            format!(
                "if it is meant, remove the published one first, in an action of the same quirk, and {guard}; otherwise the vendor publishes it now: remove the action"
            )
        }
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

/// Reports a reference that an update adds beside a published schema: both apply, whatever the guard says.
pub(super) fn check_inline(
    action: &Action,
    overlay_file: FileId,
    documents: &Documents<'_>,
    matched: &[Pointer],
    report: &mut Report,
) {
    let Change::Update(update) = &action.change else { return };
    let all = matched.iter().take(MAX_SELECTED).flat_map(|at| documents.conflicts(update, at));
    let mut inline = all.filter_map(|conflict| match conflict {
        Conflict::Inline(at) => Some(at),
        Conflict::Value(_) | Conflict::Text(_) => None,
    });
    let Some(at) = inline.next() else { return };
    let message = format!("{}adds `$ref` beside what is published at `{at}`", prefix(action));
    let hint = format!(
        "remove the published one first, in an action of the same quirk: `target: {}` and `remove: true`; then update what contained it",
        json!(json_path(documents.published, &at))
    );
    let place = Location::Source(overlay_file, action.pointer.join("update"));
    report.add_with_hint(&OVERLAY_INLINE, place, message, hint);
}

fn overruled(action: &Action, documents: &Documents<'_>, matched: &[Pointer]) -> Option<Overruled> {
    let matched = || matched.iter().take(MAX_SELECTED);
    match &action.change {
        // What is selected by its own value is no other one.
        Change::Remove if selects_by_value(&action.target.text) => None,
        Change::Remove => matched().find(|at| documents.is_published(at)).cloned().map(Overruled::Removed),
        Change::Update(update) => {
            // Most of all a reference beside a schema, and a text only if nothing else is changed.
            let first = matched().flat_map(|at| documents.conflicts(update, at)).min_by_key(rank);
            let changed = first.map(|conflict| match conflict {
                Conflict::Inline(at) => Overruled::Inline(at),
                Conflict::Value(at) | Conflict::Text(at) => Overruled::Changed(at),
            });
            let elsewhere = || matched().find_map(|at| elsewhere(update, documents, at));
            changed.or_else(elsewhere).or_else(|| {
                let mut found = matched().filter_map(|at| composition::beside(update, documents, at));
                found.next().map(|(at, list)| Overruled::Composition(at, list))
            })
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

/// Orders conflicts by how much they tell; those of one kind keep their order.
fn rank(conflict: &Conflict) -> u8 {
    match conflict {
        Conflict::Inline(_) => 0,
        Conflict::Value(_) => 1,
        Conflict::Text(_) => 2,
    }
}

impl Documents<'_> {
    /// Returns what an update at a pointer conflicts with that is the vendor's.
    fn conflicts(&self, update: &Value, at: &Pointer) -> Vec<Conflict> {
        let target = self.now.pointer(at.as_str());
        let mut found = target.map(|target| conflict::conflicts(target, update, at)).unwrap_or_default();
        found.retain(|conflict| self.is_published(conflict.at()));
        found
    }

    /// Returns true if a value is the vendor's, and not what an earlier action left there.
    fn is_published(&self, at: &Pointer) -> bool {
        let [now, then] = [self.now, self.published].map(|value| value.pointer(at.as_str()));
        now.is_some() && now == then
    }
}
