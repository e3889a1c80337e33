//! Schema keywords that need no dialect to be odd.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::keyword::{Keyword, Scope};
use crate::openapi::version::Version;

/// Keywords that 3.0 cannot say and no type of Rust either are dropped.
pub fn foreign(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    schema.retain(|key, _| {
        let foreign = Keyword::of(key).is_some_and(|keyword| keyword.entry().scope == Scope::Foreign);
        if foreign {
            cx.note(&code::KEYWORD_UNSUPPORTED, &at.key(key), &format!("`{key}` is not supported; ignored"));
        }
        !foreign
    });
}

/// Before 3.1 schemas had fewer keywords, and one type each.
pub fn newer(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    if cx.version >= Version::V31 {
        return;
    }
    for key in schema.keys() {
        let list = key == "type" && schema.get("type").is_some_and(Value::is_array);
        let newer = Keyword::of(key).is_some_and(|keyword| keyword.entry().since > cx.version);
        if list || newer {
            let what = if list { "a list under `type`".to_owned() } else { format!("`{key}` of a schema") };
            cx.note(
                &code::NEWER_KEYWORD,
                &at.key(key),
                &format!("{what} is new in 3.1; read as defined there"),
            );
        }
    }
}

/// `x-nullable` and `x-isnullable` are how Swagger 2.0 says `nullable`; converters leave them behind in 3.0.
pub fn vendor_nullable(schema: &mut Object, _: &Path<'_>, _: &mut Context<'_>) {
    let said = |key| schema.get(key).is_some_and(|value| value == true || value == "true");
    if (said("x-nullable") || said("x-isnullable")) && !schema.contains_key("nullable") {
        schema.insert("nullable".to_owned(), Value::Bool(true));
    }
}

/// In Swagger 2.0 a discriminator is the name of a property, and no more.
pub fn discriminator_text(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(value @ Value::String(_)) = schema.get_mut("discriminator") else { return };
    let name = value.take();
    *value = Value::Object(Object::from_iter([("propertyName".to_owned(), name)]));
    let here = at.key("discriminator");
    cx.made_from(here.key("propertyName").pointer(), &here.pointer());
}

/// `required: []` says nothing, but keeps `openapiv3` from seeing what type the schema is of.
pub fn empty_required(schema: &mut Object, _: &Path<'_>, _: &mut Context<'_>) {
    if schema.get("required").and_then(Value::as_array).is_some_and(Vec::is_empty) {
        schema.shift_remove("required");
    }
}
