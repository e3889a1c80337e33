//! Which members of objects are entries of a map, so that their names are data and nobody's to show.

use std::collections::{BTreeMap, BTreeSet};

use super::key::looks_like_data;
use super::{Evidence, Kind};

/// From this many on, members that look alike are entries, whatever their names are.
const MANY: usize = 24;

/// From this many on, members that look alike are entries if they are objects, or if most objects lack most of them.
pub(crate) const FEWEST_ENTRIES: usize = 3;

/// Returns the names of entries of objects of which nothing is declared.
pub(super) fn entries_of_undeclared(evidence: &Evidence) -> BTreeSet<&str> {
    let shapes: BTreeSet<Shape> = evidence.members.values().map(Shape::of).collect();
    match never_repeat(evidence) && shapes.len() == 1 {
        true => evidence.members.keys().map(String::as_str).collect(),
        false => entries(evidence, |_| true),
    }
}

/// Returns the names of entries among the members that a filter lets through.
pub(crate) fn entries(evidence: &Evidence, is_open: impl Fn(&str) -> bool) -> BTreeSet<&str> {
    let open: BTreeMap<&str, &Evidence> = evidence
        .members
        .iter()
        .map(|(name, member)| (name.as_str(), member))
        .filter(|(name, _)| is_open(name))
        .collect();
    let data = open.keys().filter(|name| looks_like_data(name)).count();
    if evidence.others.is_some() || data * 2 > open.len() {
        return open.into_keys().collect();
    }
    let mut alike: BTreeMap<Shape, BTreeMap<&str, &Evidence>> = BTreeMap::new();
    for (name, member) in open {
        alike.entry(Shape::of(member)).or_default().insert(name, member);
    }
    let are_entries = |members: &BTreeMap<&str, &Evidence>| are_entries(members, evidence.objects);
    alike.into_values().filter(are_entries).flat_map(BTreeMap::into_keys).collect()
}

/// What members have in common that look alike at first sight: their kinds, and those of their elements.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    kinds: BTreeSet<&'static str>,
    items: BTreeSet<&'static str>,
}

impl Shape {
    fn of(member: &Evidence) -> Self {
        Self { kinds: kinds(member), items: member.items.as_deref().map(kinds).unwrap_or_default() }
    }
}

/// Integers are numbers here, and null is of any kind.
fn kinds(evidence: &Evidence) -> BTreeSet<&'static str> {
    let kinds = evidence.kinds.keys().copied().filter(|kind| *kind != Kind::Null.name());
    kinds.map(|kind| if kind == Kind::Integer.name() { Kind::Number.name() } else { kind }).collect()
}

/// Returns true for objects of which no two have a name in common: however few they are, their names are none of an API.
fn never_repeat(evidence: &Evidence) -> bool {
    let is_once = |member: &Evidence| member.kinds.values().sum::<usize>() == 1;
    evidence.objects > 1 && evidence.members.len() > 1 && evidence.members.values().all(is_once)
}

fn are_entries(members: &BTreeMap<&str, &Evidence>, objects: usize) -> bool {
    let count = |member: &Evidence| member.kinds.values().sum::<usize>();
    let seen: usize = members.values().map(|member| count(member)).sum();
    let is_sparse = objects > 1 && seen * 2 <= objects.saturating_mul(members.len());
    let of_objects = members.values().all(|member| member.objects > 0 && !member.members.is_empty());
    let is_alike = !of_objects || have_names_in_common(members);
    members.len() >= FEWEST_ENTRIES && is_alike && (members.len() >= MANY || of_objects || is_sparse)
}

/// Returns true if objects have most of their names in common, or have themselves names that are data.
fn have_names_in_common(members: &BTreeMap<&str, &Evidence>) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in members.values().flat_map(|member| member.members.keys()) {
        *counts.entry(name).or_default() += 1;
    }
    let is_common = |name: &str| counts.get(name).is_some_and(|count| count * 2 > members.len());
    members.values().all(|member| {
        let common = member.members.keys().filter(|name| is_common(name)).count();
        common * 2 >= member.members.len() || entries(member, |_| true).len() == member.members.len()
    })
}
