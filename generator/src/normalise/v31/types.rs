//! `type`: one of six names. Lists of them become unions of one schema a type, and the names of other
//! languages are read as what they mean.

use serde_json::Value;

use super::null;
use crate::diagnostic::code;
use crate::normalise::context::{Context, Object, show};
use crate::normalise::keyword::{ARRAY, BOOLEAN, INTEGER, Keyword, NUMBER, OBJECT, STRING, Scope, TYPES};
use crate::normalise::path::Path;

/// What vendors write for a type, in lower case: the type (none: any) and the format that it implies.
#[rustfmt::skip]
const ALIASES: &[(&str, &str, &str)] = &[
    ("str", "string", ""), ("text", "string", ""), ("char", "string", ""), ("enum", "string", ""),
    ("date", "string", "date"), ("datetime", "string", "date-time"), ("date-time", "string", "date-time"),
    ("timestamp", "string", "date-time"), ("time", "string", "time"), ("duration", "string", "duration"),
    ("uuid", "string", "uuid"), ("guid", "string", "uuid"), ("uri", "string", "uri"), ("url", "string", "uri"),
    ("email", "string", "email"), ("password", "string", "password"), ("byte", "string", "byte"),
    ("base64", "string", "byte"), ("binary", "string", "binary"), ("file", "string", "binary"),
    ("blob", "string", "binary"),
    ("int", "integer", ""), ("short", "integer", ""), ("int32", "integer", "int32"), ("long", "integer", "int64"),
    ("int64", "integer", "int64"), ("bigint", "integer", "int64"), ("uint", "integer", ""),
    ("uint32", "integer", "uint32"), ("uint64", "integer", "uint64"),
    ("float", "number", "float"), ("double", "number", "double"), ("decimal", "number", ""), ("numeric", "number", ""),
    ("bool", "boolean", ""), ("list", "array", ""), ("tuple", "array", ""),
    ("dict", "object", ""), ("map", "object", ""), ("hash", "object", ""), ("json", "object", ""),
    ("any", "", ""), ("mixed", "", ""), ("unknown", "", ""), ("undefined", "", ""), ("*", "", ""),
];

/// What `type` was found to say.
#[derive(Default)]
struct Found {
    /// Bits of [`TYPES`].
    types: u8,
    null: bool,
    any: bool,
    format: &'static str,
}

/// Whether this is one of the six names.
pub fn is_normal(value: &Value) -> bool {
    value.as_str().is_some_and(|name| TYPES.contains(&name))
}

/// Brings `type` into the normal form.
pub fn types(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(value) = schema.shift_remove("type") else { return };
    if is_normal(&value) {
        schema.insert("type".to_owned(), value);
        return;
    }
    let mut found = read(&value, &at.key("type"), cx);
    if found.types & NUMBER != 0 {
        found.types &= !INTEGER; // every integer is a number
    }
    if found.null && found.types == 0 && !found.any && !null::says_more(schema) {
        return null::only(schema);
    }
    if found.null {
        schema.insert("nullable".to_owned(), Value::Bool(true));
    }
    if !found.format.is_empty() {
        schema.entry("format").or_insert_with(|| found.format.into());
    }
    if found.any || found.types == STRING | NUMBER | BOOLEAN | ARRAY | OBJECT {
        return;
    }
    let found = among_values(schema, found.types);
    match found.count_ones() {
        0 => {}
        1 => drop(schema.insert("type".to_owned(), names(found).next().unwrap_or_default().into())),
        _ => union(schema, found, at, cx),
    }
}

/// The names in a set of types.
fn names(types: u8) -> impl Iterator<Item = &'static str> {
    TYPES.into_iter().enumerate().filter(move |(bit, _)| types & 1 << bit != 0).map(|(_, name)| name)
}

/// Reads the value of `type`, saying what is odd about it.
fn read(value: &Value, at: &Path<'_>, cx: &mut Context<'_>) -> Found {
    let mut found = Found::default();
    let single = std::slice::from_ref(value);
    let list = value.as_array().map_or(single, Vec::as_slice);
    for value in list {
        if null::is_name(value) {
            found.null = true;
            continue;
        }
        let name = value.as_str().unwrap_or_default().trim();
        if let Some(bit) = TYPES.iter().position(|known| *known == name) {
            found.types |= 1 << bit;
            continue;
        }
        let Some((name, format)) = meant(name) else {
            cx.say(&code::UNKNOWN_TYPE, at, format!("{} is no type: read as any", show(value)));
            found.any = true;
            continue;
        };
        let said = if name.is_empty() { "any" } else { name };
        cx.say(&code::TYPE_NAME, at, format!("{} is no type; read as {said} {format}", show(value)).trim_end());
        found.any |= name.is_empty();
        found.types |= TYPES.iter().position(|known| *known == name).map_or(0, |bit| 1 << bit);
        found.format = format;
    }
    found
}

