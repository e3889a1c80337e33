//! Groups of operations: each is a module with a handle, a struct that has a method for each operation.

use std::collections::BTreeSet;

use super::{Operation, Tables};
use crate::rust::imports;
use crate::rust::names::GroupNames;

/// A group of operations.
#[derive(Debug)]
pub struct Group<'a> {
    /// The names of the module and of the handle.
    pub names: &'a GroupNames,
    /// Its operations.
    pub operations: Vec<Operation<'a>>,
}

impl<'a> Group<'a> {
    /// A group with its operations.
    pub fn new(tables: Tables<'a>, names: &'a GroupNames) -> Self {
        let operations = names.operations.iter();
        Self { names, operations: operations.map(|own| Operation::new(tables, &names.module, own)).collect() }
    }

    /// The imports of its file from the runtime, as paths below it.
    pub fn imports(&self) -> BTreeSet<&'static str> {
        let operations = self.operations.iter().flat_map(Operation::imports);
        operations.chain([imports::CORE]).collect()
    }

    /// Returns true if its file names types of the API.
    pub fn names_api_types(&self) -> bool {
        self.operations.iter().any(Operation::names_api_types)
    }
}
