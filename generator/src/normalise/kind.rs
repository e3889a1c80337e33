//! What may stand in a place of a document: the vocabulary in which `grammar.rs` and `keyword.rs` are written.

use serde_json::Value;

use super::context::{Context, Object};
use super::fields::{Check, Either, Want};
use super::path::Path;
use crate::openapi::version::Version;

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
    Object(&'static Shape),
    /// Names of the document's choice, each with one of these.
    Map(&'static Kind),
    /// A list of these.
    List(&'static Kind),
    /// A list of these that means nothing when it is empty.
    Branches(&'static Kind),
}

/// An object of the OpenAPI grammar.
pub struct Shape {
    /// What it is called in a message.
    pub name: &'static str,
    /// Its keys and what stands under each.
    pub members: &'static [(&'static str, Kind)],
    /// What stands under a key that is not listed and does not begin with `x-`.
    pub others: Kind,
    /// What a `$ref` in its place means.
    pub reference: Reference,
    /// The section of `components` that holds such objects.
    pub section: &'static str,
    /// The keys without which it cannot be understood.
    pub needs: &'static [&'static str],
    /// The key that a bare text in its place stands for.
    pub text: Option<&'static str>,
    /// The keys that not every version has, and since when.
    pub since: &'static [(&'static str, Version)],
    /// The keys that the specification requires and that can be done without.
    pub wants: &'static [Want],
    /// The keys of which only one may be there.
    pub exclusive: &'static [Either],
    /// What else is looked at before anything is changed.
    pub checks: &'static [Check],
    /// What is put right before its members are looked at, in order.
    pub rules: &'static [Rule],
    /// What is put right after that: what is missing is filled in, as far as it can be.
    pub after: &'static [Rule],
}

/// What a `$ref` in the place of an object means.
#[derive(Debug, PartialEq, Eq)]
pub enum Reference {
    /// Nothing: there is no such thing in this place.
    No,
    /// Another object of the kind, which stands in for this one.
    Whole,
    /// Another object of the kind, to which this one adds.
    Part,
}

/// What a reference should lead to.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// A schema.
    Schema,
    /// An object of the grammar.
    Object(&'static Shape),
}

impl Target {
    /// The section of `components` that holds such things.
    pub fn section(self) -> &'static str {
        match self {
            Target::Schema => "schemas",
            Target::Object(shape) => shape.section,
        }
    }

    /// What stands there.
    pub fn kind(self) -> Kind {
        match self {
            Target::Schema => Kind::Schema,
            Target::Object(shape) => Kind::Object(shape),
        }
    }
}

/// One named repair or respelling.
pub struct Rule {
    /// The name under which its feature document in `tests/normalise` shows it.
    pub name: &'static str,
    /// What it does to the object.
    pub apply: fn(&mut Object, &Path<'_>, &mut Context<'_>),
}

/// A shape without anything, to write the others from.
pub const PLAIN: Shape = Shape {
    name: "object",
    members: &[],
    others: Kind::Any,
    reference: Reference::No,
    section: "",
    needs: &[],
    text: None,
    since: &[],
    wants: &[],
    exclusive: &[],
    checks: &[],
    rules: &[],
    after: &[],
};

impl Shape {
    /// What stands under a key.
    pub fn member(&self, key: &str) -> &Kind {
        match self.listed(key) {
            Some(kind) => kind,
            None if key.starts_with("x-") => &Kind::Any,
            None => &self.others,
        }
    }

    /// The keys that are listed.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.members.iter().map(|(name, _)| *name)
    }

    /// What stands under a key that is listed.
    pub fn listed(&self, key: &str) -> Option<&Kind> {
        self.members.iter().find(|(name, _)| *name == key).map(|(_, kind)| kind)
    }
}

impl std::fmt::Debug for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
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
            Kind::Text => "text".into(),
            Kind::Bool => "true or false".into(),
            Kind::Number => "a number".into(),
            Kind::Count => "a whole number from 0".into(),
            Kind::BoolOrNumber => "a number, or true or false".into(),
            Kind::Texts => "a list of texts".into(),
            Kind::Values => "a list of values, not empty".into(),
            Kind::Word(words) => format!("one of {}", words.join(", ")),
            Kind::Schema => "a schema".into(),
            Kind::SchemaOrBool => "a schema, or true or false".into(),
            Kind::Object(shape) => format!("an object ({})", shape.name),
            Kind::Map(_) => "an object".into(),
            Kind::List(_) | Kind::Branches(_) => "a list".into(),
        }
    }

    /// The object of the grammar that this is, or is a list or map of.
    pub fn shape(&self) -> Option<&'static Shape> {
        match self {
            Kind::Object(shape) => Some(shape),
            Kind::Map(inner) | Kind::List(inner) | Kind::Branches(inner) => inner.shape(),
            _ => None,
        }
    }

    /// Whether other places lie below.
    pub fn is_nested(&self) -> bool {
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
