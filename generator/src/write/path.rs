//! Checks paths before anything is written.

use std::fs;
use std::io;
use std::path::{Component, Path};

use super::Files;
use super::fault::{Blocked, Fault};
use crate::input::file::kind;

/// Checks that every path stays in the folder. Names are chosen so that no document leads out of it; this makes sure.
pub(super) fn check_paths(files: &Files) -> Result<(), Fault> {
    match files.keys().find(|path| !is_plain_relative(path)) {
        Some(path) => Err(Fault::Path(path.clone())),
        None => Ok(()),
    }
}

/// Returns true if a path is relative, UTF-8, and leads only downwards.
pub(super) fn is_plain_relative(path: &Path) -> bool {
    let is_name = |part| matches!(part, Component::Normal(name) if name.to_str().is_some());
    path.components().next().is_some() && path.components().all(is_name)
}

/// Checks that the root is a folder or does not exist yet.
pub(super) fn check_root(root: &Path) -> Result<(), Fault> {
    match fs::metadata(root) {
        Ok(data) if data.is_dir() => Ok(()),
        Ok(data) => {
            let kind = if data.is_file() { "a file" } else { kind(data.file_type()) };
            Err(Fault::Conflict(Vec::new(), vec![Blocked { path: "".into(), kind }]))
        }
        // A broken symbolic link.
        Err(_) if root.is_symlink() => {
            Err(Fault::Conflict(Vec::new(), vec![Blocked { path: "".into(), kind: "a symbolic link" }]))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Fault::io("", error)),
    }
}
