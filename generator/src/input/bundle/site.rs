//! The location of a document, the folders that its references may lead to, and hints about both.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::nearby;
use crate::base::address::Address;
use crate::diagnostic::FileId;

/// Maps address prefixes to folders. A whole address may be mapped to a file.
pub type Map = BTreeMap<String, PathBuf>;

/// The location of a document, and the files that its references may lead to.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// The text of the document.
    pub file: FileId,
    /// The path of the document.
    pub path: &'a Path,
    /// The folder that must contain every file.
    pub allowed: &'a Path,
    /// The files and folders for references by address.
    pub map: &'a Map,
    /// True if these values come from the settings of a workspace, false if from the command line.
    pub has_settings: bool,
}

impl Site<'_> {
    /// Returns the path that the map gives for an address, by the longest matching prefix.
    pub(super) fn mapped_path(&self, address: &Address) -> Option<PathBuf> {
        let entries = self.map.iter().filter_map(|(prefix, folder)| {
            let prefix = Address::parse(prefix)?;
            Some((prefix.prefix_length(), folder, address.strip_prefix(&prefix)?))
        });
        let (_, folder, rest) = entries.max_by_key(|(length, ..)| *length)?;
        let rest = crate::base::pointer::percent_decode(rest).unwrap_or_else(|| rest.to_owned());
        // Joining an empty path would add a `/` at the end.
        let path = if rest.is_empty() { folder.clone() } else { folder.join(rest) };
        std::path::absolute(&path).ok()
    }

    /// Returns the hint for an address that the map does not have.
    pub(super) fn map_hint(&self, address: &Address) -> String {
        let (prefix, name) = address.split_file();
        let own = self.folder();
        if name.is_empty() || !prefix.contains("//") {
            let whole = address.to_string();
            let word = file_word(whole.trim_end_matches('/').rsplit(['/', ':']).next().unwrap_or_default());
            let file = format!("{word}.yaml");
            let entry = self.entry(whole.trim_end_matches('/'), &own.join(&file));
            return format!("save it as `{file}` next to the document and map it: {entry}");
        }
        let beside = self.path.with_file_name(name);
        if crate::input::file::within(self.allowed, &std::path::absolute(&beside).unwrap_or(beside)).is_ok() {
            let entry = self.entry(&prefix, &own);
            return format!("if it is `{name}` next to the document, map its folder: {entry}");
        }
        let folder = file_word(prefix.rsplit('/').next().unwrap_or_default());
        let entry = self.entry(&prefix, &own.join(&folder));
        format!("save it as `{folder}/{name}` next to the document and map its folder: {entry}")
    }

    /// Returns the hint for an address that the map does not have, if the document has no folder.
    pub(super) fn alone_hint(address: &Address) -> String {
        let (prefix, name) = address.split_file();
        let entry = quoted(&format!("{prefix}=./schemas"));
        format!("save it as `schemas/{name}` and map its folder: `--map {entry}`")
    }

    /// Returns the hint for a file outside the allowed folder. In a workspace, that folder is always `specs/`.
    pub(super) fn root_hint(&self, path: &Path) -> Option<String> {
        if self.has_settings {
            return Some("copy the file to `specs/`".to_owned());
        }
        let outer = nearby::common_folder(self.allowed, path)?;
        let outer = quoted(&outer.display().to_string());
        Some(format!(
            "allow a folder that holds both with `--root {outer}`, or copy the file to the folder of the document"
        ))
    }

    /// Returns the folder of the document; in a workspace, relative to `specs/`.
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

/// Returns a word that is a valid file name on every system.
fn file_word(text: &str) -> String {
    let plain: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).take(40).collect();
    let is_host = text.contains('.') || plain.trim_matches('_').is_empty();
    if is_host { "schemas".to_owned() } else { plain }
}

/// Quotes an argument for a shell, if needed.
fn quoted(text: &str) -> String {
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "/:=._-~%+@,".contains(c));
    if is_plain { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}
