//! Compares several APIs at once: the old and new modules of a workspace.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{Change, DiffKind, Level, compare};
use crate::base::pointer::Pointer;
use crate::diagnostic::Location;
use crate::review::surface::{ItemKind, Surface};
use crate::source::{ApiSource, Record};

/// An API with its module; `None` is the crate itself.
pub type Module = (Option<String>, Surface);

/// Returns an API as the next version after older ones: unless its own crate says what names it has, those are kept.
pub fn successor<'a>(api: &'a ApiSource, older: &[Module]) -> Cow<'a, ApiSource> {
    let older = older.iter().find(|(module, _)| *module == api.module);
    match older.filter(|_| api.record == Record::default()) {
        Some((_, surface)) => Cow::Owned(ApiSource { record: surface.record.clone(), ..api.clone() }),
        None => Cow::Borrowed(api),
    }
}

/// Returns every difference between two crates, with paths below the crate.
pub fn compare_modules(old: &[Module], new: &[Module]) -> Vec<Change> {
    let mut later: BTreeMap<&Option<String>, &Surface> = BTreeMap::new();
    for (name, now) in new {
        later.entry(name).or_insert(now);
    }
    let known: BTreeSet<&Option<String>> = old.iter().map(|(name, _)| name).collect();
    let mut changes = Vec::new();
    for (name, was) in old {
        match later.get(name) {
            Some(now) => changes.extend(prefixed(name.as_deref(), compare(was, now))),
            None => changes.extend(module_changes(
                name.as_deref(),
                DiffKind::Removed,
                compare(was, &Surface::default()),
            )),
        }
    }
    for (name, now) in new.iter().filter(|(name, _)| !known.contains(name)) {
        changes.extend(module_changes(name.as_deref(), DiffKind::Added, compare(&Surface::default(), now)));
    }
    changes
}

/// Adds the module before each path.
fn prefixed(module: Option<&str>, mut changes: Vec<Change>) -> Vec<Change> {
    let Some(module) = module else { return changes };
    for change in &mut changes {
        change.module = Some(module.to_owned());
        change.path = format!("{module}::{}", change.path);
        change.within = change.within.take().map(|within| format!("{module}::{within}"));
        change.now = change.now.take().map(|now| format!("{module}::{now}"));
        if change.what == DiffKind::Renamed {
            change.after = change.after.take().map(|after| format!("{module}::{after}"));
        }
    }
    changes
}

/// Returns the beginning of the document of a location.
fn document(location: &Location) -> Option<Location> {
    match location {
        Location::Source(file, _) => Some(Location::Source(*file, Pointer::root())),
        _ => None,
    }
}

/// Creates the change of a whole module that was removed or added; it implies all changes inside.
fn module_changes(module: Option<&str>, what: DiffKind, changes: Vec<Change>) -> Vec<Change> {
    let name = module.unwrap_or("the crate itself").to_owned();
    let mut changes = prefixed(module, changes);
    changes.iter_mut().for_each(|change| change.within = Some(name.clone()));
    let gone = what == DiffKind::Removed;
    let (level, why) = match gone {
        true => (Level::Major, "code that uses the API no longer compiles"),
        false => (Level::Minor, "no existing code uses it"),
    };
    let change = Change::new(&name, ItemKind::Module, what, level, why);
    let location = changes.iter().map(|change| &change.location).find_map(document);
    let location = location.unwrap_or(Location::Nowhere);
    let own = Change { compile: gone, module: module.map(str::to_owned), location, ..change };
    [own].into_iter().chain(changes).collect()
}
