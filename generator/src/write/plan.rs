//! What has to change on disk, and what stands in the way: looked at as a whole before anything is written.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::fault::{Blocked, Fault};
use super::{Change, ChangeKind, Files, Options, RECORD, own, stage};
use crate::input::file::kind;

/// What has to change, and what stands in the way.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// In order of path.
    pub(super) changes: Vec<Change>,
    /// Files of others where ours go.
    pub(super) foreign: Vec<PathBuf>,
    /// What is no file where one goes.
    pub(super) blocked: Vec<Blocked>,
    /// Ours by the record alone.
    pub(super) unmarked: Vec<PathBuf>,
    /// What stopped runs left.
    pub(super) leftovers: Vec<PathBuf>,
}

impl Plan {
    pub(super) fn new(root: &Path, files: &Files, options: &Options) -> Result<Self, Fault> {
        let mut plan = Self::default();
        let blocked = plan.folders(root, files)?;
        let recorded = own::recorded(root);
        for (path, text) in files.iter().filter(|(path, _)| !path.ancestors().any(|at| blocked.contains(at)))
        {
            plan.file(root, path, text, &recorded).map_err(|error| Fault::io(path, error))?;
        }
        plan.surplus(root, files, options)?;
        plan.changes.sort();
        Ok(plan)
    }

    /// Whether nothing stands in the way.
    pub(super) fn is_free(&self, options: &Options) -> bool {
        self.blocked.is_empty() && (self.foreign.is_empty() || options.force)
    }

    /// Looks at every folder that files go into; gives those that are none.
    fn folders(&mut self, root: &Path, files: &Files) -> Result<BTreeSet<PathBuf>, Fault> {
        let within = files.keys().flat_map(|path| path.ancestors().skip(1));
        let folders: BTreeSet<&Path> = within.filter(|path| !path.as_os_str().is_empty()).collect();
        for folder in folders {
            match look(&root.join(folder)).map_err(|error| Fault::io(folder, error))? {
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

    fn file(&mut self, root: &Path, path: &Path, text: &str, recorded: &BTreeSet<PathBuf>) -> io::Result<()> {
        let there = root.join(path);
        let Some(data) = look(&there)? else {
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
        // Of an empty file nothing can be lost.
        if data.len() > 0 && !own::is_marked(&there)? {
            let list = if recorded.contains(path) { &mut self.unmarked } else { &mut self.foreign };
            list.push(path.to_owned());
        }
        self.changes.push(Change { path: path.to_owned(), kind: ChangeKind::Changed });
        Ok(())
    }

    /// What is ours but should not be there, and what stopped runs left: at the top, and in the folders that we write.
    fn surplus(&mut self, root: &Path, files: &Files, options: &Options) -> Result<(), Fault> {
        if stage::is_there(root) {
            self.leftovers.push(stage::STAGE.into());
        }
        let tops: BTreeSet<&Path> =
            files.keys().filter_map(|path| path.iter().next().map(Path::new)).collect();
        let mut folders = vec![PathBuf::new()];
        while let Some(folder) = folders.pop() {
            for (path, is_folder) in entries(root, &folder).map_err(|error| Fault::io(&folder, error))? {
                let is_crate = || root.join(&path).join("Cargo.toml").exists();
                match is_folder {
                    // Beside our folders, and in crates of their own, nothing is ours.
                    true if folder.as_os_str().is_empty() && !tops.contains(path.as_path()) => {}
                    true if !is_crate() => folders.push(path),
                    true => {}
                    false => self.stray(root, path, files, options)?,
                }
            }
        }
        self.leftovers.sort();
        Ok(())
    }

    fn stray(&mut self, root: &Path, path: PathBuf, files: &Files, options: &Options) -> Result<(), Fault> {
        let extension = path.extension().and_then(|extension| extension.to_str());
        let is_marked = || own::is_marked(&root.join(&path)).map_err(|error| Fault::io(&path, error));
        match extension {
            _ if files.contains_key(&path) => {}
            Some("tmp") if stage::is_temporary(&path) && (is_empty(&root.join(&path)) || is_marked()?) => {
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

/// What is at a path, without following a link; nothing if nothing is.
fn look(path: &Path) -> io::Result<Option<Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(data) => Ok(Some(data)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        // Something above is no folder, which is told where folders are looked at.
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(None),
        Err(error) => Err(error),
    }
}

fn is_empty(path: &Path) -> bool {
    look(path).is_ok_and(|data| data.is_some_and(|data| data.len() == 0))
}

/// Whether a file holds a text, or the text as git checks it out on Windows.
fn is_same(path: &Path, data: &Metadata, text: &str) -> io::Result<bool> {
    let (length, least) = (data.len(), text.len() as u64);
    let breaks = text.bytes().filter(|byte| *byte == b'\n').count() as u64;
    if length < least || length > least + breaks {
        return Ok(false);
    }
    let bytes = fs::read(path)?;
    Ok(bytes == text.as_bytes() || unix(&bytes) == unix(text.as_bytes()))
}

/// With the line ends of Unix.
fn unix(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'\r') {
        return Cow::Borrowed(bytes);
    }
    let next = bytes.iter().skip(1).copied().map(Some).chain([None]);
    let kept = bytes.iter().zip(next).filter(|(byte, next)| (**byte, *next) != (b'\r', Some(b'\n')));
    Cow::Owned(kept.map(|(byte, _)| *byte).collect())
}

/// What is in a folder, links and special files left out: the path, and whether it is a folder.
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
