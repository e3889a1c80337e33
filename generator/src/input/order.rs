//! One order for the members of objects. JSON objects have none: the same document with its keys in another order means the
//! same, and has to give the same crate. What an author means to order stands in lists, which stay as they are.

use serde_json::Value;

/// Sorts the members of all objects by their keys.
pub fn sort_members(value: &mut Value) {
    value.sort_all_objects();
}
