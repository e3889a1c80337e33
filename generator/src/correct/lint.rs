//! Finds where a document contradicts itself, and proposes an overlay action for each location.
//!
//! ```text
//! document → checks → findings, with actions to try → applied to a copy, checked again → what creates nothing new and
//!                                                                                         settles its finding
//! ```

mod actions;
mod attempt;
mod collection;
mod cost;
mod defaults;
mod discriminators;
mod errors;
mod examples;
mod found;
mod groups;
mod listing;
mod operations;
mod prose;
mod proven;
mod responses;
mod samples;
mod validate;
mod walk;
mod wording;

use serde_json::Value;

use crate::base::parallel::with_stack;
use crate::base::pointer::Pointer;
use crate::correct::draft::Draft;
use crate::correct::propose::Proposal;
use crate::diagnostic::{Code, FileId, Location, Report};

use attempt::Attempt;
pub(crate) use examples::NOT_CHECKED;
use found::Found;
pub(crate) use listing::{Listing, json_length, shorten};
pub(crate) use samples::examples_of;
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
    /// Actions that are still to be tried.
    pub(crate) attempts: Vec<Attempt>,
}

/// Checks a document as it was read. Actions are proposed only if they settle their finding, and nothing new is found
/// with them.
pub fn lint(document: &Value, file: FileId) -> Findings {
    lint_corrected(document, document, file)
}

/// Checks a document with the corrections that it has already. Guards state what is published.
pub fn lint_corrected(document: &Value, published: &Value, file: FileId) -> Findings {
    let proven = || {
        let mut findings = check(Draft { document, published }, file, true);
        proven::keep_proven(Draft { document, published }, file, &mut findings, |copy| {
            check(Draft { document: copy, published }, file, false)
        });
        findings
    };
    with_stack(proven).unwrap_or_default()
}

fn check(draft: Draft<'_>, file: FileId, proposes: bool) -> Findings {
    let Draft { document, published } = draft;
    let mut linter = Linter { document, published, file, proposes, listing: Listing::new(document, 0) };
    examples::check(&mut linter);
    defaults::check(&mut linter);
    errors::check(&mut linter);
    responses::check(&mut linter);
    collection::check(&mut linter);
    operations::check(&mut linter);
    discriminators::check(&mut linter);
    prose::check(&mut linter);
    linter.listing.finish()
}

/// The document being checked, and what was found.
struct Linter<'a> {
    document: &'a Value,
    published: &'a Value,
    file: FileId,
    /// False for a corrected copy, of which only the findings matter.
    proposes: bool,
    listing: Listing,
}

impl<'a> Linter<'a> {
    fn report(&mut self, code: &'static Code, at: &Pointer, message: String) {
        self.listing.add(code, Location::Source(self.file, at.clone()), message);
    }

    /// Proposes actions for the last finding, all together.
    fn propose(&mut self, actions: impl IntoIterator<Item = Proposal>) {
        if self.proposes {
            self.listing.attempt(vec![actions.into_iter().collect()]);
        }
    }

    /// Returns what actions are drafted for.
    fn draft(&self) -> Draft<'a> {
        Draft { document: self.document, published: self.published }
    }

    /// Writes a pointer as a JSONPath, shortened for a message.
    fn shown_path(&self, at: &Pointer) -> String {
        shorten(&crate::correct::propose::json_path(self.document, at))
    }
}
