//! Limits of lowering: its budgets and the depth of nested schemas.

use super::Lowering;
use crate::base::pointer::Pointer;
use crate::diagnostic::budget::{ALTERNATIVES, Budget, CONSTRAINTS, GUARDS, INCLUDED, PARTS, REQUIRED};
use crate::diagnostic::{Report, code};
use crate::document::Document;

/// The maximum depth of schemas being lowered within each other. Alternatives and merged members are combined level by
/// level, and references to parts of schemas are followed into them. Each level takes stack.
const MAX_DEPTH: usize = 64;

/// The budget that a step counts against.
#[derive(Clone, Copy)]
pub(super) enum BudgetKind {
    Included,
    Alternatives,
    Constraints,
    Parts,
}

/// The budgets of a run and the current depth.
pub(super) struct Limits {
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
    in_progress: Vec<Pointer>,
}

impl Limits {
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
            in_progress: Vec::new(),
        }
    }

    /// Adds the steps used to the report.
    pub(super) fn report_steps(&self, report: &mut Report) {
        let lowering = [&self.included, &self.alternatives, &self.constraints, &self.parts];
        for budget in lowering.into_iter().chain([&self.required, &self.guards]) {
            budget.report_steps(report);
        }
    }

    fn budget(&mut self, kind: BudgetKind) -> &mut Budget {
        match kind {
            BudgetKind::Included => &mut self.included,
            BudgetKind::Alternatives => &mut self.alternatives,
            BudgetKind::Constraints => &mut self.constraints,
            BudgetKind::Parts => &mut self.parts,
        }
    }
}

impl Lowering<'_> {
    /// Takes steps from a budget. Returns false, after reporting a diagnostic, if too few are left.
    pub(super) fn spend(&mut self, kind: BudgetKind, steps: usize, at: &Pointer) -> bool {
        let budget = self.limits.budget(kind);
        if budget.spend(steps) {
            return true;
        }
        let (code, message) = (budget.code(), budget.message());
        self.report_grouped(code, at, message);
        false
    }

    /// Runs `work` one level deeper. Returns `None`, after reporting a diagnostic, if the limit is exceeded.
    pub(super) fn with_depth<T>(&mut self, at: &Pointer, work: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.limits.depth >= MAX_DEPTH {
            self.report_once(
                &code::SCHEMA_TOO_DEEP,
                at,
                format!("schemas nested more than {MAX_DEPTH} levels deep; read as any value"),
            );
            return None;
        }
        self.limits.depth += 1;
        let done = work(self);
        self.limits.depth -= 1;
        Some(done)
    }

    /// Runs `work` for the inline schema at `at`. Returns `None`, after reporting a diagnostic, if that schema is
    /// already being lowered (a cycle) or the nesting is too deep.
    pub(super) fn while_lowering<T>(&mut self, at: &Pointer, work: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.is_lowering(at) {
            self.report_once(
                &code::UNNAMED_CYCLE,
                at,
                "unnamed schema that contains itself; read as any value",
            );
            return None;
        }
        if self.limits.in_progress.len() >= MAX_DEPTH {
            let message = format!(
                "references into unnamed schemas nested more than {MAX_DEPTH} levels deep; read as any value"
            );
            self.report_once(&code::UNNAMED_TOO_DEEP, at, message);
            return None;
        }
        self.limits.in_progress.push(at.clone());
        let done = work(self);
        self.limits.in_progress.pop();
        Some(done)
    }

    /// Returns true while the inline schema at `at` is being lowered (cycle check).
    pub(super) fn is_lowering(&self, at: &Pointer) -> bool {
        self.limits.in_progress.contains(at)
    }
}
