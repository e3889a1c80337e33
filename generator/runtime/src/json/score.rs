//! The score of a decoded value: how well it matches its type. Decoding is tolerant: undeclared members are ignored and
//! unknown values are kept. Recognized and unrecognized parts are counted, so that a union whose variants all decode
//! can choose the best match.

use std::cell::Cell;

/// The counts of one decoding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    recognized: usize,
    unknown: usize,
    ignored: usize,
}

impl Score {
    /// Returns true if nothing was ignored or unknown, so that no other variant can be a better match.
    pub fn is_perfect(&self) -> bool {
        self.unknown == 0 && self.ignored == 0
    }

    /// Returns true if all members are kept.
    pub fn keeps_all(&self) -> bool {
        self.ignored == 0
    }

    /// Returns true if more members were recognized than in `other`, or equally many and fewer were not. A member that
    /// holds an unknown value does not count as recognized.
    pub fn is_better_than(&self, other: &Self) -> bool {
        let (mine, others) = (self.recognized + other.unknown, other.recognized + self.unknown);
        let fewer = self.ignored + self.unknown < other.ignored + other.unknown;
        mine > others || (mine == others && fewer)
    }

    fn and(self, more: Self) -> Self {
        Self {
            recognized: self.recognized + more.recognized,
            unknown: self.unknown + more.unknown,
            ignored: self.ignored + more.ignored,
        }
    }
}

thread_local! {
    // A thread decodes one value at a time, from start to end, without an await in between.
    static COUNT: Cell<Score> = const { Cell::new(Score { recognized: 0, unknown: 0, ignored: 0 }) };
    static BUDGET: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Counts declared members that were read.
pub fn recognized(members: usize) {
    COUNT.set(COUNT.get().and(Score { recognized: members, ..Score::default() }));
}

/// Counts a value that is unknown but kept, or not in its documented form.
pub fn unknown() {
    COUNT.set(COUNT.get().and(Score { unknown: 1, ..Score::default() }));
}

/// Counts a member that is ignored.
pub fn ignored() {
    COUNT.set(COUNT.get().and(Score { ignored: 1, ..Score::default() }));
}

/// Runs `run` and returns its result with its score. The score is not added to the current one.
pub fn measured<T>(run: impl FnOnce() -> T) -> (T, Score) {
    let before = COUNT.replace(Score::default());
    let made = run();
    (made, COUNT.replace(before))
}

/// Adds a score to the current one.
pub fn add(score: Score) {
    COUNT.set(COUNT.get().and(score));
}

/// The budget for further variants: this many times the work of reading the value once, for all its unions together.
const MAX_REPLAYS: usize = 32;

/// Runs the choice of a union with a budget. Nested unions could try each other's variants exponentially often, so the
/// outermost union sets the budget for all of them.
pub fn with_budget<T>(size: usize, choose: impl FnOnce() -> T) -> T {
    if BUDGET.get().is_some() {
        return choose();
    }
    BUDGET.set(Some(size.saturating_mul(MAX_REPLAYS)));
    let chosen = choose();
    BUDGET.set(None);
    chosen
}

/// Takes one more attempt on a value of this size from the budget; false if the budget is used up.
pub fn try_spend(size: usize) -> bool {
    let left = BUDGET.get().and_then(|budget| budget.checked_sub(size));
    BUDGET.set(Some(left.unwrap_or(0)));
    left.is_some()
}
