//! The examples of a document, which a correction must not contradict if they agreed before.

use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::correct::judge::{Direction, Judge};
use crate::correct::lint::examples_of;
use crate::diagnostic::budget::Budget;

/// Examples that agree with their schemas.
pub(super) struct Examples<'d> {
    agreeing: Vec<(Pointer, &'d Value)>,
}

impl<'d> Examples<'d> {
    /// Finds them in a document.
    pub(super) fn new(document: &'d Value, budget: &mut Budget) -> Self {
        let mut agreeing = examples_of(document);
        agreeing.retain(|(schema, value)| agrees(document, schema, value, budget));
        Self { agreeing }
    }

    /// Returns the schemas whose examples no longer agree with them.
    pub(super) fn worse(&self, copy: &Value, budget: &mut Budget) -> Vec<Pointer> {
        let worse = self.agreeing.iter().filter(|(schema, value)| {
            copy.pointer(schema.as_str()).is_some() && !agrees(copy, schema, value, budget)
        });
        worse.map(|(schema, _)| schema.clone()).collect()
    }
}

fn agrees(document: &Value, schema: &Pointer, value: &Value, budget: &mut Budget) -> bool {
    let verdict = Judge::new(document, Direction::Received, budget).judge(schema, value);
    verdict.faults.iter().all(|fault| !fault.kind.is_hard())
}
