//! The root of a document: the objects that must be present for the other rules.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::grammar::MS_PATHS;

/// The version of the normal form.
const VERSION: &str = "3.0.3";

/// The sections of `components` that later passes read.
const SECTIONS: [&str; 6] =
    ["schemas", "responses", "parameters", "requestBodies", "headers", "securitySchemes"];

/// Sets the version, and adds missing `info`, `paths` and `components`.
pub fn frame(document: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    document.insert("openapi".to_owned(), VERSION.into());
    for key in ["info", "paths", "components"] {
        let value = document.entry(key).or_insert(Value::Null);
        // The walk reads a bare string as the title.
        if value.is_object() || key == "info" && value.is_string() {
            continue;
        }
        replace_by_empty(value, &at.key(key), cx);
    }
}

/// Replaces a value that is not an object by an empty object.
fn replace_by_empty(value: &mut Value, at: &Path<'_>, cx: &mut Context<'_>) {
    // PHP writes an empty object as an empty list.
    if !value.is_null() && !value.as_array().is_some_and(Vec::is_empty) {
        let message = format!("`{}` is not an object; ignored", at.name());
        cx.report(&code::WRONG_TYPE_IGNORED, at, message);
    }
    *value = Value::Object(Object::new());
}

/// Fills in a missing title and version.
pub fn info(info: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    for (key, filled) in [("title", "API"), ("version", "0")] {
        if !info.contains_key(key) {
            info.insert(key.to_owned(), filled.into());
            cx.report(&code::MISSING_INFO, at, format!("`info` has no `{key}`; read as \"{filled}\""));
        }
    }
}

/// Adds missing sections as empty objects.
pub fn sections(components: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    for key in SECTIONS {
        let section = components.entry(key).or_insert(Value::Null);
        if !section.is_object() {
            replace_by_empty(section, &at.key(key), cx);
        }
    }
}

/// Moves the paths of `x-ms-paths` to `paths`.
pub fn move_ms_paths(document: &mut Object, cx: &mut Context<'_>) {
    let Some(Value::Object(more)) = document.shift_remove(MS_PATHS) else { return };
    let (old, new) = (Path::ROOT.key(MS_PATHS), Path::ROOT.key("paths"));
    let paths = document.entry("paths").or_insert_with(|| Value::Object(Object::new()));
    let Some(paths) = paths.as_object_mut() else { return };
    for (path, item) in more {
        if !paths.contains_key(&path) {
            cx.record_move(new.key(&path).pointer(), old.key(&path).pointer());
            paths.insert(path, item);
        }
    }
}
