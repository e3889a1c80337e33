//! Responses of 2.0: one schema for all media types of `produces`, and examples by media type.

use serde_json::{Value, json};

use super::body::content;
use super::parameter;
use crate::normalise::context::{Context, Object, Source};
use crate::normalise::path::Path;
use crate::openapi::media_type::Implied;

/// Converts a response: builds its `content` and converts its headers.
pub fn response(response: &mut Value, at: &Path<'_>, produces: &[String], cx: &mut Context<'_>) {
    let Some(map) = response.as_object_mut().filter(|map| !map.contains_key("$ref")) else { return };
    let is_file = parameter::convert_file(map);
    if let Some(schema) = map.shift_remove("schema").filter(|schema| !schema.is_null()) {
        let otherwise = if is_file { "application/octet-stream" } else { "application/json" };
        let from = Source::at(at.key("schema").pointer());
        let content = content(schema, produces, &[otherwise], &from, at, cx);
        map.insert("content".to_owned(), content);
    }
    examples(map, at, cx);
    if let Some(Value::Object(headers)) = map.get_mut("headers") {
        let here = at.key("headers");
        for (name, header) in headers.iter_mut() {
            parameter::convert(header, &here.key(name), cx);
        }
    }
}

/// A success of an operation that produces nothing but bytes, or nothing but text, has these, also where no schema says so.
pub fn implied(response: &mut Value, produces: &[String], implied: Implied) {
    let Some(map) = response.as_object_mut().filter(|map| !map.contains_key("$ref")) else { return };
    if !map.contains_key("content") {
        let schema = match implied {
            Implied::Bytes => json!({"type": "string", "format": "binary"}),
            Implied::Text => json!({"type": "string"}),
        };
        let media_type = || json!({"schema": schema});
        map.insert("content".to_owned(), produces.iter().map(|name| (name.clone(), media_type())).collect());
    }
}

/// Moves examples to their media types. Examples of other media types are kept under an extension and not read.
fn examples(response: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(Value::Object(mut examples)) = response.shift_remove("examples") else { return };
    let content = response.entry("content").or_insert_with(|| Value::Object(Object::new()));
    if let Some(content) = content.as_object_mut() {
        let bare = content.is_empty();
        examples.retain(|name, value| {
            let known = content.contains_key(name) || bare && name.contains('/');
            if let (true, media_type) = (known, content.entry(name.as_str())) {
                let media_type = media_type.or_insert_with(|| Value::Object(Object::new()));
                media_type.as_object_mut().into_iter().for_each(|map| {
                    map.insert("example".to_owned(), value.take());
                    let new = at.key("content").key(name).key("example").pointer();
                    cx.record_move(new, at.key("examples").key(name).pointer());
                });
            }
            !known
        });
    }
    if !examples.is_empty() {
        cx.record_move(at.key("x-truespec-examples").pointer(), at.key("examples").pointer());
        response.insert("x-truespec-examples".to_owned(), Value::Object(examples));
    }
}
