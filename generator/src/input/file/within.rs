//! Where a path leads inside a folder. The way is walked link by link, so that what lies outside is not even asked about:
//! a document could otherwise find out which files there are.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::Refusal;

/// As many links as Linux follows in one path.
const LINKS: usize = 40;

/// The path without links that a path within a folder leads to; a relative one begins in the folder.
///
/// # Errors
/// It leads outside, through too many links, or nowhere.
pub fn within(folder: &Path, path: &Path) -> Result<PathBuf, Refusal> {
    let given = std::path::absolute(if folder == Path::new("") { Path::new(".") } else { folder })?;
    let folder = given.canonicalize()?;
    let wanted = folded(&given.join(path));
    let inside = inside(&folder, &wanted).or_else(|| inside(&folded(&given), &wanted));
    walk(&folder, inside.ok_or(Refusal::Outside)?)
}

fn walk(folder: &Path, mut ahead: VecDeque<OsString>) -> Result<PathBuf, Refusal> {
    let (mut at, mut links) = (folder.to_owned(), 0);
    while let Some(part) = ahead.pop_front() {
        let next = at.join(part);
        if !fs::symlink_metadata(&next)?.is_symlink() {
            at = next;
            continue;
        }
        links += 1;
        if links > LINKS {
            return Err(io::Error::other("too many symbolic links").into());
        }
        let target = folded(&at.join(fs::read_link(&next)?));
        let mut whole = inside(folder, &target).ok_or(Refusal::Outside)?;
        whole.append(&mut ahead);
        (at, ahead) = (folder.to_owned(), whole);
    }
    Ok(at)
}

/// The parts of a path below a folder.
fn inside(folder: &Path, path: &Path) -> Option<VecDeque<OsString>> {
    Some(path.strip_prefix(folder).ok()?.iter().map(OsString::from).collect())
}

/// Without `.` and `..`, by its text alone.
fn folded(path: &Path) -> PathBuf {
    let mut folded = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = folded.pop(),
            part => folded.push(part),
        }
    }
    folded
}
