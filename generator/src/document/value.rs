//! Reads JSON values by the type that they have in the normal form. A value of another type is read as if it were
//! absent.

use serde_json::Value;

use super::reference::Record;

/// The members of an object; empty for any other value.
pub(super) fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

/// The elements of a list; empty for any other value.
pub(super) fn elements(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

/// A string.
pub(super) fn text(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(str::to_owned)
}

/// Every string of a list.
pub(super) fn strings(value: Option<&Value>) -> Vec<String> {
    elements(value).filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Returns true if the value is `true`.
pub(super) fn flag(value: Option<&Value>) -> bool {
    value.and_then(Value::as_bool).unwrap_or_default()
}

/// Any value but `null`, which counts as absent.
pub(super) fn non_null(value: Option<&Value>) -> Option<Value> {
    value.filter(|value| !value.is_null()).cloned()
}

/// A list of records.
pub(super) fn records<T: Record, C: FromIterator<T>>(value: Option<&Value>) -> C {
    elements(value).map(T::read).collect()
}

/// The records of an object, by name.
pub(super) fn records_by_name<T: Record, C: FromIterator<(String, T)>>(value: Option<&Value>) -> C {
    members(value).map(|(name, value)| (name.clone(), T::read(value))).collect()
}
