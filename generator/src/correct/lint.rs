//! Finds where a document contradicts itself, and proposes an overlay action for each location.

mod collection;
mod cost;
mod errors;
mod examples;
mod listing;
mod operations;
mod prose;
mod validate;
mod walk;

use serde_json::Value;

use crate::base::parallel::with_stack;
use crate::base::pointer::Pointer;
use crate::correct::propose::Proposal;
use crate::diagnostic::{Code, FileId, Location, Report};

pub(crate) use examples::{COSTLY, corrections, kind};
pub(crate) use listing::{Listing, brief, json_length};
pub(crate) use validate::{Difference, DifferenceKind, Schemas};
pub(crate) use walk::{Operation, json_of, operations as operations_of, resolve};

/// The diagnostics found, and the actions proposed to correct them.
#[derive(Debug, Default)]
pub struct Findings {
    /// Diagnostics with locations in the document as published.
    pub report: Report,
    /// Proposals in the order in which they should be reviewed.
    pub proposals: Vec<Proposal>,
}

/// Checks a document as it was read.
pub fn lint(document: &Value, file: FileId) -> Findings {
    with_stack(|| check(document, file)).unwrap_or_default()
}

fn check(document: &Value, file: FileId) -> Findings {
    let mut linting = Linting { document, file, listing: Listing::new(document, 0) };
    examples::check(&mut linting);
    errors::check(&mut linting);
    collection::check(&mut linting);
    operations::check(&mut linting);
    prose::check(&mut linting);
    linting.listing.finish()
}

/// The document being checked, and what was found.
struct Linting<'a> {
    document: &'a Value,
    file: FileId,
    listing: Listing,
}

impl Linting<'_> {
    fn report(&mut self, code: &'static Code, at: &Pointer, message: String) {
        self.listing.add(code, Location::Source(self.file, at.clone()), message);
    }

    fn propose(&mut self, proposal: Proposal) {
        self.listing.propose(proposal);
    }

    /// Writes a pointer as a JSONPath, shortened for a message.
    fn shown_path(&self, at: &Pointer) -> String {
        brief(&crate::correct::propose::json_path(self.document, at))
    }
}
