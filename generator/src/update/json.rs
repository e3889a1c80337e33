//! Writes an update as JSON, for programs.

use serde_json::{Value, json};

use super::{Api, Correction, State, Update};
use crate::diagnostic::render;
use crate::review::diff;

/// Returns one object: the outcome, what was found of each API, corrections, changes, diagnostics and what was written.
pub fn json(update: &Update) -> Value {
    let changes = update.is_compared.then(|| diff::json(&update.changes, &update.texts));
    let part = |name: &str| changes.as_ref().and_then(|changes| changes.get(name)).cloned();
    let lines = render::json_lines(&update.report, &update.texts);
    // Each line is an object.
    let diagnostics: Vec<Value> = lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    json!({
        "outcome": update.outcome.word(),
        "level": part("level"),
        "apis": update.apis.iter().map(api).collect::<Vec<_>>(),
        "corrections": update.corrections.iter().map(correction).collect::<Vec<_>>(),
        "changes": part("changes"),
        "diagnostics": diagnostics,
        "written": update.written.iter().map(|file| &file.path).collect::<Vec<_>>(),
    })
}

fn api(api: &Api) -> Value {
    let (was, is) = match api.state {
        State::Changed { was, is } => (was, Some(is)),
        _ => (None, None),
    };
    json!({
        "module": api.module,
        "sources": api.sources,
        "document": api.document,
        "state": api.state.word(),
        "bytes_before": was,
        "bytes": is,
    })
}

fn correction(one: &Correction) -> Value {
    json!({
        "module": one.module,
        "id": one.id,
        "description": one.description,
        "state": one.verdict.word(),
        "file": one.file,
        "line": one.line,
    })
}
