//! Finds where a document contradicts itself, and proposes an overlay action for each location.

mod collection;
mod cost;
mod errors;
mod examples;
mod found;
mod listing;
mod operations;
mod prose;
mod proven;
mod validate;
mod walk;

use serde_json::Value;

use crate::base::parallel::with_stack;
use crate::base::pointer::Pointer;
use crate::correct::propose::Proposal;
use crate::diagnostic::{Code, FileId, Location, Report};

pub(crate) use examples::{NOT_CHECKED, examples_of, json_type};
use found::Found;
pub(crate) use listing::{Listing, json_length, shorten};
pub(crate) use walk::resolve;

/// The diagnostics found, and the actions proposed to correct them.
#[derive(Debug, Default)]
pub struct Findings {
    /// Diagnostics with locations in the document as published.
    pub report: Report,
    /// Proposals in the order in which they should be reviewed.
    pub proposals: Vec<Proposal>,
    /// Every finding, whether its diagnostic is listed or not.
    pub(crate) found: Found,
    /// The finding (index) that each proposal is for.
    pub(crate) owners: Vec<usize>,
}

/// Checks a document as it was read. Actions are proposed only if nothing new is found with them.
pub fn lint(document: &Value, file: FileId) -> Findings {
    let proven = || {
        let mut findings = check(document, file);
        proven::keep_proven(document, file, &mut findings, |copy| check(copy, file));
        findings
    };
    with_stack(proven).unwrap_or_default()
}

fn check(document: &Value, file: FileId) -> Findings {
    let mut linter = Linter { document, file, listing: Listing::new(document, 0) };
    examples::check(&mut linter);
    errors::check(&mut linter);
    collection::check(&mut linter);
    operations::check(&mut linter);
    prose::check(&mut linter);
    linter.listing.finish()
}

/// The document being checked, and what was found.
struct Linter<'a> {
    document: &'a Value,
    file: FileId,
    listing: Listing,
}

impl Linter<'_> {
    fn report(&mut self, code: &'static Code, at: &Pointer, message: String) {
        self.listing.add(code, Location::Source(self.file, at.clone()), message);
    }

    fn propose(&mut self, proposal: Proposal) {
        self.listing.propose(proposal);
    }

    /// Writes a pointer as a JSONPath, shortened for a message.
    fn shown_path(&self, at: &Pointer) -> String {
        shorten(&crate::correct::propose::json_path(self.document, at))
    }
}
