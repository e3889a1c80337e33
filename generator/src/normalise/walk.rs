//! The walk over a document. It follows the grammar, parents before children, applies the rules of each object and
//! repairs values of the wrong type. Only this walk decides which values are schemas.

use serde_json::Value;

use super::context::{Context, Object};
use super::path::Path;
use super::repair::repair;
use super::{fields, reference, schema, treatment};
use crate::diagnostic::code;
use crate::openapi::kind::ValueKind;
use crate::openapi::object::{Object as ObjectType, Reference};

/// Normalises a value of a kind. Returns false if the value has to be left out.
pub fn walk(value: &mut Value, kind: &ValueKind, at: &Path<'_>, cx: &mut Context<'_>) -> bool {
    if matches!(kind, ValueKind::Any) {
        return true;
    }
    // A null where none is allowed means the same as absence.
    if value.is_null() {
        fields::report_null(kind, at, cx);
        return false;
    }
    if !kind.accepts(value) && !repair(value, kind, at, cx) {
        return false;
    }
    match (kind, value) {
        (ValueKind::Schema | ValueKind::SchemaOrBool, Value::Object(map)) => schema::schema(map, at, cx),
        (ValueKind::Object(shape), Value::Object(map)) => return object(map, shape, at, cx),
        (ValueKind::Map(inner), Value::Object(map)) => entries(map, inner, at, cx),
        (ValueKind::List(inner), Value::Array(list)) => elements(list, inner, at, cx),
        (ValueKind::Branches(inner), Value::Array(list)) => return branches(list, inner, at, cx),
        _ => {}
    }
    true
}

/// Normalises an object of the grammar: its reference, or its rules, members and required fields.
fn object(map: &mut Object, shape: &'static ObjectType, at: &Path<'_>, cx: &mut Context<'_>) -> bool {
    if shape.reference != Reference::No && map.get("$ref").is_some_and(Value::is_string) {
        if !reference::object_reference(map, shape, at, cx) {
            return false;
        }
        if shape.reference == Reference::Whole {
            return true;
        }
    }
    if shape.reference != Reference::No && !reference::check_text(map, at, cx) && !shape.needs.is_empty() {
        return false;
    }
    let treatment = treatment::of(shape.id);
    treatment::run_checks(map, shape, at, cx);
    for rule in treatment.rules {
        (rule.apply)(map, at, cx);
    }
    let given: Vec<&str> = shape.needs.iter().copied().filter(|key| map.contains_key(*key)).collect();
    map.retain(|key, value| {
        if shape.field_kind(key).is_none() {
            fields::check_unlisted(key, shape.name, &shape.others, shape.keys(), at, cx);
        }
        walk(value, treatment::member(shape, treatment, key), &at.key(key), cx)
    });
    for rule in treatment.after {
        (rule.apply)(map, at, cx);
    }
    let missing = shape.needs.iter().find(|key| !map.contains_key(**key));
    match missing {
        Some(key) if given.contains(key) => {
            let hint = Some(format!("correct `{key}` in an overlay"));
            cx.report_with_hint(
                &code::INCOMPLETE,
                at,
                format!("{} with an unusable `{key}` is left out", shape.name),
                hint,
            );
        }
        Some(key) => cx.report(&code::INCOMPLETE, at, format!("{} without `{key}` is left out", shape.name)),
        None => {}
    }
    missing.is_none()
}

/// Normalises the entries of a map. A null entry becomes an empty object, because its name may be referred to.
fn entries(map: &mut Object, inner: &ValueKind, at: &Path<'_>, cx: &mut Context<'_>) {
    map.retain(|key, value| {
        if value.is_null() && matches!(inner, ValueKind::Schema | ValueKind::Object(_)) {
            fields::report_null(inner, &at.key(key), cx);
            *value = Value::Object(Object::new());
        }
        walk(value, inner, &at.key(key), cx)
    });
}

/// Normalises the elements of a list. Elements after one that is left out move up.
fn elements(list: &mut Vec<Value>, inner: &ValueKind, at: &Path<'_>, cx: &mut Context<'_>) {
    let (mut from, mut to) = (0, 0);
    list.retain_mut(|value| {
        cx.record_shift(at, from, to);
        let here = at.index(to);
        if value.is_null() {
            cx.report(&code::LIST_ENTRY_NULL, &here, format!("null entry in `{}`; ignored", at.name()));
        }
        let kept = !value.is_null() && walk(value, inner, &here, cx);
        if kept {
            to += 1;
        } else {
            cx.references.record_removal(at.index(from).pointer());
        }
        from += 1;
        kept
    });
}

/// Normalises a list that has no meaning if empty. Returns false if it is.
fn branches(list: &mut Vec<Value>, inner: &ValueKind, at: &Path<'_>, cx: &mut Context<'_>) -> bool {
    elements(list, inner, at, cx);
    if list.is_empty() {
        cx.report(&code::EMPTY_LIST, at, format!("`{}` is empty; ignored", at.name()));
    }
    !list.is_empty()
}

/// Removes elements from a list before it is walked and returns them; the others move up.
pub fn take_elements(
    list: &mut Vec<Value>,
    taken: impl Fn(usize) -> bool,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) -> Vec<Value> {
    let (mut left, mut gone) = (Vec::with_capacity(list.len()), Vec::new());
    for (from, value) in std::mem::take(list).into_iter().enumerate() {
        if taken(from) {
            gone.push(value);
        } else {
            cx.record_shift(at, from, left.len());
            left.push(value);
        }
    }
    *list = left;
    gone
}
