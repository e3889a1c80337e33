//! Rules for schema keywords that apply in every dialect.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::keyword::{Keyword, Scope};
use crate::openapi::normal;
use crate::openapi::version::Version;

/// Drops keywords that neither 3.0 nor Rust types can express. What a comparison of two versions needs of them is kept.
pub fn foreign(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let names = schema.get("propertyNames").and_then(Value::as_object).map(limits).unwrap_or_default();
    schema.retain(|key, _| {
        let foreign = Keyword::of(key).is_some_and(|keyword| keyword.entry().scope == Scope::Foreign);
        if foreign {
            cx.report_once(
                &code::KEYWORD_UNSUPPORTED,
                &at.key(key),
                &format!("`{key}` is not supported; ignored"),
            );
        }
        !foreign
    });
    if !names.is_empty() {
        schema.insert(normal::PROPERTY_NAMES.to_owned(), Value::Object(names));
    }
}

/// Returns the limits of texts in a schema.
fn limits(schema: &Object) -> Object {
    let is_limit = |key: &str, value: &Value| match key {
        "pattern" => value.is_string(),
        "minLength" | "maxLength" => value.is_u64(),
        _ => false,
    };
    let kept = schema.iter().filter(|(key, value)| is_limit(key, value));
    kept.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Reports keywords and lists of types that are new in 3.1, in documents of earlier versions.
pub fn newer(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    if cx.version >= Version::V31 {
        return;
    }
    for key in schema.keys() {
        let list = key == "type" && schema.get("type").is_some_and(Value::is_array);
        let newer = Keyword::of(key).is_some_and(|keyword| keyword.entry().since > cx.version);
        if list || newer {
            let what = if list { "a list under `type`".to_owned() } else { format!("`{key}` of a schema") };
            cx.report_once(
                &code::NEWER_KEYWORD,
                &at.key(key),
                &format!("{what} is new in 3.1; read as defined there"),
            );
        }
    }
}

/// Rewrites `x-nullable` and `x-isnullable`, the `nullable` of Swagger 2.0. Converters leave them in 3.0 documents.
pub fn vendor_nullable(schema: &mut Object, _: &Path<'_>, _: &mut Context<'_>) {
    let said = |key| schema.get(key).is_some_and(|value| value == true || value == "true");
    if (said("x-nullable") || said("x-isnullable")) && !schema.contains_key("nullable") {
        schema.insert("nullable".to_owned(), Value::Bool(true));
    }
}

/// Rewrites a discriminator of Swagger 2.0, which is only the name of a property.
pub fn discriminator_text(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(value @ Value::String(_)) = schema.get_mut("discriminator") else { return };
    let name = value.take();
    *value = Value::Object(Object::from_iter([("propertyName".to_owned(), name)]));
    let here = at.key("discriminator");
    cx.record_copy(here.key("propertyName").pointer(), &here.pointer());
}

/// Removes `required: []`, which has no meaning but keeps `openapiv3` from recognising the type of the schema.
pub fn empty_required(schema: &mut Object, _: &Path<'_>, _: &mut Context<'_>) {
    if schema.get("required").and_then(Value::as_array).is_some_and(Vec::is_empty) {
        schema.shift_remove("required");
    }
}
