//! Schema keywords next to `schema` instead of inside it, as in parameters and headers of Swagger 2.0 and of some later
//! documents.

use serde_json::Value;

use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::keyword::{Keyword, Scope};

/// Moves the schema keywords of a parameter or header into `schema`. Returns false if there are none.
pub fn lift(holder: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) -> bool {
    let mut schema = Object::new();
    let keys: Vec<String> = holder.keys().filter(|key| is_schema_keyword(key)).cloned().collect();
    for key in keys {
        if let Some(value) = holder.shift_remove(&key) {
            schema.insert(key, value);
        }
    }
    if schema.is_empty() {
        return false;
    }
    for key in schema.keys() {
        cx.record_move(at.key("schema").key(key).pointer(), at.key(key).pointer());
    }
    cx.record_copy(at.key("schema").pointer(), &at.pointer());
    holder.insert("schema".to_owned(), Value::Object(schema));
    true
}

/// Returns true if a keyword is about the values rather than the parameter (which has a `required` of its own).
fn is_schema_keyword(key: &str) -> bool {
    match Keyword::of(key) {
        Some(Keyword::Required | Keyword::Examples) | None => false,
        Some(keyword) => !matches!(keyword.entry().scope, Scope::Note | Scope::Foreign),
    }
}
