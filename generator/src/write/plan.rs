//! Plans the changes on disk, and finds what is in the way, before anything is written.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::fault::{Blocked, Fault};
use super::{Change, ChangeKind, Files, Options, RECORD, own, stage};
use crate::input::file::kind;

/// The changes, and what is in the way.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The changes, in order of path.
    pub(super) changes: Vec<Change>,
    /// Files that are not ours where ours have to be.
    pub(super) foreign: Vec<PathBuf>,
    /// Other things than files where files have to be.
    pub(super) blocked: Vec<Blocked>,
    /// Files that are ours by the record alone.
    pub(super) unmarked: Vec<PathBuf>,
    /// Files left behind by interrupted runs.
    pub(super) leftovers: Vec<PathBuf>,
}

impl Plan {
    pub(super) fn new(root: &Path, files: &Files, options: &Options) -> Result<Self, Fault> {
        let mut plan = Self::default();
        let blocked = plan.check_folders(root, files)?;
        let recorded = own::recorded(root);
        for (path, text) in files.iter().filter(|(path, _)| !path.ancestors().any(|at| blocked.contains(at)))
        {
            plan.check_file(root, path, text, &recorded).map_err(|error| Fault::io(path, error))?;
        }
        plan.find_surplus(root, files, options)?;
        plan.changes.sort();
        Ok(plan)
    }

    /// Returns true if nothing is in the way.
    pub(super) fn can_write(&self, options: &Options) -> bool {
        self.blocked.is_empty() && (self.foreign.is_empty() || options.force)
    }

    /// Checks every folder that files go into; returns those that are not folders.
    fn check_folders(&mut self, root: &Path, files: &Files) -> Result<BTreeSet<PathBuf>, Fault> {
        let within = files.keys().flat_map(|path| path.ancestors().skip(1));
        let folders: BTreeSet<&Path> = within.filter(|path| !path.as_os_str().is_empty()).collect();
        for folder in folders {
            match metadata(&root.join(folder)).map_err(|error| Fault::io(folder, error))? {
                Some(data) if !data.is_dir() => self.block(folder, &data),
                _ => {}
            }
        }
        Ok(self.blocked.iter().map(|found| found.path.clone()).collect())
    }

    fn block(&mut self, path: &Path, data: &Metadata) {
        let kind = if data.is_file() { "a file where a folder is needed" } else { kind(data.file_type()) };
        self.blocked.push(Blocked { path: path.to_owned(), kind });
    }

    fn check_file(
        &mut self,
        root: &Path,
        path: &Path,
        text: &str,
        recorded: &BTreeSet<PathBuf>,
    ) -> io::Result<()> {
        let there = root.join(path);
        let Some(data) = metadata(&there)? else {
            self.changes.push(Change { path: path.to_owned(), kind: ChangeKind::Added });
            return Ok(());
        };
        if !data.is_file() {
            self.block(path, &data);
            return Ok(());
        }
        if is_same(&there, &data, text)? {
            return Ok(());
        }
        // An empty file has nothing to lose.
        if data.len() > 0 && !own::is_marked(&there)? {
            let list = if recorded.contains(path) { &mut self.unmarked } else { &mut self.foreign };
            list.push(path.to_owned());
        }
        self.changes.push(Change { path: path.to_owned(), kind: ChangeKind::Changed });
        Ok(())
    }

    /// Finds our files that should not exist, and leftovers of interrupted runs: at the top, and in the folders that we
    /// write.
    fn find_surplus(&mut self, root: &Path, files: &Files, options: &Options) -> Result<(), Fault> {
        if stage::exists(root) {
            self.leftovers.push(stage::STAGE.into());
        }
        let tops: BTreeSet<&Path> =
            files.keys().filter_map(|path| path.iter().next().map(Path::new)).collect();
        let mut folders = vec![PathBuf::new()];
        while let Some(folder) = folders.pop() {
            for (path, is_folder) in entries(root, &folder).map_err(|error| Fault::io(&folder, error))? {
                let is_crate = || root.join(&path).join("Cargo.toml").exists();
                match is_folder {
                    // Files beside our folders, and in other crates, are not ours.
                    true if folder.as_os_str().is_empty() && !tops.contains(path.as_path()) => {}
                    true if !is_crate() => folders.push(path),
                    true => {}
                    false => self.check_surplus_file(root, path, files, options)?,
                }
            }
        }
        self.leftovers.sort();
        Ok(())
    }

    fn check_surplus_file(
        &mut self,
        root: &Path,
        path: PathBuf,
        files: &Files,
        options: &Options,
    ) -> Result<(), Fault> {
        let extension = path.extension().and_then(|extension| extension.to_str());
        let is_marked = || own::is_marked(&root.join(&path)).map_err(|error| Fault::io(&path, error));
        match extension {
            _ if files.contains_key(&path) => {}
            Some("tmp")
                if stage::is_temporary_name(&path) && (is_empty(&root.join(&path)) || is_marked()?) =>
            {
                self.leftovers.push(path);
            }
            Some("rs" | "toml" | "md") if options.prune && is_marked()? => {
                self.changes.push(Change { path, kind: ChangeKind::Removed });
            }
            _ if options.prune && path == Path::new(RECORD) && is_marked()? => {
                self.changes.push(Change { path, kind: ChangeKind::Removed });
            }
            _ => {}
        }
        Ok(())
    }
}

/// Returns the metadata of a path without following a link; `None` if nothing exists.
fn metadata(path: &Path) -> io::Result<Option<Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(data) => Ok(Some(data)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        // A parent is not a folder, which is reported where folders are checked.
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(None),
        Err(error) => Err(error),
    }
}

fn is_empty(path: &Path) -> bool {
    metadata(path).is_ok_and(|data| data.is_some_and(|data| data.len() == 0))
}

/// Returns true if a file holds a text, or the text as git checks it out on Windows.
fn is_same(path: &Path, data: &Metadata, text: &str) -> io::Result<bool> {
    let (length, least) = (data.len(), text.len() as u64);
    let breaks = text.bytes().filter(|byte| *byte == b'\n').count() as u64;
    if length < least || length > least + breaks {
        return Ok(false);
    }
    let bytes = fs::read(path)?;
    Ok(bytes == text.as_bytes() || with_unix_line_ends(&bytes) == with_unix_line_ends(text.as_bytes()))
}

/// Converts line ends to those of Unix.
pub(crate) fn with_unix_line_ends(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'\r') {
        return Cow::Borrowed(bytes);
    }
    let next = bytes.iter().skip(1).copied().map(Some).chain([None]);
    let kept = bytes.iter().zip(next).filter(|(byte, next)| (**byte, *next) != (b'\r', Some(b'\n')));
    Cow::Owned(kept.map(|(byte, _)| *byte).collect())
}

/// Lists a folder without links and special files: each path, and whether it is a folder.
fn entries(root: &Path, folder: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
    let entries = match fs::read_dir(root.join(folder)) {
        Ok(entries) => entries,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() || kind.is_file() {
            found.push((folder.join(entry.file_name()), kind.is_dir()));
        }
    }
    Ok(found)
}
