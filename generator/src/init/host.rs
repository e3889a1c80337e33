//! A crate or workspace that already exists in the folder. It is not changed; the lines that its owner has to add are
//! shown.

use std::path::Path;

use toml::{Table, Value};

use super::SETTINGS;
use crate::input::file;

/// The relevant facts of its manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Host {
    /// True if it is a package, and not only a workspace.
    pub is_package: bool,
    /// True if it is the root of a workspace.
    pub is_workspace: bool,
}

impl Host {
    /// Finds the host of a folder, if there is a manifest; a workspace created here does not count.
    pub(super) fn find(folder: &Path) -> Option<Self> {
        if folder.join(SETTINGS).exists() {
            return None;
        }
        let text = file::text(&folder.join("Cargo.toml")).ok()?;
        // An invalid manifest is ignored; cargo reports it.
        let manifest: Table = text.parse().unwrap_or_default();
        let has = |table: &str| manifest.contains_key(table);
        Some(Self { is_package: has("package") || !has("workspace"), is_workspace: has("workspace") })
    }

    /// Returns the lines to add to its manifest, ready to paste.
    pub fn manifest_lines(self, package: &str) -> String {
        let path = if self.is_package { package.to_owned() } else { format!("../{package}") };
        // The package's name is checked, so it needs no quotes as a key.
        let [path, member] = [path.as_str(), package].map(Value::from);
        let workspace = match (self.is_workspace, self.is_package) {
            // A path dependency below the root is a member automatically.
            (true, true) => String::new(),
            (true, false) => format!("in `members` of [workspace]:\n\n    {member},\n\n"),
            (false, _) => format!("at the end:\n\n    [workspace]\n    members = [{member}]\n\n"),
        };
        let whose =
            if self.is_package { "under [dependencies]" } else { "under [dependencies] of its users" };
        format!("{whose}:\n\n    {package} = {{ path = {path} }}\n\n{workspace}")
    }
}
