//! Where a document contradicts itself, and the overlay action that would settle each place.

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

pub(crate) use examples::{COSTLY, kind, settle};
pub(crate) use listing::{Listing, brief, length};
pub(crate) use validate::{Difference, Matter, Schemas};
pub(crate) use walk::{Operation, json_of, operations as operations_of, resolve};

/// What was found: problems by place, and what would settle them.
#[derive(Debug, Default)]
pub struct Findings {
    /// Each with a place in the document as published.
    pub report: Report,
    /// In the order they should be looked at.
    pub proposals: Vec<Proposal>,
}

/// Looks through a document as it was read.
pub fn lint(document: &Value, file: FileId) -> Findings {
    with_stack(|| look_through(document, file)).unwrap_or_default()
}

fn look_through(document: &Value, file: FileId) -> Findings {
    let mut linting = Linting { document, file, listing: Listing::new(document, 0) };
    examples::check(&mut linting);
    errors::check(&mut linting);
    collection::check(&mut linting);
    operations::check(&mut linting);
    prose::check(&mut linting);
    linting.listing.finish()
}

/// A document that is looked through.
struct Linting<'a> {
    document: &'a Value,
    file: FileId,
    listing: Listing,
}

impl Linting<'_> {
    fn find(&mut self, code: &'static Code, at: &Pointer, message: String) {
        self.listing.find(code, Location::Source(self.file, at.clone()), message);
    }

    fn propose(&mut self, proposal: Proposal) {
        self.listing.propose(proposal);
    }

    /// A place as people write it, for a message.
    fn said(&self, at: &Pointer) -> String {
        brief(&crate::correct::propose::path(self.document, at))
    }
}
