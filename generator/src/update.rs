//! `truespec update`: gets the documents that vendors publish, finds out what they mean for the client, and takes them
//! over if nothing speaks against it.
//!
//! ```text
//! settings → obtain → corrections → compare → generate → store
//! ```
//!
//! | step | from → to |
//! |---|---|
//! | `obtain` | the sources of an API → its new document, or that there is none: not modified, or the same bytes |
//! | `corrections` | new document, overlays → each correction: holds, stale, never matched, broken or healed |
//! | `compare` | old and new documents → changes for users of the crate, and the diagnostics that are new |
//! | `store` | documents, lock, `generated/` → the disk: all of them or none |
//!
//! Where a step fails, those after it are not made and nothing is written. Without a new document nothing is generated,
//! unless there is no client.
//! If some corrections are healed, the client is compared as it would be without them.

mod compare;
mod corrections;
mod json;
mod lock;
mod markdown;
mod moved;
mod obtain;
mod store;
mod text;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::code::{UPDATE_NO_SOURCE, UPDATE_UNKNOWN_API};
use crate::diagnostic::near::nearest;
use crate::diagnostic::{File, Files, Location, Report, StandIn};
use crate::fetch::Limits;
use crate::generate_from;
use crate::review::diff::{self, Change, Level};
use crate::source::{self, ApiSource, Origin, Sources};
use crate::write::ChangeKind;
pub use corrections::{Correction, Verdict};
pub use json::json;
pub use markdown::markdown;
use obtain::{Found, Obtained};
pub use text::text;

/// What to update.
#[derive(Debug, Clone)]
pub struct Request {
    /// The folder of the workspace.
    pub root: PathBuf,
    /// The modules of the APIs; empty for all that name a source.
    pub apis: Vec<String>,
    /// Reads sources that are files only.
    pub offline: bool,
    /// What servers may take.
    pub limits: Limits,
    /// Whether anything is written.
    pub writes: bool,
}

/// A file that was written or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFile {
    /// Its path, relative to the workspace.
    pub path: String,
    /// Whether it is new, changed or gone.
    pub kind: ChangeKind,
}

/// The result of an update.
#[derive(Debug)]
pub struct Update {
    /// What became of it.
    pub outcome: Outcome,
    /// The APIs, in the order of the settings.
    pub apis: Vec<Api>,
    /// The corrections of the APIs that have a new document.
    pub corrections: Vec<Correction>,
    /// What the new documents mean for users of the crate.
    pub changes: Vec<Change>,
    /// Whether the changes are known: not if something failed before, or if an old document cannot be read.
    pub is_compared: bool,
    /// Whether they were compared without the healed corrections, which stand in the way.
    pub is_without_healed: bool,
    /// What is new about the documents, or why nothing is written.
    pub report: Report,
    /// The texts that the diagnostics are about.
    pub texts: Files,
    /// The files that were written, and removed.
    pub written: Vec<WrittenFile>,
    /// Whether the crate's version follows from the changes.
    pub is_versioned: bool,
}

/// What became of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Something speaks against it; nothing was written.
    Failed,
    /// No document has changed.
    Unchanged,
    /// There are new documents, or there is no client, which could be written.
    Changed,
    /// There are new documents, or there was no client, and they were written.
    Updated,
}

impl Outcome {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Unchanged => "unchanged",
            Self::Changed => "changed",
            Self::Updated => "updated",
        }
    }
}

/// An API that names a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// Its module.
    pub module: String,
    /// Its sources, as the settings name them.
    pub sources: Vec<String>,
    /// The path of its document, relative to the workspace.
    pub document: String,
    /// What was found there.
    pub state: State,
}

/// What was found at a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It was not looked at, as it needs a network.
    Skipped,
    /// It could not be obtained.
    Failed,
    /// It is the document of before.
    Unchanged,
    /// It is another document, with these numbers of bytes; `was` is `None` if there was none.
    Changed { was: Option<usize>, is: usize },
}

impl State {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::Failed => "failed",
            Self::Unchanged => "unchanged",
            Self::Changed { was: None, .. } => "new",
            Self::Changed { .. } => "changed",
        }
    }
}

