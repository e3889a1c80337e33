//! Forms of 2.0: each field is a parameter of its own; together they become an object in the body.

use serde_json::Value;

use super::body::BodyParameter;
use super::parameter::{convert_file, holds_file, take_style};
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::normalise::shape::lift::lift;

/// The media type of forms without files.
const TEXT: &str = "application/x-www-form-urlencoded";

/// The media type of forms that may have files.
const FILES: &str = "multipart/form-data";

/// Builds a request body with the form fields as properties.
pub fn form(fields: Vec<BodyParameter>, consumes: &[String], at: &Path<'_>, cx: &mut Context<'_>) -> Value {
    let names = media_types(&fields, consumes);
    let (mut properties, mut required, mut encoding) = (Object::new(), Vec::new(), Object::new());
    for field in fields {
        let name = field.name().to_owned();
        for media_type in &names {
            let tokens = ["content", media_type, "schema", "properties", &name];
            cx.record_copy(at.pointer().join_all(tokens), &field.from.origin);
        }
        let has_files = holds_file(&field.value);
        let Value::Object(mut map) = field.value else { continue };
        if map.get("required") == Some(&Value::Bool(true)) {
            required.push(Value::String(name.clone()));
        }
        if let Some(style) = take_style(&mut map, at, cx).filter(|_| !has_files) {
            let mut how = Object::new();
            style.write(&mut how);
            encoding.insert(name.clone(), Value::Object(how));
        }
        properties.insert(name, property(map, at, cx));
    }
    let mut schema = Object::from_iter([("type".to_owned(), "object".into())]);
    schema.insert("properties".to_owned(), Value::Object(properties));
    // A form with required fields is required as a whole.
    let needed = !required.is_empty();
    if needed {
        schema.insert("required".to_owned(), Value::Array(required));
    }
    let mut media_type = Object::from_iter([("schema".to_owned(), Value::Object(schema))]);
    if !encoding.is_empty() {
        media_type.insert("encoding".to_owned(), Value::Object(encoding));
    }
    let content = names.into_iter().map(|name| (name.to_owned(), Value::Object(media_type.clone())));
    let mut body = Object::from_iter([("content".to_owned(), Value::Object(content.collect()))]);
    if needed {
        body.insert("required".to_owned(), Value::Bool(true));
    }
    Value::Object(body)
}

/// Returns the media types of a form: those listed in `consumes`, without the URL-encoded one if there are files.
fn media_types(fields: &[BodyParameter], consumes: &[String]) -> Vec<&'static str> {
    let has_file = fields.iter().any(|field| holds_file(&field.value));
    let said = |form: &&str| consumes.iter().any(|name| name.starts_with(form));
    let mut names: Vec<_> = [TEXT, FILES].into_iter().filter(said).collect();
    names.retain(|name| *name == FILES || !has_file);
    if names.is_empty() {
        names.push(if has_file { FILES } else { TEXT });
    }
    names
}

/// Returns the schema of a form field.
fn property(mut field: Object, at: &Path<'_>, cx: &mut Context<'_>) -> Value {
    lift(&mut field, at, cx);
    convert_file(&mut field);
    let mut schema = match field.shift_remove("schema") {
        Some(Value::Object(schema)) => schema,
        _ => Object::new(),
    };
    for (key, value) in field.into_iter().filter(|(key, _)| key == "description" || key.starts_with("x-")) {
        schema.entry(key).or_insert(value);
    }
    Value::Object(schema)
}
