//! Members, literals, formats and limits.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Context, Hypothesis};
use crate::correct::infer::{Evidence, infer, is_plain_word};
use crate::correct::judge::Fault;
use crate::correct::learn::group::Group;
use crate::correct::widen;

/// How often a literal has to be seen before it is shown.
const SEEN_TWICE: usize = 2;

/// A required member that is missing.
pub(super) fn missing(context: &Context<'_, '_>, group: &Group<'_>, name: &str) -> Vec<Hypothesis> {
    let why = format!("`{name}` is published as required, but not in every recorded body.");
    let reason = context.reason(group, why);
    vec![vec![context.draft.not_required(&group.schema(), name, &reason)]]
}

/// A member that is not declared, from all values that were seen of it.
pub(super) fn undeclared(context: &Context<'_, '_>, group: &Group<'_>, name: &str) -> Vec<Hypothesis> {
    let schema = infer(&Evidence::merged(group.faults().map(|fault| fault.value)), context.dialect);
    let reason = context.reason(group, format!("`{name}` was recorded, and is not declared."));
    vec![vec![context.draft.insert(&group.schema().join("properties"), name, schema, &reason)]]
}

/// Members whose names are data: the object is a map as well.
pub(super) fn keys(context: &Context<'_, '_>, group: &Group<'_>) -> Vec<Hypothesis> {
    let at = group.schema();
    let schema = infer(&Evidence::merged(group.faults().map(|fault| fault.value)), context.dialect);
    let why = "The names of members that are not declared are data, as those of a map.".to_owned();
    let reason = context.reason(group, why);
    let Some(Value::Object(old)) = context.draft.document.pointer(at.as_str()) else { return Vec::new() };
    let mut to = old.clone();
    to.insert("additionalProperties".to_owned(), schema);
    vec![context.draft.rewrite(&at, &Value::Object(to), &reason)]
}

/// Values that are not among the literals: all plain words that were seen twice.
pub(super) fn literal(context: &Context<'_, '_>, group: &Group<'_>) -> Vec<Hypothesis> {
    let at = group.schema();
    let Some(Value::Object(old)) = context.draft.document.pointer(at.as_str()) else { return Vec::new() };
    let mut seen: BTreeMap<String, (usize, &Value)> = BTreeMap::new();
    // What was sent as a value of a path is somebody's, also where it looks like a word.
    let sent = context.cases.path_values();
    let is_sent = |value: &Value| value.as_str().is_some_and(|text| sent.contains(text));
    let shown = |fault: &&Fault<'_>| is_shown(fault.value, &fault.instance) && !is_sent(fault.value);
    for fault in group.faults().filter(shown) {
        seen.entry(fault.value.to_string()).or_insert((0, fault.value)).0 += 1;
    }
    let all = seen.values().filter(|(count, _)| *count >= SEEN_TWICE);
    let new: Vec<Value> = all.map(|(_, value)| (*value).clone()).collect();
    if new.is_empty() {
        return Vec::new();
    }
    let shown: Vec<String> = new.iter().map(|value| format!("`{value}`")).collect();
    let why = format!(
        "Published without {}, which {} recorded.",
        shown.join(", "),
        if new.len() == 1 { "was" } else { "were" }
    );
    let to = widen::with_literals(old, new);
    to.map(|to| context.draft.rewrite(&at, &to, &context.reason(group, why))).into_iter().collect()
}

/// Returns true if a literal may be shown.
fn is_shown(value: &Value, instance: &str) -> bool {
    match value {
        Value::String(text) => is_plain_word(text, instance),
        Value::Bool(_) => true,
        Value::Number(number) => number.as_i64().is_some_and(|number| (-99..1_000).contains(&number)),
        _ => false,
    }
}

/// A text or a number that its format cannot hold: a wider format, else none.
pub(super) fn format(context: &Context<'_, '_>, group: &Group<'_>) -> Vec<Hypothesis> {
    let at = group.schema();
    let Some(Value::Object(old)) = context.draft.document.pointer(at.as_str()) else { return Vec::new() };
    let format = old.get("format").and_then(Value::as_str).unwrap_or_default();
    let reason = context
        .reason(group, format!("Published with format `{format}`, which recorded values do not have."));
    let mut all = Vec::new();
    if ["int8", "int16", "int32", "uint8", "uint16", "uint32"].contains(&format) {
        let mut to = old.clone();
        to.insert("format".to_owned(), json!("int64"));
        all.push(context.draft.rewrite(&at, &Value::Object(to), &reason));
    }
    all.push(vec![context.draft.remove(&at.join("format"), &reason)]);
    all
}

/// A limit that values violate.
pub(super) fn limit(context: &Context<'_, '_>, group: &Group<'_>, word: &str) -> Vec<Hypothesis> {
    let reason = context.reason(group, format!("Recorded values violate `{word}`."));
    vec![vec![context.draft.remove(&group.schema().join(word), &reason)]]
}
