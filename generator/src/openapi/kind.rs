//! Kinds of values in a document: the vocabulary of the tables in `grammar.rs` and `keyword.rs`.

use serde_json::Value;

use super::object::Object;

/// The kind of value that a field or keyword expects.
#[derive(Debug)]
pub enum ValueKind {
    /// Any value; it is never searched.
    Any,
    /// A string.
    Text,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A non-negative integer.
    Count,
    /// `true`, `false` or a number: the exclusive bounds, which dialects spell differently.
    BoolOrNumber,
    /// A list of strings.
    Texts,
    /// A non-empty list of any values.
    Values,
    /// One of a closed set of words.
    Word(&'static [&'static str]),
    /// A schema.
    Schema,
    /// A schema or a boolean, as for `additionalProperties`.
    SchemaOrBool,
    /// An object of the OpenAPI grammar.
    Object(&'static Object),
    /// An object with names chosen by the document, and values of this kind.
    Map(&'static ValueKind),
    /// A list of values of this kind.
    List(&'static ValueKind),
    /// A list of values of this kind that has no meaning if empty.
    Branches(&'static ValueKind),
}

impl ValueKind {
    /// Returns true if a value has the JSON type of this kind. Nested values are not checked.
    pub fn accepts(&self, value: &Value) -> bool {
        match self {
            ValueKind::Any => true,
            ValueKind::Text => value.is_string(),
            ValueKind::Bool => value.is_boolean(),
            ValueKind::Number => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(is_fraction),
            ValueKind::Count => value.is_u64(),
            ValueKind::BoolOrNumber => value.is_boolean() || ValueKind::Number.accepts(value),
            ValueKind::Texts => value.as_array().is_some_and(|list| list.iter().all(Value::is_string)),
            ValueKind::Values => value.as_array().is_some_and(|list| !list.is_empty()),
            ValueKind::Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
            ValueKind::Schema | ValueKind::Object(_) | ValueKind::Map(_) => value.is_object(),
            ValueKind::SchemaOrBool => value.is_object() || value.is_boolean(),
            ValueKind::List(_) | ValueKind::Branches(_) => value.is_array(),
        }
    }

    /// Describes this kind in a diagnostic ("expected …").
    pub fn expected(&self) -> String {
        match self {
            ValueKind::Any => "anything".into(),
            ValueKind::Text => "a string".into(),
            ValueKind::Bool => "a boolean".into(),
            ValueKind::Number => "a number".into(),
            ValueKind::Count => "a non-negative integer".into(),
            ValueKind::BoolOrNumber => "a number or a boolean".into(),
            ValueKind::Texts => "a list of strings".into(),
            ValueKind::Values => "a non-empty list".into(),
            ValueKind::Word(words) => format!("one of {}", words.join(", ")),
            ValueKind::Schema => "a schema".into(),
            ValueKind::SchemaOrBool => "a schema or a boolean".into(),
            ValueKind::Object(object) => format!("an object ({})", object.name),
            ValueKind::Map(_) => "an object".into(),
            ValueKind::List(_) | ValueKind::Branches(_) => "a list".into(),
        }
    }

    /// Returns the object of the grammar that this kind is, or is a list or map of.
    pub fn object(&self) -> Option<&'static Object> {
        match self {
            ValueKind::Object(object) => Some(object),
            ValueKind::Map(inner) | ValueKind::List(inner) | ValueKind::Branches(inner) => inner.object(),
            _ => None,
        }
    }

    /// Returns true if values of this kind contain values that the grammar describes.
    pub const fn is_nested(&self) -> bool {
        matches!(
            self,
            ValueKind::Schema
                | ValueKind::SchemaOrBool
                | ValueKind::Object(_)
                | ValueKind::Map(_)
                | ValueKind::List(_)
                | ValueKind::Branches(_)
        )
    }
}

/// Returns true for a floating-point number that is not an exact integer: `10.0` has to be written `10`.
fn is_fraction(number: f64) -> bool {
    number.fract() != 0.0 || number.abs() >= EXACT_INTEGERS
}

/// Below this bound every integer is exact as a double.
pub const EXACT_INTEGERS: f64 = 9_007_199_254_740_992.0;
