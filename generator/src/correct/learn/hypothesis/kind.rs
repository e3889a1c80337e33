//! Null and values of other kinds: what is declared is widened, never replaced, unless nothing of it was ever seen and
//! a list of it was.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Context, Hypothesis};
use crate::base::pointer::Pointer;
use crate::correct::infer::{ANNOTATIONS, Dialect, Evidence, Kind, infer};
use crate::correct::judge::{Direction, JUDGED, Judge, resolve};
use crate::correct::learn::group::Group;
use crate::diagnostic::budget::Budget;

/// Null where it is not declared: the use is widened, not the component.
pub(super) fn null(context: &Context<'_, '_>, group: &Group<'_>) -> Vec<Hypothesis> {
    let at = group.place();
    let Some(schema) = context.draft.document.pointer(at.as_str()) else { return Vec::new() };
    let why = "Published without null, which occurs in practice.".to_owned();
    let reason = context.reason(group, why);
    vec![context.draft.rewrite(&at, &context.dialect.nullable(schema), &reason)]
}

/// A value of another kind.
pub(super) fn kind(context: &Context<'_, '_>, group: &Group<'_>) -> Vec<Hypothesis> {
    let mut all = Vec::new();
    all.extend(list(context, group));
    all.extend(number(context, group));
    all.extend(component(context, group).and_then(|at| widen(context, group, &at)));
    all.extend(widen(context, group, &group.place()));
    all
}

/// Published as one element, a list of such elements in truth.
fn list(context: &Context<'_, '_>, group: &Group<'_>) -> Option<Hypothesis> {
    let at = group.place();
    let samples = context.values(group);
    let lists: Vec<&Vec<Value>> = samples.iter().filter_map(|value| value.as_array()).collect();
    let elements: Vec<&Value> = lists.iter().flat_map(|list| list.iter()).collect();
    let only_lists = lists.len() == samples.iter().filter(|value| !value.is_null()).count();
    if !only_lists || elements.is_empty() || !fit(context.draft.document, &at, &elements) {
        return None;
    }
    let schema = context.draft.document.pointer(at.as_str())?;
    let why = "Published as a single element, but the server sends a list of them.".to_owned();
    let to = json!({"type": "array", "items": schema});
    Some(context.draft.rewrite(&at, &to, &context.reason(group, why)))
}

/// Returns true if values decode by the schema at a pointer.
fn fit(document: &Value, at: &Pointer, values: &[&Value]) -> bool {
    let mut budget = Budget::new(&JUDGED, 0);
    let mut judge = Judge::new(document, Direction::Received, &mut budget);
    values.iter().all(|value| {
        let verdict = judge.judge(at, value);
        !verdict.is_cut && verdict.faults.iter().all(|fault| !fault.kind.is_hard())
    })
}

/// Published as integer, with fractions in truth: numbers are integers as well.
fn number(context: &Context<'_, '_>, group: &Group<'_>) -> Option<Hypothesis> {
    let only = group.faults().all(|fault| Kind::of(fault.value) == Kind::Number);
    let at = group.faults().next().map(|fault| fault.at.clone()).filter(|_| only)?;
    let schema = context.draft.document.pointer(at.as_str())?.as_object()?;
    let mut to = schema.clone();
    match schema.get("type") {
        Some(Value::String(one)) if one == "integer" => _ = to.insert("type".to_owned(), json!("number")),
        Some(Value::Array(list)) if list.contains(&json!("integer")) => {
            let number = |one: &Value| if one == "integer" { json!("number") } else { one.clone() };
            to.insert("type".to_owned(), list.iter().map(number).collect());
        }
        _ => return None,
    }
    to.shift_remove("format");
    let why = "Published as `integer`, with fractions in truth.".to_owned();
    Some(context.draft.rewrite(&at, &Value::Object(to), &context.reason(group, why)))
}

/// Returns the scalar component that values at several of its uses contradict: it is corrected once.
fn component(context: &Context<'_, '_>, group: &Group<'_>) -> Option<Pointer> {
    let at = group.faults().next()?.at.clone();
    let schema = context.draft.document.pointer(at.as_str())?;
    let kind = schema.get("type").and_then(Value::as_str)?;
    let is_scalar = !["object", "array"].contains(&kind);
    let sites: BTreeSet<&Pointer> = context
        .samples
        .get(&at)
        .map(|_| group.faults().map(|fault| &fault.site).collect())
        .unwrap_or_default();
    (is_scalar && at != group.place() && sites.len() > 1).then_some(at)
}

