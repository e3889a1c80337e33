//! A folder of recordings: pairs of files, cassettes, stubs.

use std::io;
use std::path::{Path, PathBuf};

/// The deepest that folders are searched.
const MAX_DEPTH: usize = 8;

/// The files of a recording.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files with a request, whose response stands beside them.
    pub requests: Vec<PathBuf>,
    /// Files that may be recordings by themselves.
    pub recordings: Vec<PathBuf>,
}

/// Lists the files of a folder, sorted; links to folders are not followed.
///
/// # Errors
/// A folder cannot be read.
pub(super) fn files(folder: &Path) -> io::Result<Found> {
    let mut found = Found::default();
    visit(folder, 0, &mut found)?;
    found.requests.sort();
    found.recordings.sort();
    Ok(found)
}

/// Returns the file with the response to a request.
pub(super) fn response(request: &Path) -> PathBuf {
    let name = request.to_string_lossy();
    PathBuf::from(format!("{}.response.json", name.strip_suffix(REQUEST).unwrap_or(&name)))
}

const REQUEST: &str = ".request.json";

fn visit(folder: &Path, depth: usize, found: &mut Found) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        // Bodies of WireMock's stubs are read with their stubs.
        if entry.file_type()?.is_dir() && name != "__files" && depth < MAX_DEPTH {
            visit(&path, depth + 1, found)?;
        } else if name.ends_with(REQUEST) {
            found.requests.push(path);
        } else if !name.ends_with(".response.json") && is_recording(&name) {
            found.recordings.push(path);
        }
    }
    Ok(())
}

fn is_recording(name: &str) -> bool {
    [".har", ".json", ".yaml", ".yml"].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending))
}
