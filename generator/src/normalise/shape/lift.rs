//! Schema keywords that stand beside `schema` instead of in it: how Swagger 2.0 writes parameters and headers,
//! and some documents after it.

use serde_json::Value;

use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::keyword::{Keyword, Scope};

/// Moves what a parameter or header says about its values into `schema`; `false` if it says nothing.
pub fn lift(holder: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) -> bool {
    let mut schema = Object::new();
    let keys: Vec<String> = holder.keys().filter(|key| speaks_of_values(key)).cloned().collect();
    for key in keys {
        if let Some(value) = holder.shift_remove(&key) {
            schema.insert(key, value);
        }
    }
    if schema.is_empty() {
        return false;
    }
    for key in schema.keys() {
        cx.moved(at.key("schema").key(key).pointer(), at.key(key).pointer());
    }
    cx.made_from(at.key("schema").pointer(), &at.pointer());
    holder.insert("schema".to_owned(), Value::Object(schema));
    true
}

/// Whether a keyword is about the values, and not about the parameter (which has a `required` of its own).
fn speaks_of_values(key: &str) -> bool {
    match Keyword::of(key) {
        Some(Keyword::Required | Keyword::Examples) | None => false,
        Some(keyword) => !matches!(keyword.entry().scope, Scope::Note | Scope::Foreign),
    }
}
