//! Repairs values of the wrong JSON type. A value with one sensible reading is converted; any other is dropped with a
//! warning. One function serves every kind of value in the grammar.

use serde_json::{Number, Value};

use super::context::{Context, shorten};
use super::path::Path;
use crate::diagnostic::code;
use crate::diagnostic::near::nearest;
use crate::openapi::kind::{EXACT_INTEGERS, ValueKind};
use crate::openapi::object::Object as ObjectType;

/// The result of reading a value as a kind.
enum Reading {
    /// Another spelling of the same value; not reported.
    Same(Value),
    /// The most likely meaning.
    Repaired(Value),
    /// The usable part of the value.
    Partial(Value),
    /// The value cannot be used.
    Unusable,
}

use Reading::{Partial, Repaired, Same, Unusable};

/// Converts a value to the kind that is expected. Returns false if it has to be dropped.
pub fn repair(value: &mut Value, kind: &ValueKind, at: &Path<'_>, cx: &mut Context<'_>) -> bool {
    let said = format!("{}: expected {}, found {}", at.describe(), kind.expected(), shorten(value));
    let meant = match kind {
        ValueKind::Word(words) => nearest(value.as_str().unwrap_or_default(), words.iter().copied()),
        _ => None,
    };
    let meant = meant.map(|word| format!("did you mean `{word}`? correct it in an overlay"));
    let single = !value.is_array();
    let (code, read) = match read(value.take(), kind) {
        Same(read) => {
            *value = read;
            return true;
        }
        Repaired(read) => (&code::WRONG_TYPE_REPAIRED, read),
        Partial(read) => (&code::WRONG_TYPE_IGNORED, read),
        Unusable => {
            cx.report_with_hint(&code::WRONG_TYPE_IGNORED, at, said, meant);
            return false;
        }
    };
    cx.report(code, at, format!("{said}; read as {}", shorten(&read)));
    if single && read.as_array().is_some_and(|list| list.len() == 1) {
        cx.record_copy(at.index(0).pointer(), &at.pointer());
    }
    *value = read;
    true
}

/// Reads a value as a kind.
fn read(value: Value, kind: &ValueKind) -> Reading {
    match kind {
        ValueKind::Text => text(value),
        ValueKind::Bool => boolean(&value),
        ValueKind::Number => number(&value),
        ValueKind::Count => count(&value),
        ValueKind::BoolOrNumber => match boolean(&value) {
            Unusable => number(&value),
            read => read,
        },
        ValueKind::Texts => texts(value),
        ValueKind::Values => match value {
            Value::Array(_) | Value::Object(_) => Unusable,
            value => Repaired(Value::Array(vec![value])),
        },
        ValueKind::Word(words) => word(&value, words),
        ValueKind::Schema => schema(value),
        ValueKind::SchemaOrBool => match boolean(&value) {
            Unusable => schema(value),
            read => read,
        },
        ValueKind::Object(shape) => object(value, shape),
        ValueKind::Map(inner) => map(value, inner),
        ValueKind::List(inner) | ValueKind::Branches(inner) => list(value, inner),
        ValueKind::Any => Same(value),
    }
}

fn text(value: Value) -> Reading {
    match value {
        // YAML without quotes: `version: 1.0`.
        Value::Number(number) => Same(Value::String(number.to_string())),
        Value::Bool(flag) => Same(Value::String(flag.to_string())),
        Value::Array(lines) => {
            let lines: Option<Vec<_>> = lines.iter().map(Value::as_str).collect();
            lines.map_or(Unusable, |lines| Repaired(Value::String(lines.join("\n"))))
        }
        _ => Unusable,
    }
}

fn boolean(value: &Value) -> Reading {
    match value.as_str().map(str::trim) {
        Some(word) if word.eq_ignore_ascii_case("true") => Repaired(Value::Bool(true)),
        Some(word) if word.eq_ignore_ascii_case("false") => Repaired(Value::Bool(false)),
        _ => Unusable,
    }
}

fn number(value: &Value) -> Reading {
    let parsed = match value {
        // Only an integer written as a fraction (`10.0`) gets here.
        Value::Number(number) => return number.as_f64().and_then(as_integer).map_or(Unusable, Same),
        Value::String(text) => text.trim().parse::<Number>().ok(),
        _ => None,
    };
    match parsed.map(Value::Number) {
        Some(number) if ValueKind::Number.accepts(&number) => Repaired(number),
        Some(number) => number.as_f64().and_then(as_integer).map_or(Unusable, Repaired),
        None => Unusable,
    }
}

