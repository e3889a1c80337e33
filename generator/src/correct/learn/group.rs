//! Findings of the same correction, with the samples of their place and what is counted.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use indexmap::IndexMap;
use serde_json::Value;

use super::case::{Case, Judged};
use super::cases::Cases;
use super::trouble::{Finding, Key, KeyKind, Trouble};
use crate::base::pointer::Pointer;
use crate::correct::judge::{Fault, FaultKind};

/// How many places after one are looked at to find one below it.
const MAX_LOOKED_AT: usize = 64;

/// The samples of places.
pub(super) type Samples<'e> = BTreeMap<Pointer, PlaceSamples<'e>>;

/// All values that were seen at one place.
#[derive(Default)]
pub(super) struct PlaceSamples<'e> {
    pub values: Vec<&'e Value>,
    /// The number of exchanges that they are of.
    pub cases: usize,
    last: Option<usize>,
}

impl<'e> PlaceSamples<'e> {
    /// Adds a value of an exchange; exchanges come in order.
    pub(super) fn add(&mut self, case: usize, value: &'e Value) {
        self.values.push(value);
        self.cases += usize::from(self.last != Some(case));
        self.last = Some(case);
    }
}

/// Findings that one correction settles.
pub(super) struct Group<'e> {
    pub key: Key,
    /// The findings, each with the number of its exchange.
    pub findings: Vec<(usize, Finding<'e>)>,
}

/// When null is allowed at a place that has values of another kind as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Null {
    /// After the other kinds: what is proposed does not depend on which was recorded first.
    Last,
    /// As it comes, where nothing settles the other kinds.
    AsRecorded,
}

/// Returns the groups that can be tried together: one that rewrites a schema waits until what is at or below it is
/// settled, as it would be made from the old parts.
pub(super) fn independent(groups: Vec<Group<'_>>, null: Null, most: usize) -> Vec<Group<'_>> {
    let places: BTreeSet<Pointer> = groups.iter().map(Group::place).collect();
    let others = groups.iter().filter(|group| null == Null::Last && group.rewrites() && !group.is_null());
    let others: BTreeSet<Pointer> = others.map(Group::place).collect();
    let mut seen: BTreeSet<Pointer> = BTreeSet::new();
    let mut kept = Vec::new();
    for group in groups {
        let place = group.place();
        let after = (Bound::Excluded(&place), Bound::Unbounded);
        let below = |at: &&Pointer| at.strip_prefix(&place).is_some();
        // Siblings such as `name-2` sort between a pointer and what is below it.
        let has_below = places.range::<Pointer, _>(after).take(MAX_LOOKED_AT).any(|at| below(&at));
        let is_second = group.is_null() && others.contains(&place);
        let waits = group.rewrites() && (has_below || is_second || seen.contains(&place));
        if !waits && kept.len() < most {
            seen.insert(place);
            kept.push(group);
        }
    }
    kept
}

impl<'e> Group<'e> {
    /// Returns true if what settles the group changes a whole schema.
    fn rewrites(&self) -> bool {
        let rewrites =
            |kind: &FaultKind| matches!(kind, FaultKind::Null | FaultKind::Kind | FaultKind::Alternative);
        matches!(&self.key.kind, KeyKind::Body(kind) if rewrites(kind))
    }

    /// Returns true if the group is null where it is not declared.
    fn is_null(&self) -> bool {
        matches!(&self.key.kind, KeyKind::Body(FaultKind::Null))
    }

    /// Groups findings in the order in which they were found first.
    pub(super) fn of(judged: &[Judged<'e>]) -> Vec<Self> {
        let mut groups: IndexMap<Key, Vec<(usize, Finding<'e>)>> = IndexMap::new();
        for (case, judged) in judged.iter().enumerate() {
            for finding in &judged.findings {
                groups.entry(finding.key()).or_default().push((case, finding.clone()));
            }
        }
        groups.into_iter().map(|(key, findings)| Self { key, findings }).collect()
    }

    /// Returns the differences of values from schemas among the findings.
    pub(super) fn faults(&self) -> impl Iterator<Item = &Fault<'e>> {
        self.findings.iter().filter_map(|(_, finding)| match &finding.trouble {
            Trouble::Body(_, fault) => Some(fault),
            _ => None,
        })
    }

    /// Returns the exchanges that show it.
    pub(super) fn cases(&self) -> BTreeSet<usize> {
        self.findings.iter().map(|(case, _)| *case).collect()
    }

    /// Returns the place whose samples decide what is proposed.
    pub(super) fn place(&self) -> Pointer {
        self.key.at.clone()
    }

    /// Returns the schema whose keyword says otherwise.
    pub(super) fn schema(&self) -> Pointer {
        self.faults().next().map_or_else(|| self.place(), |fault| fault.at.clone())
    }

    /// Says how often it was seen: in how many of the exchanges that have a value at the place.
    pub(super) fn count(&self, cases: &Cases<'e>, samples: &Samples<'_>) -> String {
        let own = self.cases();
        let all = match &self.key.kind {
            KeyKind::Body(_) | KeyKind::RequestBody(_) => {
                samples.get(&self.place()).map_or(0, |samples| samples.cases)
            }
            kind => {
                let Some(first) = own.first().and_then(|case| cases.get(*case)) else { return String::new() };
                let any = matches!(kind, KeyKind::Status(_));
                let is_alike = |case: &Case<'_>| any || first.exchange.status == case.exchange.status;
                cases.beside(first).filter(|(_, case)| is_alike(case)).count()
            }
        };
        let all = all.max(own.len());
        let exchanges = if all == 1 { "exchange" } else { "exchanges" };
        // A component is used by operations that the label does not name.
        let is_shared =
            ["/components/", "/definitions/"].iter().any(|at| self.key.at.as_str().starts_with(at));
        let of = if is_shared && all > own.len() { " with this schema" } else { "" };
        format!("seen in {} of {all} {exchanges}{of}", own.len())
    }

    /// Names the exchanges: the first one's operation and status, and how many other operations show it too.
    pub(super) fn label(&self, cases: &Cases<'e>) -> String {
        let labels: BTreeSet<(&str, u16)> = self
            .cases()
            .into_iter()
            .filter_map(|case| cases.get(case))
            .map(|case| (case.label.as_str(), case.exchange.status))
            .collect();
        let first = self.findings.first().and_then(|(case, _)| cases.get(*case));
        let (label, status) = first.map_or(("", 0), |case| (case.label.as_str(), case.exchange.status));
        match labels.len() {
            0 | 1 => format!("{label} {status}"),
            more => format!("{label} {status} and {} more", more - 1),
        }
    }
}
