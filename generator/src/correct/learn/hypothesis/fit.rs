//! Documented schemas that bodies fit, to reuse instead of inferring another.

use indexmap::IndexSet;
use serde_json::Value;

use super::Context;
use crate::base::pointer::Pointer;
use crate::correct::judge::{Direction, JUDGED, Judge, resolve};
use crate::diagnostic::budget::Budget;

/// The most documented schemas that bodies are tried with.
const MAX_TRIED: usize = 64;

/// The most bodies that a schema is tried with.
const MAX_BODIES: usize = 32;

/// Returns a reference to the schema of a documented response that all bodies fit: of the same operation, else of
/// others. A schema fits if it declares every member, and nothing would fail.
pub(super) fn documented(context: &Context<'_, '_>, operation: &Pointer, bodies: &[&Value]) -> Option<Value> {
    if bodies.is_empty() {
        return None;
    }
    let document = context.draft.document;
    let mut own = IndexSet::new();
    if let Some(responses) = document.pointer(operation.join("responses").as_str()) {
        references(document, responses, 0, &mut own);
    }
    let own: IndexSet<&str> = own.into_iter().chain(context.documented.iter().map(String::as_str)).collect();
    let found = own.into_iter().take(MAX_TRIED).find(|reference| fits(document, reference, bodies));
    found.map(|reference| serde_json::json!({"$ref": reference}))
}

/// Returns references to the schemas of all documented response bodies, components first.
pub(in crate::correct::learn) fn all(document: &Value) -> Vec<String> {
    let components = document.pointer("/components/responses").or_else(|| document.get("responses"));
    let mut found = IndexSet::new();
    for place in [components, document.get("paths")].into_iter().flatten() {
        references(document, place, 0, &mut found);
    }
    found.into_iter().map(str::to_owned).collect()
}

/// Collects the references of response bodies below a value.
fn references<'d>(document: &'d Value, value: &'d Value, depth: usize, found: &mut IndexSet<&'d str>) {
    const MAX_DEPTH: usize = 8;
    if depth > MAX_DEPTH || found.len() > MAX_TRIED {
        return;
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        match key.as_str() {
            "schema" => found.extend(inner.get("$ref").and_then(Value::as_str)),
            "requestBody" | "parameters" | "callbacks" | "headers" | "examples" => {}
            _ => {
                let target =
                    inner.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
                let target = target.and_then(Pointer::from_fragment).and_then(|at| resolve(document, &at));
                references(document, target.map_or(inner, |(_, target)| target), depth + 1, found);
            }
        }
    }
}

fn fits(document: &Value, reference: &str, bodies: &[&Value]) -> bool {
    let Some(at) = reference.strip_prefix('#').and_then(Pointer::from_fragment) else { return false };
    let declares = resolve(document, &at).is_some_and(|(_, schema)| {
        ["properties", "allOf", "anyOf", "oneOf", "items"].iter().any(|word| schema.get(word).is_some())
    });
    let mut budget = Budget::new(&JUDGED, 0);
    let mut judge = Judge::new(document, Direction::Received, &mut budget);
    let clean = |value: &&Value| {
        let verdict = judge.judge(&at, value);
        let has_members = value.as_object().is_none_or(|object| !object.is_empty());
        has_members && !verdict.is_cut && verdict.faults.is_empty()
    };
    declares && !bodies.is_empty() && bodies.iter().take(MAX_BODIES).all(clean)
}
