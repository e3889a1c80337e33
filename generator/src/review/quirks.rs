//! Lists every correction of a workspace with its evidence, whether it still holds, and what it changes.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::base::pointer::Pointer;
use crate::diagnostic::code::{OVERLAY_NO_MATCH, OVERLAY_SKIPPED, QUIRK_CHANGED};
use crate::diagnostic::{FileId, Files, Report};
use crate::input::load;
use crate::input::overlay::{self, Action, Applied, Applier, Overlay};
use crate::source::{self, ApiSource};
use crate::text::plural::pluralize;
use crate::text::print::escape_line;

/// Whether a correction still matches the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It applies, and the published value is unchanged.
    Holds,
    /// The published value has changed since it was written.
    Stale,
    /// Its target selects nothing.
    NeverMatched,
    /// Its target selects nothing, which is allowed.
    Skipped,
    /// It cannot be applied.
    Broken,
}

impl State {
    /// Returns the words that are printed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Stale => "stale",
            Self::NeverMatched => "never matched",
            Self::Skipped => "skipped",
            Self::Broken => "broken",
        }
    }
}

/// An action of an overlay and its state.
#[derive(Debug, Clone)]
pub struct ListedAction {
    /// The API's module.
    pub module: String,
    /// The quirk's id; `None` for an action without evidence.
    pub id: Option<String>,
    /// Why, in the author's words.
    pub description: String,
    /// Where the correct behaviour is documented.
    pub source: String,
    /// What it selects.
    pub target: String,
    /// True if it has a guard, so that a change of the published value is noticed.
    pub guarded: bool,
    /// Whether it still matches.
    pub state: State,
    /// The pointers of the values that it changes.
    pub changes: Vec<String>,
    /// The guarded value as it was published; null if nothing was.
    pub published: Option<Value>,
    /// What became of the quirk.
    pub status: Option<String>,
    /// Anything else worth knowing.
    pub note: Option<String>,
    /// The first of the values that it changes, as published and after it.
    pub effects: Vec<Effect>,
}

/// A value that an action changes.
#[derive(Debug, Clone)]
pub struct Effect {
    /// Where it is.
    pub pointer: Pointer,
    /// The value as published; `None` if there was none.
    pub before: Option<Value>,
    /// The value after the action; `None` if there is none.
    pub after: Option<Value>,
}

/// The most values of one action that are kept.
const MAX_EFFECTS: usize = 4;

/// Returns the first values that an action changed.
fn effects(applied: &Applied, published: &Value, now: &Value) -> Vec<Effect> {
    let value = |document: &Value, at: &Pointer| document.pointer(at.as_str()).cloned();
    let effect =
        |at: &Pointer| Effect { pointer: at.clone(), before: value(published, at), after: value(now, at) };
    places(applied).take(MAX_EFFECTS).map(effect).collect()
}

/// Returns the values that an action changed, or those that it selected.
fn places(applied: &Applied) -> impl Iterator<Item = &Pointer> {
    let changed = if applied.changed.is_empty() { &applied.matched } else { &applied.changed };
    changed.iter()
}

/// An action that was tried on the document as published.
#[derive(Debug, Clone)]
pub struct TriedAction {
    /// The action.
    pub action: Action,
    /// The overlay that it is part of.
    pub file: FileId,
    /// What is shown of it.
    pub listed: ListedAction,
    /// Its diagnostics.
    pub report: Report,
}

/// Returns the corrections of an API in the order in which they are applied. Errors are added to the report.
pub fn list(api: &ApiSource, texts: &mut Files, report: &mut Report) -> Vec<ListedAction> {
    let Some(document) = source::read(&api.document, &api.shown_from, texts, report) else {
        return Vec::new();
    };
    let Some(published) = load::load(texts, document, report) else { return Vec::new() };
    let tried = attempt(api, document, &published, texts, report);
    let listed = tried.into_iter().map(|tried| {
        report.extend(tried.report);
        tried.listed
    });
    listed.collect()
}

/// Tries the corrections of an API on a document, in the order in which they are applied. Errors of overlays that cannot be
/// read are added to the report.
pub fn attempt(
    api: &ApiSource,
    document: FileId,
    published: &Value,
    texts: &mut Files,
    report: &mut Report,
) -> Vec<TriedAction> {
    let module = api.module.clone().unwrap_or_default();
    let mut value = published.clone();
    let mut tried = Vec::new();
    let mut others = Others { api, values: BTreeMap::new() };
    for path in &api.overlays {
        let Some(file) = source::read(path, &api.shown_from, texts, report) else { continue };
        let parsed = load::load(texts, file, report).and_then(|value| overlay::parse(&value, file, report));
        let Some(parsed) = parsed else { continue };
        let parsed = Overlay { lenient: api.lenient, ..parsed };
        let mut applier = Applier::new(&value, published, document, &parsed);
        for action in &parsed.actions {
            let mut own = Report::default();
            let has_ended = applier.has_ended;
            let applied = match &action.file {
                Some(name) => others.apply(name, action, &parsed, texts, &mut own),
                None => applier.apply_action(action, &mut value, &mut own).map(|applied| {
                    let effects = effects(&applied, published, &value);
                    (applied, effects)
                }),
            };
            let state = if has_ended { State::Broken } else { state(&own) };
            let listed = entry(action, &module, state, applied);
            tried.push(TriedAction { action: action.clone(), file, listed, report: own });
        }
    }
    tried
}

