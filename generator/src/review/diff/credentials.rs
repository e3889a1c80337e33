//! Compares the credentials that an operation is called with: whether a caller that has those of before is still accepted.

use std::collections::BTreeSet;

use super::Level;
use super::effect::Effect;
use super::renames::Renames;
use crate::ir::SecuritySet;
use crate::review::surface::Item;

/// Returns what another choice of credentials means.
pub(super) fn difference(was: &Item, now: &Item, renames: &Renames) -> Option<Effect> {
    let old: Vec<SecuritySet> = was.credentials.iter().map(|set| with_new_names(set, renames)).collect();
    if text(&old) == text(&now.credentials) {
        return None;
    }
    let (level, why) = match () {
        () if accepts_all(&old, &now.credentials) => {
            (Level::Minor, "compiles; the credentials of before are still accepted")
        }
        () if accepts_all(&without_scopes(&old), &without_scopes(&now.credentials)) => {
            (Level::Major, "compiles, but a token with the scopes of before is refused")
        }
        () => (Level::Major, "compiles, but a caller with the credentials of before is refused"),
    };
    let shown = |sets| Some(format!("credentials: {}", text(sets)));
    Some(Effect { before: shown(&was.credentials), after: shown(&now.credentials), level, why })
}

/// Returns a set in which schemes have the names that they have now.
fn with_new_names(set: &SecuritySet, renames: &Renames) -> SecuritySet {
    let named = |name: &String| renames.scheme(name).unwrap_or(name).to_owned();
    set.iter().map(|(name, scopes)| (named(name), scopes.clone())).collect()
}

fn without_scopes(sets: &[SecuritySet]) -> Vec<SecuritySet> {
    let bare = |set: &SecuritySet| set.iter().map(|(name, _)| (name.clone(), BTreeSet::new())).collect();
    sets.iter().map(bare).collect()
}

/// Returns true if each set of before holds one of the new ones. Without a set, no credential is needed.
fn accepts_all(was: &[SecuritySet], now: &[SecuritySet]) -> bool {
    let has = |had: &SecuritySet, (scheme, scopes): &(String, BTreeSet<String>)| {
        had.iter().any(|(own, held)| own == scheme && scopes.is_subset(held))
    };
    let is_enough =
        |had: &SecuritySet| now.is_empty() || now.iter().any(|needed| needed.iter().all(|one| has(had, one)));
    if was.is_empty() { is_enough(&Vec::new()) } else { was.iter().all(is_enough) }
}

fn text(sets: &[SecuritySet]) -> String {
    let scheme = |(name, scopes): &(String, BTreeSet<String>)| match scopes.is_empty() {
        true => name.clone(),
        false => format!("{name} ({})", scopes.iter().cloned().collect::<Vec<_>>().join(", ")),
    };
    let set = |set: &SecuritySet| match set.is_empty() {
        true => "none".to_owned(),
        false => set.iter().map(scheme).collect::<Vec<_>>().join(" and "),
    };
    if sets.is_empty() { "none".to_owned() } else { sets.iter().map(set).collect::<Vec<_>>().join(" or ") }
}
