//! Writes new documents, what is to be remembered of them, and the client: all of it or nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::lock::NAME;
use super::{Outcome, Renewed, Update, WrittenFile, path_in_specs};
use crate::diagnostic::Report;
use crate::source::{self, Sources};
use crate::workspace::OUTPUT;
use crate::write::{self, Files, Options, Refused};

fn specs(root: &Path) -> PathBuf {
    root.join("specs")
}

fn options(name: &str) -> Options {
    Options { name: Some(name.to_owned()), ..Options::default() }
}

/// Returns true if there is a client.
pub(super) fn has_crate(root: &Path) -> bool {
    root.join(OUTPUT).join("Cargo.toml").exists()
}

/// Returns true if an update was interrupted: its documents may be in place, and the client not.
pub(super) fn is_interrupted(root: &Path) -> bool {
    write::is_staged(&specs(root))
}

/// Completes what an interrupted update had begun. Returns false if that fails, which is reported.
pub(super) fn recover(root: &Path, sources: &Sources, report: &mut Report) -> bool {
    let documents = sources.apis.iter().filter_map(|api| path_in_specs(root, &api.document));
    let names: BTreeSet<PathBuf> = documents.chain([PathBuf::from(NAME)]).collect();
    let recovered = write::recover_named(&specs(root), &names, &options("specs"))
        .and_then(|()| write::recover(&root.join(OUTPUT), &options(OUTPUT)));
    recovered.map_err(|refused| report.extend(refused.report)).is_ok()
}

/// Writes only what is to be remembered: the documents are those on disk.
pub(super) fn store_lock(root: &Path, lock: Option<String>, mut update: Update) -> Update {
    let files: Files = lock.into_iter().map(|text| (PathBuf::from(NAME), text)).collect();
    let written = write::replace(&specs(root), &files, &options("specs"), || Ok(()));
    finish(written.map(|changes| self::files("specs", &changes)), Outcome::Unchanged, &mut update);
    update
}

/// Writes everything.
pub(super) fn store(
    root: &Path,
    renewed: &[Renewed<'_>],
    lock: Option<String>,
    generated: &Files,
    mut update: Update,
) -> Update {
    let mut files: Files = lock.into_iter().map(|text| (PathBuf::from(NAME), text)).collect();
    for new in renewed {
        if let Some(path) = path_in_specs(root, &new.api.document) {
            files.insert(path, new.obtained.text.clone());
        }
    }
    let mut emitted = Vec::new();
    let written = write::replace(&specs(root), &files, &options("specs"), || {
        let written = write_generated(root, generated)?;
        emitted = self::files(OUTPUT, &written.changes);
        update.report.extend(written.report);
        Ok(())
    });
    let written = written.map(|changes| self::files("specs", &changes).into_iter().chain(emitted).collect());
    if finish(written, Outcome::Updated, &mut update) {
        for new in renewed {
            let path = source::display_path(&new.api.document, &new.api.shown_from);
            update.texts.rename(&new.obtained.name, &path);
        }
    }
    update
}

/// Checks what would keep a client from being written that is only reported.
pub(super) fn preview(root: &Path, generated: &Files, mut update: Update) -> Update {
    let refused = crate::workspace::refuse_swapped(root, generated);
    finish(refused.map(|()| Vec::new()), Outcome::Changed, &mut update);
    update
}

fn write_generated(root: &Path, generated: &Files) -> Result<write::Written, Refused> {
    let (output, options) = crate::workspace::output(root, Options::default())?;
    crate::workspace::write_crate(&output, generated, &options)
}

/// Notes what was written, or why nothing was.
fn finish(written: Result<Vec<WrittenFile>, Refused>, outcome: Outcome, update: &mut Update) -> bool {
    match written {
        Ok(written) => {
            (update.written, update.outcome) = (written, outcome);
            true
        }
        Err(refused) => {
            update.outcome = Outcome::Failed;
            update.report.extend(refused.report);
            false
        }
    }
}

/// Returns what changed, relative to the workspace, without the records of the crate.
fn files(folder: &str, changes: &[write::Change]) -> Vec<WrittenFile> {
    let changes = changes.iter().filter(|change| !write::is_record(&change.path));
    let file = |change: &write::Change| WrittenFile {
        path: source::display_path(&Path::new(folder).join(&change.path), Path::new("")),
        kind: change.kind,
    };
    changes.map(file).collect()
}
