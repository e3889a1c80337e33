//! Decides which files are ours: those with the mark, and those listed in the record.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{Files, MARK, NAMES, RECORD, path};
use crate::input::file;

/// The number of bytes read to find the mark.
const MARK_SEARCH_BYTES: u64 = 512;

/// Returns the text of the record of a crate's files.
pub(super) fn record_text(files: &Files) -> String {
    let names = files.keys().map(|path| path.to_string_lossy().replace('\\', "/"));
    let lines: String = names.map(|name| format!("{name}\n")).collect();
    format!("# {MARK}: the files of this crate that it writes.\n{lines}")
}

/// Returns the files listed in the record on disk; none if there is no record.
pub(super) fn recorded(root: &Path) -> BTreeSet<PathBuf> {
    // Links are not followed, as they may lead anywhere.
    let path = root.join(RECORD);
    let is_file = path.symlink_metadata().is_ok_and(|data| data.is_file());
    let text =
        if is_file && is_marked(&path).unwrap_or_default() { file::text(&path) } else { Ok(String::new()) };
    let text = text.unwrap_or_default();
    let names = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    names.map(PathBuf::from).chain([PathBuf::from(RECORD)]).collect()
}

/// The comment signs that the mark may follow, and nothing else: a file that merely mentions the mark is not ours.
const COMMENT_SIGNS: [&str; 4] = ["// ", "# ", "<!-- ", "  \"about\": \""];

/// The hidden files that a new workspace has; each crate also has its record.
const HIDDEN: [&str; 3] = [".gitattributes", ".gitignore", ".github/workflows/ci.yml"];

/// Returns true if a file of ours can have this path: within the folder, and not among hidden files of other tools,
/// such as the hooks of git.
pub(super) fn is_own_path(path: &Path) -> bool {
    let own = HIDDEN.iter().any(|name| path == Path::new(name));
    path::is_plain_relative(path) && (own || path.iter().all(|part| part.to_str().is_some_and(is_visible)))
}

/// Returns true if a part of a path is not hidden. `GIT~1` is the short name of a hidden folder on Windows.
fn is_visible(part: &str) -> bool {
    (!part.starts_with('.') || [RECORD, NAMES].contains(&part)) && !part.contains('~')
}

/// Returns true if one of the first two lines of a regular file is the mark.
pub(super) fn is_marked(path: &Path) -> io::Result<bool> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MARK_SEARCH_BYTES).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).lines().take(2).any(is_mark))
}

fn is_mark(line: &str) -> bool {
    COMMENT_SIGNS.iter().filter_map(|before| line.strip_prefix(before)).any(|rest| rest.starts_with(MARK))
}
