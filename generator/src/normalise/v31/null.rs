//! Rewrites null: a type in 3.1, the flag `nullable` in 3.0.

use serde_json::Value;

use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::keyword::{Keyword, Scope};

/// Rewrites a union with a null branch to a nullable union of the others. A single remaining branch moves to `allOf`.
pub fn branches(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    for key in ["oneOf", "anyOf"] {
        let Some(Value::Array(list)) = schema.get_mut(key) else { continue };
        if !list.iter().any(is_null) {
            continue;
        }
        let here = at.key(key);
        let mut gone = Vec::new();
        let mut index = 0;
        list.retain(|branch| {
            let kept = !is_null(branch);
            if !kept {
                gone.push(index);
            }
            index += 1;
            kept
        });
        let single = list.len() == 1;
        let to = if single { at.key("allOf") } else { here };
        let kept = (0..index).filter(|from| !gone.contains(from));
        // A single branch replaces its union. It is appended to `allOf`, so that nothing else moves.
        let base = if single { all_of_len(schema) } else { 0 };
        for (at_last, from) in kept.enumerate() {
            cx.record_move(to.index(base + at_last).pointer(), here.index(from).pointer());
        }
        finish_union(schema, key);
    }
}

/// Returns the number of branches of `allOf`.
fn all_of_len(schema: &Object) -> usize {
    schema.get("allOf").and_then(Value::as_array).map_or(0, Vec::len)
}

/// Marks a schema as nullable, and moves a single remaining branch of a union to `allOf`.
fn finish_union(schema: &mut Object, key: &str) {
    schema.insert("nullable".to_owned(), Value::Bool(true));
    let left = schema.get(key).and_then(Value::as_array).map_or(0, Vec::len);
    if left > 1 {
        return;
    }
    let Some(Value::Array(list)) = schema.shift_remove(key) else { return };
    if list.is_empty() {
        return allow_only_null(schema);
    }
    match schema.get_mut("allOf") {
        Some(Value::Array(branches)) => branches.extend(list),
        _ => drop(schema.insert("allOf".to_owned(), Value::Array(list))),
    }
}

/// Makes a schema allow only null.
pub fn allow_only_null(schema: &mut Object) {
    schema.shift_remove("type");
    schema.insert("nullable".to_owned(), Value::Bool(true));
    schema.insert("enum".to_owned(), Value::Array(vec![Value::Null]));
}

/// Adds `nullable` for a null in `enum`. A lone null is written in the one way of the normal form.
pub fn enumeration(schema: &mut Object, _: &Path<'_>, _: &mut Context<'_>) {
    let Some(Value::Array(members)) = schema.get("enum") else { return };
    if !members.contains(&Value::Null) {
        return;
    }
    if members.len() == 1 {
        allow_only_null(schema);
    } else {
        schema.insert("nullable".to_owned(), Value::Bool(true));
    }
}

/// Returns true if null is one of the types.
pub fn includes_null(found: &Value) -> bool {
    match found {
        Value::Array(list) => list.iter().any(is_null_name),
        one => is_null_name(one),
    }
}

/// Returns true if a value names the null type. An unquoted `null` in YAML does, too.
pub fn is_null_name(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|name| name.eq_ignore_ascii_case("null"))
}

/// Returns true if a branch allows only null.
fn is_null(branch: &Value) -> bool {
    let branch = match branch {
        Value::Object(branch) => branch,
        bare => return bare.is_string() && is_null_name(bare),
    };
    let null_type = match branch.get("type") {
        Some(Value::Array(list)) => !list.is_empty() && list.iter().all(is_null_name),
        Some(one) => is_null_name(one),
        None => false,
    };
    let null_value = branch.get("const").is_some_and(Value::is_null)
        || branch.get("enum").and_then(Value::as_array).is_some_and(|list| list == &[Value::Null]);
    null_value || null_type && !has_other_keywords(branch)
}

/// Returns true if a schema has keywords that restrict other types. An unquoted `null` was then not meant as its type.
pub fn has_other_keywords(schema: &Object) -> bool {
    use Keyword::{Default, Format, Nullable, Type, XIsNullable, XNullable};
    let mut keywords = schema.keys().filter_map(|key| Keyword::of(key));
    keywords.any(|keyword| match keyword {
        Type | Nullable | Default | Format | XNullable | XIsNullable => false,
        keyword => matches!(keyword.entry().scope, Scope::All | Scope::Of(_)),
    })
}
