//! Limits of `allOf`: no cycles, no schema twice, and a maximum depth.

use std::collections::BTreeSet;

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::Schema;
use crate::lower::Lowering;
use crate::lower::limits::BudgetKind;

/// The maximum depth of schemas that include each other; real documents have five.
const MAX_DEPTH: usize = 64;

/// The schemas that `allOf` has included so far.
#[derive(Default)]
pub(in crate::lower) struct Included {
    /// The chain of schemas that led to the current one.
    pub(in crate::lower) open: Vec<Pointer>,
    /// All included schemas: including one again would add nothing.
    done: BTreeSet<Pointer>,
}

impl Included {
    /// Returns a copy for a separate set of facets, in which nothing is included yet.
    pub(in crate::lower) fn for_other_facets(&self) -> Self {
        Self { open: self.open.clone(), done: BTreeSet::new() }
    }
}

impl Lowering<'_> {
    /// Returns true if the target of a reference in an `allOf` is to be merged: no cycle, not merged yet, not too deep,
    /// and within the budget. Reports the diagnostics of the other cases.
    pub(in crate::lower) fn may_include(
        &mut self,
        at: &Pointer,
        reference: &str,
        target: &Pointer,
        schema: &Schema,
        included: &mut Included,
    ) -> bool {
        if included.open.contains(target) {
            self.report_once(
                &code::ALL_OF_CYCLE,
                at,
                format!("`{reference}` includes itself through `allOf`; ignored"),
            );
            return false;
        }
        if included.done.contains(target) {
            return false;
        }
        if included.open.len() >= MAX_DEPTH {
            let message =
                format!("`allOf` nested more than {MAX_DEPTH} schemas deep; deeper schemas are left out");
            self.report_grouped(&code::INHERITANCE_TOO_DEEP, at, message);
            return false;
        }
        included.done.insert(target.clone());
        self.spend(BudgetKind::Included, cost(schema), at)
    }
}

/// Returns the steps that including a schema costs: itself, its members and its branches.
fn cost(schema: &Schema) -> usize {
    let members = schema.properties.len() + schema.required.len();
    1 + members + schema.all_of.len() + schema.one_of.len() + schema.any_of.len()
}
