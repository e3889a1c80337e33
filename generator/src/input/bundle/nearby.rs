//! Finds files in the folders around a document: files with another letter case, files that declare their own address,
//! and the folder that holds the document and another path. Only the allowed folder is read.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use super::grammar::is_value_file;
use crate::base::address::Address;
use crate::diagnostic::{Files, Report};
use crate::input::file;
use crate::input::load::load;

/// The number of files of a folder that are searched for their own addresses.
const MAX_FILES: usize = 512;

/// Longer files are not searched: they are not parts that people keep next to a document and refer to by address.
const MAX_BYTES: u64 = 4 << 20;

/// Returns the address that a document declares: `$self` of OpenAPI 3.2, or `$id`.
pub(super) fn own_address(value: &Value) -> Option<Address> {
    ["$self", "$id"].iter().find_map(|key| value.get(key)?.as_str()).and_then(Address::parse)
}

/// Returns the files of a folder that declare their own address, with their canonical paths. Those of one address are in
/// the order of their names.
pub(super) fn files_by_address(folder: &Path, allowed: &Path) -> BTreeMap<Address, Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.to_str().is_some_and(is_value_file)).collect();
    // The order of a folder differs between machines.
    paths.sort();
    let mut found: BTreeMap<Address, Vec<PathBuf>> = BTreeMap::new();
    for path in paths.into_iter().take(MAX_FILES) {
        let Ok(path) = file::within(allowed, &path) else { continue };
        if let Some(address) = read_address(&path) {
            let same = found.entry(address).or_default();
            // Several links may lead to one file.
            if !same.contains(&path) {
                same.push(path);
            }
        }
    }
    found
}

fn read_address(path: &Path) -> Option<Address> {
    let text =
        file::check_size(path).ok().filter(|length| *length <= MAX_BYTES).and(file::text(path).ok())?;
    if !text.contains("$self") && !text.contains("$id") {
        return None;
    }
    let mut files = Files::default();
    let id = files.add("", text);
    own_address(&load(&files, id, &mut Report::default())?)
}

/// Returns the existing path that differs from this one in letter case only.
pub(super) fn find_other_case(allowed: &Path, path: &Path) -> Option<PathBuf> {
    let path = without_dots(path);
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

/// Returns the folder that holds both the allowed folder and a path, written in the style of the allowed folder.
pub(super) fn common_folder(allowed: &Path, path: &Path) -> Option<PathBuf> {
    let own = if allowed.as_os_str().is_empty() { Path::new(".") } else { allowed };
    let (mut folder, path) = (without_dots(&std::path::absolute(own).ok()?), without_dots(path));
    let mut shown: PathBuf = allowed.components().filter(|part| *part != Component::CurDir).collect();
    while !path.starts_with(&folder) {
        folder.pop().then_some(())?;
        match shown.components().next_back() {
            Some(Component::Normal(_)) => _ = shown.pop(),
            _ => shown.push(".."),
        }
    }
    // Never suggest to allow the root of the file system.
    folder.parent()?;
    Some(if shown.as_os_str().is_empty() { PathBuf::from(".") } else { shown })
}

/// Removes `.` and `..` from a path, by its text alone.
pub(super) fn without_dots(path: &Path) -> PathBuf {
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
