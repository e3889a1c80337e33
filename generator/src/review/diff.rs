//! Compares two public surfaces, to show what a change of a document means for users of the crate. Each difference is
//! classified by its effect on a caller that compiles today and on one that runs today.

mod compile;
mod credentials;
mod effect;
mod modules;
mod moved;
mod renames;
mod revision;
mod sent;
mod show;
mod successors;
mod template;
mod wire;
mod words;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Deserialize;

use crate::diagnostic::{Files, Location};
use crate::review::surface::{Form, Function, Item, ItemKind, Surface};
use crate::rust::model::Argument;

use compile::NewSurface;
use effect::Effect;
pub use modules::{Module, compare_modules, successor};
use moved::Moved;
use renames::Renames;
pub(crate) use revision::git;
pub use revision::{Rejected, Revision, extract_revision};
pub(crate) use show::text::{details, implied};
pub use show::{Findings, json, markdown, summary, text};
use successors::Successors;
pub(crate) use words::kind_word;
use words::{aspect_word, form_text};

/// The version step that a difference requires (semver 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Only texts changed.
    Patch,
    /// Something is new, or behaves slightly differently.
    Minor,
    /// A caller no longer compiles, or compiles and behaves differently.
    Major,
}

impl Level {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// What happened to a public item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DiffKind {
    /// It was removed.
    Removed,
    /// The same part of the document has another name.
    Renamed,
    /// It changed.
    Changed,
    /// It was added.
    Added,
}

impl DiffKind {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Changed => "changed",
            Self::Added => "added",
        }
    }
}

/// A difference between two surfaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The path of the item: its old one, unless it is new.
    pub path: String,
    /// The kind of item.
    pub kind: ItemKind,
    /// What happened to it.
    pub what: DiffKind,
    /// The old form, if it can be shown.
    pub before: Option<String>,
    /// The new form, or the new path of a renamed item.
    pub after: Option<String>,
    /// True if callers no longer compile.
    pub compile: bool,
    /// The new path, if the item has another one.
    pub now: Option<String>,
    /// The version step that it requires.
    pub level: Level,
    /// What it means for a caller.
    pub why: &'static str,
    /// The path of the change that implies this one: that of a parent.
    pub within: Option<String>,
    /// Where it comes from in the document: an endpoint (`POST /tags/detach`), or a schema (`#/components/schemas/Tag`).
    pub place: Option<String>,
    /// Where it is in the text of the new document; in that of the old one, if it is gone.
    pub location: Location,
    /// The module of its API, if the crate has several.
    pub module: Option<String>,
    /// Why it is accepted, if it is.
    pub accepted: Option<String>,
}

impl Change {
    /// Creates a change that nothing is known of but what happened to an item.
    fn new(path: &str, kind: ItemKind, what: DiffKind, level: Level, why: &'static str) -> Self {
        Self {
            path: path.to_owned(),
            kind,
            what,
            before: None,
            after: None,
            compile: false,
            now: None,
            level,
            why,
            within: None,
            place: None,
            location: Location::Nowhere,
            module: None,
            accepted: None,
        }
    }
}

/// Returns every difference in order of path; those that another one implies are marked.
pub fn compare(old: &Surface, new: &Surface) -> Vec<Change> {
    let target = NewSurface::new(new);
    let renames = Renames::new(old, new);
    let successors = Successors::new(old, new, &renames);
    let moved = Moved::new(old, new, &target, &successors, &renames);
    let pairs = Pairs { target, renames: &renames, moved: &moved };
    let mut changes: Vec<Change> = Vec::new();
    for (path, item) in &old.items {
        match moved.now(path).and_then(|at| Some((at, pairs.target.find(at)?))) {
            None if pairs.is_reflexive(item) => {}
            None => changes.push(removed_item(path, item)),
            Some((at, now)) => {
                if at != path {
                    changes.push(pairs.renamed_item(path, item, at));
                }
                changes.extend(pairs.compare_item(path, item, at, now));
            }
        }
    }
    let known = moved.all_now();
    let added = new.items.iter().filter(|(path, _)| !known.contains(path.as_str()));
    changes.extend(added.map(|(path, item)| added_item(path, item)));
    mark_implied(&mut changes, old, new);
    add_places(&mut changes, old, new);
    changes.sort_by(|a, b| (&a.path, a.what).cmp(&(&b.path, b.what)));
    changes
}

