//! Checks response headers: their names are tokens, and unique regardless of letter case.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::token::is_token;

/// Checks the keys of `headers`.
pub fn headers(holder: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let mut seen = BTreeSet::new();
    let here = at.key("headers");
    for name in holder.get("headers").and_then(Value::as_object).into_iter().flat_map(Object::keys) {
        if !is_token(name) {
            cx.report_once(
                &code::HEADER_NAME,
                &here.key(name),
                &format!("{name:?} cannot be the name of a header"),
            );
        }
        if !seen.insert(name.to_ascii_lowercase()) {
            cx.report_once(&code::HEADER_NAME, &here.key(name), &format!("duplicate header `{name}`"));
        }
    }
}
