//! Tries the proposed actions on a copy of the document: those that would create a finding are left out.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Findings;
use crate::base::pointer::Pointer;
use crate::correct::propose::Proposal;
use crate::correct::trial;
use crate::diagnostic::code::{LINT_COSTLY, LINT_MANY};
use crate::diagnostic::{Location, Report};

/// The most rounds, each of which checks the corrected document anew.
const MAX_ROUNDS: usize = 6;

/// The most actions that are tried: each is a search of the document.
const MAX_TRIED: usize = 200;

/// What a finding is known by.
type Found = BTreeSet<(&'static str, Pointer)>;

/// Leaves out the actions with which `check` finds what it does not find without them.
pub(super) fn keep_proven(document: &Value, findings: &mut Findings, check: impl Fn(&Value) -> Findings) {
    let before = found(&findings.report);
    // The rest is proposed when these are applied.
    let mut left_out: BTreeSet<usize> = findings.owners.iter().skip(MAX_TRIED).copied().collect();
    for round in 0..=MAX_ROUNDS {
        let kept: Vec<(&Proposal, usize)> = kept(findings, &left_out).collect();
        if kept.is_empty() {
            break;
        }
        let actions: Vec<&Proposal> = kept.iter().map(|(action, _)| *action).collect();
        let blamed: BTreeSet<usize> = match trial::apply(document, document, &actions) {
            Err(refused) => refused.into_iter().filter_map(|index| Some(kept.get(index)?.1)).collect(),
            Ok(copy) => {
                let after = check(&copy);
                let new = new(&before, &after);
                if new.is_empty() {
                    break;
                }
                responsible(findings, &kept, &new)
            }
        };
        if blamed.is_empty() || round == MAX_ROUNDS {
            // Nothing is proposed that could not be shown to help.
            left_out.extend(findings.owners.iter().copied());
        }
        left_out.extend(blamed);
    }
    let proven = kept(findings, &left_out).map(|(action, _)| action.clone()).collect();
    findings.owners.retain(|owner| !left_out.contains(owner));
    findings.proposals = proven;
}

/// Returns the actions that are left, with the finding that each is for.
fn kept<'f>(
    findings: &'f Findings,
    left_out: &'f BTreeSet<usize>,
) -> impl Iterator<Item = (&'f Proposal, usize)> {
    let all = findings.proposals.iter().zip(findings.owners.iter().copied());
    all.filter(|(_, owner)| !left_out.contains(owner))
}

/// Returns the findings of a report, without those about limits.
fn found(report: &Report) -> Found {
    let of_limit = [LINT_COSTLY.id, LINT_MANY.id];
    let own = report.diagnostics.iter().filter(|one| !of_limit.contains(&one.code.id));
    own.filter_map(|one| Some((one.code.id, pointer(&one.location)?.clone()))).collect()
}

fn pointer(location: &Location) -> Option<&Pointer> {
    match location {
        Location::Source(_, at) | Location::Within(_, at, ..) | Location::Normalised(at) => Some(at),
        Location::Text(..) | Location::Nowhere => None,
    }
}

/// Returns the places of findings that were not there before, and the schemas that they are about.
fn new(before: &Found, after: &Findings) -> BTreeSet<Pointer> {
    let all = after.report.diagnostics.iter().enumerate();
    let of_limit = [LINT_COSTLY.id, LINT_MANY.id];
    let new = all.filter(|(_, one)| {
        let at = pointer(&one.location).cloned();
        !of_limit.contains(&one.code.id) && at.is_some_and(|at| !before.contains(&(one.code.id, at)))
    });
    let places = new.flat_map(|(index, one)| [pointer(&one.location), after.schemas.get(&index)]);
    places.flatten().cloned().collect()
}

/// Returns the findings whose actions change what is at, above or below new findings or their schemas; all of them if
/// there is none.
fn responsible(findings: &Findings, kept: &[(&Proposal, usize)], new: &BTreeSet<Pointer>) -> BTreeSet<usize> {
    let owners: BTreeSet<usize> = kept.iter().map(|(_, owner)| *owner).collect();
    let is_near =
        |at: &Pointer| new.iter().any(|new| at.strip_prefix(new).is_some() || new.strip_prefix(at).is_some());
    let near = |owner: &usize| {
        let at = findings.report.diagnostics.get(*owner).and_then(|one| pointer(&one.location));
        at.into_iter().chain(findings.schemas.get(owner)).any(is_near)
    };
    let own: BTreeSet<usize> = owners.iter().copied().filter(near).collect();
    if own.is_empty() { owners } else { own }
}
