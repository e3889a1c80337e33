//! Compares two public surfaces, to show what a change of a document means for users of the crate. Each difference is
//! classified by its effect on a caller that compiles today and on one that runs today.

mod compile;
mod json;
mod markdown;
mod modules;
mod revision;
mod text;
mod wire;

use std::collections::{BTreeMap, BTreeSet};

use crate::review::surface::{Aspect, Form, Function, Item, ItemKind, Returns, Surface};

use compile::NewSurface;
pub use json::json;
pub use markdown::markdown;
pub use modules::{Module, compare_modules};
pub use revision::{Rejected, extract_revision};
pub use text::{summary, text};

/// The version step that a difference requires (semver 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    /// The version step that it requires.
    pub level: Level,
    /// What it means for a caller.
    pub why: &'static str,
    /// The path of the change that implies this one: that of a parent.
    pub within: Option<String>,
}

/// Returns every difference in order of path; those that another one implies are marked.
pub fn compare(old: &Surface, new: &Surface) -> Vec<Change> {
    let target = NewSurface::new(new);
    let successors = Successors::new(old, new);
    let mut changes: Vec<Change> = Vec::new();
    for (path, item) in &old.items {
        match target.find(path).filter(|now| successors.is_same(item, now)) {
            None => changes.push(removed_item(path, item, &successors)),
            Some(now) => changes.extend(compare_item(path, item, now, &target)),
        }
    }
    let is_known =
        |path: &String, now: &Item| old.items.get(path).is_some_and(|was| successors.is_same(was, now));
    let added = new.items.iter().filter(|(path, now)| !is_known(path, now));
    let renamed: BTreeSet<String> = changes
        .iter()
        .filter(|change| change.what == DiffKind::Renamed)
        .filter_map(|change| change.after.clone())
        .collect();
    for (path, item) in added.filter(|(path, _)| !renamed.contains(*path)) {
        changes.push(added_item(path, item));
    }
    mark_implied(&mut changes, old, new, &renamed);
    changes.sort_by(|a, b| (&a.path, a.what).cmp(&(&b.path, b.what)));
    changes
}

/// Returns the differences that no other one implies.
pub fn independent(changes: &[Change]) -> Vec<&Change> {
    changes.iter().filter(|change| change.within.is_none()).collect()
}

/// Returns the largest version step that any of them requires.
pub fn level(changes: &[Change]) -> Option<Level> {
    changes.iter().map(|change| change.level).max()
}

/// The kinds of items that an operation has, whose origin is its method and path.
const OF_OPERATIONS: [ItemKind; 3] = [ItemKind::Operation, ItemKind::Call, ItemKind::Headers];

