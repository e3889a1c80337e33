//! Keeps track of reported references, so that nothing is reported twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::pointer::Pointer;
use crate::diagnostic::{FileId, Location, Report};

/// The diagnostics reported by the bundler so far.
#[derive(Default)]
pub(super) struct Reported {
    /// The number of diagnostics in the report before bundling.
    pub(super) before: usize,
    /// The locations reported so far.
    pub(super) locations: BTreeSet<(FileId, Pointer)>,
    /// Files that cannot be read, by code and message: the index of the diagnostic and the number of references.
    pub(super) files: BTreeMap<(&'static str, String), (usize, usize)>,
}

/// The locations of references that were dropped. Values missing there are not reported again.
#[derive(Default)]
pub struct Dropped(pub(super) BTreeSet<(FileId, Pointer)>);

impl Reported {
    /// Starts with the diagnostics that a report already has.
    pub(super) fn new(report: &Report) -> Self {
        Self { before: report.diagnostics.len(), ..Self::default() }
    }
}

impl Dropped {
    /// Removes the diagnostics at dropped references from a report, because they only follow from the missing value.
    /// Expects locations as published.
    pub fn remove_consequences(&self, report: &mut Report) {
        let is_dropped = |place: &Location| matches!(place, Location::Source(file, at) if self.0.contains(&(*file, at.clone())));
        if !self.0.is_empty() {
            report.diagnostics.retain(|diagnostic| !is_dropped(&diagnostic.location));
        }
    }
}
