//! Differences for a terminal: by level, aligned, a line each.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Change, Level, What, told, word};
use crate::text::print;

/// The differences, the gravest first.
pub fn text(changes: &[Change], colour: bool) -> String {
    let told = told(changes);
    let width = told.iter().map(|change| change.path.chars().count()).max().unwrap_or_default().min(60);
    let implied = implied(changes);
    let mut text = String::new();
    for level in [Level::Major, Level::Minor, Level::Patch] {
        let of_level: Vec<&&Change> = told.iter().filter(|change| change.level == level).collect();
        if of_level.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{}", painted(level.word(), level, colour));
        for change in of_level {
            let line = format!(
                "  {} {:<11} {:<width$}  {}",
                sign(change.what),
                word(change.kind),
                change.path,
                said(change, &implied, str::to_owned)
            );
            let _ = writeln!(text, "{}", print::line(line.trim_end()));
        }
    }
    text + &counted(changes) + "\n"
}

/// `3 major, 1 minor, 0 patch: a major change`.
pub fn counted(changes: &[Change]) -> String {
    let told = told(changes);
    let count = |level| told.iter().filter(|change| change.level == level).count();
    let step = super::level(changes)
        .map_or("no changes for users of the crate".to_owned(), |level| format!("a {} change", level.word()));
    format!(
        "{} major, {} minor, {} patch: {step}",
        count(Level::Major),
        count(Level::Minor),
        count(Level::Patch)
    )
}

pub(super) fn sign(what: What) -> char {
    match what {
        What::Added => '+',
        What::Removed => '-',
        What::Changed | What::Renamed => '~',
    }
}

/// How many changes each change says already, by its path.
pub(super) fn implied(changes: &[Change]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for within in changes.iter().filter_map(|change| change.within.as_deref()) {
        *counts.entry(within).or_insert(0) += 1;
    }
    counts
}

/// What it was and is, why that matters, and what goes with it; `shown` prints what comes of the documents.
pub(super) fn said(change: &Change, implied: &BTreeMap<&str, usize>, shown: fn(&str) -> String) -> String {
    let implied = implied.get(change.path.as_str()).copied().unwrap_or_default();
    let with = match (implied, change.what) {
        (0, _) | (_, What::Changed) => String::new(),
        (some, _) => format!(" (with {some} in it)"),
    };
    let (before, after) = (change.before.as_deref().map(shown), change.after.as_deref().map(shown));
    match (before, after, change.what) {
        (_, Some(after), What::Renamed) => format!("is now {after}{with}"),
        (Some(before), Some(after), What::Changed) => format!("{before} → {after}; {}", change.why),
        (_, Some(after), What::Added) => format!("{after}{with}"),
        (Some(before), _, What::Removed) => format!("{before}{with}"),
        (_, _, What::Changed) => change.why.to_owned(),
        _ => with.trim_start().to_owned(),
    }
}

fn painted(word: &str, level: Level, colour: bool) -> String {
    let code = match level {
        Level::Major => 31,
        Level::Minor => 33,
        Level::Patch => 32,
    };
    if colour { format!("\u{1b}[1;{code}m{word}\u{1b}[0m") } else { word.to_owned() }
}