impl Update {
    fn new(texts: Files, report: Report) -> Self {
        Self {
            outcome: Outcome::Failed,
            apis: Vec::new(),
            corrections: Vec::new(),
            changes: Vec::new(),
            is_compared: false,
            is_without_healed: false,
            report,
            texts,
            written: Vec::new(),
            is_versioned: false,
        }
    }

    /// Returns the level of the change for users of the crate, without what was accepted.
    pub fn open_level(&self) -> Option<Level> {
        diff::open_level(&self.changes)
    }

    /// Returns the level of the change for users of the crate.
    pub fn level(&self) -> Option<Level> {
        diff::level(&self.changes)
    }
}

/// An API with its new document.
struct Renewed<'s> {
    api: &'s ApiSource,
    obtained: Obtained,
}

/// Updates a workspace, or finds out what an update would do.
pub fn update(request: &Request) -> Update {
    let mut update = Update::new(Files::default(), Report::default());
    let read = source::read_workspace_to_update(&request.root, &mut update.texts, &mut update.report);
    let Some(sources) = read else { return update };
    let Some(selected) = select(&sources, &request.apis, &mut update.report) else { return update };
    let is_interrupted = store::is_interrupted(&request.root);
    if request.writes && !store::recover(&request.root, &sources, &mut update.report) {
        return update;
    }
    let apis = sources.apis.clone();
    let mut lock = lock::read(&request.root, &mut update.texts, &mut update.report);
    let renewed =
        obtain_all(request, &sources, apis.iter().filter(|api| selected(api)), &mut lock, &mut update);
    if update.report.has_errors() {
        return update;
    }
    let renewed = with_shared(renewed, &apis);
    let lock = lock.text(&sources);
    let is_known = update.apis.iter().all(|api| api.state == State::Unchanged);
    if is_known && !update.apis.is_empty() && (is_interrupted || !store::has_crate(&request.root)) {
        update.is_compared = true;
        return finish(request, &sources, &renewed, lock, update);
    }
    if renewed.is_empty() {
        update.outcome = Outcome::Unchanged;
        return if request.writes { store::store_lock(&request.root, lock, update) } else { update };
    }
    for renewed in &renewed {
        stand_in(renewed, &mut update.texts);
    }
    let all_hold = corrections::try_all(&renewed, &mut update);
    update.is_without_healed = !all_hold && corrections::leave_out_healed(&renewed, &mut update);
    let is_known = all_hold || update.is_without_healed;
    if !is_known || !compare::compare(&request.root, &sources, &renewed, &mut update) || !all_hold {
        return update;
    }
    finish(request, &sources, &renewed, lock, update)
}

/// Generates the crate, and writes it with the documents if the request says so.
fn finish(
    request: &Request,
    sources: &Sources,
    renewed: &[Renewed<'_>],
    lock: Option<String>,
    mut update: Update,
) -> Update {
    let generated = generate_from(sources, std::mem::take(&mut update.texts));
    update.texts = generated.texts;
    if generated.report.has_errors() {
        compare::add_errors(generated.report, &mut update);
        return update;
    }
    update.is_versioned = sources.settings.auto_version;
    update.outcome = Outcome::Changed;
    match request.writes {
        true => store::store(&request.root, renewed, lock, &generated.files, update),
        false => store::preview(&request.root, &generated.files, update),
    }
}

/// Returns which APIs are asked for; errors are reported.
fn select<'r>(
    sources: &Sources,
    asked: &'r [String],
    report: &mut Report,
) -> Option<impl Fn(&ApiSource) -> bool + use<'r>> {
    let published = &sources.settings.published;
    let modules: Vec<&str> = sources.apis.iter().filter_map(|api| api.module.as_deref()).collect();
    for name in asked {
        if !modules.contains(&name.as_str()) {
            let message = format!("the workspace has no API `{name}`");
            let hint = match nearest(name, modules.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its APIs are `{}`", modules.join("`, `")),
            };
            report.add_with_hint(&UPDATE_UNKNOWN_API, Location::Nowhere, message, hint);
        } else if !published.contains_key(name) {
            report.add(&UPDATE_NO_SOURCE, Location::Nowhere, format!("`{name}` names no source"));
        }
    }
    if published.is_empty() && asked.is_empty() {
        report.add(&UPDATE_NO_SOURCE, Location::Nowhere, "no API of the workspace names a source");
    }
    let selected = move |api: &ApiSource| {
        asked.is_empty() || api.module.as_ref().is_some_and(|module| asked.contains(module))
    };
    (!report.has_errors()).then_some(selected)
}

