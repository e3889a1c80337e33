//! Collisions within a scope: the claim with the better right keeps the name, all others move on to their next
//! candidate, until nothing collides. What is decided depends on the set of claims, never on their order.

use std::collections::{BTreeMap, BTreeSet};

/// Something that wants a name.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    /// The most natural first; the last should be different from everybody else's.
    pub candidates: Vec<String>,
    /// Lower is better.
    pub rank: u8,
}

/// A name for each claim, in the claims' order.
pub(super) fn settle(claims: &[Claim], reserved: &[&str]) -> Vec<String> {
    let mut level = vec![0; claims.len()];
    loop {
        let moving = colliding(claims, &level, reserved);
        let mut moved = false;
        for index in moving {
            if level[index] + 1 < claims[index].candidates.len() {
                level[index] += 1;
                moved = true;
            }
        }
        if !moved {
            return claims
                .iter()
                .zip(&level)
                .map(|(claim, level)| claim.candidates[*level].clone())
                .collect();
        }
    }
}

/// The claims that must move on from their present candidates.
fn colliding(claims: &[Claim], level: &[usize], reserved: &[&str]) -> BTreeSet<usize> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, claim) in claims.iter().enumerate() {
        by_name.entry(&claim.candidates[level[index]]).or_default().push(index);
    }
    let mut moving = BTreeSet::new();
    for (name, holders) in by_name {
        let best = holders.iter().map(|index| claims[*index].rank).min().unwrap_or_default();
        let winners = holders.iter().filter(|index| claims[**index].rank == best).count();
        let keeps = |index: &usize| !reserved.contains(&name) && winners == 1 && claims[*index].rank == best;
        if holders.len() > 1 || reserved.contains(&name) {
            moving.extend(holders.iter().filter(|index| !keeps(index)));
        }
    }
    moving
}
