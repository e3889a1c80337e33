//! Limits on the work of passes. Work that can grow faster than the document is counted in steps; when a pass has used
//! up its steps, it leaves out the rest with a diagnostic. Steps are counted and never timed, so that a document gives
//! the same result on every machine.

use crate::diagnostic::{Code, Report, Steps, code};

/// The limit of one pass.
#[derive(Debug)]
pub struct Limit {
    /// The name of the pass in the report.
    pub pass: &'static str,
    /// What a step is, in the plural, for messages.
    pub counts: &'static str,
    /// The steps for every document.
    pub most: u64,
    /// Further steps for each unit of the document's size, which the pass defines.
    pub each: u64,
    /// The code to report when the limit is exceeded.
    pub code: &'static Code,
}

/// Schemas and properties included by `allOf`, per component schema.
pub static INCLUDED: Limit = Limit {
    pass: "lower: allOf",
    counts: "schemas and properties included by `allOf`",
    most: 100_000,
    each: 64,
    code: &code::INCLUDED_TOO_MANY,
};

/// Values in copies of generic schemas and in the schemas that are searched for open types, per value of the document.
pub static GENERIC: Limit = Limit {
    pass: "normalise: generic schemas",
    counts: "values in copies of generic schemas",
    most: 200_000,
    each: 8,
    code: &code::GENERIC_TOO_MANY,
};

/// Alternatives of unions, each counted once for each union that lists it, per component schema.
pub static ALTERNATIVES: Limit = Limit {
    pass: "lower: unions",
    counts: "alternatives of unions",
    most: 100_000,
    each: 16,
    code: &code::ALTERNATIVES_TOO_MANY,
};

/// Schemas that are visited for their constraints, per component schema.
pub static CONSTRAINTS: Limit = Limit {
    pass: "lower: constraints",
    counts: "schemas that state constraints",
    most: 100_000,
    each: 512,
    code: &code::CONSTRAINTS_TOO_MANY,
};

/// Parameters, headers, responses and credentials of operations, per operation.
pub static PARTS: Limit = Limit {
    pass: "lower: operations",
    counts: "parameters, headers, responses and credentials of operations",
    most: 20_000,
    each: 64,
    code: &code::PARTS_TOO_MANY,
};

/// Members that are visited to find objects that require themselves, per type.
pub static REQUIRED: Limit = Limit {
    pass: "lower: required members",
    counts: "required properties that lead back to their object",
    most: 5_000_000,
    each: 64,
    code: &code::REQUIRED_TOO_MANY,
};

/// Names of members that distinguish alternatives, per type.
pub static GUARDS: Limit = Limit {
    pass: "lower: union members",
    counts: "properties of alternatives",
    most: 1_000_000,
    each: 64,
    code: &code::GUARDS_TOO_MANY,
};

/// Values that overlay targets visit, per value of the document.
pub static VISITED: Limit = Limit {
    pass: "overlay: targets",
    counts: "values visited by targets",
    most: 20_000_000,
    each: 2_000,
    code: &code::OVERLAY_VISITS,
};

/// Values that the actions of an overlay select and add, per value of the document as it was read and of the overlay.
/// Each 64 bytes of text count as one more value.
pub static ADDED: Limit = Limit {
    pass: "overlay: added",
    counts: "values that actions select and add",
    most: 100_000,
    each: 16,
    code: &code::OVERLAY_GROWTH,
};

/// Schemas that are read to build validators, per byte of the document.
pub static BUILT: Limit = Limit {
    pass: "lint: validators",
    counts: "schemas read to check values",
    most: 200_000,
    each: 1,
    code: &code::LINT_COSTLY,
};

/// Schema evaluations to validate examples and exchanges, per byte of the document and the exchanges.
pub static VALIDATED: Limit = Limit {
    pass: "lint: examples",
    counts: "schema evaluations to check values",
    most: 4_000_000,
    each: 10,
    code: &code::LINT_COSTLY,
};

/// Bytes of findings and proposed actions, per byte of the document and the exchanges.
pub static LISTED: Limit = Limit {
    pass: "lint: findings",
    counts: "bytes of findings and proposed actions",
    most: 4_000_000,
    each: 16,
    code: &code::LINT_MANY,
};

/// Every limit.
pub static LIMITS: [&Limit; 12] = [
    &GENERIC,
    &INCLUDED,
    &ALTERNATIVES,
    &CONSTRAINTS,
    &PARTS,
    &REQUIRED,
    &GUARDS,
    &VISITED,
    &ADDED,
    &BUILT,
    &VALIDATED,
    &LISTED,
];

/// Counts the steps of one run of a pass.
#[derive(Debug)]
pub struct Budget {
    limit: &'static Limit,
    most: u64,
    used: u64,
}

impl Budget {
    /// Creates the budget for a document of this size.
    pub fn new(limit: &'static Limit, size: usize) -> Self {
        let size = u64::try_from(size).unwrap_or(u64::MAX);
        Self { limit, most: limit.most.saturating_add(limit.each.saturating_mul(size)), used: 0 }
    }

    /// Uses steps; returns `false` if fewer are left, and then none are left.
    #[must_use]
    pub fn spend(&mut self, steps: usize) -> bool {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        self.used = self.used.saturating_add(steps).min(self.most.saturating_add(1));
        self.used <= self.most
    }

    /// Returns the code to report when the limit is exceeded.
    pub fn code(&self) -> &'static Code {
        self.limit.code
    }

    /// Returns the limit as text for a message.
    pub fn message(&self) -> String {
        format!("more than {} {}", self.most, self.limit.counts)
    }

    /// Adds the steps used to the report.
    pub fn report_steps(&self, report: &mut Report) {
        report.add_steps(Steps { pass: self.limit.pass, used: self.used, most: self.most });
    }
}
