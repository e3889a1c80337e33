//! Rewrites the syntax of 3.1 to that of 3.0, keyword by keyword. The rules look at the syntax rather than the declared
//! version, because many documents declare one version and use another.

pub mod conditional;
pub mod generic;
pub mod null;
pub mod split;
pub mod tuple;
pub mod types;

use serde_json::Value;

use super::context::{Context, Object};
use super::path::Path;
use super::shape::operation::set_aside;
use crate::diagnostic::code;
use crate::openapi::media_type::is_binary;
use crate::openapi::normal;

/// Moves `webhooks` to a key of the normal form, with the same content.
pub fn webhooks(document: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    set_aside(document, "webhooks", normal::WEBHOOKS, at, cx);
}

/// Rewrites `const: v` to `enum: [v]`.
pub fn constant(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(value) = schema.shift_remove("const") else { return };
    if let Some(Value::Array(members)) = schema.get("enum")
        && !members.contains(&value)
    {
        let message = "`const` is not in `enum`; `enum` is ignored";
        cx.report(&code::CONTRADICTION, at, message);
    }
    cx.record_move(at.key("enum").index(0).pointer(), at.key("const").pointer());
    schema.insert("enum".to_owned(), Value::Array(vec![value]));
}

/// Replaces the list `examples` of a schema by its first entry, as `example`.
pub fn examples(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(examples) = schema.shift_remove("examples") else { return };
    if schema.contains_key("example") {
        return;
    }
    let here = at.key("examples");
    let (first, old) = match examples {
        Value::Array(list) => (list.into_iter().next(), here.index(0).pointer()),
        Value::Object(named) => match named.into_iter().next() {
            Some((name, value)) => (Some(value), here.key(&name).pointer()),
            None => return,
        },
        other => (Some(other), here.pointer()),
    };
    if let Some(first) = first {
        cx.record_move(at.key("example").pointer(), old);
        schema.insert("example".to_owned(), first);
    }
}

/// Rewrites a numeric exclusive bound to a bound and a flag.
pub fn exclusive_bounds(schema: &mut Object, _: &Path<'_>, _: &mut Context<'_>) {
    type Stricter = fn(f64, f64) -> bool;
    let sides: [(&str, &str, Stricter); 2] = [
        ("exclusiveMinimum", "minimum", |exclusive, plain| exclusive >= plain),
        ("exclusiveMaximum", "maximum", |exclusive, plain| exclusive <= plain),
    ];
    for (exclusive, plain, stricter) in sides {
        if !schema.get(exclusive).is_some_and(Value::is_number) {
            continue;
        }
        let Some(bound) = schema.shift_remove(exclusive) else { continue };
        let other = schema.get(plain).and_then(Value::as_f64);
        if other.is_none_or(|other| bound.as_f64().is_some_and(|bound| stricter(bound, other))) {
            schema.insert(plain.to_owned(), bound);
            schema.insert(exclusive.to_owned(), Value::Bool(true));
        }
    }
}

/// Merges `patternProperties` into `additionalProperties`; the patterns are lost. Names that match no pattern keep the
/// schema of `additionalProperties`, or may have any value if there is none.
pub fn pattern_properties(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(Value::Object(patterns)) = schema.shift_remove("patternProperties") else { return };
    if patterns.is_empty() {
        return;
    }
    cx.report_once(&code::PATTERNS, at, "`patternProperties`: property names are not checked");
    let (old, new) = (at.key("patternProperties"), at.key("additionalProperties"));
    let matches_all = patterns.keys().any(|pattern| MATCHES_ALL.contains(&pattern.as_str()));
    let (others, keeps_others) = match schema.shift_remove("additionalProperties") {
        Some(Value::Object(others)) if !others.is_empty() => (Some(Value::Object(others)), false),
        Some(Value::Bool(false)) => (None, false),
        _ => (None, !matches_all),
    };
    let single = patterns.len() == 1 && others.is_none() && !keeps_others;
    let mut branches = Vec::new();
    for (pattern, branch) in patterns {
        let place = if single { new.pointer() } else { new.key("anyOf").index(branches.len()).pointer() };
        cx.record_move(place, old.key(&pattern).pointer());
        branches.push(branch);
    }
    if others.is_some() {
        cx.record_move(new.key("anyOf").index(branches.len()).pointer(), new.pointer());
        branches.extend(others);
    }
    let values = match (single, branches.pop()) {
        (true, Some(only)) => only,
        (_, last) => {
            branches.extend(last);
            let mut values = Object::from_iter([("anyOf".to_owned(), Value::Array(branches))]);
            if keeps_others {
                values.insert(normal::KEEPS_OTHERS.to_owned(), Value::Bool(true));
            }
            Value::Object(values)
        }
    };
    schema.insert("additionalProperties".to_owned(), values);
}

/// Patterns that every name matches.
const MATCHES_ALL: [&str; 9] = ["", "^", ".", ".*", "^.*$", "^.*", ".+", "^.+$", "^(.*)$"];

/// Rewrites strings with binary content: `format: byte` for encoded bytes, `format: binary` for raw bytes.
pub fn content(schema: &mut Object, _: &Path<'_>, _: &mut Context<'_>) {
    let text = |key: &str| schema.get(key).and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
    let (encoding, media_type) = (text("contentEncoding"), text("contentMediaType"));
    let format = match encoding.as_str() {
        "base64" | "base64url" => "byte",
        "" | "binary" if is_binary(&media_type) || encoding == "binary" => "binary",
        _ => return,
    };
    schema.shift_remove("contentEncoding");
    schema.shift_remove("contentMediaType");
    schema.entry("type").or_insert_with(|| "string".into());
    schema.entry("format").or_insert_with(|| format.into());
}
