//! What the pages need to be run (`pages.toml`): files in their folders, commands before the first, Rust around fragments.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::page::root;

/// `pages.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scripts {
    /// Commands that these tests do not run, and what does.
    pub elsewhere: BTreeMap<String, String>,
    /// What a page needs, by its path.
    pub page: BTreeMap<String, Script>,
}

/// What a page needs.
#[derive(Deserialize, Default, Clone)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// Files and folders of its folder, and where they come from. What begins with `../` is not in the repository: commands
    /// that name it are skipped where it is not at hand.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
    /// Commands that run before those of the page.
    #[serde(default)]
    pub setup: Vec<String>,
    /// Commands that run before one of the page, which is the key.
    #[serde(default)]
    pub before: BTreeMap<String, Vec<String>>,
    /// Rust before each fragment; by default a client of the bookshop.
    pub rust: Option<String>,
}

/// Reads `pages.toml`.
pub fn read() -> Scripts {
    let path = root().join("generator/tests/readme/pages.toml");
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

impl Scripts {
    /// What a page needs: nothing where `pages.toml` does not say it.
    pub fn of(&self, path: &str) -> Script {
        self.page.get(path).cloned().unwrap_or_default()
    }
}
