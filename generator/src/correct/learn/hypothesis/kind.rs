//! Null and values of other kinds: what is declared is widened, never replaced, unless nothing of it was ever seen and
//! a list of it was.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Context, Hypothesis};
use crate::base::pointer::Pointer;
use crate::correct::draft::Draft;
use crate::correct::infer::{ANNOTATIONS, Dialect, Evidence, Kind, infer};
use crate::correct::judge::{Direction, JUDGED, Judge, resolve};
use crate::correct::learn::group::Group;
use crate::correct::widen;
use crate::diagnostic::budget::Budget;

/// Null where it is not declared: the use is widened, not the component.
pub(super) fn null(context: &Context<'_, '_>, group: &Group<'_>) -> Vec<Hypothesis> {
    let at = group.place();
    let Some(schema) = context.draft.document.pointer(at.as_str()) else { return Vec::new() };
    let why = "Published without null, which was recorded.".to_owned();
    let reason = context.reason(group, why);
    vec![context.draft.rewrite(&at, &context.dialect.nullable(schema), &reason)]
}

/// A value of another kind.
pub(super) fn kind(context: &Context<'_, '_>, group: &Group<'_>) -> Vec<Hypothesis> {
    let mut all = Vec::new();
    all.extend(list(context, group));
    all.extend(number(context, group));
    all.extend(component(context, group).and_then(|at| wider(context, group, &at)));
    all.extend(wider(context, group, &group.place()));
    all
}

/// Published as one element, recorded as a list of such elements.
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
    let element = context.dialect.without_null(schema);
    // What earlier recordings added was seen, and has to stay.
    if !is_as_published(context, &at, element.as_ref().unwrap_or(schema)) {
        return None;
    }
    let why = "Published as a single element, but the server sends a list of them.".to_owned();
    let items = element.as_ref().filter(|_| !elements.iter().any(|one| one.is_null())).unwrap_or(schema);
    let mut to = json!({"type": "array", "items": items});
    if element.is_some() {
        to = context.dialect.nullable(&to);
    }
    Some(context.draft.rewrite(&at, &to, &context.reason(group, why)))
}

/// Returns true if a schema without null is published at a pointer, and what it refers to as well, but for documentation.
fn is_as_published(context: &Context<'_, '_>, at: &Pointer, schema: &Value) -> bool {
    let Draft { document, published } = context.draft;
    let Some(there) = published.pointer(at.as_str()) else { return false };
    let plain = context.dialect.without_null(there);
    let target = schema.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
    let target = target.and_then(Pointer::from_fragment);
    meaning(plain.as_ref().unwrap_or(there)) == meaning(schema)
        && target.is_none_or(|at| {
            let [now, then] =
                [document, published].map(|value| resolve(value, &at).map(|(_, one)| meaning(one)));
            now == then
        })
}

/// Returns the keywords of a schema that do not document it, in order.
fn meaning(schema: &Value) -> BTreeMap<&String, &Value> {
    let all = schema.as_object().into_iter().flatten();
    all.filter(|(key, _)| !ANNOTATIONS.contains(&key.as_str())).collect()
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

/// Published as integer, recorded with fractions: numbers are integers as well.
fn number(context: &Context<'_, '_>, group: &Group<'_>) -> Option<Hypothesis> {
    let only = group.faults().all(|fault| Kind::of(fault.value) == Kind::Number);
    let at = group.faults().next().map(|fault| fault.at.clone()).filter(|_| only)?;
    let to = widen::with_fractions(context.draft.document.pointer(at.as_str())?.as_object()?)?;
    let why = "Published as `integer`; recorded values have fractions.".to_owned();
    Some(context.draft.rewrite(&at, &to, &context.reason(group, why)))
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
fn wider(context: &Context<'_, '_>, group: &Group<'_>, at: &Pointer) -> Option<Hypothesis> {
    let schema = context.draft.document.pointer(at.as_str())?.as_object()?;
    let faulty: Vec<&Value> = group.faults().map(|fault| fault.value).collect();
    let seen = Evidence::merged(faulty.iter().copied());
    let declared = widen::described(context.draft.document, at);
    let kinds: Vec<&str> = seen.kinds.keys().copied().collect();
    let rest = if context.dialect == Dialect::Swagger { "; Swagger 2.0 has no word for both" } else { "" };
    let why = format!("Published as {declared}; recorded as {} too{rest}.", kinds.join(" and "));
    let reason = context.reason(group, why);
    let to = widen::with_kinds(schema, &seen, context.dialect);
    Some(context.draft.rewrite(at, &to, &reason))
}

/// None of the alternatives: another one is added.
pub(super) fn alternative(context: &Context<'_, '_>, group: &Group<'_>) -> Vec<Hypothesis> {
    let at = group.place();
    let Some(schema) = context.draft.document.pointer(at.as_str()).and_then(Value::as_object) else {
        return Vec::new();
    };
    let seen = Evidence::merged(group.faults().map(|fault| fault.value));
    let kinds: Vec<&str> = seen.kinds.keys().copied().collect();
    let why = format!("None of the alternatives allows {}, which was recorded.", kinds.join(" or "));
    let reason = context.reason(group, why);
    let with = |to: Value| context.draft.rewrite(&at, &to, &reason);
    let number = (kinds == ["number"]).then(|| widen::with_fractional_alternatives(schema)).flatten();
    number.into_iter().chain([widen::union(schema, infer(&seen, context.dialect))]).map(with).collect()
}
