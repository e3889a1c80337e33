//! Writes the entries that accept changes, for a person to complete.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::item;
use crate::review::diff::{Change, Level, independent, ordered};

/// Returns an entry for each item with changes of a level or above that are not accepted yet: one accepts all of its kind.
/// Their reasons are empty, which is no valid reason.
pub fn entries(changes: &[Change], least: Level) -> String {
    let open = ordered(independent(changes)).into_iter();
    let open = open.filter(|change| change.level >= least && change.accepted.is_none());
    let (mut text, mut written) = (String::new(), BTreeSet::new());
    // The most severe change of an item is first.
    for change in open.filter(|change| written.insert((&change.path, change.what))) {
        let quoted = |value: &str| toml::Value::from(value).to_string();
        text.push_str("[[change]]\n");
        let mut line = |key: &str, value: &str| {
            let _ = writeln!(text, "{key} = {}", quoted(value));
        };
        if let Some(module) = &change.module {
            line("api", module);
        }
        line("item", item(change));
        line("what", change.what.word());
        line("level", change.level.word());
        line("reason", "");
        text.push('\n');
    }
    text
}
