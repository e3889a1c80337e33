//! Rewrites Swagger 2.0 into the layout of 3.0. Schemas are left to the walk.

pub mod body;
pub mod form;
pub mod parameter;
pub mod response;
pub mod security;
pub mod server;

use serde_json::Value;

use super::context::{Context, Object};
use super::path::Path;
use crate::diagnostic::code;
use crate::openapi::media_type::implied_without_schema;
use crate::openapi::method::METHODS_2_0;
use parameter::Destination;

/// Values of the document that its operations inherit.
#[derive(Default)]
pub struct Shared {
    /// The media types of bodies.
    pub consumes: Vec<String>,
    /// The media types of responses.
    pub produces: Vec<String>,
    /// The global `parameters` that are bodies or form fields, which are not parameters in 3.0.
    pub body_parameters: Object,
}

/// Rewrites the layout of a whole document.
pub fn upgrade(document: &mut Object, cx: &mut Context<'_>) {
    let root = Path::ROOT;
    document.shift_remove("swagger");
    server::servers(document, &root, cx);
    let mut shared = Shared {
        consumes: document_media_types(document, "consumes", cx),
        produces: document_media_types(document, "produces", cx),
        body_parameters: Object::new(),
    };
    let mut components = match document.shift_remove("components") {
        Some(Value::Object(components)) => components,
        _ => Object::new(),
    };
    let sections: [(&str, &str, Convert); 4] = [
        ("definitions", "schemas", |_, _, _, _| {}),
        ("securityDefinitions", "securitySchemes", security::scheme),
        ("parameters", "parameters", |value, at, _, cx| parameter::convert(value, at, cx)),
        ("responses", "responses", |value, at, shared, cx| {
            response::response(value, at, &shared.produces, cx)
        }),
    ];
    if let Some(Value::Object(parameters)) = document.get_mut("parameters") {
        body::take_global(parameters, &root.key("parameters"), &mut components, &mut shared, cx);
    }
    for (old, new, convert) in sections {
        let Some(Value::Object(mut section)) = document.shift_remove(old) else { continue };
        let (old, components_at) = (root.key(old), root.key("components"));
        let at = components_at.key(new);
        for (name, value) in section.iter_mut() {
            cx.record_move(at.key(name).pointer(), old.key(name).pointer());
            convert(value, &at.key(name), &shared, cx);
        }
        add_section(&mut components, new, section);
    }
    document.insert("components".to_owned(), Value::Object(components));
    paths(document, &root.key("paths"), &shared, cx);
}

/// Adds a section to `components`. Bundling may have added entries to it already.
pub fn add_section(components: &mut Object, name: &str, section: Object) {
    match components.get_mut(name) {
        Some(Value::Object(there)) => there.extend(section),
        _ => drop(components.insert(name.to_owned(), Value::Object(section))),
    }
}

/// Converts an entry of a section.
type Convert = fn(&mut Value, &Path<'_>, &Shared, &mut Context<'_>);

/// Removes a list of media types and returns it.
pub fn media_types(holder: &mut Object, key: &str) -> Option<Vec<String>> {
    match holder.shift_remove(key)? {
        Value::Array(list) => {
            Some(list.into_iter().filter_map(|name| name.as_str().map(str::to_owned)).collect())
        }
        Value::String(one) => Some(vec![one]),
        _ => None,
    }
}

/// The maximum number of media types for all operations: each operation gets a schema for each of them.
const MAX_MEDIA_TYPES: usize = 32;

/// Removes and returns the media types that a document lists for all operations.
fn document_media_types(document: &mut Object, key: &str, cx: &mut Context<'_>) -> Vec<String> {
    let mut listed = media_types(document, key).unwrap_or_default();
    if listed.len() > MAX_MEDIA_TYPES {
        let message =
            format!("`{key}` lists {} media types; the first {MAX_MEDIA_TYPES} are used", listed.len());
        cx.report(&code::MEDIA_TYPES, &Path::ROOT.key(key), message);
        listed.truncate(MAX_MEDIA_TYPES);
    }
    listed
}

/// Converts the operations of all paths.
fn paths(document: &mut Object, at: &Path<'_>, shared: &Shared, cx: &mut Context<'_>) {
    let Some(Value::Object(paths)) = document.get_mut("paths") else { return };
    for (path, item) in paths.iter_mut() {
        let here = at.key(path);
        let Some(item) = item.as_object_mut() else { continue };
        let common = body::take_body_parameters(item, &here, shared, cx);
        plain_parameters(item, &here, cx);
        for (method, operation) in item.iter_mut() {
            if !METHODS_2_0.iter().any(|known| known.eq_ignore_ascii_case(method)) {
                continue;
            }
            if let Some(map) = operation.as_object_mut() {
                self::operation(map, &here.key(method), &common, shared, cx);
            }
        }
    }
}

/// Converts an operation: moves bodies out of its parameters, and builds `content` from its media types.
fn operation(
    operation: &mut Object,
    at: &Path<'_>,
    common: &[body::BodyParameter],
    shared: &Shared,
    cx: &mut Context<'_>,
) {
    let own = media_types(operation, "consumes");
    let produces = media_types(operation, "produces");
    let mut body_parameters = body::take_body_parameters(operation, at, shared, cx);
    plain_parameters(operation, at, cx);
    let overridden = |one: &body::BodyParameter| {
        let body = one.destination == Destination::Body;
        body_parameters
            .iter()
            .any(|own| own.destination == one.destination && (body || own.name() == one.name()))
    };
    let inherited: Vec<_> = common.iter().filter(|one| !overridden(one)).cloned().collect();
    body_parameters.extend(inherited);
    body::request_body(operation, body_parameters, own.as_deref(), shared, at, cx);
    let produces = produces.as_deref().unwrap_or(&shared.produces);
    if let Some(Value::Object(responses)) = operation.get_mut("responses") {
        let here = at.key("responses");
        for (status, value) in responses.iter_mut().filter(|(status, _)| !status.starts_with("x-")) {
            response::response(value, &here.key(status), produces, cx);
            if let Some(implied) = implied_without_schema(status, produces.iter().map(String::as_str)) {
                response::implied(value, produces, implied);
            }
        }
    }
}

/// Converts the parameters that stay parameters.
fn plain_parameters(holder: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(Value::Array(list)) = holder.get_mut("parameters") else { return };
    let here = at.key("parameters");
    for (index, value) in list.iter_mut().enumerate() {
        parameter::convert(value, &here.index(index), cx);
    }
}
