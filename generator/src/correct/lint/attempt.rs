//! Actions for a finding, of which the first that proves itself is proposed.

use crate::correct::propose::Proposal;

/// Alternatives for one finding.
#[derive(Debug)]
pub(crate) struct Attempt {
    /// The finding (index).
    pub finding: usize,
    /// Alternatives, each of which is applied as a whole, the smallest first.
    pub alternatives: Vec<Vec<Proposal>>,
    /// The alternative that is tried; past the end if none is left.
    pub chosen: usize,
}

impl Attempt {
    /// Returns the actions of the alternative that is tried.
    pub(super) fn actions(&self) -> &[Proposal] {
        self.alternatives.get(self.chosen).map_or(&[], Vec::as_slice)
    }

    /// Gives up all alternatives.
    pub(super) fn give_up(&mut self) {
        self.chosen = self.alternatives.len();
    }
}
