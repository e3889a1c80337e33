//! Checks the keys of `content` and of `encoding`.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::media_type::{is_media_type, read_as};

/// Checks that the keys of `content` are media types or ranges.
pub fn types(holder: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let content = holder.get("content").and_then(Value::as_object).into_iter().flat_map(Object::keys);
    for name in content.filter(|name| !is_media_type(name)) {
        let here = at.key("content");
        let read_as = read_as(name).map(|media| format!("; read as `{media}`")).unwrap_or_default();
        let message = format!("`{name}` is not a media type{read_as}");
        cx.report_once(&code::MEDIA_TYPE_NAME, &here.key(name), &message);
    }
}

/// Checks that `encoding` names properties of the schema only; for others it has no effect.
pub fn encodings(media_type: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(Value::Object(encodings)) = media_type.get("encoding") else { return };
    let Some(Value::Object(schema)) = media_type.get("schema") else { return };
    const OPEN: [&str; 7] =
        ["$ref", "allOf", "anyOf", "oneOf", "additionalProperties", "patternProperties", "if"];
    let Some(Value::Object(properties)) = schema.get("properties") else { return };
    if OPEN.iter().any(|key| schema.contains_key(*key)) {
        return;
    }
    for name in encodings.keys().filter(|name| !properties.contains_key(*name)) {
        let message = format!("`encoding` names `{name}`, which is not a property of the schema");
        cx.report(&code::ENCODING_UNKNOWN, &at.key("encoding").key(name), message);
    }
}
