//! Writes differences for a terminal: by level, aligned, one per line.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::review::diff::{self, Change, DiffKind, Level, independent, kind_word, ordered};
use crate::text::print;

/// Writes the differences, the largest level first. Lines are folded at `width` characters, if there is one.
pub fn text(changes: &[Change], colour: bool, width: Option<usize>) -> String {
    let independent = ordered(independent(changes));
    let implied = implied(changes);
    let mut text = String::new();
    for level in [Level::Major, Level::Minor, Level::Patch] {
        let of_level: Vec<&&Change> = independent.iter().filter(|change| change.level == level).collect();
        if of_level.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{}", colored(level.word(), level, colour));
        for change in of_level {
            let place = change.place.as_deref().map(|place| format!(", {place}")).unwrap_or_default();
            let head = format!("{} {} ({}{place})", sign(change.what), change.path, kind_word(change.kind));
            line(&mut text, "  ", &head, width);
            line(&mut text, "      ", &details(change, &implied, str::to_owned), width);
            if let Some(reason) = &change.accepted {
                line(&mut text, "      ", &format!("accepted: {reason}"), width);
            }
        }
    }
    text + &summary(changes) + "\n"
}

/// Writes a line, folded between words; those after the first are indented further.
fn line(out: &mut String, indent: &str, line: &str, width: Option<usize>) {
    let escaped = print::escape_line(line);
    let mut at = 0;
    for word in escaped.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        let is_first = at == 0;
        if is_first || width.is_some_and(|width| at + 1 + length > width) {
            let further = if is_first { indent.to_owned() } else { format!("\n{indent}    ") };
            out.push_str(&further);
            at = further.trim_start_matches('\n').len();
        } else {
            out.push(' ');
            at += 1;
        }
        out.push_str(word);
        at += length;
    }
    if at > 0 {
        out.push('\n');
    }
}

/// Returns the summary: `3 major (1 accepted), 1 minor, 0 patch: a major change`.
pub fn summary(changes: &[Change]) -> String {
    format!("{}: {}", counts(changes), step(changes))
}

/// Returns the number of changes of each level.
pub(super) fn counts(changes: &[Change]) -> String {
    let independent = independent(changes);
    let count = |level: Level| {
        let of_level = independent.iter().filter(|change| change.level == level);
        let (accepted, open): (Vec<&Change>, Vec<&Change>) =
            of_level.copied().partition(|change| change.accepted.is_some());
        match accepted.len() {
            0 => format!("{} {}", open.len(), level.word()),
            some => format!("{} {} ({some} accepted)", open.len() + some, level.word()),
        }
    };
    [Level::Major, Level::Minor, Level::Patch].map(count).join(", ")
}

/// Returns the version step in words.
pub(super) fn step(changes: &[Change]) -> String {
    diff::level(changes)
        .map_or("no changes for users of the crate".to_owned(), |level| format!("a {} change", level.word()))
}

pub(super) fn sign(what: DiffKind) -> char {
    match what {
        DiffKind::Added => '+',
        DiffKind::Removed => '-',
        DiffKind::Changed | DiffKind::Renamed => '~',
    }
}

/// Returns how many changes each change implies, by its path.
pub(crate) fn implied(changes: &[Change]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for within in changes.iter().filter_map(|change| change.within.as_deref()) {
        *counts.entry(within).or_insert(0) += 1;
    }
    counts
}

/// Describes a change: the old and new form, why it matters, and how many changes it implies. `shown` formats text from
/// the documents.
pub(crate) fn details(change: &Change, implied: &BTreeMap<&str, usize>, shown: fn(&str) -> String) -> String {
    let implied = implied.get(change.path.as_str()).copied().unwrap_or_default();
    let with = match (implied, change.what) {
        (0, _) | (_, DiffKind::Changed) => String::new(),
        (some, _) => format!(" (with {some} in it)"),
    };
    let (before, after) = (change.before.as_deref().map(shown), change.after.as_deref().map(shown));
    match (before, after, change.what) {
        (_, Some(after), DiffKind::Renamed) => format!("is now {after}{with}"),
        (Some(before), Some(after), DiffKind::Changed) => format!("{before} → {after}; {}", change.why),
        (_, Some(after), DiffKind::Added) => format!("{after}{with}"),
        (Some(before), _, DiffKind::Removed) => format!("{before}{with}"),
        (_, _, DiffKind::Changed) => change.why.to_owned(),
        _ => with.trim_start().to_owned(),
    }
}

fn colored(word: &str, level: Level, colour: bool) -> String {
    let code = match level {
        Level::Major => 31,
        Level::Minor => 33,
        Level::Patch => 32,
    };
    if colour { format!("\u{1b}[1;{code}m{word}\u{1b}[0m") } else { word.to_owned() }
}
