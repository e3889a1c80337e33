//! Splits a schema with several types into a union with one schema for each type and the keywords that apply to it.

use serde_json::Value;

use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::keyword::{ARRAY, BOOLEAN, INTEGER, Keyword, NUMBER, OBJECT, STRING, Scope, TYPES};

/// Sets the types of a schema; several types become a union.
pub fn set_types(schema: &mut Object, types: u8, at: &Path<'_>, cx: &mut Context<'_>) {
    let types = used_by_enum(schema, types);
    match types.count_ones() {
        0 => {}
        1 => drop(schema.insert("type".to_owned(), names(types).next().unwrap_or_default().into())),
        _ => union(schema, types, at, cx),
    }
}

/// Returns the names in a set of types.
fn names(types: u8) -> impl Iterator<Item = &'static str> {
    TYPES.into_iter().enumerate().filter(move |(bit, _)| types & 1 << bit != 0).map(|(_, name)| name)
}

/// Returns the types that `enum` has values of, or all if it has none of them.
fn used_by_enum(schema: &Object, types: u8) -> u8 {
    let Some(Value::Array(values)) = schema.get("enum") else { return types };
    let used = values.iter().fold(0, |used, value| used | type_of(value)) & types;
    if used == 0 { types } else { used }
}

/// Returns the types of a value.
fn type_of(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => BOOLEAN,
        Value::String(_) => STRING,
        Value::Array(_) => ARRAY,
        Value::Object(_) => OBJECT,
        Value::Number(number) if number.is_f64() => NUMBER,
        Value::Number(_) => NUMBER | INTEGER,
    }
}

/// Builds an `anyOf` with one schema for each type and the keywords that apply to it. If the schema is a union already,
/// the types go into the branches without a type.
fn union(schema: &mut Object, types: u8, at: &Path<'_>, cx: &mut Context<'_>) {
    let list = |types| Value::Array(names(types).map(Value::from).collect());
    if let Some(key) =
        ["oneOf", "anyOf"].into_iter().find(|key| schema.get(*key).is_some_and(Value::is_array))
    {
        for branch in schema.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(branch) = branch.as_object_mut().filter(|branch| !has_type(branch)) {
                branch.insert("type".to_owned(), list(types));
            }
        }
        return;
    }
    let typed = |name: &'static str| (name, Object::from_iter([("type".to_owned(), Value::from(name))]));
    let mut branches: Vec<_> = names(types).map(typed).collect();
    let here = at.pointer();
    for index in 0..branches.len() {
        cx.record_copy(at.key("anyOf").index(index).pointer(), &here);
    }
    distribute_keywords(schema, &mut branches, at, cx);
    let branches = branches.into_iter().map(|(_, branch)| Value::Object(branch)).collect();
    schema.insert("anyOf".to_owned(), Value::Array(branches));
}

/// Moves each keyword to the branch of the type that it applies to.
fn distribute_keywords(
    schema: &mut Object,
    branches: &mut [(&'static str, Object)],
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    let keys: Vec<_> = schema.keys().filter_map(|key| Some((key.clone(), Keyword::of(key)?))).collect();
    for (key, keyword) in keys {
        let applies = |name: &str| match (keyword, keyword.entry().scope) {
            (Keyword::Format, _) => format_types(schema.get("format")) & type_bit(name) != 0,
            (_, Scope::Of(types)) => types & type_bit(name) != 0,
            _ => false,
        };
        let target = branches.iter().position(|(name, _)| applies(name));
        if let (Some(index), Some(value)) = (target, target.and_then(|_| schema.shift_remove(&key))) {
            cx.record_move(at.key("anyOf").index(index).key(&key).pointer(), at.key(&key).pointer());
            branches[index].1.insert(key, value);
        }
    }
    let Some(Value::Array(values)) = schema.shift_remove("enum") else { return };
    for value in values {
        let target = branches.iter_mut().find(|(name, _)| type_of(&value) & type_bit(name) != 0);
        if let Some((_, branch)) = target {
            let members = branch.entry("enum").or_insert_with(|| Value::Array(Vec::new()));
            members.as_array_mut().into_iter().for_each(|members| members.push(value.clone()));
        }
    }
}

/// Returns the bit of a type.
fn type_bit(name: &str) -> u8 {
    TYPES.iter().position(|known| *known == name).map_or(0, |bit| 1 << bit)
}

/// Returns the types that a format applies to: numbers for the known numeric formats, strings for all others.
fn format_types(format: Option<&Value>) -> u8 {
    const NUMERIC: [&str; 4] = ["float", "double", "decimal", "number"];
    match format.and_then(Value::as_str) {
        Some(format) if NUMERIC.contains(&format) => NUMBER | INTEGER,
        Some(format) if format.starts_with("int") || format.starts_with("uint") => NUMBER | INTEGER,
        _ => STRING,
    }
}

/// Returns true if a branch determines its own type.
fn has_type(branch: &Object) -> bool {
    ["type", "$ref", "allOf", "anyOf", "oneOf", "enum", "const"].iter().any(|key| branch.contains_key(*key))
}
