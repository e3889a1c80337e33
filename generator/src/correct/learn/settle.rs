//! Tries hypotheses: applies the first one of each group to a copy, judges every exchange and every example again, and
//! moves on to the next one of a group whose trouble stays or that makes anything worse.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::case::Judged;
use super::cases::Cases;
use super::example::Examples;
use super::group::Group;
use super::hypothesis::Hypothesis;
use super::trouble::{Finding, Mark, Side, Trouble};
use crate::base::pointer::Pointer;
use crate::correct::judge::FaultKind;
use crate::correct::propose::{Action, Proposal, identity};
use crate::correct::trial;
use crate::diagnostic::budget::Budget;

/// The most rounds; each gives up at least one hypothesis.
const MAX_ROUNDS: usize = 64;

/// A group with what may settle it.
pub(super) struct Attempt<'g, 'e> {
    pub group: &'g Group<'e>,
    pub hypotheses: Vec<Hypothesis>,
    /// The hypothesis that is tried; past the end if none is left.
    pub chosen: usize,
}

impl Attempt<'_, '_> {
    pub(super) fn actions(&self) -> &[Proposal] {
        self.hypotheses.get(self.chosen).map_or(&[], Vec::as_slice)
    }
}

/// What is held against every hypothesis.
pub(super) struct Evidence<'c, 'e> {
    pub document: &'c Value,
    pub published: &'c Value,
    pub cases: &'c Cases<'e>,
    pub examples: &'c Examples<'c>,
    /// What was found before anything is changed, by case.
    pub before: &'c [Judged<'e>],
}

/// Settles as many groups as possible; returns the document with what was chosen.
pub(super) fn settle<'e>(
    evidence: &Evidence<'_, 'e>,
    attempts: &mut [Attempt<'_, 'e>],
    budget: &mut Budget,
) -> Option<Value> {
    for _ in 0..MAX_ROUNDS {
        let (actions, owners) = chosen(attempts);
        if actions.is_empty() {
            return None;
        }
        let blamed = match trial::apply(evidence.document, evidence.published, &actions) {
            Err(refused) if refused.actions.is_empty() => return None,
            Err(refused) => {
                let all = refused.actions.into_iter().filter_map(|index| owners.get(index));
                all.flat_map(|owners| owners.iter().copied()).collect()
            }
            Ok(copy) => {
                let blamed = evidence.blame(attempts, &copy, budget);
                if blamed.is_empty() {
                    return Some(copy);
                }
                blamed
            }
        };
        for index in blamed {
            if let Some(attempt) = attempts.get_mut(index) {
                attempt.chosen += 1;
            }
        }
    }
    attempts.iter_mut().for_each(|attempt| attempt.chosen = usize::MAX);
    None
}

/// Returns the actions of all chosen hypotheses without duplicates, and the attempts that each is of.
fn chosen<'a>(attempts: &'a [Attempt<'_, '_>]) -> (Vec<&'a Proposal>, Vec<Vec<usize>>) {
    let mut actions: IndexMap<_, (&Proposal, Vec<usize>)> = IndexMap::new();
    for (index, attempt) in attempts.iter().enumerate() {
        for action in attempt.actions() {
            actions.entry(identity(action)).or_insert_with(|| (action, Vec::new())).1.push(index);
        }
    }
    actions.into_values().unzip()
}

impl<'e> Evidence<'_, 'e> {
    /// Returns the attempts whose trouble stays, or that make an exchange or an example worse.
    fn blame(&self, attempts: &[Attempt<'_, 'e>], copy: &Value, budget: &mut Budget) -> BTreeSet<usize> {
        let nothing = BTreeSet::new();
        let mut blamed = BTreeSet::new();
        let tried = by_case(attempts, self.cases.len());
        for ((case, before), tried) in self.cases.iter().zip(self.before).zip(tried) {
            let judged = case.judge(copy, budget, &nothing);
            if judged.is_cut && !before.is_cut {
                // Nothing is proposed that could not be held against everything.
                return (0..attempts.len()).collect();
            }
            let after = judged.findings;
            let known = Known::of(&before.findings);
            // What was cut before may show more now.
            let new = after.iter().filter(|finding| !before.is_cut && !known.covers(finding));
            new.for_each(|finding| blamed.extend(responsible(attempts, &[&finding.at])));
            let open: BTreeSet<Mark<'_>> = after.iter().map(Finding::mark).collect();
            let stays = tried.iter().filter(|(_, finding)| open.contains(&finding.mark()));
            blamed.extend(stays.map(|(index, _)| *index));
        }
        for place in self.examples.worse(copy, budget) {
            blamed.extend(responsible(attempts, &[&place]));
        }
        blamed
    }
}

/// Where something was wrong with an exchange.
struct Known<'f> {
    hard: BTreeSet<(Side, &'f str)>,
    all: BTreeSet<(Side, &'f str)>,
}

impl<'f> Known<'f> {
    fn of(findings: &'f [Finding<'_>]) -> Self {
        let hard = findings.iter().filter(|finding| finding.is_hard()).map(Finding::place).collect();
        Self { hard, all: findings.iter().map(Finding::place).collect() }
    }

    /// Returns true if a finding is of what was wrong before: at the same place, or below one that could not be read.
    fn covers(&self, new: &Finding<'_>) -> bool {
        let known = if new.is_hard() { &self.hard } else { &self.all };
        let (side, place) = new.place();
        let ends = place.match_indices('/').map(|(at, _)| at).chain([place.len()]);
        ends.filter_map(|end| place.get(..end)).any(|place| known.contains(&(side, place)))
    }
}

/// Returns the findings of attempts by the exchange that shows them.
fn by_case<'a, 'e>(attempts: &'a [Attempt<'_, 'e>], cases: usize) -> Vec<Vec<(usize, &'a Finding<'e>)>> {
    let mut all = vec![Vec::new(); cases];
    for (index, attempt) in attempts.iter().enumerate().filter(|(_, one)| !one.actions().is_empty()) {
        for (case, finding) in attempt.group.findings.iter().filter(|(_, finding)| is_meant(attempt, finding))
        {
            if let Some(own) = all.get_mut(*case) {
                own.push((index, finding));
            }
        }
    }
    all
}

/// Returns true if the actions of an attempt are meant to settle a finding: literals that were seen once stay.
fn is_meant(attempt: &Attempt<'_, '_>, finding: &Finding<'_>) -> bool {
    let Trouble::Body(_, fault) = &finding.trouble else { return true };
    let adds = |action: &Proposal| match &action.action {
        Action::Update(value) => {
            value.get("enum").and_then(Value::as_array).is_some_and(|list| list.contains(fault.value))
        }
        Action::Remove => false,
    };
    fault.kind != FaultKind::Literal || attempt.actions().iter().any(adds)
}

/// Returns the last attempt that changes something at, above or below one of these places, else the last one.
fn responsible(attempts: &[Attempt<'_, '_>], places: &[&Pointer]) -> Option<usize> {
    let open = || attempts.iter().enumerate().filter(|(_, attempt)| !attempt.actions().is_empty());
    let near = |attempt: &Attempt<'_, '_>| {
        let changed = &attempt.group.key.at;
        let schema = attempt.group.schema();
        places.iter().any(|at| {
            [changed, &schema]
                .iter()
                .any(|changed| at.strip_prefix(changed).is_some() || changed.strip_prefix(at).is_some())
        })
    };
    // One at a time: the others get another try with the next pass, or were innocent.
    let own = open().rfind(|(_, one)| near(one)).or_else(|| open().next_back());
    own.map(|(index, _)| index)
}