/// The type and format that a name stands for.
fn meant(name: &str) -> Option<(&'static str, &'static str)> {
    let lower = name.to_ascii_lowercase();
    let known = TYPES.into_iter().find(|known| *known == lower).map(|known| (known, ""));
    let alias = || ALIASES.iter().find(|(alias, ..)| *alias == lower).map(|(_, name, format)| (*name, *format));
    known.or_else(alias)
}

/// Of several types, those that `enum` has values of.
fn among_values(schema: &Object, types: u8) -> u8 {
    let Some(Value::Array(values)) = schema.get("enum") else { return types };
    let used = values.iter().fold(0, |used, value| used | type_of(value)) & types;
    if used == 0 { types } else { used }
}

/// The types that a value is of.
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

/// Several types: `anyOf` of one schema each, with the keywords that apply to it. Branches of a union that is
/// there already say their types themselves.
fn union(schema: &mut Object, types: u8, at: &Path<'_>, cx: &mut Context<'_>) {
    let list = |types| Value::Array(names(types).map(Value::from).collect());
    if let Some(key) = ["oneOf", "anyOf"].into_iter().find(|key| schema.get(*key).is_some_and(Value::is_array)) {
        for branch in schema.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(branch) = branch.as_object_mut().filter(|branch| !says_type(branch)) {
                branch.insert("type".to_owned(), list(types));
            }
        }
        return;
    }
    let typed = |name: &'static str| (name, Object::from_iter([("type".to_owned(), Value::from(name))]));
    let mut branches: Vec<_> = names(types).map(typed).collect();
    let here = at.pointer();
    for index in 0..branches.len() {
        cx.made_from(at.key("anyOf").index(index).pointer(), &here);
    }
    share(schema, &mut branches, at, cx);
    let branches = branches.into_iter().map(|(_, branch)| Value::Object(branch)).collect();
    schema.insert("anyOf".to_owned(), Value::Array(branches));
}

/// Gives each branch the keywords that speak about its type.
fn share(schema: &mut Object, branches: &mut [(&'static str, Object)], at: &Path<'_>, cx: &mut Context<'_>) {
    let keys: Vec<_> = schema.keys().filter_map(|key| Some((key.clone(), Keyword::of(key)?))).collect();
    for (key, keyword) in keys {
        let speaks = |name: &str| match (keyword, keyword.entry().scope) {
            (Keyword::Format, _) => format_of(schema.get("format")) & bit(name) != 0,
            (_, Scope::Of(types)) => types & bit(name) != 0,
            _ => false,
        };
        let target = branches.iter().position(|(name, _)| speaks(name));
        if let (Some(index), Some(value)) = (target, target.and_then(|_| schema.shift_remove(&key))) {
            cx.moved(at.key("anyOf").index(index).key(&key).pointer(), at.key(&key).pointer());
            branches[index].1.insert(key, value);
        }
    }
    let Some(Value::Array(values)) = schema.shift_remove("enum") else { return };
    for value in values {
        let target = branches.iter_mut().find(|(name, _)| type_of(&value) & bit(name) != 0);
        if let Some((_, branch)) = target {
            let members = branch.entry("enum").or_insert_with(|| Value::Array(Vec::new()));
            members.as_array_mut().into_iter().for_each(|members| members.push(value.clone()));
        }
    }
}

/// The bit of a type.
fn bit(name: &str) -> u8 {
    TYPES.iter().position(|known| *known == name).map_or(0, |bit| 1 << bit)
}

/// The types that a format is for: the numeric ones are known, all others are of text.
fn format_of(format: Option<&Value>) -> u8 {
    const NUMERIC: [&str; 4] = ["float", "double", "decimal", "number"];
    match format.and_then(Value::as_str) {
        Some(format) if NUMERIC.contains(&format) => NUMBER | INTEGER,
        Some(format) if format.starts_with("int") || format.starts_with("uint") => NUMBER | INTEGER,
        _ => STRING,
    }
}

/// Whether a branch says its own type.
fn says_type(branch: &Object) -> bool {
    ["type", "$ref", "allOf", "anyOf", "oneOf", "enum", "const"].iter().any(|key| branch.contains_key(*key))
}
