//! What a change of a document is to those who use the crate: two surfaces compared, each difference classed by what it
//! does to a caller that compiles today and to one that runs today.

mod accept;
mod json;
mod markdown;
mod modules;
mod revision;
mod run;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use crate::review::surface::{Aspect, Form, Function, Item, ItemKind, Returns, Surface};

use accept::NewSurface;
pub use json::json;
pub use markdown::markdown;
pub use modules::{Module, compare_modules};
pub use revision::{Rejected, revision};
pub use text::{counted, text};

/// How large a step of the version a difference asks for (semver 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Texts only.
    Patch,
    /// Something new, or something that runs a little differently.
    Minor,
    /// A caller no longer compiles, or compiles and does something else.
    Major,
}

impl Level {
    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// What happened to a public thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// It is gone.
    Removed,
    /// The same thing of the document has another name.
    Renamed,
    /// It is another one.
    Changed,
    /// It is new.
    Added,
}

/// A difference between two surfaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The path of the thing: its old one, unless it is new.
    pub path: String,
    /// What kind of thing it is.
    pub kind: ItemKind,
    /// What happened to it.
    pub what: What,
    /// What it was, as far as that says something.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
    /// Whether a caller of it no longer compiles.
    pub compile: bool,
    /// The step that it asks for.
    pub level: Level,
    /// What that means for a caller.
    pub why: &'static str,
    /// The change that says it already: that of what this is in.
    pub within: Option<String>,
}

/// Every difference, in order of path; those that another one says already are marked.
pub fn compare(old: &Surface, new: &Surface) -> Vec<Change> {
    let target = NewSurface::new(new);
    let heirs = Heirs::new(old, new);
    let mut changes: Vec<Change> = Vec::new();
    for (path, item) in &old.items {
        match target.find(path) {
            None => changes.push(removed(path, item, &heirs)),
            Some(now) => changes.extend(changed(path, item, now, &target)),
        }
    }
    let added = new.items.iter().filter(|(path, _)| !old.items.contains_key(*path));
    let renamed: BTreeSet<String> = changes
        .iter()
        .filter(|change| change.what == What::Renamed)
        .filter_map(|change| change.after.clone())
        .collect();
    for (path, item) in added.filter(|(path, _)| !renamed.contains(*path)) {
        changes.push(added_item(path, item));
    }
    mark_implied(&mut changes, old, new, &renamed);
    changes.sort_by(|a, b| (&a.path, a.what).cmp(&(&b.path, b.what)));
    changes
}

/// The differences that no other one says already.
pub fn told(changes: &[Change]) -> Vec<&Change> {
    changes.iter().filter(|change| change.within.is_none()).collect()
}

/// The largest step that any of them asks for.
pub fn level(changes: &[Change]) -> Option<Level> {
    changes.iter().map(|change| change.level).max()
}

/// What is new, by what it is in the document: there a thing stays what it is under another name.
struct Heirs<'a>(BTreeMap<(ItemKind, &'a str, Option<&'a str>), &'a str>);

impl<'a> Heirs<'a> {
    fn new(old: &Surface, new: &'a Surface) -> Self {
        let mut heirs = BTreeMap::new();
        for (path, item) in new.items.iter().filter(|(path, _)| !old.items.contains_key(*path)) {
            heirs.entry((item.kind, item.origin.as_str(), item.parent.as_deref())).or_insert(path.as_str());
        }
        Self(heirs)
    }

    fn of(&self, item: &Item) -> Option<String> {
        let heir = self.0.get(&(item.kind, item.origin.as_str(), item.parent.as_deref()));
        heir.map(|path| (*path).to_owned())
    }
}

fn removed(path: &str, item: &Item, heirs: &Heirs<'_>) -> Change {
    let heir = heirs.of(item);
    let what = if heir.is_some() { What::Renamed } else { What::Removed };
    let before = match what {
        What::Renamed => None,
        _ => said(&item.form),
    };
    let why = match what {
        What::Renamed => "code that names it must use the new name",
        _ => "code that uses it no longer compiles",
    };
    Change {
        path: path.to_owned(),
        kind: item.kind,
        what,
        before,
        after: heir,
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
        what: What::Added,
        before: None,
        after: said(&item.form),
        compile: false,
        level: Level::Minor,
        why,
        within: None,
    }
}

/// What differs in a thing that is still there: what the compiler sees first, then the wire, then the texts.
fn changed(path: &str, was: &Item, now: &Item, new: &NewSurface<'_>) -> Vec<Change> {
    let change = |before, after, compile, level, why| Change {
        path: path.to_owned(),
        kind: was.kind,
        what: What::Changed,
        before,
        after,
        compile,
        level,
        why,
        within: None,
    };
    if !new.accepts(path, &was.form, &now.form) {
        let why = accept::why(&was.form, &now.form);
        return vec![change(said(&was.form), said(&now.form), true, Level::Major, why)];
    }
    let mut changes = Vec::new();
    for (aspect, before, after) in run::differences(was, now) {
        let (level, why) = run::effect(aspect);
        changes.push(change(before, after, false, level, why));
    }
    if said(&was.form) != said(&now.form) && changes.is_empty() && widened(&was.form, &now.form) {
        let why = "every argument accepted before is still accepted";
        changes.push(change(said(&was.form), said(&now.form), false, Level::Minor, why));
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

/// Functions that compile as before but say something else: an argument that takes more, a call with more settings.
fn widened(was: &Form, now: &Form) -> bool {
    matches!((was, now), (Form::Function(was), Form::Function(now)) if was != now)
}

/// Marks what is gone or new because what it is in is.
fn mark_implied(changes: &mut [Change], old: &Surface, new: &Surface, renamed: &BTreeSet<String>) {
    let told: BTreeSet<(String, bool)> = changes
        .iter()
        .filter(|change| change.what != What::Changed)
        .map(|change| (change.path.clone(), change.what == What::Added))
        .chain(renamed.iter().map(|path| (path.clone(), true)))
        .collect();
    let homes = |surface: &Surface, path: &str| {
        let mut homes = Vec::new();
        let mut at = surface.items.get(path).and_then(|item| item.parent.clone());
        while let Some(home) = at.filter(|_| homes.len() < 8) {
            at = surface.items.get(&home).and_then(|item| item.parent.clone());
            homes.push(home);
        }
        homes
    };
    for change in changes.iter_mut().filter(|change| change.what != What::Changed) {
        let added = change.what == What::Added;
        let surface = if added { new } else { old };
        let homes = homes(surface, &change.path);
        change.within = homes.into_iter().find(|home| told.contains(&(home.clone(), added)));
    }
}

/// A form as a person reads it.
fn said(form: &Form) -> Option<String> {
    match form {
        Form::Struct => Some("struct".to_owned()),
        Form::Enumeration(kept) => {
            Some(format!("enum of {}", if *kept == "String" { "strings" } else { "values" }))
        }
        Form::Union => Some("enum".to_owned()),
        Form::Alias(ty) => Some(format!("type = {ty}")),
        Form::Newtype(ty) => Some(format!("struct({ty})")),
        Form::Trait(_) | Form::Handle | Form::Variant(None) => None,
        Form::Field(ty) | Form::Variant(Some(ty)) => Some(ty.clone()),
        Form::Call(outcome) => Some(format!("→ {}, {}", outcome.success, outcome.error)),
        Form::Function(function) => Some(function_said(function)),
    }
}

fn function_said(function: &Function) -> String {
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

/// What a person calls such a thing.
pub(crate) fn word(kind: ItemKind) -> &'static str {
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

/// An aspect of the wire as a person reads it.
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
