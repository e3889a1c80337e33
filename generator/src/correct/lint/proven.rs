//! Tries the proposed actions on a copy of the document: those that would create a finding are left out.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Findings;
use super::found::{Finding, Found};
use crate::base::pointer::Pointer;
use crate::correct::propose::Proposal;
use crate::correct::trial;
use crate::diagnostic::code::{LINT_COSTLY, LINT_MANY};
use crate::diagnostic::{FileId, Location};
use crate::text::plural::counted;

/// The most rounds, each of which checks the corrected document anew.
const MAX_ROUNDS: usize = 6;

/// What a finding is known by.
type Known<'f> = BTreeSet<(&'static str, &'f Pointer)>;

/// Leaves out the actions with which `check` finds what it does not find without them, and says how many an overlay
/// cannot have.
pub(super) fn keep_proven(
    document: &Value,
    file: FileId,
    findings: &mut Findings,
    check: impl Fn(&Value) -> Findings,
) {
    let all = findings.proposals.len();
    let tried = match findings.found.is_cut {
        true => Tried { left_out: findings.owners.iter().copied().collect(), beyond: all },
        false => try_all(document, findings, check),
    };
    let kept = kept(findings, &tried.left_out).map(|(action, _)| action.clone()).collect();
    findings.owners.retain(|owner| !tried.left_out.contains(owner));
    findings.proposals = kept;
    if tried.beyond > 0 {
        let more = counted(tried.beyond, "more action");
        let message = format!("{more} not proposed: an overlay with them could not be tried as a whole");
        findings.report.add(&LINT_MANY, Location::Source(file, Pointer::root()), message);
    }
}

/// What came of the trials.
#[derive(Default)]
struct Tried {
    /// The findings (indexes) whose actions are not proposed.
    left_out: BTreeSet<usize>,
    /// How many actions were not tried because of a limit.
    beyond: usize,
}

fn try_all(document: &Value, findings: &Findings, check: impl Fn(&Value) -> Findings) -> Tried {
    let before = known(&findings.found);
    let mut tried = Tried::default();
    for round in 0..=MAX_ROUNDS {
        let left_out = tried.left_out.clone();
        let kept: Vec<(&Proposal, usize)> = kept(findings, &left_out).collect();
        if kept.is_empty() {
            break;
        }
        let blamed = match tried.apply(document, &kept) {
            Err(refused) => refused,
            Ok(copy) => {
                let after = check(&copy);
                let new = new(&before, &after.found);
                if new.is_empty() && !after.found.is_cut {
                    break;
                }
                responsible(findings, &kept, &new)
            }
        };
        if blamed.is_empty() || round == MAX_ROUNDS {
            // Nothing is proposed that could not be shown to help.
            tried.left_out.extend(findings.owners.iter().copied());
        }
        tried.left_out.extend(blamed);
    }
    tried
}

impl Tried {
    /// Applies actions. Those beyond the limit of an overlay are left out.
    ///
    /// # Errors
    /// Returns the findings of the actions that are refused.
    fn apply(&mut self, document: &Value, kept: &[(&Proposal, usize)]) -> Result<Value, BTreeSet<usize>> {
        let actions: Vec<&Proposal> = kept.iter().map(|(action, _)| *action).collect();
        let refused = match trial::apply(document, document, &actions) {
            Ok(copy) => return Ok(copy),
            Err(refused) => refused,
        };
        let owners: BTreeSet<usize> =
            refused.actions.iter().filter_map(|index| Some(kept.get(*index)?.1)).collect();
        let Some(copy) = refused.within_limit else { return Err(owners) };
        self.beyond += refused.actions.len();
        let applied = kept.iter().take(kept.len() - refused.actions.len());
        // A finding whose actions are not all applied is left out as a whole.
        let is_split = applied.into_iter().any(|(_, owner)| owners.contains(owner));
        if is_split {
            return Err(owners);
        }
        self.left_out.extend(owners);
        Ok(copy)
    }
}

/// Returns the actions that are left, with the finding that each is for.
fn kept<'f>(
    findings: &'f Findings,
    left_out: &'f BTreeSet<usize>,
) -> impl Iterator<Item = (&'f Proposal, usize)> {
    let all = findings.proposals.iter().zip(findings.owners.iter().copied());
    all.filter(|(_, owner)| !left_out.contains(owner))
}

/// Returns the findings about the document, without those about limits.
fn contradictions(found: &Found) -> impl Iterator<Item = &Finding> {
    found.all.iter().filter(|one| ![LINT_COSTLY.id, LINT_MANY.id].contains(&one.code))
}

fn known(found: &Found) -> Known<'_> {
    contradictions(found).map(|one| (one.code, &one.at)).collect()
}

/// Returns the places of findings that were not there before, and the schemas that they are about.
fn new<'a>(before: &Known<'_>, after: &'a Found) -> BTreeSet<&'a Pointer> {
    let new = contradictions(after).filter(|one| !before.contains(&(one.code, &one.at)));
    new.flat_map(|one| std::iter::once(&one.at).chain(&one.schema)).collect()
}

/// Returns the findings whose actions change what is at, above or below new findings or their schemas; all of them if
/// there is none.
fn responsible(
    findings: &Findings,
    kept: &[(&Proposal, usize)],
    new: &BTreeSet<&Pointer>,
) -> BTreeSet<usize> {
    let owners: BTreeSet<usize> = kept.iter().map(|(_, owner)| *owner).collect();
    let is_near =
        |at: &Pointer| new.iter().any(|new| at.strip_prefix(new).is_some() || new.strip_prefix(at).is_some());
    let near = |owner: &usize| {
        let finding = findings.found.all.get(*owner);
        finding.is_some_and(|one| std::iter::once(&one.at).chain(&one.schema).any(is_near))
    };
    let own: BTreeSet<usize> = owners.iter().copied().filter(near).collect();
    if own.is_empty() { owners } else { own }
}
