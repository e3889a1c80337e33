//! How well values fit the types that they are decoded as. Decoding tolerates much: undeclared members are passed over,
//! unknown values kept as they are. What was understood and what was not is counted on the way, so that a union of
//! alternatives that all decode can take the one that understood the most.

use std::cell::Cell;

/// What was counted since the count began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fit {
    understood: usize,
    unknown: usize,
    passed_over: usize,
}

impl Fit {
    /// Whether nothing was passed over or unknown: no other alternative can lose less.
    pub fn is_whole(&self) -> bool {
        self.unknown == 0 && self.passed_over == 0
    }

    /// Whether all members are kept.
    pub fn drops_nothing(&self) -> bool {
        self.passed_over == 0
    }

    /// Whether more was understood than the other time, or as much and less was not. A member that holds something unknown
    /// was not understood.
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
    // One value is decoded at a time, from its first byte to its last: nothing awaits in between.
    static COUNT: Cell<Fit> = const { Cell::new(Fit { understood: 0, unknown: 0, passed_over: 0 }) };
    static SPARE: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Counts declared members that came.
pub fn understood(members: usize) {
    COUNT.set(COUNT.get().and(Fit { understood: members, ..Fit::default() }));
}

/// Counts a value that is kept although nobody knows it, or that is not in its documented form.
pub fn unknown() {
    COUNT.set(COUNT.get().and(Fit { unknown: 1, ..Fit::default() }));
}

/// Counts a member that is not kept.
pub fn passed_over() {
    COUNT.set(COUNT.get().and(Fit { passed_over: 1, ..Fit::default() }));
}

/// Runs something and gives what was counted meanwhile, which does not yet count outside.
pub fn counted<T>(run: impl FnOnce() -> T) -> (T, Fit) {
    let before = COUNT.replace(Fit::default());
    let made = run();
    (made, COUNT.replace(before))
}

/// Counts what was counted apart.
pub fn add(fit: Fit) {
    COUNT.set(COUNT.get().and(fit));
}

/// How many times the work of reading a value once all the unions in it may spend on further alternatives.
const PATIENCE: usize = 32;

/// Runs the choice of a union. Unions in unions could try each other's alternatives without end, so the outermost one
/// says what all of them together may spend.
pub fn within<T>(size: usize, choose: impl FnOnce() -> T) -> T {
    if SPARE.get().is_some() {
        return choose();
    }
    SPARE.set(Some(size.saturating_mul(PATIENCE)));
    let chosen = choose();
    SPARE.set(None);
    chosen
}

/// Whether a value of that size may be tried once more.
pub fn may_try(size: usize) -> bool {
    let left = SPARE.get().and_then(|spare| spare.checked_sub(size));
    SPARE.set(Some(left.unwrap_or(0)));
    left.is_some()
}
