//! Resolves collisions within a scope: the claim that had the name keeps it, else the one that has moved on least, among these
//! the one with the best rank; all others move on to their next candidate, until nothing collides. The result depends on the set of claims, never on their order.
//!
//! Every name comes from a claim. A name derived from another (a constant, `…Error`, `null_…`) claims its name in its
//! own scope, because different names can have the same derived form: `straße` and `strasse` both give `STRASSE`.

use std::collections::{BTreeMap, BTreeSet};

/// A request for a name.
pub(super) struct Claim<'a> {
    /// The most natural candidate.
    first: String,
    /// The others, computed only if the first is taken; the last one should be unique.
    alternatives: Box<dyn Fn() -> Vec<String> + 'a>,
    /// Lower is better.
    rank: usize,
    /// The name that it had.
    recorded: Option<String>,
}

impl<'a> Claim<'a> {
    /// Creates a claim with a first candidate and alternatives.
    pub(super) fn new(first: String, rank: u8, alternatives: impl Fn() -> Vec<String> + 'a) -> Self {
        Self { first, alternatives: Box::new(alternatives), rank: usize::from(rank), recorded: None }
    }

    /// Creates a claim from its candidates, with a rank of its own.
    pub(super) fn ranked(candidates: Vec<String>, rank: usize) -> Self {
        let mut candidates = candidates.into_iter();
        let first = candidates.next().unwrap_or_default();
        let others: Vec<String> = candidates.collect();
        Self { first, alternatives: Box::new(move || others.clone()), rank, recorded: None }
    }

    /// Creates a claim with a few fixed names.
    pub(super) fn fixed(names: [&'static str; 3], rank: u8) -> Self {
        let [first, second, third] = names;
        Self::new(first.to_owned(), rank, move || vec![second.to_owned(), third.to_owned()])
    }

    /// Replaces each candidate by names that are shorter or otherwise suitable.
    pub(super) fn fitted(self, fit: fn(&str) -> Vec<String>) -> Claim<'a>
    where
        Self: 'a,
    {
        let mut first = fit(&self.first).into_iter();
        let (own, others) = (first.next().unwrap_or_default(), first.collect::<Vec<_>>());
        let alternatives = self.alternatives;
        let fitted = move || {
            let alternatives = alternatives();
            others.iter().cloned().chain(alternatives.iter().flat_map(|name| fit(name))).collect()
        };
        Claim { first: own, alternatives: Box::new(fitted), rank: self.rank, recorded: self.recorded }
    }

    /// Sets the name that it had, which it keeps where others have the same first choice, and takes first where it loses its own.
    pub(super) fn recorded(self, name: Option<&String>) -> Self {
        Self { recorded: name.cloned(), ..self }
    }

    fn had(&self, name: &str) -> bool {
        self.recorded.as_deref() == Some(name)
    }

    /// Returns the candidates after the first; the name that it had comes first, if it is one of them or the last with a
    /// number.
    fn others(&self) -> Vec<String> {
        let mut others = (self.alternatives)();
        let last = others.last().unwrap_or(&self.first);
        let numbered = |name: &str| {
            let number = name.strip_prefix(last.as_str()).map(|end| end.strip_prefix('_').unwrap_or(end));
            number.is_some_and(|end| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let had = self.recorded.iter().filter(|name| others.contains(name) || numbered(name));
        let had: Vec<String> = had.cloned().collect();
        others.splice(0..0, had);
        others
    }
}

/// The current candidate of a claim.
struct CandidateState {
    names: Vec<String>,
    level: usize,
    /// The number added to the last candidate if no other is left; 0 if there is none.
    number: usize,
}

impl CandidateState {
    /// Moves on to the next candidate; returns false if there is none.
    fn advance(&mut self, claim: &Claim<'_>) -> bool {
        if self.level == 0 && self.names.len() == 1 {
            self.names.extend(claim.others());
        }
        let has_next = self.level + 1 < self.names.len();
        self.level += usize::from(has_next);
        has_next
    }

    fn name(&self) -> &str {
        &self.names[self.level]
    }

    /// Adds a number to the last candidate in its case: `Pet2`, `Gpt3_2`, `pet_2`.
    fn add_number(&mut self, number: usize) {
        let last = if self.number == 0 { self.level } else { self.level - 1 };
        let name = &self.names[last];
        let joint = if name.contains(char::is_uppercase) && !name.ends_with(|c: char| c.is_ascii_digit()) {
            ""
        } else {
            "_"
        };
        let name = format!("{name}{joint}{number}");
        self.names.truncate(last + 1);
        self.names.push(name);
        (self.level, self.number) = (last + 1, number);
    }
}

/// Chooses a name for each claim, in order, without duplicates and reserved names.
pub(super) fn assign_names(claims: &[Claim<'_>], reserved: &[&str]) -> Vec<String> {
    let mut reserved = reserved.to_vec();
    reserved.sort_unstable();
    let first = |claim: &Claim<'_>| CandidateState { names: vec![claim.first.clone()], level: 0, number: 0 };
    let mut standing: Vec<CandidateState> = claims.iter().map(first).collect();
    loop {
        let colliding = colliding(claims, &standing, &reserved);
        if colliding.is_empty() {
            return standing.into_iter().map(|mut own| own.names.swap_remove(own.level)).collect();
        }
        let mut moved = false;
        for index in &colliding {
            // A numbered claim has no candidate left.
            let own = &mut standing[*index];
            moved |= own.number == 0 && own.advance(&claims[*index]);
        }
        if !moved {
            number_stuck(&colliding, &mut standing);
        }
    }
}

/// Numbers claims that have no candidates left, counting for each name.
fn number_stuck(stuck: &BTreeSet<usize>, standing: &mut [CandidateState]) {
    let mut turns: BTreeMap<String, usize> = BTreeMap::new();
    for index in stuck {
        let own = &mut standing[*index];
        let turn = turns.entry(own.name().to_owned()).or_default();
        *turn += 1;
        own.add_number(own.number.max(1) + *turn);
    }
}

/// Returns the claims that must move on from their current candidates; `reserved` is sorted.
fn colliding(claims: &[Claim<'_>], standing: &[CandidateState], reserved: &[&str]) -> BTreeSet<usize> {
    let mut by_name: Vec<(&str, usize)> = standing.iter().map(CandidateState::name).zip(0..).collect();
    by_name.sort_unstable();
    let mut moving = BTreeSet::new();
    for holders in by_name.chunk_by(|(one, _), (other, _)| one == other) {
        let is_reserved = holders.first().is_some_and(|(name, _)| reserved.binary_search(name).is_ok());
        if holders.len() == 1 && !is_reserved {
            continue;
        }
        // A name that was somebody's first candidate is not taken away by a claim that lost its own.
        let rank = |holder: &(&str, usize)| {
            let claim = &claims[holder.1];
            (!claim.had(holder.0), standing[holder.1].level, claim.rank)
        };
        let best = holders.iter().map(rank).min().unwrap_or_default();
        let winners = holders.iter().filter(|holder| rank(holder) == best).count();
        let keeps = |holder: &(&str, usize)| !is_reserved && winners == 1 && rank(holder) == best;
        moving.extend(holders.iter().filter(|holder| !keeps(holder)).map(|(_, index)| *index));
    }
    moving
}
