//! Groups of operations: a module with a handle, whose methods they are.

use std::collections::BTreeSet;

use super::{Operation, Tables};
use crate::rust::imports;
use crate::rust::names::GroupNames;

/// A group of operations.
#[derive(Debug)]
pub struct Group<'a> {
    /// What it is called, and what the struct is called that its operations are methods of.
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

    /// What its file imports of the runtime, by path below that.
    pub fn imports(&self) -> BTreeSet<&'static str> {
        let operations = self.operations.iter().flat_map(Operation::imports);
        operations.chain([imports::CORE]).collect()
    }

    /// Whether its file names types of the API.
    pub fn names_api_types(&self) -> bool {
        self.operations.iter().any(Operation::names_api_types)
    }
}
