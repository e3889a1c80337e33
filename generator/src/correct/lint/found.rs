//! What was found, for comparing a document with a corrected copy: more than is listed, and without any text.

use crate::base::pointer::Pointer;
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
    pub(super) fn add(&mut self, code: &'static str, at: Pointer) {
        if self.budget.spend(at.as_str().len()) {
            self.all.push(Finding { code, at, schema: None });
        } else {
            self.is_cut = true;
        }
    }

    /// Notes the schema that the last finding is about.
    pub(super) fn note_schema(&mut self, schema: &Pointer) {
        if let Some(last) = self.all.last_mut().filter(|_| !self.is_cut) {
            last.schema = Some(schema.clone());
        }
    }
}
