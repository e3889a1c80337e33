//! What the page is told. Texts of documents come with their hidden characters escaped.

use serde::Serialize;

use super::failure;
use crate::diagnostic::render::{located, pointer};
use crate::diagnostic::{Files, Location, Report};
use crate::text::print::{escape_line, escape_text};

/// A diagnostic, with its position in a text of the page; lines and columns count from 1.
#[derive(Debug, Serialize)]
pub(super) struct Shown {
    code: &'static str,
    title: &'static str,
    severity: &'static str,
    #[serde(flatten)]
    position: Option<Position>,
    pointer: Option<String>,
    message: String,
    hint: String,
}

/// A position in a text of the page.
#[derive(Debug, Serialize)]
pub(super) struct Position {
    file: String,
    line: usize,
    column: usize,
}

/// Returns the diagnostics of a report in the order found.
pub(super) fn shown(report: &Report, texts: &Files) -> Vec<Shown> {
    let locations: Vec<&Location> = report.diagnostics.iter().map(|one| &one.location).collect();
    let all = report.diagnostics.iter().zip(positions(&locations, texts));
    let one = |(diagnostic, position): (&crate::Diagnostic, _)| Shown {
        code: diagnostic.code.id,
        title: diagnostic.code.title,
        severity: diagnostic.code.severity.word(),
        position,
        pointer: pointer(&diagnostic.location).map(|at| escape_line(at.as_str())),
        message: escape_line(&diagnostic.message),
        hint: escape_text(diagnostic.hint()),
    };
    all.map(one).collect()
}

/// Returns the position of each location; `None` if it has none.
pub(super) fn positions(locations: &[&Location], texts: &Files) -> Vec<Option<Position>> {
    let named = |(file, line, column): (&str, usize, usize)| Position { file: file.to_owned(), line, column };
    located(locations, texts).into_iter().map(|at| at.map(named)).collect()
}

/// Writes an answer as JSON.
pub(super) fn written(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).unwrap_or_else(|error| failure(&error.to_string()))
}
