//! Parts of values by the types that they have in the normal form; one of another type is as if it were absent.

use serde_json::Value;

use super::reference::Record;

/// The members of an object; none of anything else.
pub(super) fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

/// The elements of a list; none of anything else.
pub(super) fn elements(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

/// A text of its own.
pub(super) fn text(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(str::to_owned)
}

/// Every text of a list.
pub(super) fn texts(value: Option<&Value>) -> Vec<String> {
    elements(value).filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Whether it is `true`.
pub(super) fn flag(value: Option<&Value>) -> bool {
    value.and_then(Value::as_bool).unwrap_or_default()
}

/// Anything but `null`, which stands for nothing.
pub(super) fn any(value: Option<&Value>) -> Option<Value> {
    value.filter(|value| !value.is_null()).cloned()
}

/// A list of records.
pub(super) fn list<T: Record, C: FromIterator<T>>(value: Option<&Value>) -> C {
    elements(value).map(T::read).collect()
}

/// Records by name.
pub(super) fn map<T: Record, C: FromIterator<(String, T)>>(value: Option<&Value>) -> C {
    members(value).map(|(name, value)| (name.clone(), T::read(value))).collect()
}
