//! What names and paths of the settings can be: what cargo, Rust and every file system take, and what collides with nothing
//! that the emitted crate has.

use std::path::{Component, Path};

use crate::rust::names::files;
use crate::rust::names::ident::{Case, ident, natural, written};
use crate::rust::print::{dependencies, features};

/// The longest name of a crate or a module. It stands in paths, in each of which there are others.
const LONGEST: usize = 64;

/// Modules that lie beside the APIs in `src`, or that cargo and rustc take for something else there; crates that are always
/// named by paths; and the folder that cargo writes to.
const BESIDE: [&str; 9] = ["runtime", "lib", "main", "mod", "bin", "target", "std", "core", "alloc"];

/// Names that cargo refuses or warns about for what it has of its own, and the crate that a workspace is built with.
const CARGO: [&str; 11] = [
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

/// Why a name is not taken, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The name and what is the matter with it.
    pub why: String,
    /// A name that can be taken, where there is one that is near.
    pub hint: String,
}

/// Whether a module beside the runtime, and the feature of its name, can be called so.
///
/// # Errors
/// It cannot.
pub fn module_name(name: &str) -> Result<(), Refused> {
    module_fault(name).map_or(Ok(()), |fault| Err(refused(name, fault, "api", '_', module_fault)))
}

/// Whether cargo takes it as the name of a package, and Rust as that of its library.
///
/// # Errors
/// It does not.
pub fn crate_name(name: &str) -> Result<(), Refused> {
    crate_fault(name).map_or(Ok(()), |fault| Err(refused(name, fault, "client", '-', crate_fault)))
}

/// The reason, and the nearest name: in the right letters, then with a word at its end.
fn refused(
    name: &str,
    fault: &str,
    word: &str,
    joint: char,
    rule: fn(&str) -> Option<&'static str>,
) -> Refused {
    // Letters beyond ASCII have no spelling that a person would choose.
    let near = if name.is_ascii() && !name.is_empty() { natural(name, Case::Module) } else { String::new() };
    let near = near.replace('_', &joint.to_string());
    let longer = format!("{near}{joint}{word}");
    let free = [near, longer].into_iter().find(|name| rule(name).is_none());
    let hint = match free {
        Some(free) => format!("use `{free}`"),
        None => format!("choose a short name in `snake_case`, such as `{word}`"),
    };
    Refused { why: format!("{} {fault}", quoted(name)), hint }
}

/// A value of the settings in a sentence, whatever it holds.
pub(super) fn quoted(text: &str) -> String {
    let shown: String = text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    let rest = if text.chars().nth(LONGEST).is_some() { "…" } else { "" };
    format!("`{shown}{rest}`")
}

fn module_fault(name: &str) -> Option<&'static str> {
    let is_used = || features().any(|feature| feature == name) || BESIDE.contains(&name);
    match () {
        () if name.len() > LONGEST => Some("is longer than 64 bytes"),
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
        () if name.len() > LONGEST => Some("is longer than 64 bytes"),
        () if !is_plain => {
            Some("must begin with an ASCII letter and contain only ASCII letters, digits, `-` and `_`")
        }
        () if written(&library) != library => Some("is a keyword"),
        () if files::is_device(name) => Some("is the name of a device on Windows"),
        () if CARGO.contains(&library.as_str()) => Some("is reserved by cargo"),
        () if depends_on(&library) => Some("is the name of a dependency of the generated crate"),
        () => None,
    }
}

fn depends_on(library: &str) -> bool {
    dependencies().any(|name| name.replace('-', "_") == library)
}

/// Why a path within `specs/` is not one of the workspace. A link is somebody's own decision and not looked at.
pub(super) fn outside(path: &Path) -> Option<&'static str> {
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
