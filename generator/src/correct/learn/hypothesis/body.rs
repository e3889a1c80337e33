//! A whole body that is another one than published.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Context, Hypothesis};
use crate::base::pointer::Pointer;
use crate::correct::infer::{Evidence, infer};
use crate::correct::judge::resolve;
use crate::correct::learn::group::Group;

/// Proposes another body where every recorded one lacks what is required and has members that are not declared: the
/// published schema is that of something else, and a component that others use stays as it is.
pub(super) fn another(context: &Context<'_, '_>, group: &Group<'_>) -> Option<Hypothesis> {
    let (at, bodies) = (group.place(), context.values(group));
    let objects: Vec<&Map<String, Value>> = bodies.iter().filter_map(|body| body.as_object()).collect();
    if objects.len() != bodies.len() || objects.is_empty() {
        return None;
    }
    let declared = declared(context.draft.document, &at);
    let foreign = |object: &&Map<String, Value>| {
        let known = object.keys().filter(|name| declared.names.contains(name.as_str())).count();
        let lacks = declared.required.iter().any(|name| !object.contains_key(*name));
        lacks && known * 2 < object.len()
    };
    if !objects.iter().all(foreign) {
        return None;
    }
    let schema = infer(&Evidence::merged(bodies), context.dialect);
    let why =
        "The published schema is that of another body; this one is made from all recorded ones.".to_owned();
    Some(context.draft.rewrite(&at, &schema, &context.reason(group, why)))
}

#[derive(Default)]
struct Declared<'d> {
    names: BTreeSet<&'d str>,
    required: BTreeSet<&'d str>,
}

/// Returns the members that a schema and what it includes declare.
fn declared<'d>(document: &'d Value, at: &Pointer) -> Declared<'d> {
    const MAX_PARTS: usize = 64;
    let mut declared = Declared::default();
    let mut open = vec![at.clone()];
    for _ in 0..MAX_PARTS {
        let Some((at, schema)) = open.pop().and_then(|at| resolve(document, &at)) else {
            break;
        };
        let properties = schema.get("properties").and_then(Value::as_object);
        declared.names.extend(properties.into_iter().flat_map(Map::keys).map(String::as_str));
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        declared.required.extend(required.filter_map(Value::as_str));
        let count = schema.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
        open.extend((0..count).map(|index| at.join("allOf").join(index)));
    }
    declared
}
