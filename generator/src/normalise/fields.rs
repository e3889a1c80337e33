//! Checks the fields of every object before it is changed: unknown fields, fields of later versions, missing fields,
//! and fields that exclude each other. The rules are data in the grammar; this module is their only reader.

use super::context::{Context, Object};
use super::path::Path;
use crate::diagnostic::near::nearest;
use crate::diagnostic::{Code, code};
use crate::openapi::kind::ValueKind;
use crate::openapi::naming;
use crate::openapi::object::{Object as ObjectType, ObjectId, Versions};
use crate::openapi::version::Version;

/// Prefixes of extensions that configure other generators.
const FOREIGN_PREFIXES: [&str; 9] = [
    "x-ogen-",
    "x-go-",
    "x-oapi-codegen-",
    "x-speakeasy-",
    "x-fern-",
    "x-stainless-",
    "x-java-",
    "x-kotlin-",
    "x-swift-",
];

/// Returns the name of a kind of object with its article.
fn with_article(name: &str) -> String {
    // `components`, `responses`: one object with a plural name.
    if name.ends_with('s') || name == "info" {
        return format!("`{name}`");
    }
    let vowel = name.starts_with(['a', 'e', 'i', 'o', 'X']);
    format!("{} {name}", if vowel { "an" } else { "a" })
}

/// Checks the fields of an object as published.
pub fn check(map: &Object, shape: &ObjectType, at: &Path<'_>, cx: &mut Context<'_>) {
    report_newer(map, shape, at, cx);
    for (one, other) in shape.exclusive {
        if map.contains_key(*one) && map.contains_key(*other) {
            let message = format!(
                "{} has both `{one}` and `{other}`, which exclude each other",
                with_article(shape.name)
            );
            cx.report_once(exclusive_code(shape, other), &at.key(other), &message);
        }
    }
    let version = cx.version;
    for (key, _) in shape.required_until.iter().filter(|(_, until)| version < *until) {
        if !map.contains_key(*key) {
            cx.report_once(
                missing_code(shape, key),
                at,
                &format!("missing `{key}` in {}", with_article(shape.name)),
            );
        }
    }
}

/// Returns the code for two fields that exclude each other.
fn exclusive_code(shape: &ObjectType, other: &str) -> &'static Code {
    let is_example = shape.id == ObjectId::Example || other == "examples";
    if is_example { &code::EXAMPLE_TWICE } else { &code::EXCLUSIVE_FIELDS }
}

/// Returns the code for a missing required field that the object can do without.
fn missing_code(shape: &ObjectType, key: &str) -> &'static Code {
    match shape.field_kind(key) {
        Some(ValueKind::Text) => &code::MISSING_TEXT,
        _ => &code::MISSING_FIELD,
    }
}

/// Reports fields that are newer than the version of the document.
fn report_newer(map: &Object, shape: &ObjectType, at: &Path<'_>, cx: &mut Context<'_>) {
    let version = cx.version;
    for field in shape.fields {
        let Versions::Since(since) = field.versions else { continue };
        let key = field.key;
        if version >= since || !map.contains_key(key) {
            continue;
        }
        let here = at.key(key);
        if since == Version::Never {
            cx.report_once(
                &code::UNKNOWN_FIELD,
                &here,
                &format!("unknown field `{key}` in {}; read anyway", with_article(shape.name)),
            );
        } else {
            let message = format!(
                "`{key}` in {} is new in {}; read as defined there",
                with_article(shape.name),
                since.name()
            );
            cx.report_once(&code::NEWER_FIELD, &here, &message);
        }
    }
}

/// Reports a key that is not one of the known fields: an extension of another generator, or an unknown field.
pub fn check_unlisted(
    key: &str,
    name: &str,
    others: &ValueKind,
    known: impl Iterator<Item = &'static str>,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    if key.starts_with("x-") {
        let is_foreign = FOREIGN_PREFIXES.iter().any(|prefix| key.starts_with(prefix));
        if is_foreign && !naming::is_read(key) {
            cx.report_once(
                &code::FOREIGN_DIRECTIVE,
                &at.key(key),
                &format!("`{key}` is an extension of another generator"),
            );
        }
    } else if matches!(others, ValueKind::Any) {
        let message = format!("unknown field `{key}` in {}; ignored", with_article(name));
        cx.report_once_with_hint(&code::UNKNOWN_FIELD, &at.key(key), &message, || {
            nearest(key, known).map(|name| format!("did you mean `{name}`? {}", code::UNKNOWN_FIELD.hint))
        });
    }
}

/// Reports a null in the place of an object or list.
pub fn report_null(kind: &ValueKind, at: &Path<'_>, cx: &mut Context<'_>) {
    if kind.is_nested() {
        let message = format!("{}: expected {}, found null", at.describe(), kind.expected());
        cx.report_once_with_hint(&code::NULL_OBJECT, at, &message, || match kind {
            ValueKind::List(_) => {
                Some("remove the key, or give it a list; in YAML an empty list is `[]`".into())
            }
            ValueKind::Branches(_) => Some("remove the key, or give it a list; it cannot be empty".into()),
            _ => None,
        });
    }
}
