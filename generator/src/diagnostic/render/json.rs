//! Renders a report as JSON lines, one object per diagnostic.

use serde::Serialize;

use super::pointer;
use super::position::positions;
use crate::base::pointer::Pointer;
use crate::diagnostic::{Diagnostic, Files, Report};
use crate::text::print;

/// One diagnostic; the order of the fields is the order of the keys.
#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    pointer: Option<&'a str>,
    message: &'a str,
    hint: &'a str,
}

/// Renders every diagnostic as one line of JSON, in the order found; unknown fields are null.
pub fn json_lines(report: &Report, files: &Files) -> String {
    let all: Vec<&Diagnostic> = report.diagnostics.iter().collect();
    let mut out = String::new();
    for (diagnostic, at) in all.iter().zip(positions(&all, files)) {
        let at = at.as_ref();
        let line = Line {
            code: diagnostic.code.id,
            severity: diagnostic.code.severity.word(),
            file: at.map(|at| at.file),
            line: at.map(|at| at.line),
            column: at.map(|at| at.column),
            pointer: pointer(&diagnostic.location).map(Pointer::as_str),
            message: &diagnostic.message,
            hint: diagnostic.hint(),
        };
        // Strings and numbers always serialise.
        out.push_str(&print::escape_json(&serde_json::to_string(&line).unwrap_or_default()));
        out.push('\n');
    }
    out
}
