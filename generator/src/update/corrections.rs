//! Tries every correction on a new document.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};

use super::{Renewed, Update, moved};
use crate::base::pointer::Pointer;
use crate::diagnostic::code::{UPDATE_GUARD, UPDATE_HEALED};
use crate::diagnostic::locate::locate_all;
use crate::diagnostic::{Code, Diagnostic, File, FileId, Files, Location, Report, Severity, StandIn};
use crate::input::load;
use crate::input::overlay::{self, Action, Applier, Change, Overlay};
use crate::review::quirks::{self, State, TriedAction};
use crate::source;

/// An action of an overlay, and its state with the new document.
#[derive(Debug, Clone)]
pub struct Correction {
    /// The module of its API.
    pub module: String,
    /// The id of its quirk; `None` for an action without evidence.
    pub id: Option<String>,
    /// Why it was written, in the author's words.
    pub description: String,
    /// Its overlay, relative to the workspace.
    pub file: String,
    /// The line of the action there.
    pub line: usize,
    /// Its state.
    pub verdict: Verdict,
    /// The pointer of the action in its overlay.
    pointer: Pointer,
}

/// The state of a correction with a new document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It applies, and what it is about is published as before.
    Holds,
    /// What it is about is published differently.
    Stale,
    /// Its target selects nothing.
    NeverMatched,
    /// It cannot be applied.
    Broken,
    /// Its target selects nothing, which the settings allow.
    Skipped,
    /// The document says itself what it would set.
    Healed,
}

impl Verdict {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Holds => State::Holds.word(),
            Self::Stale => State::Stale.word(),
            Self::NeverMatched => State::NeverMatched.word(),
            Self::Broken => State::Broken.word(),
            Self::Skipped => State::Skipped.word(),
            Self::Healed => "healed",
        }
    }
}

impl From<State> for Verdict {
    fn from(state: State) -> Self {
        match state {
            State::Holds => Self::Holds,
            State::Stale => Self::Stale,
            State::NeverMatched => Self::NeverMatched,
            State::Broken => Self::Broken,
            State::Skipped => Self::Skipped,
        }
    }
}

