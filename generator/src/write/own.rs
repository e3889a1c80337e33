//! Which files are ours: those with the mark, and those that the record lists.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{Files, MARK, RECORD, door};
use crate::input::file;

/// So much of a file is looked at for the mark.
const HEAD: u64 = 512;

/// The text of the record of a crate's files.
pub(super) fn record(files: &Files) -> String {
    let names = files.keys().map(|path| path.to_string_lossy().replace('\\', "/"));
    let lines: String = names.map(|name| format!("{name}\n")).collect();
    format!("# {MARK}: the files of this crate that it writes.\n{lines}")
}

/// The files that the record on disk lists; none if there is none.
pub(super) fn recorded(root: &Path) -> BTreeSet<PathBuf> {
    // Not through a link, which might lead anywhere.
    let path = root.join(RECORD);
    let is_file = path.symlink_metadata().is_ok_and(|data| data.is_file());
    let text =
        if is_file && is_marked(&path).unwrap_or_default() { file::text(&path) } else { Ok(String::new()) };
    let text = text.unwrap_or_default();
    let names = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    names.map(PathBuf::from).chain([PathBuf::from(RECORD)]).collect()
}

/// What the mark stands behind: the beginning of a comment, and nothing else. Whoever speaks of the mark has not set it.
const BEFORE: [&str; 3] = ["// ", "# ", "<!-- "];

/// The hidden files that a workspace is set up with; each crate has its record, too.
const HIDDEN: [&str; 3] = [".gitattributes", ".gitignore", ".github/workflows/ci.yml"];

/// Whether a file of ours can have this path: within the folder, and not among what others keep in hidden ones, such as the
/// hooks of git.
pub(super) fn is_name(path: &Path) -> bool {
    let own = HIDDEN.iter().any(|name| path == Path::new(name));
    door::is_plain(path) && (own || path.iter().all(|part| part.to_str().is_some_and(is_shown)))
}

/// `GIT~1` is the other name of a hidden folder on Windows.
fn is_shown(part: &str) -> bool {
    (!part.starts_with('.') || part == RECORD) && !part.contains('~')
}

/// Whether one of the first two lines of a regular file is the mark.
pub(super) fn is_marked(path: &Path) -> io::Result<bool> {
    let mut bytes = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).lines().take(2).any(is_mark))
}

fn is_mark(line: &str) -> bool {
    BEFORE.iter().filter_map(|before| line.strip_prefix(before)).any(|rest| rest.starts_with(MARK))
}
