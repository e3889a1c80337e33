//! What may stand in a place of a document: the vocabulary in which `grammar.rs` and `keyword.rs` are written.

use serde_json::Value;

use super::object::Object;

/// What may stand in a place.
#[derive(Debug)]
pub enum ValueKind {
    /// Anything; it is never looked into.
    Any,
    /// Text.
    Text,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A whole number from 0.
    Count,
    /// `true`, `false` or a number: the exclusive bounds, which dialects spell differently.
    BoolOrNumber,
    /// A list of texts.
    Texts,
    /// A list of any values, not empty.
    Values,
    /// One of a closed set of words.
    Word(&'static [&'static str]),
    /// A schema.
    Schema,
    /// `additionalProperties`: a schema or a yes or no.
    SchemaOrBool,
    /// An object of the OpenAPI grammar.
    Object(&'static Object),
    /// Names of the document's choice, each with one of these.
    Map(&'static ValueKind),
    /// A list of these.
    List(&'static ValueKind),
    /// A list of these that means nothing when it is empty.
    Branches(&'static ValueKind),
}

impl ValueKind {
    /// Whether a value has the JSON type that this kind wants; what it holds is not looked at.
    pub fn fits(&self, value: &Value) -> bool {
        match self {
            ValueKind::Any => true,
            ValueKind::Text => value.is_string(),
            ValueKind::Bool => value.is_boolean(),
            ValueKind::Number => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(is_fraction),
            ValueKind::Count => value.is_u64(),
            ValueKind::BoolOrNumber => value.is_boolean() || ValueKind::Number.fits(value),
            ValueKind::Texts => value.as_array().is_some_and(|list| list.iter().all(Value::is_string)),
            ValueKind::Values => value.as_array().is_some_and(|list| !list.is_empty()),
            ValueKind::Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
            ValueKind::Schema | ValueKind::Object(_) | ValueKind::Map(_) => value.is_object(),
            ValueKind::SchemaOrBool => value.is_object() || value.is_boolean(),
            ValueKind::List(_) | ValueKind::Branches(_) => value.is_array(),
        }
    }

    /// What this kind wants, for a message.
    pub fn wants(&self) -> String {
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

    /// The object of the grammar that this is, or is a list or map of.
    pub fn object(&self) -> Option<&'static Object> {
        match self {
            ValueKind::Object(object) => Some(object),
            ValueKind::Map(inner) | ValueKind::List(inner) | ValueKind::Branches(inner) => inner.object(),
            _ => None,
        }
    }

    /// Whether other places lie below.
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

/// Whether a floating-point number is one that no integer spells: `10.0` is to be written `10`.
fn is_fraction(number: f64) -> bool {
    number.fract() != 0.0 || number.abs() >= WHOLE
}

/// Up to here every whole number is exact as a double.
pub const WHOLE: f64 = 9_007_199_254_740_992.0;
