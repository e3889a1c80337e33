//! Writes differences as JSON, for programs. `generator/schemas/diff.schema.json` describes it.

use serde_json::{Value, json};

use crate::diagnostic::render::{At, located, pointer};
use crate::diagnostic::{Files, Location};
use crate::review::diff::{Change, Level, independent, kind_word, level, open_level, ordered};
use crate::text::print::escape_line;

/// Returns one object: the levels and every difference, including those that another one implies, the most severe first.
pub fn json(changes: &[Change], files: &Files) -> Value {
    let sorted = ordered(changes);
    let locations: Vec<&Location> = sorted.iter().map(|change| &change.location).collect();
    let positions = located(&locations, files);
    let listed: Vec<Value> = sorted.into_iter().zip(positions).map(|(change, at)| one(change, at)).collect();
    let independent = independent(changes);
    let count = |level: Level| independent.iter().filter(|change| change.level == level).count();
    json!({
        "level": level(changes).map(Level::word),
        "open_level": open_level(changes).map(Level::word),
        "counts": {
            "major": count(Level::Major),
            "minor": count(Level::Minor),
            "patch": count(Level::Patch),
            "accepted": independent.iter().filter(|change| change.accepted.is_some()).count(),
        },
        "changes": listed,
    })
}

fn one(change: &Change, at: Option<At<'_>>) -> Value {
    let location = at.map(|(file, line, column)| {
        json!({
            "file": escape_line(file),
            "line": line,
            "column": column,
            "pointer": pointer(&change.location).map(|pointer| pointer.as_str()),
        })
    });
    json!({
        "path": change.path,
        "kind": kind_word(change.kind),
        "what": change.what.word(),
        "before": change.before,
        "after": change.after,
        "level": change.level.word(),
        "compiles": !change.compile,
        "why": change.why,
        "within": change.within,
        "place": change.place,
        "location": location,
        "accepted": change.accepted,
    })
}
