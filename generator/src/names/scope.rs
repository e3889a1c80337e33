//! Collisions within a scope: the claim with the better right keeps the name, all others move on to their next
//! candidate, until nothing collides. What is decided depends on the set of claims, never on their order.

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
}

/// A claim as far as it has had to move.
struct Standing {
    names: Vec<String>,
    level: usize,
}

/// A name for each claim, in the claims' order.
pub(super) fn settle(claims: &[Claim<'_>], reserved: &[&str]) -> Vec<String> {
    let first = |claim: &Claim<'_>| Standing { names: vec![claim.first.clone()], level: 0 };
    let mut standing: Vec<Standing> = claims.iter().map(first).collect();
    loop {
        let mut moved = false;
        for index in colliding(claims, &standing, reserved) {
            let own = &mut standing[index];
            if own.level == 0 && own.names.len() == 1 {
                own.names.extend((claims[index].further)());
            }
            if own.level + 1 < own.names.len() {
                own.level += 1;
                moved = true;
            }
        }
        if !moved {
            return standing.into_iter().map(|mut own| own.names.swap_remove(own.level)).collect();
        }
    }
}

/// The claims that must move on from their present candidates.
fn colliding(claims: &[Claim<'_>], standing: &[Standing], reserved: &[&str]) -> BTreeSet<usize> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, own) in standing.iter().enumerate() {
        by_name.entry(&own.names[own.level]).or_default().push(index);
    }
    let mut moving = BTreeSet::new();
    for (name, holders) in by_name {
        let taken = reserved.contains(&name);
        if holders.len() == 1 && !taken {
            continue;
        }
        let best = holders.iter().map(|index| claims[*index].rank).min().unwrap_or_default();
        let winners = holders.iter().filter(|index| claims[**index].rank == best).count();
        let keeps = |index: &usize| !taken && winners == 1 && claims[*index].rank == best;
        moving.extend(holders.iter().filter(|index| !keeps(index)));
    }
    moving
}
