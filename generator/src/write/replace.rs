//! Replaces files that people keep, such as the documents in `specs/`, all of them or none, together with further work:
//! if that fails, they are what they were.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::fault::{Blocked, Fault};
use super::stage::{self, STAGE, flush};
use super::{Change, ChangeKind, Files, Options, Refused, journal, lock, path, swap};
use crate::input::file::{self, kind};

/// Replaces the files of a folder whose bytes differ, then runs `then`. Returns the changes.
///
/// # Errors
/// Something is in the way, the folder cannot be written, or `then` fails. The folder is then unchanged.
pub fn replace(
    root: &Path,
    files: &Files,
    options: &Options,
    then: impl FnOnce() -> Result<(), Refused>,
) -> Result<Vec<Change>, Refused> {
    let replaced = path::check_paths(files).and_then(|()| path::check_root(root)).and_then(|()| {
        lock::with_lock(root, options.patience, || {
            recover_locked(root, &files.keys().cloned().collect())?;
            let changes = changes(root, files)?;
            Ok(replace_locked(root, files, &changes, options, then)?.map(|()| changes))
        })
    });
    replaced.map_err(|fault| fault.into_refused(root, options)).and_then(|done| done)
}

/// Completes what an interrupted run had begun with files of these names.
///
/// # Errors
/// The folder cannot be written.
pub fn recover_named(root: &Path, names: &BTreeSet<PathBuf>, options: &Options) -> Result<(), Refused> {
    if !stage::exists(root) {
        return Ok(());
    }
    let recovered = lock::with_lock(root, options.patience, || recover_locked(root, names));
    recovered.map_err(|fault| fault.into_refused(root, options))
}

fn recover_locked(root: &Path, names: &BTreeSet<PathBuf>) -> Result<(), Fault> {
    swap::recover_where(root, &|step| !step.removes && names.contains(&step.path()))
}

/// Returns the files that are missing or differ.
fn changes(root: &Path, files: &Files) -> Result<Vec<Change>, Fault> {
    let mut changes = Vec::new();
    for (path, text) in files {
        let there = root.join(path);
        let kind = match there.symlink_metadata() {
            Err(_) => ChangeKind::Added,
            Ok(data) if !data.is_file() => {
                let blocked = Blocked { path: path.clone(), kind: kind(data.file_type()) };
                return Err(Fault::Conflict(Vec::new(), vec![blocked]));
            }
            Ok(data) if data.len() == text.len() as u64 && is_same(&there, text) => continue,
            Ok(_) => ChangeKind::Changed,
        };
        changes.push(Change { path: path.clone(), kind });
    }
    Ok(changes)
}

fn is_same(path: &Path, text: &str) -> bool {
    file::bytes(path).is_ok_and(|bytes| bytes == text.as_bytes())
}

/// Moves the new files into place; the old ones are kept until `then` has succeeded.
fn replace_locked(
    root: &Path,
    files: &Files,
    changes: &[Change],
    options: &Options,
    then: impl FnOnce() -> Result<(), Refused>,
) -> Result<Result<(), Refused>, Fault> {
    if changes.is_empty() {
        return Ok(then());
    }
    let steps = journal::steps(changes);
    let in_stage = |error| Fault::io(STAGE, error);
    let prepared = stage::fill(root, files, changes, options)
        .and_then(|()| flush(&root.join(STAGE)).map_err(in_stage))
        .and_then(|()| journal::write(root, &steps).map_err(in_stage));
    if let Err(fault) = prepared {
        let _ = stage::remove(&root.join(STAGE));
        return Err(fault);
    }
    let moved = swap::apply(root, &steps);
    let done = match moved {
        Ok(()) => then(),
        Err(fault) => {
            // If there still is a journal, not every step could be undone, and the next run completes it.
            if !journal::exists(root) {
                let _ = stage::remove(&root.join(STAGE));
            }
            return Err(fault);
        }
    };
    if done.is_err() {
        swap::undo_all(root, &steps)?;
    }
    journal::remove(root).map_err(in_stage)?;
    stage::remove(&root.join(STAGE))?;
    Ok(done)
}
