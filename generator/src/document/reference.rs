//! References, and what stands where one may stand.

use serde_json::Value;

use super::fit::Fit;
use super::schema::Schema;
use super::unfit;

/// A reference, or the record itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Ref<T> {
    /// The text of a `$ref`.
    Reference(String),
    /// What is written out in place.
    Own(Box<T>),
}

/// A schema or a reference to one.
pub type SchemaRef = Ref<Schema>;

impl<T> Ref<T> {
    /// The record, if it is written out.
    pub fn own(&self) -> Option<&T> {
        match self {
            Self::Reference(_) => None,
            Self::Own(own) => Some(own),
        }
    }

    /// The text of the `$ref`, if it is one.
    pub fn reference(&self) -> Option<&str> {
        match self {
            Self::Reference(reference) => Some(reference),
            Self::Own(_) => None,
        }
    }
}

impl SchemaRef {
    /// The schema that allows everything.
    pub(super) fn anything() -> Self {
        Self::Own(Box::default())
    }
}

/// A record, and how it is read from a value that fits OpenAPI.
pub(super) trait Record {
    /// Reads it; what does not fit reads as if it were absent.
    fn read(value: &Value) -> Self;
}

impl<T: Record> Record for Ref<T> {
    fn read(value: &Value) -> Self {
        match value.get("$ref") {
            Some(Value::String(reference)) => Self::Reference(reference.clone()),
            _ => Self::Own(Box::new(T::read(value))),
        }
    }
}

/// Reads a record if its value fits OpenAPI.
pub(super) fn fitting<T: Fit + Record>(value: &Value) -> Option<T> {
    T::fit(value).ok()?;
    Some(T::read(value))
}

/// A schema under a key that `openapiv3` does not know, so that it has not been held against OpenAPI with what holds it.
pub(super) fn foreign(value: &Value) -> Option<SchemaRef> {
    unfit::is_schema(value).then(|| SchemaRef::read(value))
}
