//! Operations: missing responses, and fields that are moved aside.

use serde_json::Value;

use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::normal;

/// Adds empty `responses` if there are none.
pub fn responses(operation: &mut Object, _: &Path<'_>, _: &mut Context<'_>) {
    operation.entry("responses").or_insert_with(|| Value::Object(Object::new()));
}

/// Moves callbacks aside, because `openapiv3` would fail on an invalid one.
pub fn callbacks(operation: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    set_aside(operation, "callbacks", normal::CALLBACKS, at, cx);
}

/// Renames a field that `openapiv3` must not read.
pub fn set_aside(
    holder: &mut Object,
    key: &'static str,
    aside: &'static str,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    if let Some(value) = holder.shift_remove(key).filter(|value| !value.is_null()) {
        cx.record_move(at.key(aside).pointer(), at.key(key).pointer());
        holder.insert(aside.to_owned(), value);
    }
}
