//! Values that a description lists and the schema does not.

use serde_json::{Value, json};

use super::Linting;
use super::walk::nodes;
use crate::diagnostic::code::LINT_ENUM_IN_PROSE;
use crate::propose::Proposal;

/// What stands before a list of values.
const LEADS: [&str; 9] = [
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

/// Finds texts whose description lists values.
pub(super) fn check(linting: &mut Linting<'_>) {
    for node in nodes(linting.document) {
        let text = node.value.get("type") == Some(&Value::String("string".to_owned()));
        let plain =
            text && !["enum", "format", "const", "pattern"].iter().any(|word| node.value.contains_key(*word));
        let Some(description) = node.value.get("description").and_then(Value::as_str).filter(|_| plain)
        else {
            continue;
        };
        let values = values(description);
        if values.len() < 2 {
            continue;
        }
        linting.find(&LINT_ENUM_IN_PROSE, &node.at, format!("the description lists {}", values.join(", ")));
        let source = format!("the description at {}", linting.said(&node.at));
        let why = "The values are listed in the description only; a value that is not listed stays possible."
            .to_owned();
        linting.propose(Proposal::set(linting.document, &node.at, "enum", json!(values), why, source));
    }
}

/// The words in backticks or quotes of the sentence that a lead begins.
fn values(description: &str) -> Vec<String> {
    let lower = description.to_lowercase();
    let Some(at) = LEADS.iter().filter_map(|lead| lower.find(lead).map(|at| at + lead.len())).min() else {
        return Vec::new();
    };
    let rest = description.get(at..).unwrap_or_default();
    let sign = if rest.contains('`') { '`' } else { '"' };
    let mut found: Vec<String> = Vec::new();
    for word in rest.split(sign).skip(1).step_by(2) {
        let plain = !word.is_empty()
            && word.len() < 40
            && word.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
        if plain && !found.iter().any(|other| other == word) {
            found.push(word.to_owned());
        }
    }
    found
}
