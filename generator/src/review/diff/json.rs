//! Differences for programs.

use serde_json::{Value, json};

use super::{Change, What, level, word};

/// One object: the level, and every difference, those that another one implies too.
pub fn json(changes: &[Change]) -> Value {
    let listed: Vec<Value> = changes.iter().map(one).collect();
    json!({"level": level(changes).map(super::Level::word), "changes": listed})
}

fn one(change: &Change) -> Value {
    let what = match change.what {
        What::Removed => "removed",
        What::Renamed => "renamed",
        What::Changed => "changed",
        What::Added => "added",
    };
    json!({
        "path": change.path,
        "kind": word(change.kind),
        "what": what,
        "before": change.before,
        "after": change.after,
        "level": change.level.word(),
        "compiles": !change.compile,
        "why": change.why,
        "within": change.within,
    })
}
