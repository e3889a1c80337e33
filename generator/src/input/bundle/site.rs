//! Where a document stands, where its references may lead, and the hints that follow from it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::address::Address;
use super::beside;
use crate::diagnostic::FileId;

/// Addresses by their prefixes, and the folder that holds what is below each; a whole address may have a file.
pub type Map = BTreeMap<String, PathBuf>;

/// Where a document stands, and where its references may lead.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// Its text.
    pub file: FileId,
    /// Its path.
    pub path: &'a Path,
    /// The folder that every file must lie in.
    pub allowed: &'a Path,
    /// Where files lie that are referred to by an address.
    pub map: &'a Map,
    /// Whether settings say so, and not a command line.
    pub has_settings: bool,
}

impl Site<'_> {
    /// The path that the map has for an address, by its longest prefix.
    pub(super) fn mapped(&self, address: &Address) -> Option<PathBuf> {
        let entries = self.map.iter().filter_map(|(prefix, folder)| {
            let prefix = Address::parse(prefix)?;
            Some((prefix.length(), folder, address.below(&prefix)?))
        });
        let (_, folder, rest) = entries.max_by_key(|(length, ..)| *length)?;
        let rest = crate::base::pointer::percent_decode(rest).unwrap_or_else(|| rest.to_owned());
        // Joining nothing would end the path with a `/`.
        let path = if rest.is_empty() { folder.clone() } else { folder.join(rest) };
        std::path::absolute(&path).ok()
    }

    /// What to do about an address that the map does not have.
    pub(super) fn map_hint(&self, address: &Address) -> String {
        let (prefix, name) = address.split();
        let own = self.folder();
        if name.is_empty() || !prefix.contains("//") {
            let whole = address.to_string();
            let word = word(whole.trim_end_matches('/').rsplit(['/', ':']).next().unwrap_or_default());
            let file = format!("{word}.yaml");
            let entry = self.entry(whole.trim_end_matches('/'), &own.join(&file));
            return format!("save it as `{file}` next to the document and map it: {entry}");
        }
        let beside = self.path.with_file_name(name);
        if crate::input::file::within(self.allowed, &std::path::absolute(&beside).unwrap_or(beside)).is_ok() {
            let entry = self.entry(&prefix, &own);
            return format!("if it is `{name}` next to the document, map its folder: {entry}");
        }
        let folder = word(prefix.rsplit('/').next().unwrap_or_default());
        let entry = self.entry(&prefix, &own.join(&folder));
        format!("save it as `{folder}/{name}` next to the document and map its folder: {entry}")
    }

    /// What to do about a file outside the allowed folder; in settings it is always `specs/`.
    pub(super) fn root_hint(&self, path: &Path) -> Option<String> {
        if self.has_settings {
            return Some("copy the file to `specs/`".to_owned());
        }
        let outer = beside::outer(self.allowed, path)?;
        let outer = quoted(&outer.display().to_string());
        Some(format!(
            "allow a folder that holds both with `--root {outer}`, or copy the file to the folder of the document"
        ))
    }

    /// The folder of the document: of a workspace within `specs/`.
    fn folder(&self) -> PathBuf {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let shown =
            if self.has_settings { folder.strip_prefix(self.allowed).unwrap_or(folder) } else { folder };
        shown.to_owned()
    }

    fn entry(&self, prefix: &str, path: &Path) -> String {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        let path = path.display().to_string().replace('\\', "/");
        match self.has_settings {
            true => format!("add `\"{prefix}\" = \"{path}\"` to `[map]` in `truespec.toml`"),
            false => format!("`--map {}`", quoted(&format!("{prefix}={path}"))),
        }
    }
}

/// A word that can be the name of a file or folder everywhere.
fn word(text: &str) -> String {
    let plain: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).take(40).collect();
    let is_host = text.contains('.') || plain.trim_matches('_').is_empty();
    if is_host { "schemas".to_owned() } else { plain }
}

/// An argument as a shell takes it.
fn quoted(text: &str) -> String {
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "/:=._-~%+@,".contains(c));
    if is_plain { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}
