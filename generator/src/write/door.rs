//! What a path may be before anything is done with it.

use std::fs;
use std::io;
use std::path::{Component, Path};

use super::Files;
use super::fault::{Blocked, Fault};
use crate::input::file::kind;

/// Every path stays in the folder; that no document leads out of it is decided where names are, and made sure of here.
pub(super) fn check(files: &Files) -> Result<(), Fault> {
    match files.keys().find(|path| !is_plain(path)) {
        Some(path) => Err(Fault::Path(path.clone())),
        None => Ok(()),
    }
}

/// Whether a path is relative, text, and names nothing but what is below.
pub(super) fn is_plain(path: &Path) -> bool {
    let is_name = |part| matches!(part, Component::Normal(name) if name.to_str().is_some());
    path.components().next().is_some() && path.components().all(is_name)
}

/// The folder itself is one, or is not there yet.
pub(super) fn root(root: &Path) -> Result<(), Fault> {
    match fs::metadata(root) {
        Ok(data) if data.is_dir() => Ok(()),
        Ok(data) => {
            let kind = if data.is_file() { "a file" } else { kind(data.file_type()) };
            Err(Fault::InTheWay(Vec::new(), vec![Blocked { path: "".into(), kind }]))
        }
        // A link that leads nowhere.
        Err(_) if root.is_symlink() => {
            Err(Fault::InTheWay(Vec::new(), vec![Blocked { path: "".into(), kind: "a symbolic link" }]))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Fault::io("", error)),
    }
}
