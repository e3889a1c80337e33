//! Writes an update as Markdown, for a pull request. Text from documents and settings is written as code.

use std::fmt::Write;

use super::text::{NOT_COMPARED, advice, counts, found};
use super::{Correction, Outcome, State, Update, Verdict};
use crate::diagnostic::render;
use crate::review::diff;
use crate::text::markdown::{cell, code};
use crate::text::plural::counted;

/// Writes an update as Markdown for GitHub.
pub fn markdown(update: &Update) -> String {
    let mut text = "### Documents\n\n| API | source | |\n|---|---|---|\n".to_owned();
    for api in &update.apis {
        let sources = api.sources.iter().map(|source| code(source)).collect::<Vec<_>>().join(", ");
        let _ = writeln!(text, "| {} | {} | {} |", cell(&code(&api.module)), cell(&sources), found(api));
    }
    text += &corrections(&update.corrections);
    if update.is_compared {
        let _ = write!(text, "\n{}", diff::markdown(&update.changes, &changed(update)));
    } else if matches!(update.outcome, Outcome::Changed | Outcome::Updated) {
        text += NOT_COMPARED;
    }
    text += &diagnostics(update);
    if update.outcome == Outcome::Failed {
        let _ = write!(text, "\n{}", advice(update));
    }
    text
}

/// Names the APIs that changed.
fn changed(update: &Update) -> String {
    let changed = update.apis.iter().filter(|api| matches!(api.state, State::Changed { .. }));
    changed.map(|api| api.module.as_str()).collect::<Vec<_>>().join(", ")
}

fn corrections(all: &[Correction]) -> String {
    let mut text = String::new();
    if all.is_empty() {
        return text;
    }
    let _ = writeln!(text, "\n### Corrections\n\n{}: {}", counted(all.len(), "correction"), counts(all));
    let open: Vec<&Correction> = all.iter().filter(|one| one.verdict != Verdict::Holds).collect();
    if !open.is_empty() {
        text += "\n| | quirk | at | |\n|---|---|---|---|\n";
    }
    for one in open {
        let id = one.id.as_deref().map(code).unwrap_or_default();
        let at = code(&format!("{}:{}", one.file, one.line));
        let description = if one.description.is_empty() { String::new() } else { code(&one.description) };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} |",
            one.verdict.word(),
            cell(&id),
            cell(&at),
            cell(&description)
        );
    }
    text
}

fn diagnostics(update: &Update) -> String {
    let lines = render::lines(&update.report, &update.texts);
    if lines.is_empty() {
        return String::new();
    }
    let mut text = "\n### Diagnostics\n\n".to_owned();
    for line in lines {
        let _ = writeln!(text, "- {}", code(&line));
    }
    text
}
