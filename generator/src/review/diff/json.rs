//! Writes differences as JSON, for programs.

use serde_json::{Value, json};

use super::{Change, DiffKind, kind_word, level};

/// Returns one object: the level and every difference, including those that another one implies.
pub fn json(changes: &[Change]) -> Value {
    let listed: Vec<Value> = changes.iter().map(one).collect();
    json!({"level": level(changes).map(super::Level::word), "changes": listed})
}

fn one(change: &Change) -> Value {
    let what = match change.what {
        DiffKind::Removed => "removed",
        DiffKind::Renamed => "renamed",
        DiffKind::Changed => "changed",
        DiffKind::Added => "added",
    };
    json!({
        "path": change.path,
        "kind": kind_word(change.kind),
        "what": what,
        "before": change.before,
        "after": change.after,
        "level": change.level.word(),
        "compiles": !change.compile,
        "why": change.why,
        "within": change.within,
        "place": change.place,
    })
}
