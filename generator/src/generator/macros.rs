//! Handles the macros of the runtime. A crate exports them, which puts them at its root. In a module of another crate
//! they stay in the files that define them, so that several clients can be modules of one crate.

use std::collections::BTreeMap;
use std::path::Path;

/// How the runtime begins the definition of a macro, always on a line of its own.
const DEFINED: &str = "macro_rules! __";

/// The module that defines each macro, by the macro's name.
pub(super) struct Macros(BTreeMap<String, String>);

impl Macros {
    /// Finds the macros that the files define.
    pub fn of(files: &[(&Path, &String)]) -> Self {
        let named = files.iter().flat_map(|(path, text)| {
            let module = path.with_extension("");
            let parts: Vec<_> = module.iter().map(|part| part.to_string_lossy()).collect();
            let module = parts.join("::");
            defined_macros(text).map(move |name| (name, module.clone())).collect::<Vec<_>>()
        });
        Self(named.collect())
    }

    /// Returns the module that defines the macro whose name a text begins with.
    pub fn module_of(&self, text: &str) -> Option<&str> {
        self.0.get(&first_identifier(text)).map(String::as_str)
    }

    /// Returns a file with its macros used by path instead of exported, like everything that the runtime offers to
    /// emitted code.
    pub fn use_by_path(&self, text: &str) -> String {
        let names: Vec<String> = defined_macros(text).collect();
        let local = text
            .replace("#[macro_export]\n", "")
            .replace("\npub use crate::__", "\npub(crate) use __")
            .replace("#[doc(hidden)]\npub use self::", "#[doc(hidden)]\npub(crate) use self::");
        if names.is_empty() { local } else { format!("{local}\npub(crate) use {{{}}};\n", names.join(", ")) }
    }
}

/// Returns the names of the macros that a file defines.
fn defined_macros(text: &str) -> impl Iterator<Item = String> {
    text.lines()
        .filter_map(|line| line.strip_prefix(DEFINED))
        .map(|rest| format!("__{}", first_identifier(rest)))
}

/// Returns the identifier that a text begins with.
fn first_identifier(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}
