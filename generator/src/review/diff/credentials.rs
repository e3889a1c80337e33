//! Compares the credentials that an operation is called with: whether a caller that has those of before is still accepted.

use super::Level;
use super::effect::Effect;
use crate::review::surface::Item;

/// Returns what another choice of credentials means.
pub(super) fn difference(was: &Item, now: &Item) -> Option<Effect> {
    if text(&was.credentials) == text(&now.credentials) {
        return None;
    }
    let (level, why) = if accepts_all(&was.credentials, &now.credentials) {
        (Level::Minor, "compiles; the credentials of before are still accepted")
    } else {
        (Level::Major, "compiles, but a caller with the credentials of before is refused")
    };
    let shown = |sets| Some(format!("credentials: {}", text(sets)));
    Some(Effect { before: shown(&was.credentials), after: shown(&now.credentials), level, why })
}

/// Returns true if each set of before holds one of the new ones. Without a set, no credential is needed.
fn accepts_all(was: &[Vec<String>], now: &[Vec<String>]) -> bool {
    let is_enough = |had: &[String]| {
        now.is_empty() || now.iter().any(|needed| needed.iter().all(|scheme| had.contains(scheme)))
    };
    if was.is_empty() { is_enough(&[]) } else { was.iter().all(|had| is_enough(had)) }
}

fn text(sets: &[Vec<String>]) -> String {
    let set = |set: &Vec<String>| if set.is_empty() { "none".to_owned() } else { set.join(" and ") };
    if sets.is_empty() { "none".to_owned() } else { sets.iter().map(set).collect::<Vec<_>>().join(" or ") }
}
