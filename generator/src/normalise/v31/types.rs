//! Normalises `type` to one of six names. Lists become unions (`split.rs`), and type names of other languages are
//! translated.

use serde_json::Value;

use super::{null, split};
use crate::diagnostic::code;
use crate::normalise::context::{Context, Object, shorten};
use crate::normalise::path::Path;
use crate::openapi::keyword::{ARRAY, BOOLEAN, INTEGER, NUMBER, OBJECT, STRING, TYPES};

/// Type names used by vendors, in lower case, with the type (empty for any) and the format that they imply.
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

/// The parsed value of `type`.
#[derive(Default)]
struct Found {
    /// Bits of [`TYPES`].
    types: u8,
    null: bool,
    any: bool,
    format: &'static str,
}

/// Returns true if the value is one of the six names.
pub fn is_normal(value: &Value) -> bool {
    value.as_str().is_some_and(|name| TYPES.contains(&name))
}

/// Normalises `type`.
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
    if found.null && found.types == 0 && !found.any && !null::has_other_keywords(schema) {
        return null::allow_only_null(schema);
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
    split::set_types(schema, found.types, at, cx);
}

/// Parses the value of `type` and reports unknown names.
fn read(value: &Value, at: &Path<'_>, cx: &mut Context<'_>) -> Found {
    let mut found = Found::default();
    let single = std::slice::from_ref(value);
    let list = value.as_array().map_or(single, Vec::as_slice);
    for value in list {
        if null::is_null_name(value) {
            found.null = true;
            continue;
        }
        let name = value.as_str().unwrap_or_default().trim();
        if let Some(bit) = TYPES.iter().position(|known| *known == name) {
            found.types |= 1 << bit;
            continue;
        }
        let Some((name, format)) = resolve_name(name) else {
            cx.report(&code::UNKNOWN_TYPE, at, format!("unknown type {}; read as any type", shorten(value)));
            found.any = true;
            continue;
        };
        let said = if name.is_empty() { "any" } else { name };
        cx.report(
            &code::TYPE_NAME,
            at,
            format!("unknown type {}; read as {said} {format}", shorten(value)).trim_end(),
        );
        found.any |= name.is_empty();
        found.types |= TYPES.iter().position(|known| *known == name).map_or(0, |bit| 1 << bit);
        found.format = format;
    }
    found
}

/// Returns the type and format that a name means.
fn resolve_name(name: &str) -> Option<(&'static str, &'static str)> {
    let lower = name.to_ascii_lowercase();
    let known = TYPES.into_iter().find(|known| *known == lower).map(|known| (known, ""));
    let alias =
        || ALIASES.iter().find(|(alias, ..)| *alias == lower).map(|(_, name, format)| (*name, *format));
    known.or_else(alias)
}
