//! What must hold of everything that is emitted or printed, whatever the document.

mod code;
mod markdown;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Component, Path};

use truespec::diagnostic::{Files as Texts, Report, Severity, render};
use truespec::text::visible::is_hidden;
use truespec::write::Files;

/// What changed documents hold in many places, and what must never be code: no name of ours is followed by `!`.
pub const CANARY: &str = "zqx!{}";

/// What is wrong, in words.
pub type Finding = String;

thread_local! {
    /// The texts that were found good already: most files of most crates are the same.
    static GOOD: RefCell<BTreeSet<u64>> = const { RefCell::new(BTreeSet::new()) };
}

/// The longest name that a file may have, in bytes.
const LONGEST_NAME: usize = 140;

/// A whole crate.
///
/// # Errors
/// What is wrong with it.
pub fn emitted(files: &Files) -> Result<(), Finding> {
    let mut seen = BTreeSet::new();
    for (path, text) in files {
        self::path(path)?;
        if !seen.insert(path.to_string_lossy().to_lowercase()) {
            return Err(format!("{}: equal to another but for letter case", path.display()));
        }
        let mut hasher = DefaultHasher::new();
        (path.extension(), text).hash(&mut hasher);
        let hash = hasher.finish();
        if GOOD.with_borrow(|good| good.contains(&hash)) {
            continue;
        }
        content(path, text).map_err(|finding| format!("{}: {finding}", path.display()))?;
        GOOD.with_borrow_mut(|good| good.insert(hash));
    }
    Ok(())
}

fn content(path: &Path, text: &str) -> Result<(), Finding> {
    visible(text)?;
    match path.extension().and_then(|end| end.to_str()) {
        Some("rs") => code::file(text),
        Some("toml") => text.parse::<toml::Table>().map(drop).map_err(|error| format!("no TOML: {error}")),
        Some("md") => markdown::harmless(text),
        _ => Ok(()),
    }
}

/// Names that Windows keeps for devices, with any extension.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

fn path(path: &Path) -> Result<(), Finding> {
    for part in path.components() {
        let Component::Normal(name) = part else {
            return Err(format!("{}: leaves the folder", path.display()));
        };
        let name = name.to_string_lossy();
        let stem = name.split('.').next().unwrap_or_default().to_lowercase();
        let port = stem.strip_prefix("com").or(stem.strip_prefix("lpt"));
        let numbered = port.is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| c.is_ascii_digit()));
        if RESERVED.contains(&stem.as_str()) || numbered {
            return Err(format!("{}: reserved on Windows", path.display()));
        }
        if name.len() > LONGEST_NAME {
            return Err(format!("{}: a name of {} bytes", path.display(), name.len()));
        }
    }
    Ok(())
}

/// A text that is printed or written.
///
/// # Errors
/// It holds a character that a reader cannot see.
pub fn visible(text: &str) -> Result<(), Finding> {
    match text.chars().find(|c| is_hidden(*c) && !matches!(c, '\n' | '\t')) {
        Some(c) => Err(format!("holds the hidden character {c:?}")),
        None => Ok(()),
    }
}

/// Diagnostics, in each of their forms.
///
/// # Errors
/// One is not fit to be printed, or refuses a document without saying where.
pub fn diagnostics(report: &Report, texts: &Texts) -> Result<(), Finding> {
    visible(&render::text(report, texts, render::Style::default()))
        .map_err(|finding| format!("a diagnostic {finding}"))?;
    visible(&render::json_lines(report, texts)).map_err(|finding| format!("a JSON diagnostic {finding}"))?;
    let lines = render::lines(report, texts);
    for (line, diagnostic) in lines.iter().zip(&report.diagnostics) {
        visible(line).map_err(|finding| format!("a line of a diagnostic {finding}"))?;
        let placed = line.contains(&format!(": error[{}]", diagnostic.code.id));
        if line.contains('\n') || (diagnostic.code.severity == Severity::Error && !placed) {
            return Err(format!("a diagnostic of several lines or without a place: {line:?}"));
        }
    }
    Ok(())
}
