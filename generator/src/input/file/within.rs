//! Resolves a path inside a folder. Symbolic links are followed one by one, so that nothing outside the folder is
//! accessed: a document could otherwise find out which files exist.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::Refusal;

/// The most symbolic links in one path, the same number as on Linux.
const MAX_LINKS: usize = 40;

/// Resolves the symbolic links of a path within a folder; a relative path starts in the folder.
///
/// # Errors
/// The path leads outside, goes through too many links, or does not exist.
pub fn within(folder: &Path, path: &Path) -> Result<PathBuf, Refusal> {
    let given = std::path::absolute(if folder == Path::new("") { Path::new(".") } else { folder })?;
    let folder = given.canonicalize()?;
    let wanted = normalized(&given.join(path));
    let inside = inside(&folder, &wanted).or_else(|| inside(&normalized(&given), &wanted));
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
        if links > MAX_LINKS {
            return Err(io::Error::other("too many symbolic links").into());
        }
        let target = normalized(&at.join(fs::read_link(&next)?));
        let mut whole = inside(folder, &target).ok_or(Refusal::Outside)?;
        whole.append(&mut ahead);
        (at, ahead) = (folder.to_owned(), whole);
    }
    Ok(at)
}

/// Returns the components of a path below a folder.
fn inside(folder: &Path, path: &Path) -> Option<VecDeque<OsString>> {
    Some(path.strip_prefix(folder).ok()?.iter().map(OsString::from).collect())
}

/// Removes `.` and `..`, from the text of the path alone.
fn normalized(path: &Path) -> PathBuf {
    let mut normalized = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = normalized.pop(),
            part => normalized.push(part),
        }
    }
    normalized
}
