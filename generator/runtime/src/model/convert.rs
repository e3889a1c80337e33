//! Conversions of the arguments of constructors, by the names that `builder!` uses.

use super::free_form::JsonObject;
use serde::Serialize;

/// Anything that converts into the field.
pub fn into<T>(value: impl Into<T>) -> T {
    value.into()
}

/// Anything that can be iterated over.
pub fn list<T>(values: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    values.into_iter().map(Into::into).collect()
}

/// A value for a field that holds a box.
pub fn boxed<T>(value: T) -> Box<T> {
    Box::new(value)
}

/// Anything that converts into the value of a field that holds a box.
pub fn boxed_into<T>(value: impl Into<T>) -> Box<T> {
    Box::new(value.into())
}

/// Anything that serialises as an object.
pub fn object(value: impl Serialize) -> JsonObject {
    JsonObject::of(value)
}
