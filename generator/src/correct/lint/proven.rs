//! Tries the actions on a copy of the document: what is proposed settles its finding and creates no other.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::Findings;
use super::attempt::Attempt;
use super::found::{Finding, Found};
use crate::base::pointer::Pointer;
use crate::correct::draft::Draft;
use crate::correct::judge::FaultKind;
use crate::correct::propose::{Proposal, identity};
use crate::correct::trial;
use crate::diagnostic::code::{LINT_COSTLY, LINT_MANY};
use crate::diagnostic::{FileId, Location};
use crate::text::plural::counted;

/// The most rounds, each of which checks the corrected document anew.
const MAX_ROUNDS: usize = 10;

/// After so many rounds, a finding whose alternative fails is given up.
const PATIENT_ROUNDS: usize = 4;

/// Replaces the attempts by proposals, and says how many actions an overlay cannot have.
pub(super) fn keep_proven(
    draft: Draft<'_>,
    file: FileId,
    findings: &mut Findings,
    check: impl Fn(&Value) -> Findings,
) {
    let mut trials =
        Trials { draft, found: &findings.found, attempts: std::mem::take(&mut findings.attempts), beyond: 0 };
    match findings.found.is_cut {
        // Without all findings, nobody knows which are new.
        true => trials.beyond = trials.attempts.iter_mut().map(give_up).sum(),
        false => trials.run(check),
    }
    let (actions, _) = chosen(&trials.attempts);
    findings.proposals = actions.into_iter().cloned().collect();
    let beyond = trials.beyond;
    trial::remove_emptied_lists(draft.document, draft.published, &mut findings.proposals);
    if beyond > 0 {
        let more = counted(beyond, "more action");
        let message = format!("{more} not proposed: an overlay with them could not be tried as a whole");
        findings.report.add(&LINT_MANY, Location::Source(file, Pointer::root()), message);
    }
}

fn give_up(attempt: &mut Attempt) -> usize {
    let actions = attempt.actions().len();
    attempt.give_up();
    actions
}

/// Returns the actions that are tried, without duplicates, and the attempts (indexes) that each is of.
fn chosen(attempts: &[Attempt]) -> (Vec<&Proposal>, Vec<Vec<usize>>) {
    let mut actions: IndexMap<_, (&Proposal, Vec<usize>)> = IndexMap::new();
    for (index, attempt) in attempts.iter().enumerate() {
        for action in attempt.actions() {
            actions.entry(identity(action)).or_insert_with(|| (action, Vec::new())).1.push(index);
        }
    }
    actions.into_values().unzip()
}

/// The attempts, and what they are compared with.
struct Trials<'t> {
    draft: Draft<'t>,
    /// What was found before.
    found: &'t Found,
    attempts: Vec<Attempt>,
    /// How many actions were not tried because of a limit.
    beyond: usize,
}

impl Trials<'_> {
    fn run(&mut self, check: impl Fn(&Value) -> Findings) {
        for round in 0..=MAX_ROUNDS {
            let blamed = match self.apply() {
                None => return,
                Some(Err(refused)) => refused,
                Some(Ok(copy)) => {
                    let blamed = self.blame(&check(&copy).found);
                    if blamed.is_empty() {
                        return;
                    }
                    blamed
                }
            };
            for index in blamed {
                let Some(attempt) = self.attempts.get_mut(index) else { continue };
                attempt.chosen += 1;
                if round >= PATIENT_ROUNDS {
                    attempt.give_up();
                }
            }
        }
        // Nothing is proposed that could not be shown to help.
        self.attempts.iter_mut().for_each(Attempt::give_up);
    }

    /// Applies what is chosen; `None` if that is nothing. What is beyond the limit of an overlay is given up.
    ///
    /// # Errors
    /// Returns the attempts whose actions are refused.
    fn apply(&mut self) -> Option<Result<Value, BTreeSet<usize>>> {
        let (actions, owners) = chosen(&self.attempts);
        if actions.is_empty() {
            return None;
        }
        let refused = match trial::apply(self.draft.document, self.draft.published, &actions) {
            Ok(copy) => return Some(Ok(copy)),
            Err(refused) => refused,
        };
        let (count, all) = (refused.actions.len(), actions.len());
        let owners_of = |index: &usize| owners.get(*index).into_iter().flatten().copied();
        let own: BTreeSet<usize> = match refused.actions.is_empty() {
            true => (0..self.attempts.len()).collect(),
            false => refused.actions.iter().flat_map(owners_of).collect(),
        };
        let Some(copy) = refused.within_limit else { return Some(Err(own)) };
        // A finding whose actions are not all applied is given up as a whole.
        let is_split = owners.iter().take(all - count).flatten().any(|owner| own.contains(owner));
        self.beyond += count;
        let beyond = own.iter().copied();
        beyond.for_each(|index| self.attempts.get_mut(index).into_iter().for_each(Attempt::give_up));
        Some(if is_split { Err(BTreeSet::new()) } else { Ok(copy) })
    }

    /// Returns the attempts that created a finding or left their own.
    fn blame(&self, after: &Found) -> BTreeSet<usize> {
        let open = |attempt: &&Attempt| !attempt.actions().is_empty();
        let tried = || self.attempts.iter().enumerate().filter(|(_, attempt)| open(attempt));
        let left: BTreeSet<_> = contradictions(after).map(identity_of).collect();
        let stays = |attempt: &Attempt| {
            let own = self.found.all.get(attempt.finding);
            own.is_some_and(|one| left.contains(&identity_of(one)))
        };
        let mut blamed: BTreeSet<usize> =
            tried().filter(|(_, attempt)| stays(attempt)).map(|(index, _)| index).collect();
        let new = new(self.found, after);
        if !new.is_empty() {
            let near: Vec<usize> =
                tried().filter(|(_, attempt)| self.is_near(attempt, &new)).map(|(index, _)| index).collect();
            match near.is_empty() && blamed.is_empty() {
                true => blamed.extend(tried().map(|(index, _)| index)),
                false => blamed.extend(near),
            }
        }
        if after.is_cut {
            blamed.extend(tried().map(|(index, _)| index));
        }
        blamed
    }

    /// Returns true if an attempt changes what is at, above or below new findings or their schemas.
    fn is_near(&self, attempt: &Attempt, new: &BTreeSet<&Pointer>) -> bool {
        let is_near = |at: &Pointer| {
            new.iter().any(|new| at.strip_prefix(new).is_some() || new.strip_prefix(at).is_some())
        };
        let finding = self.found.all.get(attempt.finding);
        finding.is_some_and(|one| std::iter::once(&one.at).chain(&one.schema).any(is_near))
    }
}

/// Returns the findings about the document, without those about limits.
fn contradictions(found: &Found) -> impl Iterator<Item = &Finding> {
    found.all.iter().filter(|one| ![LINT_COSTLY.id, LINT_MANY.id].contains(&one.code))
}

/// What a finding is known by.
type Identity<'f> = (&'static str, &'f Pointer, Option<&'f FaultKind>);

fn identity_of(finding: &Finding) -> Identity<'_> {
    (finding.code, &finding.at, finding.kind.as_ref())
}

/// Returns the places of findings that were not there before, and the schemas that they are about. Another finding at the
/// place of a known one may have been hidden by it.
fn new<'a>(before: &Found, after: &'a Found) -> BTreeSet<&'a Pointer> {
    let known: BTreeSet<_> = contradictions(before).map(|one| (one.code, &one.at)).collect();
    let new = contradictions(after).filter(|one| !known.contains(&(one.code, &one.at)));
    new.flat_map(|one| std::iter::once(&one.at).chain(&one.schema)).collect()
}
