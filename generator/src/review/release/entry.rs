//! Writes the entry of a release, for those who use the crate: what breaks, what is new, what changed. Text from the documents
//! is written as code.

use std::fmt::Write;

use semver::Version;

use crate::review::diff::{Change, DiffKind, Level, details, implied, independent, kind_word, ordered};
use crate::text::markdown::code;
use crate::text::plural::counted;

/// A section's title, and which changes it lists.
type Section = (&'static str, fn(&Change) -> bool);

/// The sections of an entry.
const SECTIONS: [Section; 3] = [
    ("Breaking", |change| change.level == Level::Major),
    ("Added", |change| change.level == Level::Minor && change.what == DiffKind::Added),
    ("Changed", |change| change.level == Level::Minor && change.what != DiffKind::Added),
];

/// Returns the entry of a release.
pub fn entry(version: &Version, date: Option<&str>, changes: &[Change]) -> String {
    let mut text = heading(version, date);
    let implied = implied(changes);
    let listed = ordered(independent(changes));
    for (title, belongs) in SECTIONS {
        let of_section: Vec<&&Change> = listed.iter().filter(|change| belongs(change)).collect();
        if !of_section.is_empty() {
            let _ = write!(text, "\n### {title}\n\n");
        }
        for change in of_section {
            let _ = writeln!(text, "- {}", line(change, &details(change, &implied, code)));
        }
    }
    let described = listed.iter().filter(|change| change.level == Level::Patch).count();
    if described > 0 {
        let _ = write!(text, "\n### Documentation\n\n- Of {}.\n", counted(described, "item"));
    }
    text
}

/// Returns the entry of the first release.
pub fn first_entry(version: &Version, date: Option<&str>) -> String {
    heading(version, date) + "\nThe first release.\n"
}

/// Returns the entry of a release without a change, of a version that was tried as a pre-release.
pub fn unchanged_entry(version: &Version, date: Option<&str>, before: &Version) -> String {
    heading(version, date) + &format!("\nNo changes since {before}.\n")
}

fn heading(version: &Version, date: Option<&str>) -> String {
    let date = date.map(|date| format!(" - {date}")).unwrap_or_default();
    format!("## {version}{date}\n")
}

fn line(change: &Change, details: &str) -> String {
    let place = change.place.as_deref().map(|place| format!(", {}", code(place))).unwrap_or_default();
    let mut line = format!("{} ({}{place})", code(&change.path), kind_word(change.kind));
    match (change.what, details.trim()) {
        (DiffKind::Removed, "") => line += " is removed",
        (DiffKind::Removed, details) => {
            let _ = write!(line, " is removed: {details}");
        }
        (DiffKind::Renamed, details) => {
            let _ = write!(line, " {details}");
        }
        (_, "") => {}
        (_, details) => {
            let _ = write!(line, ": {details}");
        }
    }
    match &change.accepted {
        Some(reason) => format!("{line}. Reason: {}", code(reason)),
        None => line,
    }
}