/// Returns the differences that no other one implies.
pub fn independent(changes: &[Change]) -> Vec<&Change> {
    changes.iter().filter(|change| change.within.is_none()).collect()
}

/// Returns the largest version step that any of them requires, accepted or not.
pub fn level(changes: &[Change]) -> Option<Level> {
    changes.iter().map(|change| change.level).max()
}

/// Returns the largest version step that any of them requires that is not accepted.
pub fn open_level(changes: &[Change]) -> Option<Level> {
    changes.iter().filter(|change| change.accepted.is_none()).map(|change| change.level).max()
}

/// Returns changes as every format shows them: the most severe first, and those that are accepted after those that are not.
pub(crate) fn ordered<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Vec<&'a Change> {
    let mut sorted: Vec<&Change> = changes.into_iter().collect();
    sorted.sort_by_key(|change| (Reverse(change.level), change.accepted.is_some(), change.within.is_some()));
    sorted
}

/// Moves locations in documents that only a revision has to the file of the same name that was read last: there a reader
/// of the change finds the nearest value that is left.
pub fn settle_locations(changes: &mut [Change], files: &Files) {
    for change in changes {
        if let Location::Source(file, _) = &mut change.location {
            *file = files.last_of_the_name(*file);
        }
    }
}

fn removed_item(path: &str, item: &Item) -> Change {
    let why = "code that uses it no longer compiles";
    let change = Change::new(path, item.kind, DiffKind::Removed, Level::Major, why);
    Change { before: form_text(&item.form), compile: true, ..change }
}

fn added_item(path: &str, item: &Item) -> Change {
    let why = match item.kind {
        ItemKind::Variant | ItemKind::Error | ItemKind::Answer => {
            "enums are open: existing code has a wildcard arm; until now this value was the open variant"
        }
        ItemKind::Field => {
            "structs are `#[non_exhaustive]`: no code outside the crate lists all their fields"
        }
        _ => "no existing code uses it",
    };
    let change = Change::new(path, item.kind, DiffKind::Added, Level::Minor, why);
    Change { after: form_text(&item.form), ..change }
}

/// Both surfaces, and which items of the one are those of the other.
struct Pairs<'a> {
    target: NewSurface<'a>,
    renames: &'a Renames,
    moved: &'a Moved,
}

