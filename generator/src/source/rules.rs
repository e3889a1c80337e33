//! Rules for names and paths in the settings: they must be valid for cargo, Rust and every file system, and must not
//! collide with anything in the emitted crate.

use std::path::{Component, Path};

use crate::rust::names::files;
use crate::rust::names::ident::{Case, ident, natural, written};
use crate::rust::print::{dependencies, features};

/// The longest name of a crate or module, which is part of longer paths.
const MAX_NAME_LENGTH: usize = 64;

/// Modules next to the APIs in `src`, or with a special meaning for cargo and rustc there; crates that are always named
/// by paths; and the folder that cargo writes to.
const RESERVED_MODULES: [&str; 9] =
    ["runtime", "lib", "main", "mod", "bin", "target", "std", "core", "alloc"];

/// Names that cargo rejects or warns about because it uses them itself, and the crate that builds a workspace.
const RESERVED_BY_CARGO: [&str; 11] = [
    "test",
    "std",
    "core",
    "alloc",
    "proc_macro",
    "deps",
    "build",
    "examples",
    "incremental",
    "target",
    "truespec",
];

/// Why a name is rejected, with a hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedName {
    /// The name and the reason.
    pub why: String,
    /// A valid name close to it, if there is one, else general advice.
    pub hint: String,
}

/// Checks that a module beside the runtime, and its feature, can have this name.
///
/// # Errors
/// The name is not valid for a module.
pub fn module_name(name: &str) -> Result<(), RejectedName> {
    module_fault(name).map_or(Ok(()), |fault| Err(reject(name, fault, "api", '_', module_fault)))
}

/// Checks that cargo accepts this name for a package, and Rust for its library.
///
/// # Errors
/// The name is not valid for a crate.
pub fn crate_name(name: &str) -> Result<(), RejectedName> {
    crate_fault(name).map_or(Ok(()), |fault| Err(reject(name, fault, "client", '-', crate_fault)))
}

/// Returns the reason and the closest valid name: first with the right spelling, then also with a word appended.
fn reject(
    name: &str,
    fault: &str,
    word: &str,
    joint: char,
    rule: fn(&str) -> Option<&'static str>,
) -> RejectedName {
    // For letters beyond ASCII there is no spelling that a person would choose.
    let near = if name.is_ascii() && !name.is_empty() { natural(name, Case::Module) } else { String::new() };
    let near = near.replace('_', &joint.to_string());
    let longer = format!("{near}{joint}{word}");
    let free = [near, longer].into_iter().find(|name| rule(name).is_none());
    let hint = match free {
        Some(free) => format!("use `{free}`"),
        None => format!("choose a short name in `snake_case`, such as `{word}`"),
    };
    RejectedName { why: format!("{} {fault}", quoted(name)), hint }
}

/// Quotes a value of the settings for a message; it is shortened and escaped.
pub(super) fn quoted(text: &str) -> String {
    let shown: String = text.chars().take(MAX_NAME_LENGTH).flat_map(char::escape_debug).collect();
    let rest = if text.chars().nth(MAX_NAME_LENGTH).is_some() { "…" } else { "" };
    format!("`{shown}{rest}`")
}

fn module_fault(name: &str) -> Option<&'static str> {
    let is_used = || features().any(|feature| feature == name) || RESERVED_MODULES.contains(&name);
    match () {
        () if name.len() > MAX_NAME_LENGTH => Some("is longer than 64 bytes"),
        () if ident(name, Case::Module) != name => Some("is not in `snake_case`"),
        () if written(name) != name => Some("is a keyword"),
        () if files::is_device(name) => Some("is the name of a device on Windows"),
        () if is_used() => Some("is reserved by the generated crate or by cargo"),
        () if depends_on(name) => Some("is the name of a dependency of the generated crate"),
        () => None,
    }
}

fn crate_fault(name: &str) -> Option<&'static str> {
    let library = name.replace('-', "_");
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    match () {
        () if name.len() > MAX_NAME_LENGTH => Some("is longer than 64 bytes"),
        () if !is_plain => {
            Some("must begin with an ASCII letter and contain only ASCII letters, digits, `-` and `_`")
        }
        () if written(&library) != library => Some("is a keyword"),
        () if files::is_device(name) => Some("is the name of a device on Windows"),
        () if RESERVED_BY_CARGO.contains(&library.as_str()) => Some("is reserved by cargo"),
        () if depends_on(&library) => Some("is the name of a dependency of the generated crate"),
        () => None,
    }
}

fn depends_on(library: &str) -> bool {
    dependencies().any(|name| name.replace('-', "_") == library)
}

/// Returns why a path relative to `specs/` is not in the workspace. Links are not followed: they are the user's own
/// decision.
pub(super) fn why_outside(path: &Path) -> Option<&'static str> {
    let mut depth = 1; // below the workspace, in `specs`
    for part in path.components() {
        match part {
            Component::Prefix(_) | Component::RootDir => return Some("is an absolute path"),
            Component::ParentDir if depth == 0 => return Some("is outside the workspace"),
            Component::ParentDir => depth -= 1,
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
        }
    }
    path.as_os_str().is_empty().then_some("is empty")
}
