//! What was found, for comparing a document with a corrected copy: more than is listed, and without any text.

use crate::base::pointer::Pointer;
use crate::correct::judge::FaultKind;
use crate::diagnostic::budget::{Budget, LISTED};

/// A finding without its message.
#[derive(Debug)]
pub(crate) struct Finding {
    /// The id of its code.
    pub code: &'static str,
    /// Its location.
    pub at: Pointer,
    /// The schema that it is about, if it is not at the location.
    pub schema: Option<Pointer>,
    /// What is wrong, if several things can be at the location.
    pub kind: Option<FaultKind>,
}

/// The findings of a document, in the order in which they were found.
#[derive(Debug)]
pub(crate) struct Found {
    /// The findings.
    pub all: Vec<Finding>,
    /// For the bytes of the locations.
    budget: Budget,
    /// True if there are more findings, which are not known.
    pub is_cut: bool,
}

impl Default for Found {
    fn default() -> Self {
        Self::new(0)
    }
}

impl Found {
    /// Creates an empty list for `bytes` of input.
    pub(super) fn new(bytes: usize) -> Self {
        Self { all: Vec::new(), budget: Budget::new(&LISTED, bytes), is_cut: false }
    }

    /// Adds a finding.
    pub(super) fn add(&mut self, finding: Finding) {
        let schema = finding.schema.as_ref().map_or(0, |schema| schema.as_str().len());
        if self.budget.spend(finding.at.as_str().len() + schema) {
            self.all.push(finding);
        } else {
            self.is_cut = true;
        }
    }
}
