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
    fn accepts(&self, change: &Change) -> bool {
        // The document of one API alone has no module.
        let is_api = change.module.is_none() || self.api.is_none() || self.api == change.module;
        is_api && self.item == item(change) && self.what == change.what && self.level >= change.level
    }
}

/// Returns the path of a change below the module of its API.
fn item(change: &Change) -> &str {
    let module = change.module.as_deref().unwrap_or_default();
    change.path.strip_prefix(module).and_then(|path| path.strip_prefix("::")).unwrap_or(&change.path)
}

/// Marks the changes that are accepted, with those that they imply, and reports each entry that accepts none.
pub fn accept(changes: &mut [Change], accepted: &[Accepted], report: &mut Report) {
    let mut used = BTreeSet::new();
    for change in changes.iter_mut() {
        let found = accepted.iter().enumerate().find(|(_, entry)| entry.accepts(change));
        change.accepted = found.map(|(index, entry)| {
            used.insert(index);
            entry.reason.clone()
        });
    }
    accept_implied(changes);
    for (_, entry) in accepted.iter().enumerate().filter(|(index, _)| !used.contains(index)) {
        let message = format!("`{}` was not {} between these versions", entry.item, entry.what.word());
        report.add(&ACCEPTED_GONE, entry.location.clone(), message);
    }
}

/// Marks what an accepted change implies.
fn accept_implied(changes: &mut [Change]) {
    let mut reasons: BTreeMap<String, String> = BTreeMap::new();
    for change in changes.iter().filter(|change| change.what != DiffKind::Changed) {
        reasons.extend(change.accepted.clone().map(|reason| (change.path.clone(), reason)));
    }
    // What implies a change may be implied itself.
    loop {
        let before = reasons.len();
        for change in changes.iter_mut().filter(|change| change.accepted.is_none()) {
            change.accepted = change.within.as_ref().and_then(|within| reasons.get(within)).cloned();
            reasons.extend(change.accepted.clone().map(|reason| (change.path.clone(), reason)));
        }
        if reasons.len() == before {
            break;
        }
    }
}
