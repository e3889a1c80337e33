//! Finds values that a description lists but the schema does not.

use indexmap::IndexSet;
use serde_json::{Map, Value};

use super::Linter;
use super::walk::nodes;
use crate::correct::propose::Proposal;
use crate::diagnostic::code::LINT_ENUM_IN_PROSE;

/// The most values shown in a message.
const MAX_SHOWN: usize = 20;

/// Phrases that introduce a list of values.
const LIST_PHRASES: [&str; 9] = [
    "one of",
    "possible values",
    "allowed values",
    "valid values",
    "can be",
    "either",
    "values are",
    "available options",
    "options:",
];

/// Finds string schemas whose description lists values.
pub(super) fn check(linter: &mut Linter<'_>) {
    for node in nodes(linter.document) {
        let text = node.value.get("type") == Some(&Value::String("string".to_owned()));
        let plain =
            text && !["enum", "format", "const", "pattern"].iter().any(|word| node.value.contains_key(*word));
        let Some(description) = node.value.get("description").and_then(Value::as_str).filter(|_| plain)
        else {
            continue;
        };
        let values = quoted_values(description);
        // What an example or the default has besides shows that the words are no list of values.
        if values.len() < 2 || own_values(node.value).any(|own| !values.contains(own)) {
            continue;
        }
        let shown: Vec<&str> = values.iter().take(MAX_SHOWN).map(String::as_str).collect();
        let more = match values.len() - shown.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let message = format!("the description lists {}{more}", shown.join(", "));
        linter.report(&LINT_ENUM_IN_PROSE, &node.at, message);
        let source = format!("the description at {}", linter.shown_path(&node.at));
        let why =
            "The values are listed in the description only; unlisted values are still accepted.".to_owned();
        let values = values.into_iter().collect::<Value>();
        linter.propose([Proposal::set(linter.document, &node.at, "enum", values, why, source)]);
    }
}

/// Returns the texts that a schema itself gives: its examples and its default.
fn own_values(schema: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let single = ["example", "default"].into_iter().filter_map(|word| schema.get(word));
    let list = schema.get("examples").and_then(Value::as_array).into_iter().flatten();
    single.chain(list).filter_map(Value::as_str)
}

/// Returns the distinct words in backticks or quotes after the first phrase such as "one of".
fn quoted_values(description: &str) -> IndexSet<String> {
    let lower = description.to_lowercase();
    let Some(at) = LIST_PHRASES.iter().filter_map(|lead| lower.find(lead).map(|at| at + lead.len())).min()
    else {
        return IndexSet::new();
    };
    let rest = description.get(at..).unwrap_or_default();
    let sign = if rest.contains('`') { '`' } else { '"' };
    let rest = enumeration(rest, sign);
    let mut found: IndexSet<String> = IndexSet::new();
    for word in rest.split(sign).skip(1).step_by(2) {
        let plain = !word.is_empty()
            && word.len() < 40
            && word.chars().all(|c| c.is_ascii_alphanumeric() || "_-.:/+*[]".contains(c));
        if plain && !found.contains(word) {
            found.insert(word.to_owned());
        }
    }
    found
}

/// Returns the text up to the end of the first sentence that lists values. Values in lines of their own, each with its own
/// sentences, are read to the end.
fn enumeration(text: &str, sign: char) -> &str {
    const FEWEST_QUOTES: usize = 4;
    let is_by_line = |rest: &str| {
        let line = rest.split('\n').nth(1).unwrap_or_default().trim_start();
        line.starts_with(['-', '*', '|', '+', sign]) || line.starts_with(|c: char| c.is_ascii_digit())
    };
    let mut ends = text.match_indices(['.', ';']).filter(|(at, _)| {
        text.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    });
    let first = ends.find(|(at, _)| {
        let before = text.get(..*at).unwrap_or_default();
        before.matches(sign).count() >= FEWEST_QUOTES && before.matches(sign).count() % 2 == 0
    });
    match first {
        Some((at, _)) if !is_by_line(text) => text.get(..at).unwrap_or_default(),
        _ => text,
    }
}