/// New items by their origin in the document, to recognise renamed items.
struct Successors<'a> {
    /// By kind, origin and parent.
    within: BTreeMap<(ItemKind, &'a str, Option<&'a str>), &'a str>,
    /// Operations by kind and origin, whichever group they are in.
    anywhere: BTreeMap<(ItemKind, &'a str), &'a str>,
    /// The kinds and origins of the operations before.
    before: BTreeSet<(ItemKind, &'a str)>,
}

impl<'a> Successors<'a> {
    fn new(old: &'a Surface, new: &'a Surface) -> Self {
        let of_operations = |item: &&Item| OF_OPERATIONS.contains(&item.kind);
        let before = old.items.values().filter(of_operations);
        let mut successors = Self {
            within: BTreeMap::new(),
            anywhere: BTreeMap::new(),
            before: before.map(|item| (item.kind, item.origin.as_str())).collect(),
        };
        for (path, item) in &new.items {
            let key = (item.kind, item.origin.as_str());
            if of_operations(&item) {
                successors.anywhere.entry(key).or_insert(path);
            } else if !old.items.contains_key(path) {
                successors.within.entry((key.0, key.1, item.parent.as_deref())).or_insert(path);
            }
        }
        successors
    }

    fn find(&self, item: &Item) -> Option<String> {
        let key = (item.kind, item.origin.as_str());
        let within = || self.within.get(&(key.0, key.1, item.parent.as_deref()));
        self.anywhere.get(&key).or_else(within).map(|path| (*path).to_owned())
    }

    /// Returns true unless one operation took the name of another that is still there, or had one of its own before.
    fn is_same(&self, was: &Item, now: &Item) -> bool {
        let is_moved = was.origin != now.origin
            && (self.anywhere.contains_key(&(was.kind, was.origin.as_str()))
                || self.before.contains(&(now.kind, now.origin.as_str())));
        !(OF_OPERATIONS.contains(&was.kind) && was.kind == now.kind && is_moved)
    }
}

fn removed_item(path: &str, item: &Item, successors: &Successors<'_>) -> Change {
    let successor = successors.find(item);
    let what = if successor.is_some() { DiffKind::Renamed } else { DiffKind::Removed };
    let before = match what {
        DiffKind::Renamed => None,
        _ => form_text(&item.form),
    };
    let why = match what {
        DiffKind::Renamed => "code that names it must use the new name",
        _ => "code that uses it no longer compiles",
    };
    Change {
        path: path.to_owned(),
        kind: item.kind,
        what,
        before,
        after: successor,
        compile: true,
        level: Level::Major,
        why,
        within: None,
    }
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
    Change {
        path: path.to_owned(),
        kind: item.kind,
        what: DiffKind::Added,
        before: None,
        after: form_text(&item.form),
        compile: false,
        level: Level::Minor,
        why,
        within: None,
    }
}

/// Compares an item that still exists: what the compiler sees first, then the wire, then the texts.
fn compare_item(path: &str, was: &Item, now: &Item, new: &NewSurface<'_>) -> Vec<Change> {
    let change = |before, after, compile, level, why| Change {
        path: path.to_owned(),
        kind: was.kind,
        what: DiffKind::Changed,
        before,
        after,
        compile,
        level,
        why,
        within: None,
    };
    if !new.accepts(path, &was.form, &now.form) {
        let why = compile::reason(&was.form, &now.form);
        return vec![change(form_text(&was.form), form_text(&now.form), true, Level::Major, why)];
    }
    let mut changes = Vec::new();
    for (aspect, before, after) in wire::differences(was, now) {
        let (level, why) = wire::effect(aspect);
        changes.push(change(before, after, false, level, why));
    }
    if form_text(&was.form) != form_text(&now.form) && changes.is_empty() && is_widened(&was.form, &now.form)
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
    changes
}

/// Returns true for functions that compile as before but differ: an argument that accepts more, a request builder with
/// more settings.
fn is_widened(was: &Form, now: &Form) -> bool {
    matches!((was, now), (Form::Function(was), Form::Function(now)) if was != now)
}

/// Marks items that were removed or added together with their parent.
fn mark_implied(changes: &mut [Change], old: &Surface, new: &Surface, renamed: &BTreeSet<String>) {
    let independent: BTreeSet<(String, bool)> = changes
        .iter()
        .filter(|change| change.what != DiffKind::Changed)
        .map(|change| (change.path.clone(), change.what == DiffKind::Added))
        .chain(renamed.iter().map(|path| (path.clone(), true)))
        .collect();
    let parents = |surface: &Surface, path: &str| {
        let mut parents = Vec::new();
        let mut at = surface.items.get(path).and_then(|item| item.parent.clone());
        while let Some(parent) = at.filter(|_| parents.len() < 8) {
            at = surface.items.get(&parent).and_then(|item| item.parent.clone());
            parents.push(parent);
        }
        parents
    };
    for change in changes.iter_mut().filter(|change| change.what != DiffKind::Changed) {
        let added = change.what == DiffKind::Added;
        let surface = if added { new } else { old };
        let parents = parents(surface, &change.path);
        change.within = parents.into_iter().find(|parent| independent.contains(&(parent.clone(), added)));
    }
}

/// Formats a form for people.
fn form_text(form: &Form) -> Option<String> {
    match form {
        Form::Struct => Some("struct".to_owned()),
        Form::Enumeration(kept) => {
            Some(format!("enum of {}", if *kept == "String" { "strings" } else { "values" }))
        }
        Form::Union => Some("enum".to_owned()),
        Form::Alias(ty) => Some(format!("type = {ty}")),
        Form::Newtype(ty) => Some(format!("struct({ty})")),
        Form::Trait(_) | Form::From(_) | Form::Handle | Form::Variant(None) => None,
        Form::Field(ty) | Form::Variant(Some(ty)) => Some(ty.clone()),
        Form::Call(outcome) => Some(format!("→ {}, {}", outcome.success, outcome.error)),
        Form::Function(function) => Some(function_text(function)),
        Form::Named(required, fields) => {
            let fields: Vec<String> =
                fields.iter().map(|(name, argument)| format!("{name}: {}", argument.written())).collect();
            Some(format!("({required} {{ {} }})", fields.join(", ")))
        }
    }
}

fn function_text(function: &Function) -> String {
    let arguments: Vec<String> =
        function.arguments.iter().map(|(name, argument)| format!("{name}: {}", argument.written())).collect();
    let returns = match &function.returns {
        Returns::Itself => String::new(),
        Returns::Handle(handle) => format!(" → {handle}"),
        Returns::Option(ty) => format!(" → {ty}"),
        Returns::Stream(_, outcome) => format!(" → stream of {}, {}", outcome.success, outcome.error),
        Returns::Call(outcome, _) => format!(" → {}, {}", outcome.success, outcome.error),
    };
    format!("({}){returns}", arguments.join(", "))
}

/// Returns the word for a kind of item.
pub(crate) fn kind_word(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Module => "module",
        ItemKind::Type => "type",
        ItemKind::Field => "field",
        ItemKind::Variant => "variant",
        ItemKind::Trait => "trait",
        ItemKind::Constructor => "constructor",
        ItemKind::Setter => "setter",
        ItemKind::Group => "group",
        ItemKind::Operation => "operation",
        ItemKind::Call => "call",
        ItemKind::Parameter => "parameter",
        ItemKind::Error => "error",
        ItemKind::Answer => "response",
        ItemKind::Headers => "headers",
        ItemKind::Header => "header",
        ItemKind::Setting => "setting",
    }
}

/// Returns the words for an aspect of the wire.
pub(crate) fn aspect_word(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Key => "JSON key",
        Aspect::Absent => "when absent",
        Aspect::Literal => "value",
        Aspect::Guard => "matched by",
        Aspect::Status => "status",
        Aspect::Arguments => "sent as",
        Aspect::Request => "request",
        Aspect::Sends => "media type",
        Aspect::Decodes => "response",
        Aspect::Security => "credentials",
        Aspect::Server => "server",
        Aspect::Credential => "credential sent as",
        Aspect::Paging => "pagination",
        Aspect::Limits => "limits",
    }
}
