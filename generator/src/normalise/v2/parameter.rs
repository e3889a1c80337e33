//! Parameters of 2.0: their type stands beside their name, and lists have a `collectionFormat`.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::normalise::shape::lift::lift;

/// Where a parameter of 2.0 goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// It is the body.
    Body,
    /// It is a field of a form in the body.
    Form,
    /// It is a parameter of 3.0 too.
    Elsewhere,
}

/// Reads `in`.
pub fn place(parameter: &Value) -> Place {
    match parameter.get("in").and_then(Value::as_str) {
        Some(place) if place.eq_ignore_ascii_case("body") => Place::Body,
        Some(place) if place.eq_ignore_ascii_case("formData") || place == "form" => Place::Form,
        _ => Place::Elsewhere,
    }
}

/// A parameter or header that stays one: its type goes into `schema`, its list format becomes a style.
pub fn plain(parameter: &mut Value, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(map) = parameter.as_object_mut().filter(|map| !map.contains_key("$ref")) else { return };
    let style = collection(map, at, cx);
    if !map.contains_key("schema") {
        lift(map, at, cx);
    }
    if map.get("in").and_then(Value::as_str) == Some("query") {
        for (key, value) in style.into_iter().flatten() {
            map.entry(key).or_insert(value);
        }
    }
    file(map);
}

/// `style` and `explode` of a list, as `collectionFormat` says them.
pub type Style = [(&'static str, Value); 2];

/// Takes `collectionFormat`; lists without one are separated by commas.
pub fn collection(parameter: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) -> Option<Style> {
    let found = parameter.shift_remove("collectionFormat");
    if parameter.get("type").and_then(Value::as_str) != Some("array") {
        return None;
    }
    let (style, explode) = match found.as_ref().map_or(Some("csv"), Value::as_str) {
        Some("csv") => ("form", false),
        Some("ssv") => ("spaceDelimited", false),
        Some("pipes") => ("pipeDelimited", false),
        Some("multi") => ("form", true),
        _ => {
            let message = "this `collectionFormat` has no style in 3.0: read as `csv`";
            cx.say(&code::COLLECTION_FORMAT, at, message);
            ("form", false)
        }
    };
    Some([("style", style.into()), ("explode", explode.into())])
}

/// A file is its bytes.
pub fn file(holder: &mut Object) -> bool {
    let Some(Value::Object(schema)) = holder.get_mut("schema") else { return false };
    let is_file = schema.get("type").and_then(Value::as_str) == Some("file");
    if is_file {
        schema.insert("type".to_owned(), "string".into());
        schema.insert("format".to_owned(), "binary".into());
    }
    is_file
}
