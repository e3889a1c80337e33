//! What may stand in a place of a document: the vocabulary in which `grammar.rs` and `keyword.rs` are written.

use serde_json::Value;

use super::object::Object;

/// What may stand in a place.
#[derive(Debug)]
pub enum Kind {
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
    Map(&'static Kind),
    /// A list of these.
    List(&'static Kind),
    /// A list of these that means nothing when it is empty.
    Branches(&'static Kind),
}

impl Kind {
    /// Whether a value has the JSON type that this kind wants; what it holds is not looked at.
    pub fn fits(&self, value: &Value) -> bool {
        match self {
            Kind::Any => true,
            Kind::Text => value.is_string(),
            Kind::Bool => value.is_boolean(),
            Kind::Number => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(is_fraction),
            Kind::Count => value.is_u64(),
            Kind::BoolOrNumber => value.is_boolean() || Kind::Number.fits(value),
            Kind::Texts => value.as_array().is_some_and(|list| list.iter().all(Value::is_string)),
            Kind::Values => value.as_array().is_some_and(|list| !list.is_empty()),
            Kind::Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
            Kind::Schema | Kind::Object(_) | Kind::Map(_) => value.is_object(),
            Kind::SchemaOrBool => value.is_object() || value.is_boolean(),
            Kind::List(_) | Kind::Branches(_) => value.is_array(),
        }
    }

    /// What this kind wants, for a message.
    pub fn wants(&self) -> String {
        match self {
            Kind::Any => "anything".into(),
            Kind::Text => "a string".into(),
            Kind::Bool => "a boolean".into(),
            Kind::Number => "a number".into(),
            Kind::Count => "a non-negative integer".into(),
            Kind::BoolOrNumber => "a number or a boolean".into(),
            Kind::Texts => "a list of strings".into(),
            Kind::Values => "a non-empty list".into(),
            Kind::Word(words) => format!("one of {}", words.join(", ")),
            Kind::Schema => "a schema".into(),
            Kind::SchemaOrBool => "a schema or a boolean".into(),
            Kind::Object(object) => format!("an object ({})", object.name),
            Kind::Map(_) => "an object".into(),
            Kind::List(_) | Kind::Branches(_) => "a list".into(),
        }
    }

    /// The object of the grammar that this is, or is a list or map of.
    pub fn object(&self) -> Option<&'static Object> {
        match self {
            Kind::Object(object) => Some(object),
            Kind::Map(inner) | Kind::List(inner) | Kind::Branches(inner) => inner.object(),
            _ => None,
        }
    }

    /// Whether other places lie below.
    pub const fn is_nested(&self) -> bool {
        matches!(
            self,
            Kind::Schema
                | Kind::SchemaOrBool
                | Kind::Object(_)
                | Kind::Map(_)
                | Kind::List(_)
                | Kind::Branches(_)
        )
    }
}

/// Whether a floating-point number is one that no integer spells: `10.0` is to be written `10`.
fn is_fraction(number: f64) -> bool {
    number.fract() != 0.0 || number.abs() >= WHOLE
}

/// Up to here every whole number is exact as a double.
pub const WHOLE: f64 = 9_007_199_254_740_992.0;
