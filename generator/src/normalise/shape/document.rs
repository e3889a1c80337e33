//! The frame of a document: what must be there so that everything else has a place to stand.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::grammar::MORE_PATHS;

/// The version of the normal form.
const VERSION: &str = "3.0.3";

/// The sections of `components` that later passes look into.
const SECTIONS: [&str; 6] =
    ["schemas", "responses", "parameters", "requestBodies", "headers", "securitySchemes"];

/// A document has a version, an `info`, `paths` and `components`.
pub fn frame(document: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    document.insert("openapi".to_owned(), VERSION.into());
    for key in ["info", "paths", "components"] {
        let value = document.entry(key).or_insert(Value::Null);
        // The walk reads a bare text as the title.
        if value.is_object() || key == "info" && value.is_string() {
            continue;
        }
        blank(value, &at.key(key), cx);
    }
}

/// Puts an empty object in the place of what is none.
fn blank(value: &mut Value, at: &Path<'_>, cx: &mut Context<'_>) {
    // PHP writes an empty object as an empty list.
    if !value.is_null() && !value.as_array().is_some_and(Vec::is_empty) {
        let message = format!("`{}` is not an object; ignored", at.name());
        cx.say(&code::WRONG_TYPE_IGNORED, at, message);
    }
    *value = Value::Object(Object::new());
}

/// An API has a title and a version.
pub fn info(info: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    for (key, filled) in [("title", "API"), ("version", "0")] {
        if !info.contains_key(key) {
            info.insert(key.to_owned(), filled.into());
            cx.say(&code::MISSING_INFO, at, format!("`info` has no `{key}`; read as \"{filled}\""));
        }
    }
}

/// Every section is there, if only empty.
pub fn sections(components: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    for key in SECTIONS {
        let section = components.entry(key).or_insert(Value::Null);
        if !section.is_object() {
            blank(section, &at.key(key), cx);
        }
    }
}

/// What `x-ms-paths` holds are paths as others.
pub fn more_paths(document: &mut Object, cx: &mut Context<'_>) {
    let Some(Value::Object(more)) = document.shift_remove(MORE_PATHS) else { return };
    let (old, new) = (Path::ROOT.key(MORE_PATHS), Path::ROOT.key("paths"));
    let paths = document.entry("paths").or_insert_with(|| Value::Object(Object::new()));
    let Some(paths) = paths.as_object_mut() else { return };
    for (path, item) in more {
        if !paths.contains_key(&path) {
            cx.moved(new.key(&path).pointer(), old.key(&path).pointer());
            paths.insert(path, item);
        }
    }
}
