//! The staging folder beside the files, where new files are prepared.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::fault::{Blocked, Fault};
use super::{Change, ChangeKind, Files, Options};
use crate::base::parallel;

/// The name of the folder. It is on the same disk as the files, so that they can be moved, and is removed when a run
/// ends.
pub(super) const STAGE: &str = ".truespec-staging";

/// The number of files flushed at once: a disk flushes them as fast as one.
const FLUSHES: usize = 16;

/// Returns true if the folder exists: a run is active, or was interrupted.
pub fn exists(root: &Path) -> bool {
    root.join(STAGE).symlink_metadata().is_ok()
}

/// Returns the path where the new text of a change is prepared.
pub(super) fn new_path(root: &Path, index: usize) -> PathBuf {
    root.join(STAGE).join(format!("new{index}"))
}

/// Returns the path where the old file of a change is kept until all changes are done.
pub(super) fn old_path(root: &Path, index: usize) -> PathBuf {
    root.join(STAGE).join(format!("old{index}"))
}

/// Writes the new files into the folder and flushes them to disk.
pub(super) fn fill(root: &Path, files: &Files, changes: &[Change], options: &Options) -> Result<(), Fault> {
    let stage = root.join(STAGE);
    fs::create_dir(&stage).map_err(|error| Fault::io(STAGE, error))?;
    let numbered: Vec<(usize, &Change)> = changes.iter().enumerate().collect();
    let written = parallel::map(FLUSHES, &numbered, |(index, change)| match files.get(&change.path) {
        Some(text) if change.kind != ChangeKind::Removed => {
            write_new(&new_path(root, *index), text, options).map_err(|error| Fault::io(&change.path, error))
        }
        _ => Ok(()),
    });
    written.into_iter().collect()
}

/// Writes a file that is not yet in its place.
fn write_new(path: &Path, text: &str, options: &Options) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    if let Some(time) = options.modified {
        // If the disk does not support it, the only cost is an unnecessary build.
        let _ = file.set_modified(time);
    }
    file.sync_all()
}

/// Flushes the entries of a folder; on other systems than Unix, flushing the files does that.
pub(super) fn flush(folder: &Path) -> io::Result<()> {
    if cfg!(unix) && folder.metadata()?.is_dir() { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Removes the folder, or a temporary file. Files in the folder that no run writes are kept, and so is the folder then.
pub(super) fn remove(path: &Path) -> Result<(), Fault> {
    let named = |error| Fault::io(path.file_name().unwrap_or_default(), error);
    let data = match path.symlink_metadata() {
        Ok(data) => data,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(named(error)),
    };
    if !data.is_dir() {
        return fs::remove_file(path).map_err(named);
    }
    for entry in fs::read_dir(path).map_err(named)? {
        let entry = entry.map_err(named)?;
        let is_folder = entry.file_type().map_err(named)?.is_dir();
        if !is_folder && is_staged(&entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path()).map_err(named)?;
        }
    }
    match fs::remove_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {
            let kind = "a folder with files that truespec did not write";
            let path = path.file_name().unwrap_or_default().into();
            Err(Fault::Conflict(Vec::new(), vec![Blocked { path, kind }]))
        }
        removed => removed.map_err(named),
    }
}

/// Returns true if a run writes files of this name into the folder.
fn is_staged(name: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = name.strip_prefix("new").or_else(|| name.strip_prefix("old"));
    number.is_some_and(is_number) || ["journal", "journal.new"].contains(&name)
}

/// Returns true if a file has the name of a temporary file: `.lib.rs.4711.tmp`.
pub(super) fn is_temporary_name(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let inner = name.strip_prefix('.').and_then(|name| name.strip_suffix(".tmp"));
    let parts = inner.and_then(|inner| inner.rsplit_once('.'));
    parts.is_some_and(|(_, pid)| !pid.is_empty() && pid.bytes().all(|byte| byte.is_ascii_digit()))
}