fn count(value: &Value) -> Reading {
    match number(value) {
        Same(read) if read.is_u64() => Same(read),
        Repaired(read) if read.is_u64() => Repaired(read),
        _ => Unusable,
    }
}

/// Returns a floating-point number as an integer, if it is one.
fn as_integer(number: f64) -> Option<Value> {
    // The cast is exact: the bound is checked beside it.
    (number.fract() == 0.0 && number.abs() < EXACT_INTEGERS).then(|| Value::from(number as i64)).map(unsigned)
}

/// Makes non-negative numbers unsigned, as the parser does.
fn unsigned(value: Value) -> Value {
    value.as_u64().map_or(value, Value::from)
}

fn texts(value: Value) -> Reading {
    match value {
        Value::String(one) => Repaired(Value::Array(vec![Value::String(one)])),
        Value::Array(list) => {
            let before = list.len();
            let kept: Vec<_> = list.into_iter().filter_map(scalar_text).collect();
            if kept.len() == before { Repaired(Value::Array(kept)) } else { Partial(Value::Array(kept)) }
        }
        _ => Unusable,
    }
}

/// Returns a scalar as a string.
fn scalar_text(value: Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value),
        Value::Number(number) => Some(Value::String(number.to_string())),
        Value::Bool(flag) => Some(Value::String(flag.to_string())),
        _ => None,
    }
}

fn word(value: &Value, words: &[&str]) -> Reading {
    let found = value.as_str().unwrap_or_default().trim();
    match words.iter().find(|word| word.eq_ignore_ascii_case(found)) {
        Some(word) => Repaired(Value::from(*word)),
        None => Unusable,
    }
}

/// Reads a boolean schema (3.1), or a string as the name of a type. Other values become a schema that allows any value.
fn schema(value: Value) -> Reading {
    let object = |key: &str, value: Value| Value::Object([(key.to_owned(), value)].into_iter().collect());
    match value {
        Value::Bool(true) => Same(Value::Object(Default::default())),
        Value::Bool(false) => Same(object("not", Value::Object(Default::default()))),
        Value::String(name) => Repaired(object("type", Value::String(name))),
        _ => Partial(Value::Object(Default::default())),
    }
}

fn object(value: Value, shape: &ObjectType) -> Reading {
    match (value, shape.text) {
        (text @ Value::String(_), Some(key)) => {
            Repaired(Value::Object([(key.to_owned(), text)].into_iter().collect()))
        }
        // PHP writes an empty object as an empty list.
        (Value::Array(list), _) if list.is_empty() => Same(Value::Object(Default::default())),
        _ => Unusable,
    }
}

/// Reads a list of named objects as a map by name.
fn map(value: Value, inner: &ValueKind) -> Reading {
    let Value::Array(list) = value else { return Unusable };
    if list.is_empty() {
        return Same(Value::Object(Default::default()));
    }
    if !matches!(inner, ValueKind::Schema) {
        return Unusable;
    }
    let named = list.into_iter().map(|mut entry| match entry.as_object_mut()?.shift_remove("name")? {
        Value::String(name) => Some((name, entry)),
        _ => None,
    });
    named.collect::<Option<_>>().map_or(Unusable, |named| Repaired(Value::Object(named)))
}

/// Reads a single value, or a map by name, as a list.
fn list(value: Value, inner: &ValueKind) -> Reading {
    match (value, inner) {
        (Value::Object(named), ValueKind::Object(shape))
            if shape.needs.contains(&"name") && named.values().all(Value::is_object) =>
        {
            Repaired(Value::Array(named.into_iter().map(|(name, value)| with_name(name, value)).collect()))
        }
        (one, inner) if one.is_object() && inner.accepts(&one) => Repaired(Value::Array(vec![one])),
        (Value::String(text), ValueKind::Object(shape)) if shape.text.is_some() => {
            Repaired(Value::Array(vec![Value::String(text)]))
        }
        _ => Unusable,
    }
}

/// Adds the key of an object as its `name`.
fn with_name(name: String, mut value: Value) -> Value {
    if let Some(object) = value.as_object_mut().filter(|object| !object.contains_key("$ref")) {
        object.entry("name").or_insert(Value::String(name));
    }
    value
}
