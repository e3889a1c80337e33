//! What names the event in the body of a webhook: a member that has other constants in each event, or a usual member.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::ir::{Enumeration, Field, NamedBy, Object, Shape, Type, TypeDef};

/// Members that usually hold the name of an event, in order.
const USUAL: [&str; 8] =
    ["type", "event", "event_type", "eventType", "event_name", "eventName", "topic", "kind"];

/// The most members of the first event that are compared with those of the others.
const MAX_MEMBERS: usize = 16;

/// The deepest nesting of aliases that is followed.
const MAX_DEPTH: usize = 16;

/// The member with the names, and the names of each event.
pub(in crate::lower) struct Constants {
    pub named_by: NamedBy,
    pub names: Vec<Vec<String>>,
}

/// Returns the member that names the events: the given one, one with constants that tell all events apart, or a usual
/// one that is a text in all of them, whose values may be the names of the webhooks.
pub(in crate::lower) fn constants(types: &[TypeDef], events: &[&Type], given: Option<&str>) -> Constants {
    let objects: Option<Vec<&Object>> = events.iter().map(|ty| object(types, ty, MAX_DEPTH)).collect();
    let objects = objects.unwrap_or_default();
    let names = |member: &str| -> Vec<Vec<String>> {
        objects.iter().map(|object| constants_of(types, object, member)).collect()
    };
    let none = || vec![Vec::new(); events.len()];
    let named_by =
        |member: &str, is_certain| NamedBy { member: Some(member.to_owned()), header: None, is_certain };
    if let Some(member) = given {
        let own = names(member);
        let names = if tell_apart(&own) { own } else { none() };
        return Constants { named_by: named_by(member, true), names };
    }
    let first = objects.first().map(|object| object.fields.iter()).into_iter().flatten();
    let has_constant = |field: &&Field| field.required && is_constant(types, field);
    let others = first.filter(has_constant).map(|field| field.wire.as_str()).take(MAX_MEMBERS);
    let members = USUAL.into_iter().chain(others);
    let certain = members.map(|member| (member, names(member))).find(|(_, names)| tell_apart(names));
    if let Some((member, names)) = certain {
        return Constants { named_by: named_by(member, true), names };
    }
    let is_text = |object: &&Object, member: &str| {
        object.fields.iter().any(|field| field.wire == member && is_text(types, &field.ty))
    };
    let likely = USUAL
        .into_iter()
        .find(|member| !objects.is_empty() && objects.iter().all(|object| is_text(object, member)));
    let named_by = likely.map(|member| named_by(member, false)).unwrap_or_default();
    Constants { named_by, names: none() }
}

/// Returns true for a member that can only have some texts.
fn is_constant(types: &[TypeDef], field: &Field) -> bool {
    field.only.is_some() || enumeration(types, &field.ty, MAX_DEPTH).is_some()
}

/// Returns true if every event has names, and no two the same.
fn tell_apart(names: &[Vec<String>]) -> bool {
    let mut seen = BTreeSet::new();
    !names.is_empty()
        && names.iter().all(|own| !own.is_empty())
        && names.iter().flatten().all(|name| seen.insert(name))
}

/// Returns the object that a type is.
fn object<'t>(types: &'t [TypeDef], ty: &Type, depth: usize) -> Option<&'t Object> {
    let (Type::Named(id), Some(depth)) = (ty, depth.checked_sub(1)) else { return None };
    match &types.get(id.0)?.shape {
        Shape::Alias(inner) => object(types, inner, depth),
        Shape::Object(object) => Some(object),
        Shape::Enum(_) | Shape::Union(_) | Shape::Merged => None,
    }
}

/// Returns the texts that a member can have; empty if it can have any.
fn constants_of(types: &[TypeDef], object: &Object, member: &str) -> Vec<String> {
    let found = object.fields.iter().find(|field| field.wire == member && field.required);
    let of_field = |field: &Field| match (&field.only, enumeration(types, &field.ty, MAX_DEPTH)) {
        (Some(only), _) => vec![only.clone()],
        (None, Some(listed)) => listed.values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        (None, None) => Vec::new(),
    };
    found.map(of_field).unwrap_or_default()
}

fn enumeration<'t>(types: &'t [TypeDef], ty: &Type, depth: usize) -> Option<&'t Enumeration> {
    let (Type::Named(id), Some(depth)) = (ty.strip_null().0, depth.checked_sub(1)) else { return None };
    match &types.get(id.0)?.shape {
        Shape::Alias(inner) => enumeration(types, inner, depth),
        Shape::Enum(enumeration) => Some(enumeration),
        Shape::Object(_) | Shape::Union(_) | Shape::Merged => None,
    }
}

/// Returns true for any text, and for an enumeration of texts.
fn is_text(types: &[TypeDef], ty: &Type) -> bool {
    ty.strip_null().0.is_text()
        || enumeration(types, ty, MAX_DEPTH).is_some_and(|listed| listed.values.iter().all(Value::is_string))
}
