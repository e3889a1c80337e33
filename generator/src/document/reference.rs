//! References, and the records that they can take the place of.

use serde_json::Value;

use super::schema::Schema;
use super::schema_check;
use super::validate::Validate;

/// A reference, or the record itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Ref<T> {
    /// The text of a `$ref`.
    Reference(String),
    /// The record, written in place.
    Own(Box<T>),
}

/// A schema or a reference to one.
pub type SchemaRef = Ref<Schema>;

impl<T> Ref<T> {
    /// The record, if it is written in place.
    pub fn own(&self) -> Option<&T> {
        match self {
            Self::Reference(_) => None,
            Self::Own(own) => Some(own),
        }
    }

    /// The text of the `$ref`, if this is a reference.
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

/// A record that is read from a valid OpenAPI object.
pub(super) trait Record {
    /// Reads the record. A field of a wrong type is read as if it were absent.
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

/// Reads a record if its value is a valid OpenAPI object.
pub(super) fn read_valid<T: Validate + Record>(value: &Value) -> Option<T> {
    T::validate(value).ok()?;
    Some(T::read(value))
}

/// Reads a schema under a key that `openapiv3` does not know, if it is valid. Such a schema was not validated together
/// with the object that contains it.
pub(super) fn read_valid_schema(value: &Value) -> Option<SchemaRef> {
    schema_check::is_schema(value).then(|| SchemaRef::read(value))
}
