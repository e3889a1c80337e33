//! Repairs of content: schemas outside of it, and examples of the wrong form.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::media_type::essence;
use crate::openapi::normal;
use crate::openapi::version::Version;

/// Moves a `schema` directly in a body or response, as in Swagger 2.0, to `application/json`.
pub fn schema_outside_content(holder: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    if holder.get("content").is_some_and(|content| !content.is_null()) || !holder.contains_key("schema") {
        return;
    }
    let Some(schema) = holder.shift_remove("schema").filter(|schema| !schema.is_null()) else { return };
    cx.report(&code::OLD_SPELLING, at, "`schema` is outside `content`; read as `application/json`");
    let new = at.key("content").key("application/json").key("schema").pointer();
    cx.record_move(new, at.key("schema").pointer());
    let media_type: Object = [("schema".to_owned(), schema)].into_iter().collect();
    let content: Object = [("application/json".to_owned(), Value::Object(media_type))].into_iter().collect();
    holder.insert("content".to_owned(), Value::Object(content));
}

/// Repairs `examples`, a map of Example objects: the first value of a list becomes `example`, and bare values in a map
/// are wrapped.
pub fn examples(holder: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    match holder.get_mut("examples") {
        None | Some(Value::Null) => return,
        Some(Value::Object(named)) => {
            for (name, value) in named.iter_mut().filter(|(_, value)| !is_example(value)) {
                let bare = value.take();
                *value = Value::Object(Object::from_iter([("value".to_owned(), bare)]));
                let here = at.key("examples");
                cx.record_copy(here.key(name).key("value").pointer(), &here.key(name).pointer());
                cx.report_once(
                    &code::EXAMPLES,
                    at,
                    "an entry of `examples` is a bare value; read as its `value`",
                );
            }
            return;
        }
        Some(_) => {}
    }
    let here = at.key("examples");
    let (first, old) = match holder.shift_remove("examples") {
        Some(Value::Array(list)) => (list.into_iter().next(), here.index(0).pointer()),
        other => (other, here.pointer()),
    };
    cx.report_once(&code::EXAMPLES, at, "`examples` is not an object; its first value is read as `example`");
    if let Some(first) = first.filter(|_| !holder.contains_key("example")) {
        cx.record_move(at.key("example").pointer(), old);
        holder.insert("example".to_owned(), first);
    }
}

/// Returns true if a value is an Example object rather than a bare value.
fn is_example(value: &Value) -> bool {
    const KEYS: [&str; 6] = ["$ref", "value", "externalValue", "dataValue", "serializedValue", "summary"];
    value.as_object().is_some_and(|object| KEYS.iter().any(|key| object.contains_key(*key)))
}

/// Marks multipart forms of 3.1 and later, where a part without a schema is a file: its default `contentType` is
/// `application/octet-stream`.
pub fn empty_parts(media_type: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    if cx.version >= Version::V31 && essence(at.name()).starts_with("multipart/") {
        media_type.insert(normal::EMPTY_IS_FILE.to_owned(), Value::Bool(true));
    }
}
