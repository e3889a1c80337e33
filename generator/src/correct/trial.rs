//! Applies proposed actions to a copy of a document, with the applier that `generate` uses.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::correct::propose::{Proposal, action};
use crate::diagnostic::{FileId, Location, Report};
use crate::input::overlay;

/// Applies actions to a copy.
///
/// # Errors
/// Returns the indexes of the actions that are refused, match nothing, or whose guard does not hold; empty if it is not
/// known which.
pub(crate) fn apply(
    document: &Value,
    published: &Value,
    proposals: &[&Proposal],
) -> Result<Value, BTreeSet<usize>> {
    // Not a file: its diagnostics are read here and never shown.
    const OVERLAY: FileId = FileId(usize::MAX);
    if proposals.is_empty() {
        return Ok(document.clone());
    }
    let actions: Vec<Value> = proposals.iter().enumerate().map(|(index, one)| action(one, index)).collect();
    let value = json!({"overlay": "1.1.0", "info": {"title": "trial", "version": "1"}, "actions": actions});
    let mut report = Report::default();
    let Some(overlay) = overlay::parse(&value, OVERLAY, &mut report) else {
        return Err(refused(&report, OVERLAY));
    };
    let mut copy = document.clone();
    overlay::apply(&mut copy, published, FileId(usize::MAX - 1), &overlay, &mut report);
    if report.diagnostics.is_empty() { Ok(copy) } else { Err(refused(&report, OVERLAY)) }
}

/// Returns the actions that diagnostics name.
fn refused(report: &Report, overlay: FileId) -> BTreeSet<usize> {
    let index = |location: &Location| match location {
        Location::Source(file, at) | Location::Within(file, at, ..) if *file == overlay => {
            at.tokens().nth(1)?.parse().ok()
        }
        _ => None,
    };
    report.diagnostics.iter().filter_map(|one| index(&one.location)).collect()
}
