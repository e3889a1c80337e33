//! Changes that a person accepted, with the reason: `specs/accepted.toml`. They are shown as such, and do not fail a run.

mod entries;
mod file;

pub use entries::entries;
pub use file::{ACCEPTED, read, read_within};

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::code::ACCEPTED_GONE;
use crate::diagnostic::{Location, Report};
use crate::review::diff::{Change, DiffKind, Level};

/// An accepted change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The module of its API; `None` accepts the change in any.
    pub api: Option<String>,
    /// The path of the item, below the module.
    pub item: String,
    /// What happened to it.
    pub what: DiffKind,
    /// The most severe change that is accepted.
    pub level: Level,
    /// Why it is accepted.
    pub reason: String,
    /// Where it is in its file.
    pub location: Location,
}

impl Accepted {
    /// Returns true if it is about a change, whatever its level.
    fn is_about(&self, change: &Change) -> bool {
        // The document of one API alone has no module.
        let is_api = change.module.is_none() || self.api.is_none() || self.api == change.module;
        is_api && self.item == item(change) && self.what == change.what
    }

    fn accepts(&self, change: &Change) -> bool {
        self.is_about(change) && self.level >= change.level
    }
}

/// Returns the path of a change below the module of its API.
fn item(change: &Change) -> &str {
    let module = change.module.as_deref().unwrap_or_default();
    change.path.strip_prefix(module).and_then(|path| path.strip_prefix("::")).unwrap_or(&change.path)
}

/// Marks the changes that are accepted, with those that they imply, and reports each entry whose level is too low.
pub fn accept(changes: &mut [Change], accepted: &[Accepted], report: &mut Report) {
    for change in changes.iter_mut() {
        change.accepted = accepting(change, accepted).map(|(_, entry)| entry.reason.clone());
    }
    accept_implied(changes);
    for entry in accepted {
        let open = changes.iter().filter(|change| change.accepted.is_none() && entry.is_about(change));
        if let Some(open) = open.max_by_key(|change| change.level) {
            report_too_low(entry, open, report);
        }
    }
}

/// Reports each entry that accepts none of the changes, or none that another one does not accept.
pub fn report_unused(changes: &[Change], accepted: &[Accepted], report: &mut Report) {
    let used: BTreeSet<usize> =
        changes.iter().filter_map(|change| Some(accepting(change, accepted)?.0)).collect();
    for (_, entry) in accepted.iter().enumerate().filter(|(index, _)| !used.contains(index)) {
        let mut about = changes.iter().filter(|change| entry.is_about(change)).peekable();
        let (item, what) = (&entry.item, entry.what.word());
        if about.peek().is_none() {
            let message = format!("`{item}` was not {what} between these versions");
            report.add(&ACCEPTED_GONE, entry.location.clone(), message);
        } else if about.all(|change| change.accepted.is_some()) {
            let message = format!("that `{item}` was {what} is accepted by another entry");
            report.add_with_hint(&ACCEPTED_GONE, entry.location.clone(), message, "remove one of the two");
        }
    }
}

/// Returns the first entry that accepts a change, with its index.
fn accepting<'a>(change: &Change, accepted: &'a [Accepted]) -> Option<(usize, &'a Accepted)> {
    accepted.iter().enumerate().find(|(_, entry)| entry.accepts(change))
}

/// Reports an entry whose level is lower than that of a change that it is about.
fn report_too_low(entry: &Accepted, change: &Change, report: &mut Report) {
    let (item, what) = (&entry.item, entry.what.word());
    let (level, accepted) = (change.level.word(), entry.level.word());
    let message = format!(
        "`{item}` was {what}, but that is a {level} change, which is more than the {accepted} one accepted"
    );
    let hint = format!("if it is acceptable too, write `level = \"{level}\"`");
    report.add_with_hint(&ACCEPTED_GONE, entry.location.clone(), message, hint);
}

/// Marks what an accepted change implies.
fn accept_implied(changes: &mut [Change]) {
    // What implies a change may be implied itself.
    loop {
        let whole = changes.iter().filter(|change| change.what != DiffKind::Changed);
        let reasons: BTreeMap<(String, bool), String> = whole
            .filter_map(|change| Some(((change.path.clone(), is_added(change)), change.accepted.clone()?)))
            .collect();
        let mut is_complete = true;
        for change in changes.iter_mut().filter(|change| change.accepted.is_none()) {
            let within = change.within.clone().map(|within| (within, is_added(change)));
            change.accepted = within.and_then(|within| reasons.get(&within)).cloned();
            is_complete &= change.accepted.is_none();
        }
        if is_complete {
            break;
        }
    }
}

/// Returns true for a new item. One with the path of an old one is another.
fn is_added(change: &Change) -> bool {
    change.what == DiffKind::Added
}
