//! What is said of a group of examples: names and kinds, and values only if they are plain words or numbers.

use indexmap::IndexSet;
use serde_json::Value;

use super::groups::Group;
use super::shorten;
use crate::correct::infer::{Evidence, is_plain_word};
use crate::correct::judge::FaultKind;
use crate::correct::widen;

/// The most values that are named.
const MAX_SHOWN: usize = 5;

/// Describes a group, with the JSONPath of its schema.
pub(super) fn message(document: &Value, group: &Group<'_>, schema: &str) -> String {
    format!("{}; the schema is `{schema}`{}", what(document, group), votes(group))
}

/// Says how many examples show it: `2 of 3 examples`.
pub(super) fn count(group: &Group<'_>) -> String {
    match (group.count(), group.total) {
        (1, 1) => "the example".to_owned(),
        (own, total) => format!("{own} of {total} examples"),
    }
}

fn votes(group: &Group<'_>) -> String {
    match (group.total, group.is_outvoted()) {
        (0 | 1, _) => String::new(),
        (_, false) => format!("; {}", count(group)),
        (total, true) => format!("; the other {} of {total} examples agree with it", total - group.count()),
    }
}

fn what(document: &Value, group: &Group<'_>) -> String {
    let schema = document.pointer(group.schema().as_str());
    let keyword = |word: &str| schema.and_then(|schema| schema.get(word));
    match &group.kind {
        FaultKind::Null => "null is not declared".to_owned(),
        FaultKind::Kind => {
            format!("{} where {} is declared", kinds(group), widen::described(document, &group.place))
        }
        FaultKind::Literal => format!("{} is not in the enum", values(group)),
        FaultKind::Missing(name) => format!("`{}` is required but missing", shorten(name)),
        FaultKind::Format => {
            let format = keyword("format").and_then(Value::as_str).unwrap_or_default();
            format!("{} is not of format `{}`", values(group), shorten(&format))
        }
        FaultKind::Limit(word) => match keyword(word) {
            Some(limit @ (Value::Number(_) | Value::Bool(_))) => {
                format!("{} violates `{word}: {limit}`", values(group))
            }
            _ => format!("{} violates `{word}`", values(group)),
        },
        FaultKind::Alternative => format!("no alternative allows {}", kinds(group)),
        FaultKind::Tag(name) => format!("no alternative is named by the value of `{}`", shorten(name)),
        FaultKind::NoTag(name) => {
            format!("`{}`, which tells the alternatives apart, is missing", shorten(name))
        }
        FaultKind::Undeclared(name) => format!("`{}` is not declared", shorten(name)),
        FaultKind::UndeclaredKeys => "members whose names are data are not declared".to_owned(),
    }
}

/// Lists the kinds of the values of a group: `a string`.
fn kinds(group: &Group<'_>) -> String {
    let seen = Evidence::merged(group.faults.iter().map(|(_, fault)| fault.value));
    let article = |kind: &&str| match *kind {
        "null" => "null".to_owned(),
        "integer" | "array" | "object" => format!("an {kind}"),
        _ => format!("a {kind}"),
    };
    seen.kinds.keys().map(article).collect::<Vec<_>>().join(" and ")
}

/// Names the values of a group that may be shown: `` `closed` ``, or `the value`.
fn values(group: &Group<'_>) -> String {
    let all: IndexSet<String> =
        group.faults.iter().filter_map(|(_, fault)| shown(fault.value, &fault.instance)).collect();
    let more = all.len().saturating_sub(MAX_SHOWN);
    let named: Vec<String> = all.iter().take(MAX_SHOWN).map(|value| format!("`{value}`")).collect();
    match (named.is_empty(), more) {
        (true, _) => "the value".to_owned(),
        (_, 0) => named.join(", "),
        (_, more) => format!("{} and {more} more", named.join(", ")),
    }
}

/// Returns a value as it may be shown.
fn shown(value: &Value, instance: &str) -> Option<String> {
    match value {
        Value::String(text) if is_plain_word(text, instance) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(shorten(value)),
        _ => None,
    }
}
