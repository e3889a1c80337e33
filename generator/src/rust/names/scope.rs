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
    recorded: Option<Had>,
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

    /// Sets the name that it had, as [`record`](super::record) writes it.
    pub(super) fn recorded(self, entry: Option<&String>) -> Self {
        Self { recorded: entry.map(|entry| Had::parse(entry)), ..self }
    }

    /// Says that a person gave it its name, which it has at once: not the one that it had instead of another.
    pub(super) fn given(mut self, is_given: bool) -> Self {
        if let Some(had) = self.recorded.as_mut().filter(|_| is_given) {
            had.instead_of = None;
        }
        self
    }

    /// Returns the entry of the record: the name, and what was wanted if it is another.
    pub(super) fn entry(&self, name: &str) -> String {
        match name == self.first {
            true => name.to_owned(),
            false => format!("{name}{NOT}{}", self.first),
        }
    }

    /// Returns true for an entry of the record with the first choice.
    pub(super) fn is_first(&self, entry: &str) -> bool {
        entry == self.first
    }

    fn had(&self, name: &str) -> bool {
        self.recorded.as_ref().is_some_and(|had| had.name == name)
    }

    /// Returns the candidate to begin with: the name that it had instead of its first choice, as long as that is the same.
    fn start(&self) -> String {
        let had = self.recorded.as_ref().filter(|had| had.instead_of.as_ref() == Some(&self.first));
        let had = had.filter(|had| had.is_among(&self.first, &(self.alternatives)()));
        had.map_or_else(|| self.first.clone(), |had| had.name.clone())
    }

    /// Returns the other candidates; of these the name that it had comes first.
    fn others(&self) -> Vec<String> {
        let mut others = (self.alternatives)();
        let before = match self.start() == self.first {
            true => {
                let had = self.recorded.as_ref().filter(|had| had.is_among(&self.first, &others));
                had.map(|had| had.name.clone())
            }
            false => Some(self.first.clone()),
        };
        others.splice(0..0, before);
        others
    }
}

/// What stands in an entry of the record between a name and what was wanted.
const NOT: &str = ", not ";

/// A name that was given.
struct Had {
    name: String,
    /// The first choice of then, which something else had.
    instead_of: Option<String>,
}

impl Had {
    fn parse(entry: &str) -> Self {
        match entry.split_once(NOT) {
            Some((name, wanted)) => Self { name: name.to_owned(), instead_of: Some(wanted.to_owned()) },
            None => Self { name: entry.to_owned(), instead_of: None },
        }
    }

    /// Returns true if the name is one of the candidates, or the last with a number.
    fn is_among(&self, first: &str, alternatives: &[String]) -> bool {
        let last = alternatives.last().map_or(first, String::as_str);
        let number = self.name.strip_prefix(last).map(|end| end.strip_prefix('_').unwrap_or(end));
        let is_numbered = number
            .is_some_and(|end| (1..=4).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_digit()));
        is_numbered || alternatives.contains(&self.name)
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
    let first = |claim: &Claim<'_>| CandidateState { names: vec![claim.start()], level: 0, number: 0 };
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
        // Two that had it are of a record that was merged: a caller of the one must not get the other.
        let owners = holders.iter().filter(|holder| claims[holder.1].had(holder.0)).count();
        let winners = holders.iter().filter(|holder| rank(holder) == best).count().max(owners);
        let keeps = |holder: &(&str, usize)| !is_reserved && winners == 1 && rank(holder) == best;
        moving.extend(holders.iter().filter(|holder| !keeps(holder)).map(|(_, index)| *index));
    }
    moving
}
