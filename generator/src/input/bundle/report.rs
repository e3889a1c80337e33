//! What was reported of references, so that nothing is reported twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::pointer::Pointer;
use crate::diagnostic::{FileId, Location, Report};

/// What was reported so far.
#[derive(Default)]
pub(super) struct Said {
    /// How many diagnostics there were before.
    pub(super) before: usize,
    /// The places of it.
    pub(super) places: BTreeSet<(FileId, Pointer)>,
    /// Files that cannot be read: code and message, which diagnostic it is, and how many references name it.
    pub(super) files: BTreeMap<(&'static str, String), (usize, usize)>,
}

/// Where references were that are replaced by nothing. What is missing there is no fault of its own.
#[derive(Default)]
pub struct Lost(pub(super) BTreeSet<(FileId, Pointer)>);

impl Said {
    /// Nothing, beside what a report has already.
    pub(super) fn new(report: &Report) -> Self {
        Self { before: report.diagnostics.len(), ..Self::default() }
    }
}

impl Lost {
    /// Takes from a report, whose places are those of the texts, what only says that something is missing where a reference was.
    pub fn silence(&self, report: &mut Report) {
        let is_lost = |place: &Location| matches!(place, Location::Source(file, at) if self.0.contains(&(*file, at.clone())));
        if !self.0.is_empty() {
            report.diagnostics.retain(|diagnostic| !is_lost(&diagnostic.location));
        }
    }
}
