//! Operations: what they cannot do without, and what is not looked into.

use serde_json::Value;

use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::normal;

/// An operation has responses, if only none.
pub fn responses(operation: &mut Object, _: &Path<'_>, _: &mut Context<'_>) {
    operation.entry("responses").or_insert_with(|| Value::Object(Object::new()));
}

/// Callbacks are kept out of the way of `openapiv3`, which would fail on one that does not fit.
pub fn callbacks(operation: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    set_aside(operation, "callbacks", normal::CALLBACKS, at, cx);
}

/// Renames what no later pass reads.
pub fn set_aside(
    holder: &mut Object,
    key: &'static str,
    aside: &'static str,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    if let Some(value) = holder.shift_remove(key).filter(|value| !value.is_null()) {
        cx.moved(at.key(aside).pointer(), at.key(key).pointer());
        holder.insert(aside.to_owned(), value);
    }
}
