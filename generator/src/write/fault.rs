//! The reasons why nothing is written, and their diagnostics.

use std::io;
use std::path::{Path, PathBuf};

use super::{Options, Refused};
use crate::diagnostic::code::{
    OUTPUT_BLOCKED, OUTPUT_BUSY, OUTPUT_FAILED, OUTPUT_FOREIGN, OUTPUT_PATH, OUTPUT_UNMARKED,
};
use crate::diagnostic::{Location, Report};

/// The most paths named in one diagnostic; the others are counted.
const MAX_NAMED: usize = 12;

/// The reason why nothing is written; paths are relative to the folder.
#[derive(Debug)]
pub(super) enum Fault {
    /// Something is in the way: files that are not ours, and what is not a file.
    Conflict(Vec<PathBuf>, Vec<Blocked>),
    /// The file system reports an error.
    Io(PathBuf, io::Error),
    /// Another run still holds the lock.
    #[cfg_attr(target_family = "wasm", allow(dead_code))]
    Busy,
    /// A path leads out of the folder.
    Path(PathBuf),
}

/// Something that is not a file where a file is needed, or not a folder where a folder is needed.
#[derive(Debug)]
pub(super) struct Blocked {
    pub(super) path: PathBuf,
    pub(super) kind: &'static str,
}

impl Fault {
    pub(super) fn io(path: impl Into<PathBuf>, error: io::Error) -> Self {
        Self::Io(path.into(), error)
    }

    /// Converts it into diagnostics.
    pub(super) fn into_refused(self, root: &Path, options: &Options) -> Refused {
        let mut report = Report::default();
        let name = |path: &Path| shown_path(root, options, path);
        match self {
            Self::Conflict(foreign, blocked) => {
                for found in blocked.iter().take(MAX_NAMED) {
                    let message = format!("`{}` is {}", name(&found.path), found.kind);
                    report.add(&OUTPUT_BLOCKED, Location::Nowhere, message);
                }
                if !foreign.is_empty() {
                    let message = format!(
                        "not written by truespec and therefore not overwritten: {}",
                        list_paths(&foreign, name)
                    );
                    report.add(&OUTPUT_FOREIGN, Location::Nowhere, message);
                }
            }
            Self::Io(path, error) => {
                let message = format!("`{}`: {error}", name(&path));
                report.add_with_hint(&OUTPUT_FAILED, Location::Nowhere, message, hint_for(&error));
            }
            Self::Busy => {
                let message = format!("`{}` is still locked by another run", name(Path::new("")));
                report.add(&OUTPUT_BUSY, Location::Nowhere, message);
            }
            Self::Path(path) => {
                let message = format!(
                    "`{}` is not a path inside the output folder",
                    escape_controls(&path.to_string_lossy())
                );
                report.add(&OUTPUT_PATH, Location::Nowhere, message);
            }
        }
        Refused { report }
    }
}

/// Reports the files that are written although they have lost their mark.
pub(super) fn unmarked(paths: &[PathBuf], root: &Path, options: &Options) -> Report {
    let mut report = Report::default();
    if !paths.is_empty() {
        let message =
            format!("marker missing: {}", list_paths(paths, |path| shown_path(root, options, path)));
        report.add(&OUTPUT_UNMARKED, Location::Nowhere, message);
    }
    report
}

fn list_paths(paths: &[PathBuf], name: impl Fn(&Path) -> String) -> String {
    let named: Vec<String> = paths.iter().take(MAX_NAMED).map(|path| format!("`{}`", name(path))).collect();
    let more = paths.len().saturating_sub(MAX_NAMED);
    if more > 0 { format!("{} and {more} more", named.join(", ")) } else { named.join(", ") }
}

fn shown_path(root: &Path, options: &Options, path: &Path) -> String {
    let root = options.name.as_ref().map_or(root, Path::new);
    let path = if path.as_os_str().is_empty() { root.to_owned() } else { root.join(path) };
    escape_controls(&path.to_string_lossy().replace('\\', "/"))
}

/// Escapes control characters, which could move a terminal's cursor.
fn escape_controls(text: &str) -> String {
    text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}

/// Returns a hint for an error of the file system.
fn hint_for(error: &io::Error) -> &'static str {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::PermissionDenied => "grant write permission, or choose another folder; nothing was changed",
        Kind::ReadOnlyFilesystem => "the file system is read-only: choose another folder",
        Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => {
            "free some space, or raise the limit, then run again; nothing was changed"
        }
        Kind::InvalidFilename => {
            "a file name is too long for the file system: choose a folder with a shorter path"
        }
        Kind::NotADirectory | Kind::IsADirectory => {
            "move the existing file or folder elsewhere, then run again"
        }
        _ => OUTPUT_FAILED.hint,
    }
}
