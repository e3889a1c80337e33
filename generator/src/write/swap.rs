//! Replaces the old files by the new ones. Everything is on disk, including the journal, before the first file is
//! moved. If a step fails, the steps before it are undone; if the run is interrupted, the next run completes it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::fault::{Blocked, Fault};
use super::journal::{self, Move};
use super::stage::{self, STAGE, flush, new_path, old_path};
use super::{Change, Files, Options, own};
use crate::input::file::kind;

/// Makes every change, or none.
pub(super) fn swap(root: &Path, files: &Files, changes: &[Change], options: &Options) -> Result<(), Fault> {
    if changes.is_empty() {
        return stage::remove(&root.join(STAGE));
    }
    let steps = journal::steps(changes);
    let made = stage::fill(root, files, changes, options).and_then(|()| {
        flush(&root.join(STAGE)).map_err(|error| Fault::io(STAGE, error))?;
        journal::write(root, &steps).map_err(|error| Fault::io(STAGE, error))?;
        apply(root, &steps)
    });
    match made {
        Ok(()) => {
            journal::remove(root).map_err(|error| Fault::io(STAGE, error))?;
            stage::remove(&root.join(STAGE))
        }
        Err(fault) => {
            // If there still is a journal, not every step could be undone, and the next run completes it. That run also
            // removes what cannot be removed now; the cause of this failure is what matters.
            if !journal::exists(root) {
                let _ = stage::remove(&root.join(STAGE));
                remove_empty_folders(root, &steps, |step| !step.removes);
            }
            Err(fault)
        }
    }
}

/// Makes the steps; if one fails, undoes those before it.
pub(super) fn apply(root: &Path, steps: &[Move]) -> Result<(), Fault> {
    for (done, step) in steps.iter().enumerate() {
        if let Err(error) = perform(root, step) {
            let made = steps.get(..done).unwrap_or_default();
            // Tries to undo every step, even after one that fails.
            let failed = made.iter().rev().filter(|step| undo(root, step).is_err()).count();
            if failed == 0 {
                journal::remove(root).map_err(|error| Fault::io(STAGE, error))?;
            }
            return Err(Fault::io(step.path(), error));
        }
    }
    finish_folders(root, steps)
}

/// Undoes all steps, the last one first. Tries every one, even after one that fails.
pub(super) fn undo_all(root: &Path, steps: &[Move]) -> Result<(), Fault> {
    let mut failed = Ok(());
    for step in steps.iter().rev() {
        failed = failed.and(undo(root, step).map_err(|error| Fault::io(step.path(), error)));
    }
    remove_empty_folders(root, steps, |step| !step.removes);
    failed
}

/// Removes empty folders and flushes the others after the last step.
fn finish_folders(root: &Path, steps: &[Move]) -> Result<(), Fault> {
    remove_empty_folders(root, steps, |step| step.removes);
    let paths: Vec<_> = steps.iter().map(Move::path).collect();
    let folders: BTreeSet<_> = paths.iter().flat_map(|path| path.ancestors().skip(1)).collect();
    for folder in folders {
        match flush(&root.join(folder)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {} // it was empty
            flushed => flushed.map_err(|error| Fault::io(folder, error))?,
        }
    }
    Ok(())
}

/// Makes one step. The old file stays in place until the new one replaces it, so that a reader sees one of the two,
/// complete.
fn perform(root: &Path, step: &Move) -> io::Result<()> {
    let (target, kept) = (root.join(step.path()), old_path(root, step.index));
    if step.removes {
        return fs::rename(target, kept);
    }
    if target.symlink_metadata().is_ok() && fs::hard_link(&target, &kept).is_err() {
        fs::copy(&target, &kept)?; // a disk without links
    }
    complete(root, step)
}

/// Undoes a step.
fn undo(root: &Path, step: &Move) -> io::Result<()> {
    let (target, kept) = (root.join(step.path()), old_path(root, step.index));
    if kept.symlink_metadata().is_ok() { fs::rename(kept, target) } else { fs::remove_file(target) }
}

/// Removes the folders of some steps if they are empty.
fn remove_empty_folders(root: &Path, steps: &[Move], of: impl Fn(&Move) -> bool) {
    for step in steps.iter().filter(|step| of(step)) {
        let path = step.path();
        let above = path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        // Stops at the first one that is not empty.
        let _ = above.map(|folder| fs::remove_dir(root.join(folder))).find(Result::is_err);
    }
}

/// Completes an interrupted run: all of it if everything was prepared, else nothing.
pub(super) fn recover(root: &Path) -> Result<(), Fault> {
    if !stage::exists(root) {
        return Ok(());
    }
    let recorded = own::recorded(root);
    recover_where(root, &|step| {
        let target = root.join(step.path());
        let is_ours = || own::is_marked(&target).unwrap_or_default();
        let is_known = !step.removes && recorded.contains(&step.path());
        target.symlink_metadata().is_err() || is_known || is_ours()
    })
}

/// Like [`recover`], but makes the steps that `may` allows.
pub(super) fn recover_where(root: &Path, may: &dyn Fn(&Move) -> bool) -> Result<(), Fault> {
    if !stage::exists(root) {
        return Ok(());
    }
    // A link would lead elsewhere.
    let data = root.join(STAGE).symlink_metadata().map_err(|error| Fault::io(STAGE, error))?;
    if !data.is_dir() {
        let kind = if data.is_file() { "a file" } else { kind(data.file_type()) };
        return Err(Fault::Conflict(Vec::new(), vec![Blocked { path: STAGE.into(), kind }]));
    }
    let mut steps = journal::read(root);
    steps.retain(|step| is_within(root, step));
    for step in steps.iter().filter(|step| is_pending(root, step) && may(step)) {
        complete(root, step).map_err(|error| Fault::io(step.path(), error))?;
    }
    finish_folders(root, &steps)?;
    stage::remove(&root.join(STAGE))
}

/// Returns true if every parent of a step's path is a folder.
fn is_within(root: &Path, step: &Move) -> bool {
    let is_folder = |at: &Path| root.join(at).symlink_metadata().map_or(true, |data| data.is_dir());
    // The root itself may be a link that a person named.
    step.path().ancestors().skip(1).filter(|at| !at.as_os_str().is_empty()).all(is_folder)
}

/// Returns true if a step is still to be made.
fn is_pending(root: &Path, step: &Move) -> bool {
    let is_file = |at: &Path| at.symlink_metadata().is_ok_and(|data| data.is_file());
    let target = root.join(step.path());
    if step.removes {
        return is_file(&target);
    }
    is_file(&new_path(root, step.index)) && (is_file(&target) || target.symlink_metadata().is_err())
}

fn complete(root: &Path, step: &Move) -> io::Result<()> {
    let target = root.join(step.path());
    if step.removes {
        return fs::remove_file(target);
    }
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::rename(new_path(root, step.index), target)
}
