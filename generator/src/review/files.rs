//! Lists the files of a crate against those on disk, as JSON and for people.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::diagnostic::{Files, Report, render};
use crate::text::plural::counted;
use crate::text::print::escape_line;
use crate::write::{self, Change, ChangeKind};

/// Returns one line for each file that differs, and how many there are of each kind.
pub fn text(files: &write::Files, changes: &[Change]) -> String {
    let mut text = String::new();
    for change in changes {
        let _ = writeln!(text, "{} {}", change.kind.sign(), escape_line(&path(change)));
    }
    text + &summary(files, changes)
}

/// Returns how many files are new, changed, removed and unchanged.
pub fn summary(files: &write::Files, changes: &[Change]) -> String {
    let number = |kinds: &[ChangeKind]| changes.iter().filter(|change| kinds.contains(&change.kind)).count();
    let (new, changed) = (number(&[ChangeKind::Added]), number(&[ChangeKind::Changed, ChangeKind::Foreign]));
    let removed = number(&[ChangeKind::Removed, ChangeKind::Leftover]);
    let unchanged = files.len().saturating_sub(new + changed);
    format!(
        "{}: {new} new, {changed} changed, {removed} removed, {unchanged} unchanged\n",
        counted(files.len(), "file")
    )
}

/// Returns the same as one JSON object, with the diagnostics.
pub fn json(files: &write::Files, changes: &[Change], report: &Report, texts: &Files) -> Value {
    let listed: Vec<Value> =
        changes.iter().map(|change| json!({"path": path(change), "change": change.kind.word()})).collect();
    let is_there = |change: &&Change| !matches!(change.kind, ChangeKind::Removed | ChangeKind::Leftover);
    let unchanged = files.len().saturating_sub(changes.iter().filter(is_there).count());
    json!({
        "up_to_date": changes.is_empty() && !report.has_errors(),
        "files": listed,
        "unchanged": unchanged,
        "diagnostics": diagnostics(report, texts),
    })
}

/// Returns diagnostics as a JSON array.
pub fn diagnostics(report: &Report, texts: &Files) -> Vec<Value> {
    // Each line is an object.
    render::json_lines(report, texts).lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn path(change: &Change) -> String {
    change.path.to_string_lossy().replace('\\', "/")
}
