//! Turns the emitted crate into a module of another one: moves its files and rewrites its paths.

use std::path::{Path, PathBuf};

use super::macros::Macros;
use crate::diagnostic::code::MODULE_NAME;
use crate::rust::print;
use crate::source::module_name;
use crate::workspace::Failure;
use crate::write::Files;

/// The features that emitted code checks, which the crate around it need not have.
pub(super) fn features() -> impl Iterator<Item = &'static str> {
    print::features().filter(|name| *name != "default")
}

/// Lints that the crate around the module may deny.
const ALLOWED: &str = "#![allow(dead_code, missing_docs, unreachable_pub, unused_imports, unused_macros, clippy::all, clippy::pedantic, reason = \"generated\")]\n";

/// The location of a module.
pub(super) struct ModuleLocation {
    /// The module path from the root of the crate around it.
    path: String,
    name: String,
    /// The folder of its files.
    pub folder: PathBuf,
    /// The file that declares it, which the crate includes.
    pub included: PathBuf,
}

impl ModuleLocation {
    /// Places a module in the output folder of a build script.
    pub fn new(out: &Path, module: &str) -> Result<Self, Failure> {
        for part in module.split("::") {
            let name = module_name(part);
            name.map_err(|refused| Failure::of_call(&MODULE_NAME, refused.why, Some(refused.hint)))?;
        }
        let name = module.rsplit("::").next().unwrap_or(module).to_owned();
        let (folder, included) = (out.join(&name), out.join(format!("{name}.rs")));
        Ok(Self { path: module.to_owned(), name, folder, included })
    }

    /// Returns the sources, without the files that only a crate has.
    pub fn files(&self, files: &Files) -> Files {
        let sources: Vec<(&Path, &String)> =
            files.iter().filter_map(|(path, text)| Some((path.strip_prefix("src").ok()?, text))).collect();
        let macros = Macros::of(&sources);
        let moved = sources.into_iter().map(|(path, text)| {
            let text = rewrite_paths(&macros.use_by_path(text), &self.path, &macros);
            let text = if path == Path::new("lib.rs") { with_allowed_lints(&of_module(&text)) } else { text };
            (path.to_owned(), text)
        });
        moved.collect()
    }

    /// Returns the declaration that the crate includes.
    pub fn declaration(&self) -> String {
        let root = self.folder.join("lib.rs");
        format!("#[path = {:?}]\npub mod {};\n", root.to_string_lossy(), self.name)
    }
}

/// Removes from the root file what only a crate has: attributes with conditions, and the front page, whose examples name
/// the crate.
fn of_module(text: &str) -> String {
    let mut docs = text.lines().filter(|line| line.starts_with("//!"));
    let about = docs.next().unwrap_or_default();
    let is_kept = |line: &&str| {
        !line.starts_with("#![cfg_attr(") && (!line.starts_with("//!") || std::ptr::eq(*line, about))
    };
    text.lines().filter(is_kept).map(|line| format!("{line}\n")).collect()
}

/// Adds the allowed lints to the root file, which a crate of its own does not need.
fn with_allowed_lints(text: &str) -> String {
    match text.find("#![") {
        Some(at) => {
            [text.get(..at).unwrap_or_default(), ALLOWED, text.get(at..).unwrap_or_default()].concat()
        }
        None => text.to_owned(),
    }
}

/// Rewrites source code for a module of another crate: paths from the root get the module's path, and those of macros
/// the module that defines them.
fn rewrite_paths(text: &str, module: &str, macros: &Macros) -> String {
    const ROOT: &str = "crate::";
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut rest = text;
    while !rest.is_empty() {
        let length = match literal_or_comment_length(rest) {
            Some(length) => length,
            None if rest.starts_with(ROOT) && !ends_in_word(&out) => {
                rest = rest.get(ROOT.len()..).unwrap_or_default();
                let home = macros.module_of(rest).map(|module| format!("{module}::")).unwrap_or_default();
                out.push_str(&format!("{ROOT}{module}::{home}"));
                continue;
            }
            None => rest.chars().next().map_or(1, char::len_utf8),
        };
        let (passed, next) = rest.split_at(length);
        out.push_str(passed);
        rest = next;
    }
    out
}

fn ends_in_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
}

/// Returns the length of the comment or literal that a text begins with: paths in it are not rewritten.
fn literal_or_comment_length(text: &str) -> Option<usize> {
    let rest = text.as_bytes();
    match rest {
        [b'/', b'/', ..] => Some(text.find('\n').unwrap_or(text.len())),
        [b'/', b'*', ..] => Some(text.find("*/").map_or(text.len(), |end| end + 2)),
        [b'r', b'"' | b'#', ..] => raw_literal_length(text),
        [b'"', ..] => Some(quoted_literal_length(text, b'"')),
        // A lifetime has no closing quote after one character.
        [b'\'', b'\\', ..] => Some(quoted_literal_length(text, b'\'')),
        [b'\'', ..] => {
            let character = text.chars().nth(1)?;
            let end = 1 + character.len_utf8();
            (rest.get(end) == Some(&b'\'')).then_some(end + 1)
        }
        _ => None,
    }
}

/// Returns the length of a quoted literal, including escapes.
fn quoted_literal_length(text: &str, quote: u8) -> usize {
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => _ = bytes.next(),
            byte if byte == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Returns the length of a raw literal: `r"…"`, `r#"…"#`; `None` for a raw identifier.
fn raw_literal_length(text: &str) -> Option<usize> {
    let after = text.strip_prefix('r')?;
    let hashes = after.bytes().take_while(|byte| *byte == b'#').count();
    let body = after.get(hashes..)?.strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    Some(body.find(&close).map_or(text.len(), |end| 2 + hashes + end + close.len()))
}
