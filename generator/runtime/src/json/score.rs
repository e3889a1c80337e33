//! The score of a decoded value: how well it matches its type. Decoding is tolerant: undeclared members are ignored and
//! unknown values are kept. Recognized and unrecognized parts are counted, so that a union whose variants all decode
//! can choose the best match.

use std::cell::Cell;

/// The counts of one decoding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fit {
    understood: usize,
    unknown: usize,
    passed_over: usize,
}

impl Fit {
    /// Returns true if nothing was ignored or unknown, so that no other variant can be a better match.
    pub fn is_whole(&self) -> bool {
        self.unknown == 0 && self.passed_over == 0
    }

    /// Returns true if all members are kept.
    pub fn drops_nothing(&self) -> bool {
        self.passed_over == 0
    }

    /// Returns true if more members were recognized than in `other`, or equally many and fewer were not. A member that
    /// holds an unknown value does not count as recognized.
    pub fn is_better_than(&self, other: &Self) -> bool {
        let (mine, others) = (self.understood + other.unknown, other.understood + self.unknown);
        let fewer = self.passed_over + self.unknown < other.passed_over + other.unknown;
        mine > others || (mine == others && fewer)
    }

    fn and(self, more: Self) -> Self {
        Self {
            understood: self.understood + more.understood,
            unknown: self.unknown + more.unknown,
            passed_over: self.passed_over + more.passed_over,
        }
    }
}

thread_local! {
    // A thread decodes one value at a time, from start to end, without an await in between.
    static COUNT: Cell<Fit> = const { Cell::new(Fit { understood: 0, unknown: 0, passed_over: 0 }) };
    static SPARE: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Counts declared members that were read.
pub fn understood(members: usize) {
    COUNT.set(COUNT.get().and(Fit { understood: members, ..Fit::default() }));
}

/// Counts a value that is unknown but kept, or not in its documented form.
pub fn unknown() {
    COUNT.set(COUNT.get().and(Fit { unknown: 1, ..Fit::default() }));
}

/// Counts a member that is ignored.
pub fn passed_over() {
    COUNT.set(COUNT.get().and(Fit { passed_over: 1, ..Fit::default() }));
}

/// Runs `run` and returns its result with its score. The score is not added to the current one.
pub fn counted<T>(run: impl FnOnce() -> T) -> (T, Fit) {
    let before = COUNT.replace(Fit::default());
    let made = run();
    (made, COUNT.replace(before))
}

/// Adds a score to the current one.
pub fn add(fit: Fit) {
    COUNT.set(COUNT.get().and(fit));
}

/// The budget for further variants: this many times the work of reading the value once, for all its unions together.
const PATIENCE: usize = 32;

/// Runs the choice of a union with a budget. Nested unions could try each other's variants exponentially often, so the
/// outermost union sets the budget for all of them.
pub fn within<T>(size: usize, choose: impl FnOnce() -> T) -> T {
    if SPARE.get().is_some() {
        return choose();
    }
    SPARE.set(Some(size.saturating_mul(PATIENCE)));
    let chosen = choose();
    SPARE.set(None);
    chosen
}

/// Takes one more attempt on a value of this size from the budget; false if the budget is used up.
pub fn may_try(size: usize) -> bool {
    let left = SPARE.get().and_then(|spare| spare.checked_sub(size));
    SPARE.set(Some(left.unwrap_or(0)));
    left.is_some()
}