/// Adds the kinds that were seen to a schema.
fn widen(context: &Context<'_, '_>, group: &Group<'_>, at: &Pointer) -> Option<Hypothesis> {
    let schema = context.draft.document.pointer(at.as_str())?.as_object()?;
    let faulty: Vec<&Value> = group.faults().map(|fault| fault.value).collect();
    let seen = Evidence::merged(faulty.iter().copied());
    let more = infer(&seen, context.dialect);
    let declared = described(context.draft.document, at);
    let kinds: Vec<&str> = seen.kinds.keys().copied().collect();
    let rest = if context.dialect == Dialect::Swagger { "; Swagger 2.0 has no word for both" } else { "" };
    let why = format!("Published as {declared}, also {} in practice{rest}.", kinds.join(" and "));
    let reason = context.reason(group, why);
    let to = match context.dialect {
        Dialect::Swagger => untyped(schema),
        Dialect::TypeLists => type_list(schema, &seen).unwrap_or_else(|| union(schema, more)),
        Dialect::Nullable => union(schema, more),
    };
    Some(context.draft.rewrite(at, &to, &reason))
}

/// Names what a schema declares, in backticks.
fn described(document: &Value, at: &Pointer) -> String {
    let kind = resolve(document, at).and_then(|(_, schema)| match schema.get("type")? {
        Value::String(one) => Some(one.clone()),
        Value::Array(list) => Some(list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("` or `")),
        _ => None,
    });
    kind.map_or_else(|| "another kind".to_owned(), |kind| format!("`{kind}`"))
}

/// Swagger 2.0 has no unions: any value, with the documentation.
fn untyped(schema: &Map<String, Value>) -> Value {
    schema.iter().filter(|(key, _)| ANNOTATIONS.contains(&key.as_str())).map(own).collect()
}

fn own((key, value): (&String, &Value)) -> (String, Value) {
    (key.clone(), value.clone())
}

/// Adds scalar kinds to the `type` of 3.1; `None` if the schema says more than that, or the kinds need more.
fn type_list(schema: &Map<String, Value>, seen: &Evidence) -> Option<Value> {
    let bare = |key: &str| key == "type" || ANNOTATIONS.contains(&key) || key == "format";
    let scalar = !seen.has(Kind::Array) && !seen.has(Kind::Object);
    if !scalar || !schema.keys().all(|key| bare(key)) {
        return None;
    }
    let mut kinds: Vec<Value> = match schema.get("type")? {
        Value::String(one) => vec![json!(one)],
        Value::Array(list) => list.clone(),
        _ => return None,
    };
    kinds.extend(seen.kinds.keys().map(|kind| json!(kind)).filter(|kind| *kind != "null"));
    let mut to = schema.clone();
    to.insert("type".to_owned(), Value::Array(kinds));
    Some(Value::Object(to))
}

/// Returns a union of a schema and another, with the documentation outside.
fn union(schema: &Map<String, Value>, more: Value) -> Value {
    for word in ["anyOf", "oneOf"] {
        if let Some(Value::Array(list)) = schema.get(word) {
            let mut to = schema.clone();
            to.insert(word.to_owned(), list.iter().cloned().chain(alternatives(more)).collect());
            return Value::Object(to);
        }
    }
    let (outside, inside): (Map<String, Value>, Map<String, Value>) =
        schema.iter().map(own).partition(|(key, _)| ANNOTATIONS.contains(&key.as_str()));
    let mut to = outside;
    let branches = std::iter::once(Value::Object(inside)).chain(alternatives(more));
    to.insert("anyOf".to_owned(), branches.collect());
    Value::Object(to)
}

fn alternatives(more: Value) -> Vec<Value> {
    match more.get("anyOf").and_then(Value::as_array) {
        Some(list) => list.clone(),
        None => vec![more],
    }
}

/// None of the alternatives: another one is added.
pub(super) fn alternative(context: &Context<'_, '_>, group: &Group<'_>) -> Vec<Hypothesis> {
    let at = group.place();
    let Some(schema) = context.draft.document.pointer(at.as_str()).and_then(Value::as_object) else {
        return Vec::new();
    };
    let seen = Evidence::merged(group.faults().map(|fault| fault.value));
    let kinds: Vec<&str> = seen.kinds.keys().copied().collect();
    let why = format!("None of the alternatives allows {}, which occurs in practice.", kinds.join(" or "));
    let reason = context.reason(group, why);
    let with = |to: Value| context.draft.rewrite(&at, &to, &reason);
    let number = (kinds == ["number"]).then(|| integers_as_numbers(schema)).flatten();
    number.into_iter().chain([union(schema, infer(&seen, context.dialect))]).map(with).collect()
}

/// Makes the integers among alternatives numbers; `None` if there are none.
fn integers_as_numbers(schema: &Map<String, Value>) -> Option<Value> {
    let word = ["anyOf", "oneOf"].into_iter().find(|word| schema.contains_key(*word))?;
    let integer = json!({"type": "integer"});
    let list = schema.get(word)?.as_array().filter(|list| list.contains(&integer))?;
    let number = |one: &Value| if *one == integer { json!({"type": "number"}) } else { one.clone() };
    let mut to = schema.clone();
    to.insert(word.to_owned(), list.iter().map(number).collect());
    Some(Value::Object(to))
}
