//! Undeclared members whose names are data: entries of a map, which no document can declare one by one.

use std::collections::{BTreeMap, BTreeSet};

use super::case::Judged;
use super::group::Samples;
use super::trouble::Trouble;
use crate::base::pointer::Pointer;
use crate::correct::infer::{Evidence, FEWEST_ENTRIES, entries};
use crate::correct::judge::FaultKind;

/// What objects have that their schema lacks.
#[derive(Default)]
pub(super) struct Undeclared<'e> {
    /// The names that may be those of members, by the schema.
    names: BTreeMap<Pointer, BTreeSet<&'e str>>,
    /// The schemas of which some names are data by how they look.
    keyed: BTreeSet<Pointer>,
}

/// Collects the undeclared names.
pub(super) fn undeclared<'j>(judged: &'j [Judged<'_>]) -> Undeclared<'j> {
    let mut all = Undeclared::default();
    for finding in judged.iter().flat_map(|judged| &judged.findings) {
        let Trouble::Body(_, fault) = &finding.trouble else { continue };
        match &fault.kind {
            FaultKind::Undeclared(name) => match all.names.get_mut(&fault.at) {
                Some(names) => _ = names.insert(name),
                None => _ = all.names.insert(fault.at.clone(), BTreeSet::from([name.as_str()])),
            },
            FaultKind::UndeclaredKeys => _ = all.keyed.insert(fault.at.clone()),
            _ => {}
        }
    }
    all
}

/// Returns the schemas whose samples decide whether undeclared names are data: few names are not.
pub(super) fn wanted(undeclared: &Undeclared<'_>) -> BTreeSet<Pointer> {
    let many = undeclared.names.iter().filter(|(_, names)| names.len() >= FEWEST_ENTRIES);
    many.map(|(at, _)| at.clone()).collect()
}

/// Returns those of the names that are data: by what all values of the objects have in common, because they were sent as
/// values in paths, or because others beside them are data.
pub(super) fn data(
    undeclared: &Undeclared<'_>,
    samples: &Samples<'_>,
    sent: &BTreeSet<&str>,
) -> BTreeMap<Pointer, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for (at, names) in &undeclared.names {
        let values = samples.get(at).map(|samples| samples.values.as_slice()).unwrap_or_default();
        let evidence = Evidence::merged(values.iter().copied());
        let own = entries(&evidence, |name| names.contains(name));
        let are_all = undeclared.keyed.contains(at) || evidence.others.is_some();
        let data = names.iter().filter(|name| are_all || own.contains(**name) || sent.contains(*name));
        let data: BTreeSet<String> = data.map(|name| (*name).to_owned()).collect();
        if !data.is_empty() {
            found.insert(at.clone(), data);
        }
    }
    found
}

/// Makes the findings of names that are data those of keys.
pub(super) fn mark(judged: &mut [Judged<'_>], data: &BTreeMap<Pointer, BTreeSet<String>>) {
    for finding in judged.iter_mut().flat_map(|judged| &mut judged.findings) {
        if let Trouble::Body(_, fault) = &mut finding.trouble
            && let FaultKind::Undeclared(name) = &fault.kind
            && data.get(&fault.at).is_some_and(|names| names.contains(name))
        {
            fault.kind = FaultKind::UndeclaredKeys;
        }
    }
}
