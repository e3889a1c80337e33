//! Limits of lowering: its budgets and the depth of nested schemas.

use super::Lowering;
use crate::base::pointer::Pointer;
use crate::diagnostic::budget::{ALTERNATIVES, Budget, CONSTRAINTS, GUARDS, INCLUDED, PARTS, REQUIRED};
use crate::diagnostic::{Report, code};
use crate::document::Document;

/// The maximum depth of schemas being lowered within each other. Alternatives and merged members are combined level by
/// level, and references to parts of schemas are followed into them. Each level takes stack.
const DEEPEST: usize = 64;

/// The budget that a step counts against.
#[derive(Clone, Copy)]
pub(super) enum Pass {
    Included,
    Alternatives,
    Constraints,
    Parts,
}

/// The budgets of a run and the current depth.
pub(super) struct Work {
    included: Budget,
    alternatives: Budget,
    constraints: Budget,
    parts: Budget,
    /// The budget for finding cycles of required members.
    pub(super) required: Budget,
    /// The budget for comparing the members of alternatives.
    pub(super) guards: Budget,
    depth: usize,
    /// The inline schemas that are being lowered, outermost first.
    open: Vec<Pointer>,
}

impl Work {
    /// Creates the budgets for a document, sized by the number of possible reference targets and by its operations.
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

    /// Adds the steps used to the report.
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
    /// Takes steps from a budget. Returns false, after reporting a diagnostic, if too few are left.
    pub(super) fn spend(&mut self, pass: Pass, steps: usize, at: &Pointer) -> bool {
        let budget = self.work.budget(pass);
        if budget.spend(steps) {
            return true;
        }
        let (code, message) = (budget.code(), budget.message());
        self.group(code, at, message);
        false
    }

    /// Runs `work` one level deeper. Returns `None`, after reporting a diagnostic, if the limit is exceeded.
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

    /// Runs `work` for the inline schema at `at`. Returns `None`, after reporting a diagnostic, if that schema is
    /// already being lowered (a cycle) or the nesting is too deep.
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

    /// Returns true while the inline schema at `at` is being lowered (cycle check).
    pub(super) fn is_open(&self, at: &Pointer) -> bool {
        self.work.open.contains(at)
    }
}
