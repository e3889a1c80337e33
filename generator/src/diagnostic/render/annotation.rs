//! Results as other tools show them beside the lines of a file. Diagnostics are one kind of them; whatever else has a
//! rule, a severity and a message can be shown the same way.

use crate::diagnostic::render::pointer;
use crate::diagnostic::render::position::{Position, positions, positions_of};
use crate::diagnostic::{Code, Diagnostic, Files, Location, Report, Severity};

/// What a result is an instance of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule<'a> {
    /// A stable id, such as `TS711`.
    pub id: &'a str,
    /// A short title.
    pub title: &'a str,
    /// A paragraph on what it means.
    pub explanation: &'a str,
    /// What to do about it in general.
    pub help: &'a str,
    /// The severity of its results unless they state another.
    pub severity: Severity,
}

impl From<&'static Code> for Rule<'static> {
    fn from(code: &'static Code) -> Self {
        Self {
            id: code.id,
            title: code.title,
            explanation: code.explain,
            help: code.hint,
            severity: code.severity,
        }
    }
}

/// A result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation<'a> {
    /// What it is an instance of.
    pub rule: Rule<'a>,
    /// How severe it is.
    pub severity: Severity,
    /// One line.
    pub message: &'a str,
    /// What to do about it.
    pub hint: &'a str,
    /// The file as it is shown, with line and column from 1.
    pub position: Option<At<'a>>,
    /// The JSON pointer of the value in the file: what stays the same when lines are inserted.
    pub pointer: Option<&'a str>,
    /// Why it is known and needs no attention, if somebody decided so.
    pub suppressed: Option<&'a str>,
}

/// A position of an annotation: the file, its line and its column.
pub type At<'a> = (&'a str, usize, usize);

/// Returns where each location is, in the same order, in one pass over each file.
pub fn located<'f>(locations: &[&Location], files: &'f Files) -> Vec<Option<At<'f>>> {
    let shown = |at: Option<Position<'f>>| at.map(|at| (at.file, at.line, at.column));
    positions_of(locations, files).into_iter().map(shown).collect()
}

/// Returns every diagnostic of a report as an annotation, in the order found.
pub fn annotations<'a>(report: &'a Report, files: &'a Files) -> Vec<Annotation<'a>> {
    let all: Vec<&Diagnostic> = report.diagnostics.iter().collect();
    let positions = positions(&all, files);
    let of = |(diagnostic, at): (&&'a Diagnostic, Option<Position<'a>>)| Annotation {
        rule: Rule::from(diagnostic.code),
        severity: diagnostic.code.severity,
        message: &diagnostic.message,
        hint: diagnostic.hint(),
        position: at.map(|at| (at.file, at.line, at.column)),
        pointer: pointer(&diagnostic.location).map(|pointer| pointer.as_str()),
        suppressed: None,
    };
    all.iter().zip(positions).map(of).collect()
}
