//! The moves that a run is about to make, on disk before the first one is made: whoever finds them ends them.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::stage::{STAGE, flush};
use super::{Change, ChangeKind, own};
use crate::input::file;

/// Its name in the staging folder.
const NAME: &str = "journal";

/// A move, by the number of its files in the staging folder; or a removal.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Move {
    pub(super) index: usize,
    /// Within the crate, with `/`.
    path: String,
    pub(super) removes: bool,
}

impl Move {
    /// Within the crate.
    pub(super) fn path(&self) -> PathBuf {
        PathBuf::from(&self.path)
    }
}

/// The steps of some changes. Removals come first: where letter case is nothing, the old name of a file is the new one's too.
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

/// Writes the steps down to the disk.
pub(super) fn write(root: &Path, steps: &[Move]) -> io::Result<()> {
    let stage = root.join(STAGE);
    let unfinished = stage.join("journal.new");
    let mut file = File::options().write(true).create_new(true).open(&unfinished)?;
    file.write_all(&serde_json::to_vec(steps)?)?;
    file.sync_all()?;
    fs::rename(unfinished, stage.join(NAME))?;
    flush(&stage)
}

/// The steps that a run that was stopped had to make; none if it was stopped before the first one.
///
/// They are data of a stranger as much as a document is, as they may have come with a repository: what a run would not write
/// is left out.
pub(super) fn read(root: &Path) -> Vec<Move> {
    let path = root.join(STAGE).join(NAME);
    let is_file = path.symlink_metadata().is_ok_and(|data| data.is_file());
    let bytes = if is_file { file::bytes(&path).unwrap_or_default() } else { Vec::new() };
    let mut steps: Vec<Move> = serde_json::from_slice(&bytes).unwrap_or_default();
    steps.retain(|step| own::is_name(Path::new(&step.path)));
    steps
}

/// Whether there is one.
pub(super) fn is_there(root: &Path) -> bool {
    root.join(STAGE).join(NAME).symlink_metadata().is_ok()
}

/// Ends it: from here on there is nothing to make up for.
pub(super) fn end(root: &Path) -> io::Result<()> {
    fs::remove_file(root.join(STAGE).join(NAME))
}
