//! Objects that are references by now: what an update adds stands beside the reference, and not in the object.

use serde_json::Value;

use super::Documents;
use crate::base::pointer::Pointer;

/// Fields that may stand beside a reference, and mean there what they mean elsewhere.
const BESIDE: [&str; 6] = ["summary", "description", "nullable", "deprecated", "readOnly", "writeOnly"];

/// Returns the pointer of the published reference at or below a place that an update puts something beside.
pub(super) fn beside(update: &Value, documents: &Documents<'_>, at: &Pointer) -> Option<Pointer> {
    let (now, update) = (documents.now.pointer(at.as_str())?, update.as_object()?);
    let own = || update.keys().any(|key| !key.starts_with("x-") && !BESIDE.contains(&key.as_str()));
    let is_reference = now.get("$ref").is_some_and(Value::is_string) && !update.contains_key("$ref");
    if is_reference && own() && documents.is_published(&at.join("$ref")) {
        return Some(at.clone());
    }
    let within = update.iter().filter(|(key, _)| now.get(*key).is_some());
    within.into_iter().find_map(|(key, value)| beside(value, documents, &at.join(key)))
}
