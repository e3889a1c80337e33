//! What lies in the folders around a document: files by another letter case, files that say their own address, and the way
//! to a folder further out. Nothing outside the allowed folder is looked at.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use super::address::Address;
use crate::diagnostic::{Files, Report};
use crate::input::file;
use crate::input::load::load;

/// So many files of a folder are searched for their own addresses.
const MOST_FILES: usize = 512;

/// A longer file is no part of a document that a person would keep beside it by its address alone.
const MOST_BYTES: u64 = 4 << 20;

/// The address that a document gives itself: `$self` of OpenAPI 3.2, or `$id`, taken relative to where it was found.
pub(super) fn own_address(value: &Value, found: Option<&Address>) -> Option<Address> {
    let text = ["$self", "$id"].iter().find_map(|key| value.get(key)?.as_str())?;
    match found {
        Some(found) => found.join(text),
        None => Address::parse(text),
    }
}

/// The files of a folder that say their own address.
pub(super) fn by_address(folder: &Path, allowed: &Path) -> BTreeMap<Address, PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_document = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| ["json", "yaml", "yml"].contains(&ending))
    };
    let mut paths: Vec<PathBuf> = entries.filter(is_document).take(MOST_FILES).collect();
    paths.sort();
    let mut found = BTreeMap::new();
    for path in paths {
        if let Some(address) = file::within(allowed, &path).ok().and_then(|path| address(&path)) {
            found.entry(address).or_insert(path);
        }
    }
    found
}

fn address(path: &Path) -> Option<Address> {
    let text =
        file::check_size(path).ok().filter(|length| *length <= MOST_BYTES).and(file::text(path).ok())?;
    if !text.contains("$self") && !text.contains("$id") {
        return None;
    }
    let mut files = Files::default();
    let id = files.add("", text);
    own_address(&load(&files, id, &mut Report::default())?, None)
}

/// The path with the letter case that the files have, if it differs in nothing else.
pub(super) fn other_case(allowed: &Path, path: &Path) -> Option<PathBuf> {
    let path = folded(path);
    let mut at = allowed.to_owned();
    for part in path.strip_prefix(allowed).ok()?.iter() {
        let next = at.join(part);
        if next.symlink_metadata().is_ok() {
            at = next;
            continue;
        }
        let wanted = part.to_string_lossy().to_lowercase();
        let names = std::fs::read_dir(&at).ok()?.flatten().map(|entry| entry.file_name());
        let mut alike = names.filter(|name| name.to_string_lossy().to_lowercase() == wanted);
        at = at.join(alike.next().filter(|_| alike.next().is_none())?);
    }
    (at != path).then_some(at)
}

/// A folder, written as the allowed one is, that holds both it and a path.
pub(super) fn outer(allowed: &Path, path: &Path) -> Option<PathBuf> {
    let own = if allowed.as_os_str().is_empty() { Path::new(".") } else { allowed };
    let (mut folder, path) = (folded(&std::path::absolute(own).ok()?), folded(path));
    let mut shown: PathBuf = allowed.components().filter(|part| *part != Component::CurDir).collect();
    while !path.starts_with(&folder) {
        folder.pop().then_some(())?;
        match shown.components().next_back() {
            Some(Component::Normal(_)) => _ = shown.pop(),
            _ => shown.push(".."),
        }
    }
    // All files of a machine are no folder to allow.
    folder.parent()?;
    Some(if shown.as_os_str().is_empty() { PathBuf::from(".") } else { shown })
}

/// Without `.` and `..`, by its text alone.
pub(super) fn folded(path: &Path) -> PathBuf {
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
