//! The moves that a run is about to make, written to disk before the first one: if the run is interrupted, the next one
//! completes them.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::stage::{STAGE, flush};
use super::{Change, ChangeKind, own};
use crate::input::file;

/// The name of the journal in the staging folder.
const NAME: &str = "journal";

/// A move, with the number of its files in the staging folder; or a removal.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Move {
    pub(super) index: usize,
    /// The path within the crate, with `/`.
    path: String,
    pub(super) removes: bool,
}

impl Move {
    /// Returns the path within the crate.
    pub(super) fn path(&self) -> PathBuf {
        PathBuf::from(&self.path)
    }
}

/// Returns the steps of changes. Removals come first: on a file system that ignores case, the old and the new name of a
/// file may be the same.
pub(super) fn steps(changes: &[Change]) -> Vec<Move> {
    let step = |(index, change): (usize, &Change)| Move {
        index,
        path: change.path.to_string_lossy().replace('\\', "/"),
        removes: change.kind == ChangeKind::Removed,
    };
    let mut steps: Vec<Move> = changes.iter().enumerate().map(step).collect();
    steps.sort_by_key(|step| !step.removes);
    steps
}

/// Writes the steps and flushes them to disk.
pub(super) fn write(root: &Path, steps: &[Move]) -> io::Result<()> {
    let stage = root.join(STAGE);
    let unfinished = stage.join("journal.new");
    let mut file = File::options().write(true).create_new(true).open(&unfinished)?;
    file.write_all(&serde_json::to_vec(steps)?)?;
    file.sync_all()?;
    fs::rename(unfinished, stage.join(NAME))?;
    flush(&stage)
}

/// Reads the steps of an interrupted run; empty if it was interrupted before the first one.
///
/// They are untrusted data like a document, because they may have come with a repository: steps that no run would write
/// are ignored.
pub(super) fn read(root: &Path) -> Vec<Move> {
    let path = root.join(STAGE).join(NAME);
    let is_file = path.symlink_metadata().is_ok_and(|data| data.is_file());
    let bytes = if is_file { file::bytes(&path).unwrap_or_default() } else { Vec::new() };
    let mut steps: Vec<Move> = serde_json::from_slice(&bytes).unwrap_or_default();
    steps.retain(|step| own::is_own_path(Path::new(&step.path)));
    steps
}

/// Returns true if there is a journal.
pub(super) fn exists(root: &Path) -> bool {
    root.join(STAGE).join(NAME).symlink_metadata().is_ok()
}

/// Removes the journal: all steps are done or undone.
pub(super) fn remove(root: &Path) -> io::Result<()> {
    fs::remove_file(root.join(STAGE).join(NAME))
}
