//! Schemas that are a composition by now: a type that an update adds stands beside the alternatives, and not in them.

use serde_json::Value;

use super::Documents;
use crate::base::pointer::Pointer;

/// The lists that make a schema a composition.
const LISTS: [&str; 3] = ["oneOf", "anyOf", "allOf"];

/// Fields that say on their own what a value is. Properties beside a list are usual.
const DECIDING: [&str; 6] = ["type", "format", "enum", "const", "items", "$ref"];

/// Returns the pointer of the published composition at or below a place that an update puts another shape beside, and the
/// name of its list.
pub(super) fn beside(
    update: &Value,
    documents: &Documents<'_>,
    at: &Pointer,
) -> Option<(Pointer, &'static str)> {
    let (now, update) = (documents.now.pointer(at.as_str())?, update.as_object()?);
    let is_own = |list: &&str| now.get(*list).is_some_and(Value::is_array) && !update.contains_key(*list);
    let is_deciding = |key: &str| {
        let is_object = key == "type" && update.get(key).is_some_and(|word| word == "object");
        update.contains_key(key) && now.get(key).is_none() && !is_object
    };
    let own = LISTS.into_iter().find(|list| is_own(list) && documents.is_published(&at.join(list)));
    if let Some(list) = own.filter(|_| DECIDING.into_iter().any(is_deciding)) {
        return Some((at.clone(), list));
    }
    let within = update.iter().filter(|(key, _)| now.get(*key).is_some());
    within.into_iter().find_map(|(key, value)| beside(value, documents, &at.join(key)))
}
