//! Parameters of 2.0: the keywords of their type are next to their name, and lists have a `collectionFormat`.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::normalise::shape::lift::lift;
use crate::openapi::normal;

/// What a parameter of 2.0 becomes in 3.0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Destination {
    /// The request body.
    Body,
    /// A field of a form in the request body.
    Form,
    /// A parameter.
    Parameter,
}

/// Reads `in`.
pub fn destination(parameter: &Value) -> Destination {
    match parameter.get("in").and_then(Value::as_str) {
        Some(place) if place.eq_ignore_ascii_case("body") => Destination::Body,
        Some(place) if place.eq_ignore_ascii_case("formData") || place == "form" => Destination::Form,
        _ => Destination::Parameter,
    }
}

/// The serialisation of a list, as a style of 3.0.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Style {
    name: &'static str,
    explode: bool,
}

/// The default: lists separated by commas.
const COMMAS: Style = Style { name: "form", explode: false };

/// The values of `collectionFormat`. (`tsv` has no counterpart.)
const FORMATS: [(&str, Style); 4] = [
    ("csv", COMMAS),
    ("ssv", Style { name: "spaceDelimited", explode: false }),
    ("pipes", Style { name: "pipeDelimited", explode: false }),
    ("multi", Style { name: "form", explode: true }),
];

impl Style {
    /// Adds `style` and `explode`, unless they are present.
    pub fn write(self, holder: &mut Object) {
        holder.entry("style").or_insert_with(|| self.name.into());
        holder.entry("explode").or_insert_with(|| self.explode.into());
    }
}

/// Converts a parameter or header: moves its type into `schema`, and turns its `collectionFormat` into a style.
pub fn convert(parameter: &mut Value, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(map) = parameter.as_object_mut().filter(|map| !map.contains_key("$ref")) else { return };
    let style = take_style(map, at, cx);
    nested_separator(map, at, cx);
    if !map.contains_key("schema") {
        lift(map, at, cx);
    }
    convert_file(map);
    match style {
        Some(style) if map.get("in").and_then(Value::as_str) == Some("query") => style.write(map),
        None | Some(COMMAS) => {}
        Some(_) => {
            let message = "this collection format is allowed in the query only; read as `csv`";
            cx.report(&code::COLLECTION_FORMAT, at, message);
        }
    }
}

/// Removes `collectionFormat`, and returns the style that it means if the parameter is a list.
pub fn take_style(parameter: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) -> Option<Style> {
    let found = parameter.shift_remove("collectionFormat");
    if parameter.get("type").and_then(Value::as_str) != Some("array") {
        return None;
    }
    let name = found.as_ref().map_or("csv", |found| found.as_str().unwrap_or_default());
    let known = FORMATS.iter().find(|(known, _)| *known == name).map(|(_, style)| *style);
    Some(known.unwrap_or_else(|| {
        let message = format!("`collectionFormat: {name}` is not supported; read as `csv`");
        cx.report(&code::COLLECTION_FORMAT, at, message);
        COMMAS
    }))
}

/// Records the separator of nested lists. 2.0 allows all formats except `multi` there.
fn nested_separator(parameter: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(items) = parameter.get_mut("items").and_then(Value::as_object_mut) else { return };
    let found = items.shift_remove("collectionFormat");
    if items.get("type").and_then(Value::as_str) != Some("array") {
        return;
    }
    let name = found.as_ref().map_or("csv", |found| found.as_str().unwrap_or_default());
    let known = [("csv", ","), ("ssv", " "), ("tsv", "\t"), ("pipes", "|")];
    let separator = known.iter().find(|(known, _)| *known == name).map(|(_, separator)| *separator);
    if separator.is_none() {
        let message = format!("`collectionFormat: {name}` of `items` is not supported; read as `csv`");
        cx.report(&code::COLLECTION_FORMAT, at, message);
    }
    parameter.insert(normal::WITHIN.to_owned(), separator.unwrap_or(",").into());
}

/// Rewrites `type: file` to `format: binary`, also for a list of files, which some documents have. Returns true for a
/// single file.
pub fn convert_file(holder: &mut Object) -> bool {
    let Some(Value::Object(schema)) = holder.get_mut("schema") else { return false };
    let is_file = is_file_type(schema);
    if is_file {
        set_binary(schema);
    } else if let Some(items) =
        schema.get_mut("items").and_then(Value::as_object_mut).filter(|items| is_file_type(items))
    {
        set_binary(items);
    }
    is_file
}

/// Returns true if a field is a file or a list of files.
pub fn holds_file(field: &Value) -> bool {
    let items = field.get("items").and_then(Value::as_object);
    field.as_object().into_iter().chain(items).any(is_file_type)
}

fn is_file_type(schema: &Object) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("file")
}

fn set_binary(schema: &mut Object) {
    schema.insert("type".to_owned(), "string".into());
    schema.insert("format".to_owned(), "binary".into());
}
