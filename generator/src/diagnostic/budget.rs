//! How much a pass may do. What a document can make grow faster than itself is counted in steps, and a pass that has
//! spent its steps leaves out the rest with a diagnostic. Steps are counted and never timed, so that a document gives
//! the same result on every machine.

use crate::diagnostic::{Code, Report, Steps, code};

/// What one pass may spend.
#[derive(Debug)]
pub struct Limit {
    /// The pass, as the report lists it.
    pub pass: &'static str,
    /// What a step is, in the plural, for a message.
    pub counts: &'static str,
    /// The steps that every document has.
    pub most: u64,
    /// Further steps for each unit of the document's size, which the pass defines.
    pub each: u64,
    /// What is reported where the steps do not suffice.
    pub code: &'static Code,
}

/// Schemas and members that `allOf` brings together, by component schema.
pub static INCLUDED: Limit = Limit {
    pass: "lower: allOf",
    counts: "schemas and properties included by `allOf`",
    most: 100_000,
    each: 64,
    code: &code::INCLUDED_TOO_MANY,
};

/// Alternatives of unions, each counted once for each union that lists it, by component schema.
pub static ALTERNATIVES: Limit = Limit {
    pass: "lower: unions",
    counts: "alternatives of unions",
    most: 100_000,
    each: 16,
    code: &code::ALTERNATIVES_TOO_MANY,
};

/// Schemas that are asked for their constraints, by component schema.
pub static CONSTRAINTS: Limit = Limit {
    pass: "lower: constraints",
    counts: "schemas that state constraints",
    most: 100_000,
    each: 512,
    code: &code::CONSTRAINTS_TOO_MANY,
};

/// Parameters, headers, answers and credentials of operations, by operation.
pub static PARTS: Limit = Limit {
    pass: "lower: operations",
    counts: "parameters, headers, responses and credentials of operations",
    most: 20_000,
    each: 64,
    code: &code::PARTS_TOO_MANY,
};

/// Members that are looked at to find objects that require themselves, by type.
pub static REQUIRED: Limit = Limit {
    pass: "lower: required members",
    counts: "required properties that lead back to their object",
    most: 5_000_000,
    each: 64,
    code: &code::REQUIRED_TOO_MANY,
};

/// Names of members that tell alternatives apart, by type.
pub static GUARDS: Limit = Limit {
    pass: "lower: union members",
    counts: "properties of alternatives",
    most: 1_000_000,
    each: 64,
    code: &code::GUARDS_TOO_MANY,
};

/// Values that overlay targets visit, by value of the document.
pub static VISITED: Limit = Limit {
    pass: "overlay: targets",
    counts: "values visited by targets",
    most: 20_000_000,
    each: 2_000,
    code: &code::OVERLAY_VISITS,
};

/// Values that the actions of an overlay select and add, each 64 bytes of text as one more, by value of the document as it
/// was read and of the overlay.
pub static ADDED: Limit = Limit {
    pass: "overlay: added",
    counts: "values that actions select and add",
    most: 100_000,
    each: 16,
    code: &code::OVERLAY_GROWTH,
};

/// Schemas that are read to build validators, by byte of the document.
pub static BUILT: Limit = Limit {
    pass: "lint: validators",
    counts: "schemas read to check values",
    most: 200_000,
    each: 1,
    code: &code::LINT_COSTLY,
};

/// Schemas that are asked to hold examples and exchanges against them, by byte of the document and the exchanges.
pub static VALIDATED: Limit = Limit {
    pass: "lint: examples",
    counts: "schema evaluations to check values",
    most: 4_000_000,
    each: 10,
    code: &code::LINT_COSTLY,
};

/// Bytes of findings and of the actions that are proposed, by byte of the document and the exchanges.
pub static LISTED: Limit = Limit {
    pass: "lint: findings",
    counts: "bytes of findings and proposed actions",
    most: 4_000_000,
    each: 16,
    code: &code::LINT_MANY,
};

/// Every limit.
pub static LIMITS: [&Limit; 11] = [
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

/// The steps of one run of a pass.
#[derive(Debug)]
pub struct Budget {
    limit: &'static Limit,
    most: u64,
    used: u64,
}

impl Budget {
    /// The steps for a document of this size.
    pub fn new(limit: &'static Limit, size: usize) -> Self {
        let size = u64::try_from(size).unwrap_or(u64::MAX);
        Self { limit, most: limit.most.saturating_add(limit.each.saturating_mul(size)), used: 0 }
    }

    /// Takes steps; `false` if there are not so many left, and then none are.
    #[must_use]
    pub fn spend(&mut self, steps: usize) -> bool {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        self.used = self.used.saturating_add(steps).min(self.most.saturating_add(1));
        self.used <= self.most
    }

    /// What is reported once the steps are spent.
    pub fn code(&self) -> &'static Code {
        self.limit.code
    }

    /// The limit in words.
    pub fn message(&self) -> String {
        format!("more than {} {}", self.most, self.limit.counts)
    }

    /// Leaves a record of the steps in the report.
    pub fn report_steps(&self, report: &mut Report) {
        report.add_steps(Steps { pass: self.limit.pass, used: self.used, most: self.most });
    }
}
