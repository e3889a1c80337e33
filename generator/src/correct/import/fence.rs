//! Finds the fenced code blocks of a Markdown page (CommonMark 4.5) that hold an OpenAPI document.

use crate::diagnostic::budget::{Budget, Limit};
use crate::diagnostic::code;

/// Limits the empty lines that are put before documents. Each document gets as many as the page has lines above it.
pub(super) static PADDING_LINES: Limit = Limit {
    pass: "import: fences",
    counts: "lines before the documents of a page, counted for each document",
    most: 50_000_000,
    each: 64,
    code: &code::TOO_LARGE,
};

/// The documents found in a page.
pub(super) struct FencedDocuments {
    /// Each starts with as many empty lines as the page has lines above it, so that line numbers stay the same.
    pub documents: Vec<String>,
    /// The limit and the steps used.
    pub budget: Budget,
    /// The line (from 1) of the first document left out because the limit was reached.
    pub left_out: Option<usize>,
}

/// Returns the documents in the fenced code blocks of a page, as far as [`PADDING_LINES`] allows.
pub(super) fn documents(text: &str) -> FencedDocuments {
    let lines: Vec<&str> = text.lines().collect();
    let budget = Budget::new(&PADDING_LINES, lines.len());
    let mut found = FencedDocuments { documents: Vec::new(), budget, left_out: None };
    let mut at = 0;
    while at < lines.len() {
        let Some((fence, indent)) = opening(lines[at]) else {
            at += 1;
            continue;
        };
        let rest = lines.get(at + 1..).unwrap_or_default();
        let length = rest.iter().position(|line| closes(line, &fence)).unwrap_or(rest.len());
        let inside = rest.get(..length).unwrap_or_default();
        if holds_document(inside) {
            if !found.budget.spend(at + 1) {
                found.left_out = Some(at + 1);
                break;
            }
            found.documents.push(padded(inside, indent, at + 1));
        }
        at += length + 2;
    }
    found
}

fn closes(line: &str, fence: &str) -> bool {
    let line = line.trim();
    line.len() >= fence.len() && line.chars().all(|c| fence.starts_with(c))
}

/// Returns the lines of a fenced block without its indent, after `above` empty lines.
fn padded(lines: &[&str], indent: &str, above: usize) -> String {
    let unindented = lines.iter().map(|line| line.strip_prefix(indent).unwrap_or(line));
    let text: Vec<&str> = unindented.collect();
    format!("{}{}\n", "\n".repeat(above), text.join("\n"))
}

/// Returns the fence that a line opens, and its indent.
fn opening(line: &str) -> Option<(String, &str)> {
    let body = line.trim_start();
    let indent = line.get(..line.len() - body.len())?;
    let sign = body.chars().next().filter(|c| *c == '`' || *c == '~')?;
    let fence: String = body.chars().take_while(|c| *c == sign).collect();
    (fence.len() >= 3).then_some((fence, indent))
}

fn holds_document(lines: &[&str]) -> bool {
    let names = |line: &&str| {
        let line = line.trim_start().trim_start_matches(['{', '"']).trim_start_matches(['"', ' ']);
        line.starts_with("openapi:")
            || line.starts_with("swagger:")
            || line.starts_with("openapi\"")
            || line.starts_with("swagger\"")
    };
    lines.iter().any(names)
}
