//! Tuples: moves the schemas of the first elements to a key of the normal form, next to `items`.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::normal;

/// The key of the normal form.
const PREFIX: &str = normal::PREFIX_ITEMS;

/// Rewrites `prefixItems` of 3.1, or a list under `items` with `additionalItems` for the rest (draft 4).
pub fn tuple(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    rename(schema, "prefixItems", PREFIX, at, cx);
    if schema.get("items").is_some_and(Value::is_array) {
        let message = "`items` is a list of schemas; read as those of the first elements, one each";
        cx.report_once(&code::ITEMS_LIST, &at.key("items"), message);
        rename(schema, "items", PREFIX, at, cx);
        rename(schema, "additionalItems", "items", at, cx);
    }
    schema.shift_remove("additionalItems");
    // `true` means the same as no `items`.
    if schema.get("items") == Some(&Value::Bool(true)) {
        schema.shift_remove("items");
    }
}

fn rename(schema: &mut Object, old: &str, new: &str, at: &Path<'_>, cx: &mut Context<'_>) {
    if schema.get(new).is_some_and(|there| !there.is_null()) {
        return;
    }
    if let Some(value) = schema.shift_remove(old) {
        cx.record_move(at.key(new).pointer(), at.key(old).pointer());
        schema.insert(new.to_owned(), value);
    }
}