/// The other files that actions are for, by the names that the actions give them: as published, and corrected so far.
struct Others<'a> {
    api: &'a ApiSource,
    values: BTreeMap<String, Option<(FileId, Value, Value)>>,
}

impl Others<'_> {
    /// Applies an action to its file.
    fn apply(
        &mut self,
        name: &str,
        action: &Action,
        overlay: &Overlay,
        texts: &mut Files,
        report: &mut Report,
    ) -> Option<(Applied, Vec<Effect>)> {
        if !self.values.contains_key(name) {
            let read = self.read(name, texts, report);
            self.values.insert(name.to_owned(), read);
        }
        let (file, published, value) = self.values.get_mut(name)?.as_mut()?;
        let alone = Overlay { actions: vec![action.clone()], ..overlay.clone() };
        let applied = overlay::apply(value, published, *file, &alone, report).pop()?;
        let effects = effects(&applied, published, value);
        Some((applied, effects))
    }

    fn read(&self, name: &str, texts: &mut Files, report: &mut Report) -> Option<(FileId, Value, Value)> {
        let folder = self.api.document.parent().unwrap_or(Path::new(""));
        let allowed = self.api.root.as_deref().unwrap_or(folder);
        let path = std::path::absolute(folder.join(name)).ok()?;
        let file = source::read_within(allowed, &path, &self.api.shown_from, texts, report)?;
        let value = load::load(texts, file, report)?;
        Some((file, value.clone(), value))
    }
}

fn state(report: &Report) -> State {
    let says = |id: &str| report.diagnostics.iter().any(|diagnostic| diagnostic.code.id == id);
    match () {
        () if says(QUIRK_CHANGED.id) => State::Stale,
        () if says(OVERLAY_NO_MATCH.id) => State::NeverMatched,
        () if says(OVERLAY_SKIPPED.id) => State::Skipped,
        () if report.has_errors() => State::Broken,
        () => State::Holds,
    }
}

fn entry(
    action: &Action,
    module: &str,
    state: State,
    applied: Option<(Applied, Vec<Effect>)>,
) -> ListedAction {
    let changes = applied.iter().flat_map(|(applied, _)| places(applied)).map(ToString::to_string).collect();
    let quirk = action.quirk.as_ref();
    let words =
        |text: Option<&str>| text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    ListedAction {
        module: module.to_owned(),
        id: action.quirk.as_ref().map(|quirk| quirk.id.clone()),
        description: words(action.description.as_deref()),
        source: words(action.quirk.as_ref().map(|quirk| quirk.source.as_str())),
        target: action.target.text.clone(),
        guarded: action.quirk.as_ref().is_some_and(|quirk| quirk.published.is_some()),
        state,
        changes,
        published: quirk.and_then(|quirk| quirk.published.clone()),
        status: quirk.and_then(|quirk| quirk.status.clone()),
        note: quirk.and_then(|quirk| quirk.note.clone()),
        effects: applied.map(|(_, effects)| effects).unwrap_or_default(),
    }
}

/// Writes them for people: one paragraph per quirk, its actions below it.
pub fn text(listed: &[ListedAction]) -> String {
    let mut text = String::new();
    let mut last = None;
    for one in listed {
        let name = format!("{} {}", one.module, escape_line(one.id.as_deref().unwrap_or("(no evidence)")));
        if last.as_ref() != Some(&name) {
            text += &format!("{}\n", name.trim());
        }
        last = Some(name);
        text += &format!(
            "  {:<13}  {}\n                 source: {}\n                 target: {}\n",
            one.state.word(),
            escape_line(&one.description),
            escape_line(&one.source),
            escape_line(&one.target)
        );
        if !one.guarded {
            text += "                 not guarded: add `published` to its `x-quirk`\n";
        }
        for change in one.changes.iter().take(MAX_SHOWN) {
            text += &format!("                 changes {}\n", escape_line(change));
        }
        if one.changes.len() > MAX_SHOWN {
            let more = one.changes.len() - MAX_SHOWN;
            text += &format!("                 … and {more} more {}\n", pluralize("location", more));
        }
    }
    text + &summary(listed)
}

/// The most locations of one action that are listed for people.
const MAX_SHOWN: usize = 4;

fn summary(listed: &[ListedAction]) -> String {
    let count = |state| listed.iter().filter(|one| one.state == state).count();
    let skipped = match count(State::Skipped) {
        0 => String::new(),
        number => format!(", {number} skipped"),
    };
    let unguarded = match listed.iter().filter(|one| !one.guarded).count() {
        0 => String::new(),
        number => format!(", {number} not guarded"),
    };
    format!(
        "{} hold, {} stale, {} never matched, {} broken{skipped}{unguarded}\n",
        count(State::Holds),
        count(State::Stale),
        count(State::NeverMatched),
        count(State::Broken)
    )
}

/// Returns them as JSON, for programs.
pub fn json(listed: &[ListedAction]) -> Value {
    let one = |listed: &ListedAction| {
        json!({
            "module": listed.module,
            "id": listed.id,
            "description": listed.description,
            "source": listed.source,
            "target": listed.target,
            "guarded": listed.guarded,
            "state": listed.state.word(),
            "changes": listed.changes,
        })
    };
    listed.iter().map(one).collect()
}
