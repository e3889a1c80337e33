//! What an `allOf` may bring in: nothing within itself, nothing twice, and not without end.

use std::collections::BTreeSet;

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::Schema;
use crate::lower::Lowering;
use crate::lower::work::Pass;

/// How many schemas may include each other; people's documents have five.
const DEEPEST: usize = 64;

/// The schemas that `allOf` has brought in so far.
#[derive(Default)]
pub(in crate::lower) struct Included {
    /// Those that led to where the gathering is.
    pub(in crate::lower) open: Vec<Pointer>,
    /// All of them: a second time they would add nothing.
    done: BTreeSet<Pointer>,
}

impl Included {
    /// As it is now for another whole, in which nothing is included yet.
    pub(in crate::lower) fn another(&self) -> Self {
        Self { open: self.open.clone(), done: BTreeSet::new() }
    }
}

impl Lowering<'_> {
    /// Whether what a reference in an `allOf` leads to is to be added: not within itself, not once more, not too deep, and
    /// not beyond the budget.
    pub(in crate::lower) fn may_include(
        &mut self,
        at: &Pointer,
        reference: &str,
        target: &Pointer,
        schema: &Schema,
        included: &mut Included,
    ) -> bool {
        if included.open.contains(target) {
            self.note(
                &code::ALL_OF_CYCLE,
                at,
                format!("`{reference}` includes itself through `allOf`; ignored"),
            );
            return false;
        }
        if included.done.contains(target) {
            return false;
        }
        if included.open.len() >= DEEPEST {
            let message =
                format!("`allOf` nested more than {DEEPEST} schemas deep; deeper schemas are left out");
            self.group(&code::INHERITANCE_TOO_DEEP, at, message);
            return false;
        }
        included.done.insert(target.clone());
        self.spend(Pass::Included, size(schema), at)
    }
}

/// What a schema costs that is included: itself, its members and its branches.
fn size(schema: &Schema) -> usize {
    let members = schema.properties.len() + schema.required.len();
    1 + members + schema.all_of.len() + schema.one_of.len() + schema.any_of.len()
}
