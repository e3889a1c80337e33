//! Diagnostics of one kind, reported once with their number: the same words about another location tell a reader nothing new.

use std::collections::BTreeMap;

use super::{Diagnostic, Report, Severity};

/// Keeps the first of those that have the same code, message and hint, and adds how many locations there are. Errors stay: each
/// is to be corrected.
pub fn merge(report: &mut Report) {
    let mut first: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    for diagnostic in std::mem::take(&mut report.diagnostics) {
        if diagnostic.code.severity != Severity::Error {
            let (_, count) = first.entry(kind(&diagnostic)).or_insert((kept.len(), 0));
            *count += 1;
            if *count > 1 {
                continue;
            }
        }
        kept.push(diagnostic);
    }
    for (index, count) in first.into_values().filter(|(_, count)| *count > 1) {
        kept[index].message.push_str(&format!(" ({count} locations, this is the first)"));
    }
    report.diagnostics = kept;
}

/// Code, message and hint.
type Kind = (&'static str, String, Option<String>);

/// A value that was found instead of another is no kind of its own.
fn kind(diagnostic: &Diagnostic) -> Kind {
    let message = diagnostic.message.split(", found ").next().unwrap_or_default();
    (diagnostic.code.id, message.to_owned(), diagnostic.hint.clone())
}
