//! The differences between two versions as the page shows them.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::compare::{Comparisons, Difference, Located};
use super::item;
use super::lines::{self, Line};
use super::place;
use super::reach::{Affected, Reach};
use super::version::Version;
use crate::review::diff::{self, Change, DiffKind, Level};
use crate::review::surface::ItemKind;

/// A difference, with what a reviewer needs to judge it.
pub(super) struct Entry<'a> {
    pub(super) change: &'a Change,
    /// The anchor: the same as long as the path is.
    pub(super) id: String,
    /// The API's module.
    pub(super) module: Option<&'a str>,
    /// The differences that this one implies.
    pub(super) implied: Vec<&'a Change>,
    pub(super) document: Document,
    /// The Rust item before and after.
    pub(super) rust: Vec<Line>,
    /// The operations that reach the type, and the groups that it belongs to.
    pub(super) affected: Rc<Affected<'a>>,
}

/// What the document says about a difference.
pub(super) enum Document {
    /// It differs.
    Differs(Rc<Difference>),
    /// It is the same there, and in all that it refers to, but was elsewhere: both fragments.
    Moved(String, String),
    /// It is the same there, and in all that it refers to.
    Same,
    /// There is no place in it.
    Nowhere,
}

/// How much is shown of one difference.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// The lines of the document or of Rust.
    pub(super) lines: usize,
    /// The names of a list.
    pub(super) names: usize,
}

/// Returns the limits for so many differences: a large page stays readable and small.
pub(super) fn limits(count: usize) -> Limits {
    match count {
        0..=100 => Limits { lines: 60, names: 24 },
        101..=400 => Limits { lines: 32, names: 16 },
        _ => Limits { lines: 18, names: 8 },
    }
}

/// Returns the differences that no other one implies, in order of path.
pub(super) fn entries<'a>(changes: &'a [Change], old: &'a Version, new: &'a Version) -> Vec<Entry<'a>> {
    let independent = diff::independent(changes);
    let most = limits(independent.len()).lines;
    let mut implied: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
    for change in changes {
        if let Some(within) = &change.within {
            implied.entry(within).or_default().push(change);
        }
    }
    let (reach, comparisons) = ([reach(old), reach(new)], Comparisons::new(most));
    let versions = Versions { old, new, reach, comparisons, most };
    let mut ids = Ids::default();
    let entry = |change: &&'a Change| {
        let implied = match change.what {
            DiffKind::Changed => Vec::new(),
            _ => implied.remove(change.path.as_str()).unwrap_or_default(),
        };
        versions.entry(change, ids.id(&change.path), implied)
    };
    independent.iter().map(entry).collect()
}

type ReachByModule<'a> = BTreeMap<Option<&'a str>, Reach<'a>>;

fn reach(version: &Version) -> ReachByModule<'_> {
    version.apis().map(|api| (api.module, Reach::new(api))).collect()
}

struct Versions<'a> {
    old: &'a Version,
    new: &'a Version,
    /// That of the old version and of the new one.
    reach: [ReachByModule<'a>; 2],
    comparisons: Comparisons<'a>,
    most: usize,
}

impl<'a> Versions<'a> {
    fn entry(&self, change: &'a Change, id: String, implied: Vec<&'a Change>) -> Entry<'a> {
        let old = self.old.find(&change.path);
        let new = self.new.find(change.now.as_deref().unwrap_or(&change.path));
        let is_added = change.what == DiffKind::Added;
        let (api, reach) = if is_added { (new, &self.reach[1]) } else { (old, &self.reach[0]) };
        let affected = api.and_then(|(api, path)| Some(reach.get(&api.module)?.affected(path)));
        let affected = affected.unwrap_or_default();
        Entry {
            change,
            id,
            module: api.and_then(|(api, _)| api.module),
            implied,
            document: self.document(change, old, new),
            rust: self.rust(change, old, new),
            affected,
        }
    }

    fn document(&self, change: &Change, old: Located<'a, '_>, new: Located<'a, '_>) -> Document {
        let at = |located: Located<'a, '_>| located.and_then(|(api, path)| place::locate(api, path));
        let (was, now) = (at(old), at(new));
        if change.kind == ItemKind::Module || was.is_none() && now.is_none() {
            return Document::Nowhere;
        }
        let are_texts = change.level == Level::Patch;
        match (self.comparisons.difference(old, new, are_texts), was, now) {
            (Some(difference), ..) => Document::Differs(difference),
            (None, Some(was), Some(now)) if was != now => {
                Document::Moved(format!("#{was}"), format!("#{now}"))
            }
            (None, ..) => Document::Same,
        }
    }

    fn rust(&self, change: &Change, old: Located<'a, '_>, new: Located<'a, '_>) -> Vec<Line> {
        let before = text(old).filter(|_| change.what != DiffKind::Added).unwrap_or_default();
        let after = text(new).filter(|_| change.what != DiffKind::Removed).unwrap_or_default();
        let texts = match (&change.before, &change.after) {
            _ if before != after => [before, after],
            // What the compiler does not see: how it is sent.
            (Some(was), Some(now)) => [format!("{before}\n// {was}"), format!("{after}\n// {now}")],
            _ => [documented(old, &before), documented(new, &after)],
        };
        match lines::compare(&texts[0], &texts[1], self.most) {
            lines if lines.is_empty() => lines::plain(&texts[1], self.most),
            lines => lines,
        }
    }
}

fn text(located: Located<'_, '_>) -> Option<String> {
    located.and_then(|(api, path)| item::text(api.surface, path))
}

fn documented(located: Located<'_, '_>, text: &str) -> String {
    let item = located.and_then(|(api, path)| api.surface.items.get(path));
    item.map(item::documentation).unwrap_or_default() + text
}

/// The anchors given so far.
#[derive(Default)]
pub(super) struct Ids(BTreeMap<String, usize>);

impl Ids {
    /// Returns the anchor of a path: `c.types.Tag.name` of `types::Tag::name`. A further one of the same path is numbered.
    pub(super) fn id(&mut self, path: &str) -> String {
        let plain = |c: char| match c {
            c if c.is_alphanumeric() || matches!(c, '_' | '.' | '(' | ')') => c,
            _ => '-',
        };
        let id: String = format!("c.{}", path.replace("::", ".")).chars().map(plain).collect();
        let count = self.0.entry(id.clone()).or_default();
        *count += 1;
        if *count == 1 { id } else { format!("{id}-{count}") }
    }
}
