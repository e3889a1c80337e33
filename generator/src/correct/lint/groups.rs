//! What examples show together: the faults of all of them, grouped by the correction that would settle them.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::samples::Sample;
use crate::base::pointer::Pointer;
use crate::correct::judge::{Fault, FaultKind, JUDGED, Judge};
use crate::diagnostic::Report;
use crate::diagnostic::budget::Budget;

/// Examples that contradict a schema in the same way.
pub(super) struct Group<'e> {
    /// The schema that a correction would change.
    pub place: Pointer,
    /// What is wrong.
    pub kind: FaultKind,
    /// The faults, each with its example.
    pub faults: Vec<(&'e Sample<'e>, Fault<'e>)>,
    /// All values that examples have at the place.
    pub values: Vec<&'e Value>,
    /// How many examples have one.
    pub total: usize,
}

impl Group<'_> {
    /// Returns the schema whose keyword says otherwise.
    pub(super) fn schema(&self) -> &Pointer {
        self.faults.first().map_or(&self.place, |(_, fault)| &fault.at)
    }

    /// Returns how many examples show it.
    pub(super) fn count(&self) -> usize {
        self.faults.iter().map(|(sample, _)| &sample.at).collect::<BTreeSet<_>>().len()
    }

    /// Returns true if more examples agree with the schema than contradict it: then they are at fault. Null and members
    /// beside others contradict no other example.
    pub(super) fn is_outvoted(&self) -> bool {
        let adds =
            matches!(self.kind, FaultKind::Null | FaultKind::Undeclared(_) | FaultKind::UndeclaredKeys);
        !adds && self.total > self.count() * 2
    }
}

/// Judges examples and groups what is found.
pub(super) struct Groups<'e> {
    document: &'e Value,
    budget: Budget,
    judged: Vec<&'e Sample<'e>>,
    groups: IndexMap<(Pointer, FaultKind), Group<'e>>,
}

impl<'e> Groups<'e> {
    /// Starts with a budget for a document of this size in bytes.
    pub(super) fn new(document: &'e Value, bytes: usize) -> Self {
        let budget = Budget::new(&JUDGED, bytes);
        Self { document, budget, judged: Vec::new(), groups: IndexMap::new() }
    }

    /// Judges an example; false if the budget ended.
    pub(super) fn judge(&mut self, sample: &'e Sample<'e>) -> bool {
        let verdict = Judge::new(self.document, sample.direction(), &mut self.budget)
            .judge(&sample.schema, sample.value);
        for fault in verdict.faults {
            self.add(sample, fault);
        }
        self.judged.push(sample);
        !verdict.is_cut
    }

    /// Adds a fault to its group. Null and other kinds belong to the use of a component.
    pub(super) fn add(&mut self, sample: &'e Sample<'e>, fault: Fault<'e>) {
        let place = match fault.kind {
            FaultKind::Null | FaultKind::Kind => &fault.site,
            _ => &fault.at,
        };
        let new = || Group {
            place: place.clone(),
            kind: fault.kind.clone(),
            faults: Vec::new(),
            values: Vec::new(),
            total: 0,
        };
        let key = (place.clone(), fault.kind.clone());
        self.groups.entry(key).or_insert_with(new).faults.push((sample, fault));
    }

    /// Returns the groups in the order in which they were found first, with all values of their places.
    pub(super) fn finish(mut self, report: &mut Report) -> Vec<Group<'e>> {
        let wanted: BTreeSet<Pointer> = self.groups.values().map(|group| group.place.clone()).collect();
        let mut values: IndexMap<Pointer, (Vec<&'e Value>, usize)> = IndexMap::new();
        for sample in self.judged.iter().filter(|_| !wanted.is_empty()) {
            let judge = Judge::new(self.document, sample.direction(), &mut self.budget);
            let verdict = judge.collecting(&wanted).judge(&sample.schema, sample.value);
            let mut own = BTreeSet::new();
            for (place, value) in verdict.values {
                let known = values.entry(place.clone()).or_default();
                known.0.push(value);
                known.1 += usize::from(own.insert(place));
            }
        }
        self.budget.report_steps(report);
        let mut groups: Vec<Group<'e>> = self.groups.into_values().collect();
        for group in &mut groups {
            let (all, total) = values.get(&group.place).cloned().unwrap_or_default();
            (group.values, group.total) = (all, total.max(group.count()));
        }
        groups
    }
}