impl Pairs<'_> {
    /// Returns true for the conversion of a type into itself, which every type has.
    fn is_reflexive(&self, item: &Item) -> bool {
        let owner = item.parent.as_deref().and_then(|parent| self.moved.now(parent));
        self.target.is_reflexive(owner, &self.moved.item(item).form)
    }

    fn renamed_item(&self, path: &str, item: &Item, now: &str) -> Change {
        let why = "code that names it must use the new name";
        let change = Change::new(path, item.kind, DiffKind::Renamed, Level::Major, why);
        let within = self.moved.implied_by(path, item).map(str::to_owned);
        let now = Some(now.to_owned());
        Change { after: now.clone(), now, within, compile: true, ..change }
    }

    /// Compares an item that still exists, here or at another path: what the compiler sees first, then the wire, then the
    /// texts. What differs only because something has another name is implied by that.
    fn compare_item(&self, path: &str, was: &Item, at: &str, now: &Item) -> Vec<Change> {
        let change = |before, after, compile, level, why| Change {
            before,
            after,
            compile,
            now: (at != path).then(|| at.to_owned()),
            ..Change::new(path, was.kind, DiffKind::Changed, level, why)
        };
        let same = self.moved.item(was);
        let form_change = || {
            let why = compile::reason(&was.form, &now.form);
            change(form_text(&was.form), form_text(&now.form), true, Level::Major, why)
        };
        if !self.target.accepts(at, &same.form, &now.form) {
            return vec![form_change()];
        }
        let mut changes = Vec::new();
        if let Some((before, after)) = self.target.other_error(&same.form, &now.form) {
            let shown = |ty: &str| Some(format!("error body: {ty}"));
            let why = "compiles, but the documented body of its errors is another type";
            changes.push(change(shown(before), shown(after), false, Level::Major, why));
        }
        for Effect { before, after, level, why } in wire::differences(&same, now, self.renames) {
            changes.push(change(before, after, false, level, why));
        }
        if form_text(&same.form) != form_text(&now.form)
            && changes.is_empty()
            && is_widened(&same.form, &now.form)
        {
            let why = "every argument accepted before is still accepted";
            changes.push(change(form_text(&was.form), form_text(&now.form), false, Level::Minor, why));
        }
        match (was.doc.deprecated, now.doc.deprecated) {
            (false, true) => {
                changes.push(change(None, None, false, Level::Minor, "deprecated: the compiler warns"))
            }
            (true, false) => changes.push(change(None, None, false, Level::Patch, "no longer deprecated")),
            _ => {}
        }
        let plain = |item: &Item| crate::ir::Doc { deprecated: false, ..item.doc.clone() };
        if plain(was) != plain(now) && changes.is_empty() {
            changes.push(change(None, None, false, Level::Patch, "the documentation changed"));
        }
        if at == path && !self.target.accepts(at, &was.form, &now.form) {
            let within = self.moved.name_in_form(&was.form);
            changes.push(Change { within, ..form_change() });
        }
        changes
    }
}

/// Returns true for functions that compile as before but differ: an argument that accepts more, a request builder with
/// more settings. Arguments that have other names only are passed as before.
fn is_widened(was: &Form, now: &Form) -> bool {
    let (Form::Function(was), Form::Function(now)) = (was, now) else { return false };
    let types = |function: &Function| -> Vec<Argument> {
        function.arguments.iter().map(|(_, argument)| argument.clone()).collect()
    };
    was.returns != now.returns || types(was) != types(now)
}

/// Marks items that were removed or added together with their parent.
fn mark_implied(changes: &mut [Change], old: &Surface, new: &Surface) {
    let is_whole = |change: &&mut Change| matches!(change.what, DiffKind::Removed | DiffKind::Added);
    let whole: BTreeSet<(String, DiffKind)> =
        changes.iter_mut().filter(is_whole).map(|change| (change.path.clone(), change.what)).collect();
    for change in changes.iter_mut().filter(is_whole) {
        let surface = if change.what == DiffKind::Added { new } else { old };
        let parents = parents(surface, &change.path);
        change.within = parents.into_iter().find(|parent| whole.contains(&(parent.clone(), change.what)));
    }
}

/// Adds to each change where its item, or the nearest parent with a place, is in the document.
fn add_places(changes: &mut [Change], old: &Surface, new: &Surface) {
    for change in changes {
        let surface = if change.what == DiffKind::Added { new } else { old };
        let place =
            itself_and_parents(surface, &change.path).into_iter().find_map(|item| item.place.as_ref());
        change.place = place.map(ToString::to_string);
        let (surface, path) = match (change.what, &change.now) {
            (DiffKind::Removed, _) => (old, &change.path),
            (_, Some(now)) => (new, now),
            _ => (new, &change.path),
        };
        let items = itself_and_parents(surface, path);
        let located = items.into_iter().map(|item| &item.location).find(|at| **at != Location::Nowhere);
        change.location = located.unwrap_or(&Location::Nowhere).clone();
    }
}

fn itself_and_parents<'a>(surface: &'a Surface, path: &str) -> Vec<&'a Item> {
    let paths = [path.to_owned()].into_iter().chain(parents(surface, path));
    paths.filter_map(|path| surface.items.get(&path)).collect()
}

/// Returns the paths of an item's parents, the nearest first.
fn parents(surface: &Surface, path: &str) -> Vec<String> {
    let parent = |path: &str| surface.items.get(path).and_then(|item| item.parent.clone());
    std::iter::successors(parent(path), |path| parent(path)).take(8).collect()
}