/// Obtains the documents of APIs, and notes what was found of each.
fn obtain_all<'s>(
    request: &Request,
    sources: &Sources,
    apis: impl Iterator<Item = &'s ApiSource>,
    lock: &mut lock::Lock,
    update: &mut Update,
) -> Vec<Renewed<'s>> {
    let mut all = Vec::new();
    for api in apis {
        let module = api.module.as_deref().unwrap_or_default();
        let Some(published) = sources.settings.published.get(module) else { continue };
        let found = match request.offline && !published.is_local() {
            true => Some(Found::Skipped),
            false => {
                let known = lock.document.get(module);
                obtain::obtain(request, api, published, known, &mut update.texts, &mut update.report)
            }
        };
        let state = match &found {
            None => State::Failed,
            Some(Found::Skipped) => State::Skipped,
            Some(Found::Unchanged(_)) => State::Unchanged,
            Some(Found::New(new)) => State::Changed { was: new.was, is: new.text.len() },
        };
        update.apis.push(Api {
            module: module.to_owned(),
            sources: published.origins().iter().map(Origin::name).collect(),
            document: source::display_path(&api.document, &request.root),
            state,
        });
        match found {
            Some(Found::Unchanged(Some(entry))) => _ = lock.document.insert(module.to_owned(), entry),
            Some(Found::New(obtained)) => {
                lock.set(module, obtained.entry.clone());
                all.push(Renewed { api, obtained });
            }
            _ => {}
        }
    }
    all
}

/// Adds the other APIs of new documents, whose clients change too.
fn with_shared<'s>(renewed: Vec<Renewed<'s>>, apis: &'s [ApiSource]) -> Vec<Renewed<'s>> {
    let mut all = Vec::new();
    for one in renewed {
        let others =
            apis.iter().filter(|api| api.document == one.api.document && api.module != one.api.module);
        let others: Vec<Renewed<'s>> =
            others.map(|api| Renewed { api, obtained: one.obtained.clone() }).collect();
        all.push(one);
        all.extend(others);
    }
    let mut seen = BTreeSet::new();
    all.retain(|one| seen.insert(one.api.module.clone()));
    all
}

/// Lets a new document be read instead of the old one.
fn stand_in(renewed: &Renewed<'_>, texts: &mut Files) {
    let file = File { name: renewed.obtained.name.clone(), text: renewed.obtained.text.clone() };
    texts.stand_in(renewed.api.document.clone(), StandIn { file, is_alone: false });
}

/// Obtains the document of one API as it is published, and nothing more.
///
/// # Errors
/// It cannot be obtained; the report says why.
pub fn obtain_one(request: &Request) -> Result<String, (Report, Files)> {
    let (mut texts, mut report) = (Files::default(), Report::default());
    let text = published_text(request, &mut texts, &mut report);
    text.filter(|_| !report.has_errors()).ok_or((report, texts))
}

fn published_text(request: &Request, texts: &mut Files, report: &mut Report) -> Option<String> {
    let sources = source::read_workspace_to_update(&request.root, texts, report)?;
    let selected = select(&sources, &request.apis, report)?;
    let with_source = |api: &&ApiSource| {
        selected(api) && api.module.as_ref().is_some_and(|name| sources.settings.published.contains_key(name))
    };
    let apis: Vec<&ApiSource> = sources.apis.iter().filter(with_source).collect();
    let [api] = apis.as_slice() else {
        let message = format!("{} APIs name a source", apis.len());
        report.add_with_hint(
            &UPDATE_UNKNOWN_API,
            Location::Nowhere,
            message,
            "name the one whose document to save",
        );
        return None;
    };
    let published = sources.settings.published.get(api.module.as_deref()?)?;
    obtain::published_text(request, api, published, texts, report)
}

/// Returns the path of a document within `specs/`, with links followed.
fn path_in_specs(root: &Path, document: &Path) -> Option<PathBuf> {
    let specs = root.join("specs");
    let real = crate::input::file::within(&specs, document).ok();
    let below = real.and_then(|real| Some(real.strip_prefix(specs.canonicalize().ok()?).ok()?.to_owned()));
    below.or_else(|| document.strip_prefix(&specs).ok().map(Path::to_owned))
}
