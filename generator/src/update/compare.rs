//! Compares clients of old and new documents: what changed for their users, and which diagnostics are new.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Renewed, Update};
use crate::base::pointer::Pointer;
use crate::diagnostic::{Diagnostic, Files, Location, Report, Severity, repeated};
use crate::input::file;
use crate::review::accepted;
use crate::review::diff::{self, DiffKind, Module, Revision};
use crate::review::surface::surface;
use crate::source::{self, ApiSource, Settings, Sources};
use crate::{inspect_each, inspect_from};

/// Compares all new documents with those on disk. Returns false if a new document has errors.
pub(super) fn compare(root: &Path, sources: &Sources, renewed: &[Renewed<'_>], update: &mut Update) -> bool {
    let settings = settings_of(sources);
    let (mut old, mut new) = (Vec::new(), Vec::new());
    update.is_compared = true;
    let committed = Committed::read(root);
    for renewed in renewed {
        let exists = renewed.obtained.was.is_some();
        let before =
            if exists { old_reading(&settings, renewed.api, committed.as_ref()) } else { Reading::default() };
        let api = diff::successor(renewed.api, before.module.as_slice());
        let after = read(&settings, &api, std::mem::take(&mut update.texts));
        let known: BTreeSet<Key> = before.report.diagnostics.iter().map(key).collect();
        update.texts = after.texts;
        let is_new =
            |found: &Diagnostic| found.code.severity == Severity::Error || !known.contains(&key(found));
        let mut new_ones = after.report;
        new_ones.diagnostics.retain(is_new);
        repeated::merge(&mut new_ones);
        update.report.extend(new_ones);
        update.is_compared &= before.module.is_some() || !exists;
        old.extend(before.module);
        match after.module {
            Some(module) => new.push(module),
            None => update.is_compared = false,
        }
    }
    if update.is_compared {
        update.changes = diff::compare_modules(&old, &new);
        // The text of the old document is not among those of the update.
        let gone = update.changes.iter_mut().filter(|change| change.what == DiffKind::Removed);
        gone.for_each(|change| change.location = Location::Nowhere);
        let accepted = accepted::read_within(root, &mut update.texts, &mut update.report);
        // Entries for other changes are none of this update's.
        accepted::accept(&mut update.changes, &accepted, &mut update.report);
    }
    new.len() == renewed.len()
}

/// The workspace as it was committed last.
struct Committed {
    /// Its folder.
    _revision: Revision,
    apis: Vec<ApiSource>,
}

impl Committed {
    /// Reads it; `None` if there is none.
    fn read(root: &Path) -> Option<Self> {
        let revision = Revision::extract(root, "HEAD").ok()?;
        let sources = source::read_workspace(revision.root(), &mut Files::default(), &mut Report::default())?;
        Some(Self { _revision: revision, apis: sources.apis })
    }

    /// Returns an API, if its document was the one that is on disk now.
    fn find(&self, api: &ApiSource) -> Option<&ApiSource> {
        let found = self.apis.iter().find(|one| one.module == api.module)?;
        let [then, now] = [found, api].map(|api| file::text(&api.document).ok());
        (then.is_some() && then == now).then_some(found)
    }
}

/// Reads the old document with the corrections that were committed with it: those on disk may have been edited for the new
/// one.
fn old_reading(settings: &[Settings; 2], api: &ApiSource, committed: Option<&Committed>) -> Reading {
    let then = committed.and_then(|committed| committed.find(api));
    let then = then.map(|api| read(settings, api, Files::default())).filter(|then| then.module.is_some());
    then.unwrap_or_else(|| read(settings, api, Files::default()))
}

/// Adds the errors of a run, and what else was not said before.
pub(super) fn add_errors(report: Report, update: &mut Update) {
    let said: BTreeSet<Key> = update.report.diagnostics.iter().map(key).collect();
    let errors = report.diagnostics.into_iter();
    let errors = errors.filter(|found| found.code.severity == Severity::Error);
    update.report.diagnostics.extend(errors.filter(|found| !said.contains(&key(found))));
}

/// The settings of the workspace, with the limits of values, which are known where they are checked.
fn settings_of(sources: &Sources) -> [Settings; 2] {
    [sources.settings.clone(), sources.settings.clone().validate(true)]
}

/// A document as a client sees it.
#[derive(Default)]
struct Reading {
    module: Option<Module>,
    report: Report,
    texts: Files,
}

fn read([plain, validating]: &[Settings; 2], api: &ApiSource, texts: Files) -> Reading {
    let (built, report, texts) = inspect_each(plain.clone(), api, texts);
    let is_sound = built.is_some() && !report.has_errors();
    let (built, texts) = match is_sound && !plain.validate {
        false => (built.filter(|_| is_sound), texts),
        true => {
            let (built, _, texts) = inspect_from(validating.clone(), api, texts);
            (built, texts)
        }
    };
    let module = built.map(|built| (built.module.clone(), surface(&built, plain.scalars)));
    Reading { module, report, texts }
}

/// What makes a diagnostic the same one in another version of a document: lines move.
type Key = (&'static str, Option<Pointer>, String);

fn key(found: &Diagnostic) -> Key {
    let pointer = match &found.location {
        Location::Source(_, at) | Location::Within(_, at, ..) | Location::Normalised(at) => Some(at.clone()),
        Location::Text(..) | Location::Nowhere => None,
    };
    (found.code.id, pointer, found.message.clone())
}
