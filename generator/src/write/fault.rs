//! Why nothing is written, and how that is told.

use std::io;
use std::path::{Path, PathBuf};

use super::{Options, Refused};
use crate::diagnostic::code::{
    OUTPUT_BLOCKED, OUTPUT_BUSY, OUTPUT_FAILED, OUTPUT_FOREIGN, OUTPUT_PATH, OUTPUT_UNMARKED,
};
use crate::diagnostic::{Location, Report};

/// So many paths are named, the others are counted.
const NAMED: usize = 12;

/// Why nothing is written; paths are within the folder.
#[derive(Debug)]
pub(super) enum Fault {
    /// What stands in the way: files of others, and what is no file.
    InTheWay(Vec<PathBuf>, Vec<Blocked>),
    /// The file system refuses.
    Io(PathBuf, io::Error),
    /// Another run does not end.
    Busy,
    /// A path that leaves the folder.
    Path(PathBuf),
}

/// Something that is no file where one has to be, or no folder where one has to be.
#[derive(Debug)]
pub(super) struct Blocked {
    pub(super) path: PathBuf,
    pub(super) kind: &'static str,
}

impl Fault {
    pub(super) fn io(path: impl Into<PathBuf>, error: io::Error) -> Self {
        Self::Io(path.into(), error)
    }

    /// As a person reads it.
    pub(super) fn refused(self, root: &Path, options: &Options) -> Refused {
        let mut report = Report::default();
        let name = |path: &Path| shown(root, options, path);
        match self {
            Self::InTheWay(foreign, blocked) => {
                for found in blocked.iter().take(NAMED) {
                    let message = format!("`{}` is {}", name(&found.path), found.kind);
                    report.add(&OUTPUT_BLOCKED, Location::Nowhere, message);
                }
                if !foreign.is_empty() {
                    let message = format!(
                        "not written by truespec and therefore not overwritten: {}",
                        listed(&foreign, name)
                    );
                    report.add(&OUTPUT_FOREIGN, Location::Nowhere, message);
                }
            }
            Self::Io(path, error) => {
                let message = format!("`{}`: {error}", name(&path));
                report.add_with_hint(&OUTPUT_FAILED, Location::Nowhere, message, advice(&error));
            }
            Self::Busy => {
                let message = format!("`{}` is still locked by another run", name(Path::new("")));
                report.add(&OUTPUT_BUSY, Location::Nowhere, message);
            }
            Self::Path(path) => {
                let message =
                    format!("`{}` is not a path inside the output folder", plain(&path.to_string_lossy()));
                report.add(&OUTPUT_PATH, Location::Nowhere, message);
            }
        }
        Refused { report }
    }
}

/// The files that are written although they have lost their mark.
pub(super) fn unmarked(paths: &[PathBuf], root: &Path, options: &Options) -> Report {
    let mut report = Report::default();
    if !paths.is_empty() {
        let message = format!("marker missing: {}", listed(paths, |path| shown(root, options, path)));
        report.add(&OUTPUT_UNMARKED, Location::Nowhere, message);
    }
    report
}

fn listed(paths: &[PathBuf], name: impl Fn(&Path) -> String) -> String {
    let named: Vec<String> = paths.iter().take(NAMED).map(|path| format!("`{}`", name(path))).collect();
    let more = paths.len().saturating_sub(NAMED);
    if more > 0 { format!("{} and {more} more", named.join(", ")) } else { named.join(", ") }
}

fn shown(root: &Path, options: &Options, path: &Path) -> String {
    let root = options.name.as_ref().map_or(root, Path::new);
    let path = if path.as_os_str().is_empty() { root.to_owned() } else { root.join(path) };
    plain(&path.to_string_lossy().replace('\\', "/"))
}

/// Names may hold what moves a terminal's cursor.
fn plain(text: &str) -> String {
    text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}

/// What to do where the file system refuses.
fn advice(error: &io::Error) -> &'static str {
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
