//! A crate or workspace that stands in the folder already: nothing of it is changed, and what its owner has to add is told.

use std::path::Path;

use toml::{Table, Value};

use super::SETTINGS;
use crate::input::file;

/// What its manifest says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Host {
    /// Whether it is a package, and not only a workspace.
    pub is_package: bool,
    /// Whether it is the root of a workspace.
    pub is_workspace: bool,
}

impl Host {
    /// The one of a folder, if there is a manifest; a workspace as it is set up here is none.
    pub(super) fn find(folder: &Path) -> Option<Self> {
        if folder.join(SETTINGS).exists() {
            return None;
        }
        let text = file::text(&folder.join("Cargo.toml")).ok()?;
        // A manifest that is none is cargo's to complain about.
        let manifest: Table = text.parse().unwrap_or_default();
        let has = |table: &str| manifest.contains_key(table);
        Some(Self { is_package: has("package") || !has("workspace"), is_workspace: has("workspace") })
    }

    /// The lines to add to its manifest, each ready to paste.
    pub fn lines(self, package: &str) -> String {
        let path = if self.is_package { package.to_owned() } else { format!("../{package}") };
        // The package's name is checked: it needs no quotes as a key.
        let [path, member] = [path.as_str(), package].map(Value::from);
        let workspace = match (self.is_workspace, self.is_package) {
            // What lies below and is depended on is a member by itself.
            (true, true) => String::new(),
            (true, false) => format!("in `members` of [workspace]:\n\n    {member},\n\n"),
            (false, _) => format!("at the end:\n\n    [workspace]\n    members = [{member}]\n\n"),
        };
        let whose =
            if self.is_package { "under [dependencies]" } else { "under [dependencies] of its users" };
        format!("{whose}:\n\n    {package} = {{ path = {path} }}\n\n{workspace}")
    }
}