/// Tries the corrections of all new documents. Returns whether every one can be applied.
pub(super) fn try_all(renewed: &[Renewed<'_>], update: &mut Update) -> bool {
    let mut all_apply = true;
    for renewed in renewed {
        all_apply &= try_on(renewed, update).is_some();
    }
    all_apply
}

/// Tries the corrections of one document; `None` if one of them cannot be applied.
fn try_on(renewed: &Renewed<'_>, update: &mut Update) -> Option<()> {
    let Update { texts, report, corrections, .. } = update;
    let api = renewed.api;
    let file = source::read(&api.document, &api.shown_from, texts, report)?;
    let published = load::load(texts, file, &mut Report::default());
    let Some(published) = published else {
        // Reported once, with its location.
        load::load(texts, file, report);
        return None;
    };
    let before = report.error_count();
    let mut tried = quirks::attempt(api, file, &published, texts, report);
    let old = old_value(renewed);
    let healed = healed(&tried, &published, old.as_ref());
    if let Some(old) = &old {
        moved::check(&mut tried, old, &published);
    }
    let places = places(&tried, texts);
    let mut applies = report.error_count() == before;
    for ((one, is_healed), (file, line)) in tried.into_iter().zip(healed).zip(places) {
        // What may be skipped is no obstacle, and is told of again when the client is generated, as is what holds.
        let applies_itself = matches!(one.listed.state, State::Holds | State::Skipped);
        applies &= applies_itself;
        let verdict = if is_healed { Verdict::Healed } else { one.listed.state.into() };
        match is_healed {
            true => report_healed(&one, if applies_itself { &UPDATE_HEALED } else { &UPDATE_GUARD }, report),
            false if !applies_itself => report.extend(one.report),
            false => {}
        }
        let (module, id, description) = (one.listed.module, one.listed.id, one.listed.description);
        let pointer = one.action.pointer;
        corrections.push(Correction { module, id, description, file, line, verdict, pointer });
    }
    applies.then_some(())
}

fn report_healed(one: &TriedAction, code: &'static Code, report: &mut Report) {
    let quirk = one.listed.id.as_ref().map(|id| format!("quirk {id}: ")).unwrap_or_default();
    let message = match one.action.change {
        Change::Remove => format!("{quirk}the document no longer has what this action removes"),
        _ => format!("{quirk}the document now says what this action sets"),
    };
    report.add(code, Location::Source(one.file, one.action.pointer.clone()), message);
}

/// Leaves healed actions out of the overlays, to see what the new documents mean without them. Returns false if other
/// corrections do not hold: nobody knows what becomes of those.
pub(super) fn leave_out_healed(renewed: &[Renewed<'_>], update: &mut Update) -> bool {
    let is_known =
        |one: &Correction| matches!(one.verdict, Verdict::Holds | Verdict::Healed | Verdict::Skipped);
    if !update.corrections.iter().all(is_known) || has_other_errors(&update.report) {
        return false;
    }
    for api in renewed.iter().map(|renewed| renewed.api) {
        for path in &api.overlays {
            let name = source::display_path(path, &api.shown_from);
            let healed = update.corrections.iter().filter(|one| one.verdict == Verdict::Healed);
            let healed: BTreeSet<&Pointer> =
                healed.filter(|one| one.file == name).map(|one| &one.pointer).collect();
            if let Some(text) = without(path, &healed) {
                let file = File { name, text };
                update.texts.stand_in(path.clone(), StandIn { file, is_alone: false });
            }
        }
    }
    true
}

/// Returns true if a report has errors besides healed corrections.
pub(super) fn has_other_errors(report: &Report) -> bool {
    let is_other =
        |found: &Diagnostic| found.code.severity == Severity::Error && found.code.id != UPDATE_GUARD.id;
    report.diagnostics.iter().any(is_other)
}

/// Returns an overlay with some of its actions doing nothing; `None` if it has none of them.
fn without(path: &Path, actions: &BTreeSet<&Pointer>) -> Option<String> {
    let (mut texts, mut report) = (Files::default(), Report::default());
    let file = source::read(path, Path::new(""), &mut texts, &mut report).filter(|_| !actions.is_empty())?;
    let mut overlay = load::load(&texts, file, &mut report)?;
    for at in actions {
        // It selects, and changes nothing. The others keep their pointers, and no two actions are the same.
        *overlay.pointer_mut(at.as_str())? = json!({"target": "$", "description": at.as_str()});
    }
    Some(overlay.to_string())
}

/// Returns the document on disk, if it can be read.
fn old_value(renewed: &Renewed<'_>) -> Option<Value> {
    let (mut texts, mut report) = (Files::default(), Report::default());
    let api = renewed.api;
    let file = source::read(&api.document, &api.shown_from, &mut texts, &mut report)?;
    load::load(&texts, file, &mut report)
}

/// Returns the overlay and the line of each action.
fn places(tried: &[TriedAction], texts: &Files) -> Vec<(String, usize)> {
    let files: BTreeSet<FileId> = tried.iter().map(|one| one.file).collect();
    let mut places = vec![(String::new(), 1); tried.len()];
    for file in files {
        let File { name, text } = texts.get(file).cloned().unwrap_or_default();
        let own: Vec<usize> = (0..tried.len()).filter(|index| tried[*index].file == file).collect();
        let pointers: Vec<_> = own.iter().map(|index| &tried[*index].action.pointer).collect();
        for (index, (line, _)) in own.iter().zip(locate_all(&text, &pointers)) {
            places[*index] = (name.clone(), line);
        }
    }
    places
}

/// Returns whether each action is part of a quirk that the new document no longer has: its actions change nothing
/// there, and did in the old one.
fn healed(tried: &[TriedAction], new: &Value, old: Option<&Value>) -> Vec<bool> {
    let mut quirks: BTreeMap<&str, Vec<&TriedAction>> = BTreeMap::new();
    for one in tried {
        if let Some(id) = &one.listed.id {
            quirks.entry(id).or_default().push(one);
        }
    }
    let is_healed = |actions: &[&TriedAction]| {
        // What holds and has a guard is about a value that is still there.
        let is_open = actions.iter().any(|one| one.listed.state != State::Holds || !one.listed.guarded);
        is_open && changes_nothing(actions, new) && !old.is_some_and(|old| changes_nothing(actions, old))
    };
    let of_quirk: BTreeMap<&str, bool> =
        quirks.iter().map(|(id, actions)| (*id, is_healed(actions))).collect();
    let of_one = |one: &TriedAction| match &one.listed.id {
        Some(id) => of_quirk.get(id.as_str()).copied().unwrap_or_default(),
        None => is_healed(&[one]),
    };
    tried.iter().map(of_one).collect()
}

/// Returns true if a document already is what the actions of a quirk make of it.
fn changes_nothing(actions: &[&TriedAction], document: &Value) -> bool {
    let is_change = |one: &&TriedAction| !matches!(one.action.change, Change::Nothing);
    let is_own = actions.iter().all(|one| one.action.file.is_none());
    is_own
        && actions.iter().any(is_change)
        && (actions.iter().all(|one| is_contained(&one.action, document)) || is_undone(actions, document))
}

/// Returns true if a document contains what an action sets, or lacks what it removes where that would be.
fn is_contained(action: &Action, document: &Value) -> bool {
    let target = &action.target.text;
    let selected = overlay::selected(target, document);
    let values = || selected.iter().filter_map(|at| document.pointer(at.as_str()));
    match &action.change {
        Change::Nothing => !selected.is_empty(),
        Change::Remove => {
            let (holder, _) = overlay::last_segment(target);
            selected.is_empty() && !overlay::selected(holder, document).is_empty()
        }
        Change::Update(value) => !selected.is_empty() && values().all(|there| contains(there, value)),
        Change::Copy(_) => false,
    }
}

/// Returns true if merging a value would add nothing but repetitions.
fn contains(there: &Value, value: &Value) -> bool {
    match (there, value) {
        (Value::Object(there), Value::Object(value)) => {
            value.iter().all(|(key, value)| there.get(key).is_some_and(|there| contains(there, value)))
        }
        (Value::Array(there), Value::Array(value)) => value.iter().all(|one| there.contains(one)),
        (Value::Array(there), value) => there.contains(value),
        (there, value) => there == value,
    }
}

/// Returns true if a document is the same after all actions, although not after each: one removes a value, and another
/// puts it there again.
fn is_undone(actions: &[&TriedAction], document: &Value) -> bool {
    let Some(first) = actions.first() else { return false };
    let overlay = Overlay {
        file: first.file,
        title: String::new(),
        extends: None,
        lenient: false,
        actions: actions.iter().map(|one| one.action.clone()).collect(),
    };
    let mut value = document.clone();
    let mut applier = Applier::new(&value, document, first.file, &overlay);
    for action in &overlay.actions {
        // Guards are of no interest here: they are about the old document.
        let has_applied = applier.apply_action(action, &mut value, &mut Report::default()).is_some();
        if !has_applied && !is_contained(action, document) {
            return false;
        }
    }
    value == *document
}
