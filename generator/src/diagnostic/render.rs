//! Renders a report: for people, grouped by code and with source lines; for build scripts, one line each; for machines,
//! as JSON lines, as SARIF and as annotations of GitHub. Positions are looked up here, only for what is shown, in one pass over each file.

mod annotation;
mod github;
mod json;
mod position;
mod repository;
mod sarif;
mod snippet;

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Diagnostic, Files, Location, Report, Severity};
use crate::base::pointer::Pointer;
use crate::diagnostic::provenance::Provenance;
use crate::text::plural::counted;
use crate::text::print;
pub use annotation::{Annotation, At, Rule, annotations, located};
pub use github::github;
pub use json::json_lines;
use position::{Position, positions};
pub use repository::Repository;
pub use sarif::sarif;

/// How a report is shown to people.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Terminal colours; without them the text is plain.
    pub colour: bool,
    /// The characters of a line of the terminal, which source lines are cut at.
    pub width: Option<usize>,
    /// How many diagnostics of one code are shown in full.
    pub per_code: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self { colour: false, width: None, per_code: 3 }
    }
}

/// Replaces every location in the normalised document by the location in the text that it came from.
pub fn resolve_locations(report: &mut Report, provenance: &Provenance) {
    for diagnostic in &mut report.diagnostics {
        if let Location::Normalised(pointer) = &diagnostic.location {
            let (file, origin) = provenance.origin(pointer);
            diagnostic.location = Location::Source(file, origin);
        }
    }
}

/// Renders the report for people: a few diagnostics of each code in full, the number of the others, and a summary.
///
/// Notes come first and errors last, where a terminal still shows them.
pub fn text(report: &Report, files: &Files, style: Style) -> String {
    in_full(report, files, style) + &summary(report)
}

/// Renders how many diagnostics of each code there are.
pub fn summary(report: &Report) -> String {
    counts(&by_code(report))
}

/// Renders the report without its summary, for one that goes on.
pub fn in_full(report: &Report, files: &Files, style: Style) -> String {
    let groups = by_code(report);
    let shown: Vec<&Diagnostic> =
        groups.values().flat_map(|all| all.iter().take(style.per_code).copied()).collect();
    let mut places = positions(&shown, files).into_iter();
    let mut out = String::new();
    for (&(_, id), all) in &groups {
        for (diagnostic, position) in all.iter().take(style.per_code).zip(places.by_ref()) {
            out.push_str(&snippet::render(diagnostic, position.as_ref(), files, style));
            out.push_str("\n\n");
        }
        if all.len() > style.per_code {
            writeln!(out, "… and {} more {id}\n", all.len() - style.per_code).ok();
        }
    }
    out
}

/// Renders one line per diagnostic, in the order found: `specs/nekt.yaml:41:9: error[TS201]: message`.
pub fn lines(report: &Report, files: &Files) -> Vec<String> {
    let all: Vec<&Diagnostic> = report.diagnostics.iter().collect();
    let places = positions(&all, files);
    all.iter().zip(places).map(|(diagnostic, position)| line(diagnostic, position.as_ref())).collect()
}

fn line(diagnostic: &Diagnostic, position: Option<&Position<'_>>) -> String {
    let Diagnostic { code, message, .. } = diagnostic;
    let what = format!("{}[{}]: {}", code.severity.word(), code.id, print::escape_line(message));
    match position {
        Some(at) => format!("{}:{}:{}: {what}", print::escape_line(at.file), at.line, at.column),
        None => what,
    }
}

/// Returns the pointer of a location that has one.
pub(crate) fn pointer(location: &Location) -> Option<&Pointer> {
    match location {
        Location::Source(_, pointer) | Location::Within(_, pointer, ..) | Location::Normalised(pointer) => {
            Some(pointer)
        }
        Location::Text(..) | Location::Nowhere => None,
    }
}

type Groups<'r> = BTreeMap<(Severity, &'static str), Vec<&'r Diagnostic>>;

fn by_code(report: &Report) -> Groups<'_> {
    let mut groups = Groups::new();
    for diagnostic in &report.diagnostics {
        groups.entry((diagnostic.code.severity, diagnostic.code.id)).or_default().push(diagnostic);
    }
    groups
}

/// Renders the summary: a count for each code, then `2 errors, 14 warnings`.
fn counts(groups: &Groups<'_>) -> String {
    let mut out = String::new();
    for (&(severity, id), all) in groups {
        let title = all.first().map_or("", |first| first.code.title);
        writeln!(out, "{:>5} × {id} {}: {title}", all.len(), severity.word()).ok();
    }
    let total = |wanted: Severity| {
        let of_it = groups.iter().filter(|((severity, _), _)| *severity == wanted);
        of_it.map(|(_, all)| all.len()).sum::<usize>()
    };
    let totals =
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| (severity, total(severity)));
    let words = totals.iter().filter(|(_, count)| *count > 0);
    let words: Vec<String> = words.map(|(severity, count)| counted(*count, severity.word())).collect();
    if !words.is_empty() {
        writeln!(out, "{}", words.join(", ")).ok();
    }
    out
}
