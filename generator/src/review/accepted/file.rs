//! Reads `specs/accepted.toml`.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::Accepted;
use crate::diagnostic::code::ACCEPTED as INVALID;
use crate::diagnostic::near::nearest;
use crate::diagnostic::{Diagnostic, FileId, Files, Location, Report};
use crate::input::file;
use crate::review::diff::{DiffKind, Level};
use crate::source;

/// The file in a workspace.
pub const ACCEPTED: &str = "specs/accepted.toml";

/// What may stand where something unknown does.
const KNOWN: [&str; 13] = [
    "change", "api", "item", "what", "level", "reason", "removed", "renamed", "changed", "added", "major",
    "minor", "patch",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    #[serde(default, rename = "change")]
    changes: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    api: Option<String>,
    item: Spanned<String>,
    what: DiffKind,
    level: Level,
    reason: Spanned<String>,
}

/// Reads the accepted changes of a workspace; none if it has no such file.
pub fn read_within(root: &Path, files: &mut Files, report: &mut Report) -> Vec<Accepted> {
    let path = root.join(ACCEPTED);
    if file::within(root, &path).is_err_and(|refusal| refusal.is_not_found()) {
        return Vec::new();
    }
    let id = source::read_within(root, &path, root, files, report);
    id.map(|id| parse(id, files, report)).unwrap_or_default()
}

/// Reads the accepted changes of a file that a person named.
pub fn read(path: &Path, files: &mut Files, report: &mut Report) -> Vec<Accepted> {
    let id = source::read(path, Path::new(""), files, report);
    id.map(|id| parse(id, files, report)).unwrap_or_default()
}

fn parse(id: FileId, files: &Files, report: &mut Report) -> Vec<Accepted> {
    let text = files.get(id).map_or("", |file| file.text.as_str());
    let at = |offset: usize| {
        let (line, column) = source::position(text, offset);
        Location::Text(id, line, column)
    };
    let content: Content = match toml::from_str(text) {
        Ok(content) => content,
        Err(error) => {
            let span = error.span().unwrap_or_default();
            let (location, message) = (at(span.start), error.message().to_owned());
            let hint = text.get(span).and_then(hint);
            report.diagnostics.push(Diagnostic { code: &INVALID, location, message, hint });
            return Vec::new();
        }
    };
    let mut accepted = Vec::new();
    for entry in content.changes {
        let location = at(entry.span().start);
        let Entry { api, item, what, level, reason } = entry.into_inner();
        for (key, value) in [("item", &item), ("reason", &reason)] {
            if value.get_ref().trim().is_empty() {
                let hint = match key {
                    "reason" => "say why the change is accepted",
                    _ => "write the path that `truespec diff` prints",
                };
                report.add_with_hint(&INVALID, at(value.span().start), format!("`{key}` is empty"), hint);
            }
        }
        let (item, reason) = (item.into_inner(), reason.into_inner());
        accepted.push(Accepted { api, item, what, level, reason, location });
    }
    accepted
}

/// Returns a hint for something unknown.
fn hint(found: &str) -> Option<String> {
    let found = found.trim_matches(['[', ']', '"', '\'']);
    let meant = nearest(found, KNOWN).filter(|meant| *meant != found)?;
    Some(format!("did you mean `{meant}`?"))
}
