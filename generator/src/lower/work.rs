//! What lowering may do at most: its budgets, and how deep it may go.

use super::Lowering;
use crate::base::pointer::Pointer;
use crate::diagnostic::budget::{ALTERNATIVES, Budget, CONSTRAINTS, GUARDS, INCLUDED, PARTS, REQUIRED};
use crate::diagnostic::{Report, code};
use crate::document::Document;

/// How many schemas may be worked on within each other: alternatives and merged members are taken together level by level,
/// and references to parts of schemas are followed into these. Each level takes stack.
const DEEPEST: usize = 64;

/// What is counted.
#[derive(Clone, Copy)]
pub(super) enum Pass {
    Included,
    Alternatives,
    Constraints,
    Parts,
}

/// The budgets of a run, and the depth that it is at.
pub(super) struct Work {
    included: Budget,
    alternatives: Budget,
    constraints: Budget,
    parts: Budget,
    /// The budget for what leads back to itself.
    pub(super) required: Budget,
    /// The budget for the members of alternatives.
    pub(super) guards: Budget,
    depth: usize,
    /// The schemas without a name that are being worked on, outermost first.
    open: Vec<Pointer>,
}

impl Work {
    /// The budgets for a document: by the schemas that a reference can lead to, and by its operations.
    pub(super) fn new(document: &Document) -> Self {
        let schemas = document.targets().count();
        let of = |limit| Budget::new(limit, schemas);
        Self {
            included: of(&INCLUDED),
            alternatives: of(&ALTERNATIVES),
            constraints: of(&CONSTRAINTS),
            parts: Budget::new(&PARTS, document.endpoints.len()),
            required: of(&REQUIRED),
            guards: of(&GUARDS),
            depth: 0,
            open: Vec::new(),
        }
    }

    /// Keeps what was used.
    pub(super) fn record(&self, report: &mut Report) {
        let lowering = [&self.included, &self.alternatives, &self.constraints, &self.parts];
        for budget in lowering.into_iter().chain([&self.required, &self.guards]) {
            budget.report_steps(report);
        }
    }

    fn budget(&mut self, pass: Pass) -> &mut Budget {
        match pass {
            Pass::Included => &mut self.included,
            Pass::Alternatives => &mut self.alternatives,
            Pass::Constraints => &mut self.constraints,
            Pass::Parts => &mut self.parts,
        }
    }
}

impl Lowering<'_> {
    /// Takes steps of a budget; `false`, with a diagnostic, if there are not so many left.
    pub(super) fn spend(&mut self, pass: Pass, steps: usize, at: &Pointer) -> bool {
        let budget = self.work.budget(pass);
        if budget.spend(steps) {
            return true;
        }
        let (code, message) = (budget.code(), budget.message());
        self.group(code, at, message);
        false
    }

    /// Does something one level deeper; `None`, with a diagnostic, if that is too deep.
    pub(super) fn deeper<T>(&mut self, at: &Pointer, work: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.work.depth >= DEEPEST {
            self.note(
                &code::SCHEMA_TOO_DEEP,
                at,
                format!("schemas nested more than {DEEPEST} levels deep; read as any value"),
            );
            return None;
        }
        self.work.depth += 1;
        let done = work(self);
        self.work.depth -= 1;
        Some(done)
    }

    /// Works on a schema without a name; `None`, with a diagnostic, where that is within itself, or too deep.
    pub(super) fn within<T>(&mut self, at: &Pointer, work: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.is_open(at) {
            self.note(&code::UNNAMED_CYCLE, at, "unnamed schema that contains itself; read as any value");
            return None;
        }
        if self.work.open.len() >= DEEPEST {
            let message = format!(
                "references into unnamed schemas nested more than {DEEPEST} levels deep; read as any value"
            );
            self.note(&code::UNNAMED_TOO_DEEP, at, message);
            return None;
        }
        self.work.open.push(at.clone());
        let done = work(self);
        self.work.open.pop();
        Some(done)
    }

    /// Whether a schema without a name is being worked on.
    pub(super) fn is_open(&self, at: &Pointer) -> bool {
        self.work.open.contains(at)
    }
}
