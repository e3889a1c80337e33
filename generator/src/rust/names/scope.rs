//! Collisions within a scope: the claim with the better right keeps the name, all others move on to their next
//! candidate, until nothing collides. What is decided depends on the set of claims, never on their order.
//!
//! Nothing is named but by a claim. What is derived from a settled name (a constant, `…Error`, `null_…`) claims its name
//! in its own scope in turn, as two names that differ can have derived forms that do not: `straße` and `strasse` are both
//! `STRASSE`.

use std::collections::{BTreeMap, BTreeSet};

/// Something that wants a name.
pub(super) struct Claim<'a> {
    /// The most natural candidate.
    first: String,
    /// The others, made only where the first is taken; the last should be different from everybody else's.
    further: Box<dyn Fn() -> Vec<String> + 'a>,
    /// Lower is better.
    rank: u8,
}

impl<'a> Claim<'a> {
    /// A claim on a name, with what it falls back to.
    pub(super) fn new(first: String, rank: u8, further: impl Fn() -> Vec<String> + 'a) -> Self {
        Self { first, further: Box::new(further), rank }
    }

    /// A claim with a few fixed names.
    pub(super) fn fixed(names: [&'static str; 3], rank: u8) -> Self {
        let [first, second, third] = names;
        Self::new(first.to_owned(), rank, move || vec![second.to_owned(), third.to_owned()])
    }

    /// The same claim on names that are shorter or otherwise fit for what they are needed for.
    pub(super) fn fitted(self, fit: fn(&str) -> Vec<String>) -> Claim<'a>
    where
        Self: 'a,
    {
        let mut first = fit(&self.first).into_iter();
        let (own, others) = (first.next().unwrap_or_default(), first.collect::<Vec<_>>());
        let further = self.further;
        Claim::new(own, self.rank, move || {
            let further = further();
            others.iter().cloned().chain(further.iter().flat_map(|name| fit(name))).collect()
        })
    }
}

/// A claim as far as it has had to move.
struct Standing {
    names: Vec<String>,
    level: usize,
    /// What the last candidate is numbered with where none is left.
    number: usize,
}

impl Standing {
    /// Moves on to the next candidate, if there is one.
    fn advance(&mut self, claim: &Claim<'_>) -> bool {
        if self.level == 0 && self.names.len() == 1 {
            self.names.extend((claim.further)());
        }
        let has_next = self.level + 1 < self.names.len();
        self.level += usize::from(has_next);
        has_next
    }

    fn name(&self) -> &str {
        &self.names[self.level]
    }

    /// The last candidate with a number, as the case of its kind has it: `Pet2`, `Gpt3_2`, `pet_2`.
    fn numbered(&mut self, number: usize) {
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

/// A name for each claim, in the claims' order: none twice, and none that is reserved.
pub(super) fn settle(claims: &[Claim<'_>], reserved: &[&str]) -> Vec<String> {
    let mut reserved = reserved.to_vec();
    reserved.sort_unstable();
    let first = |claim: &Claim<'_>| Standing { names: vec![claim.first.clone()], level: 0, number: 0 };
    let mut standing: Vec<Standing> = claims.iter().map(first).collect();
    loop {
        let colliding = colliding(claims, &standing, &reserved);
        if colliding.is_empty() {
            return standing.into_iter().map(|mut own| own.names.swap_remove(own.level)).collect();
        }
        let mut moved = false;
        for index in &colliding {
            // One that is numbered has no candidate left.
            let own = &mut standing[*index];
            moved |= own.number == 0 && own.advance(&claims[*index]);
        }
        if !moved {
            number(&colliding, &mut standing);
        }
    }
}

/// Numbers claims that are out of candidates, those on one name in turn.
fn number(stuck: &BTreeSet<usize>, standing: &mut [Standing]) {
    let mut turns: BTreeMap<String, usize> = BTreeMap::new();
    for index in stuck {
        let own = &mut standing[*index];
        let turn = turns.entry(own.name().to_owned()).or_default();
        *turn += 1;
        own.numbered(own.number.max(1) + *turn);
    }
}

/// The claims that must move on from their present candidates; `reserved` is in order.
fn colliding(claims: &[Claim<'_>], standing: &[Standing], reserved: &[&str]) -> BTreeSet<usize> {
    let mut by_name: Vec<(&str, usize)> = standing.iter().map(Standing::name).zip(0..).collect();
    by_name.sort_unstable();
    let mut moving = BTreeSet::new();
    for holders in by_name.chunk_by(|(one, _), (other, _)| one == other) {
        let is_reserved = holders.first().is_some_and(|(name, _)| reserved.binary_search(name).is_ok());
        if holders.len() == 1 && !is_reserved {
            continue;
        }
        let rank = |holder: &(&str, usize)| claims[holder.1].rank;
        let best = holders.iter().map(rank).min().unwrap_or_default();
        let winners = holders.iter().filter(|holder| rank(holder) == best).count();
        let keeps = |holder: &(&str, usize)| !is_reserved && winners == 1 && rank(holder) == best;
        moving.extend(holders.iter().filter(|holder| !keeps(holder)).map(|(_, index)| *index));
    }
    moving
}
