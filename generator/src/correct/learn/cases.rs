//! All exchanges that belong to operations, by operation.

use std::collections::{BTreeMap, BTreeSet};

use super::case::Case;
use crate::base::pointer::Pointer;

/// The exchanges in the order of the recording.
pub(super) struct Cases<'e> {
    all: Vec<Case<'e>>,
    by_operation: BTreeMap<Pointer, Vec<usize>>,
}

impl<'e> Cases<'e> {
    pub(super) fn new(all: Vec<Case<'e>>) -> Self {
        let mut by_operation: BTreeMap<Pointer, Vec<usize>> = BTreeMap::new();
        for (index, case) in all.iter().enumerate() {
            match by_operation.get_mut(&case.operation) {
                Some(own) => own.push(index),
                None => _ = by_operation.insert(case.operation.clone(), vec![index]),
            }
        }
        Self { all, by_operation }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Case<'e>> {
        self.all.iter()
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<&Case<'e>> {
        self.all.get(index)
    }

    /// Returns the operations with their exchanges.
    pub(super) fn operations(&self) -> impl Iterator<Item = (&Pointer, impl Iterator<Item = &Case<'e>>)> {
        let own = |(at, own): (_, &'_ Vec<usize>)| -> (&Pointer, _) {
            (at, own.clone().into_iter().filter_map(|index| self.all.get(index)))
        };
        self.by_operation.iter().map(own)
    }

    /// Returns the values in the paths of all requests.
    pub(super) fn path_values(&self) -> BTreeSet<&str> {
        self.all.iter().flat_map(|case| &case.path).map(|value| value.text.as_str()).collect()
    }

    /// Returns the exchanges of the same operation as one of them, with their numbers.
    pub(super) fn beside(&self, case: &Case<'e>) -> impl Iterator<Item = (usize, &Case<'e>)> {
        let own = self.by_operation.get(&case.operation).into_iter().flatten();
        own.filter_map(|index| Some((*index, self.all.get(*index)?)))
    }
}
