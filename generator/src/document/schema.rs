//! The Schema Object: every keyword side by side, whichever of them stand together.

mod literal;
mod read;

use std::collections::BTreeMap;
use std::fmt;

use indexmap::IndexMap;
use serde_json::{Number, Value};

use super::reference::SchemaRef;
use crate::openapi::keyword::{ARRAY, INTEGER, Keyword, NUMBER, OBJECT, STRING};

/// A schema with every keyword of the normal form that decides anything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `default`; `null` is none.
    pub default: Option<Value>,
    /// `example`; `null` is none.
    pub example: Option<Value>,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// `x-truespec-name`: what an overlay calls it.
    pub name: Option<String>,
    /// `x-truespec-type`: what an overlay says that its values are, as it is written.
    pub given: Option<Value>,
    /// `x-enum-varnames` and its like: names for the values of `enum`.
    pub enum_names: Option<Vec<String>>,
    /// `x-enum-descriptions` and its like: what is said of each value of `enum`; empty where nothing is.
    pub enum_descriptions: Option<Vec<String>>,

    /// `type`.
    pub of_type: Option<SchemaType>,
    /// `nullable`.
    pub nullable: bool,
    /// `format`.
    pub format: Option<String>,
    /// `enum`; those of a `number` are of double precision.
    pub enumeration: Vec<Value>,

    /// `minimum`: of an `integer` as it is written, else of double precision; `maximum` and `multiple_of` likewise.
    pub minimum: Option<Number>,
    /// `maximum`.
    pub maximum: Option<Number>,
    /// `exclusiveMinimum` of OpenAPI 3.0: whether `minimum` itself is excluded.
    pub exclusive_minimum: bool,
    /// `exclusiveMaximum` of OpenAPI 3.0: whether `maximum` itself is excluded.
    pub exclusive_maximum: bool,
    /// `multipleOf`.
    pub multiple_of: Option<Number>,
    /// The keywords that are limits of another kind, as `minLength` and `uniqueItems`, in the order of the table.
    pub limits: BTreeMap<Keyword, Limited>,
    /// `pattern`.
    pub pattern: Option<String>,
    /// `contentSchema`: what a text is that holds JSON.
    pub content_schema: Option<SchemaRef>,

    /// `items`.
    pub items: Option<SchemaRef>,
    /// `prefixItems`.
    pub prefix_items: Option<Vec<SchemaRef>>,

    /// `properties`.
    pub properties: IndexMap<String, SchemaRef>,
    /// `required`.
    pub required: Vec<String>,
    /// `additionalProperties`.
    pub additional_properties: Option<AdditionalProperties>,

    /// `allOf`.
    pub all_of: Vec<SchemaRef>,
    /// `anyOf`.
    pub any_of: Vec<SchemaRef>,
    /// `oneOf`.
    pub one_of: Vec<SchemaRef>,
    /// `not`.
    pub not: Option<SchemaRef>,
    /// Schemas that hold under a condition.
    pub conditional: Vec<SchemaRef>,
    /// Whether `anyOf` lists what a value usually is.
    pub keeps_others: bool,
    /// `discriminator`.
    pub discriminator: Option<Box<Discriminator>>,
    /// `x-ms-discriminator-value` and its like: the value of the discriminator that means this schema.
    pub discriminator_value: Option<String>,
}

/// What a limit says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limited {
    /// How many there may be.
    Count(usize),
    /// `true`.
    Asked,
}

/// What stands under `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaType {
    /// A text.
    String,
    /// Any number.
    Number,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// An object.
    Object,
    /// A list.
    Array,
}

impl SchemaType {
    const ALL: [(Self, &'static str); 6] = [
        (Self::String, "string"),
        (Self::Number, "number"),
        (Self::Integer, "integer"),
        (Self::Boolean, "boolean"),
        (Self::Object, "object"),
        (Self::Array, "array"),
    ];

    fn of(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name)| *name == text).map(|(of, _)| *of)
    }

    /// Whether a value is of this type; `1.0` is an integer.
    pub fn holds(self, value: &Value) -> bool {
        match self {
            Self::String => value.is_string(),
            Self::Integer => value.as_f64().is_some_and(|number| number.fract() == 0.0),
            Self::Number => value.is_number(),
            Self::Boolean => value.is_boolean(),
            Self::Array => value.is_array(),
            Self::Object => value.is_object(),
        }
    }
}

impl fmt::Display for SchemaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::ALL.iter().find(|(of, _)| of == self).map_or("", |(_, name)| name))
    }
}

/// What `additionalProperties` says.
#[derive(Clone, Debug, PartialEq)]
pub enum AdditionalProperties {
    /// Whether there may be any.
    Any(bool),
    /// What each of them is.
    Schema(SchemaRef),
}

/// The Discriminator Object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Discriminator {
    /// `propertyName`.
    pub property_name: String,
    /// `mapping`: what each value names.
    pub mapping: IndexMap<String, String>,
    /// `defaultMapping`: what any other value names, and none at all.
    pub default_mapping: Option<String>,
}

impl Schema {
    /// Whether it says nothing of its values but what they are not: `{}`, `{description: …}`, `{not: …}`. Keys of the
    /// vocabulary do not count.
    pub fn is_bare(&self) -> bool {
        self.all_of.is_empty() && self.is_bare_beside_all_of()
    }

    /// Whether an `allOf` is all that it says of its values.
    pub fn is_only_all_of(&self) -> bool {
        !self.all_of.is_empty() && self.not.is_none() && self.is_bare_beside_all_of()
    }

    /// Whether it allows null and nothing else.
    pub fn is_null(&self) -> bool {
        self.enumeration == [Value::Null]
    }

    /// Whether it allows no value, as `{not: …}` alone does.
    pub fn is_nothing(&self) -> bool {
        self.not.is_some() && self.is_bare()
    }

    /// Whether its keywords speak of values of its `type` alone.
    pub fn is_of_one_type(&self) -> bool {
        let Some(of_type) = self.of_type else { return false };
        let is_literal = |value: &Value| value.is_null() || of_type.holds(value);
        let speaks = |(speaks, of): (bool, &[SchemaType])| speaks && !of.contains(&of_type);
        !self.is_composed()
            && self.enumeration.iter().all(is_literal)
            && !self.speaks_of().into_iter().any(speaks)
    }

    /// Whether other schemas decide, beside its own keywords, what it holds.
    fn is_composed(&self) -> bool {
        let branches = [&self.all_of, &self.any_of, &self.one_of];
        branches.iter().any(|branches| !branches.is_empty()) || self.not.is_some()
    }

    fn is_bare_beside_all_of(&self) -> bool {
        self.of_type.is_none()
            && self.format.is_none()
            && self.enumeration.is_empty()
            && self.any_of.is_empty()
            && self.one_of.is_empty()
            && !self.speaks_of().into_iter().any(|(speaks, _)| speaks)
    }

    /// Whether there are keywords for values of some types, by these.
    fn speaks_of(&self) -> [(bool, &'static [SchemaType]); 4] {
        use SchemaType::{Array, Integer, Number, Object, String};
        [
            (self.limits_texts(), &[String]),
            (self.limits_numbers(), &[Number, Integer]),
            (self.limits_lists(), &[Array]),
            (self.limits_objects(), &[Object]),
        ]
    }

    fn limits_texts(&self) -> bool {
        self.pattern.is_some() || self.limits_any(STRING)
    }

    fn limits_numbers(&self) -> bool {
        let limits = [&self.minimum, &self.maximum, &self.multiple_of];
        limits.into_iter().any(Option::is_some)
            || self.exclusive_minimum
            || self.exclusive_maximum
            || self.limits_any(NUMBER | INTEGER)
    }

    fn limits_lists(&self) -> bool {
        self.items.is_some() || self.limits_any(ARRAY)
    }

    fn limits_objects(&self) -> bool {
        !self.properties.is_empty()
            || !self.required.is_empty()
            || self.additional_properties.is_some()
            || self.limits_any(OBJECT)
    }

    /// Whether there are limits of values of some of these types.
    fn limits_any(&self, types: u8) -> bool {
        self.limits.keys().any(|keyword| keyword.applies_to(types))
    }

    /// The count that a keyword gives.
    pub fn count(&self, keyword: Keyword) -> Option<usize> {
        match self.limits.get(&keyword)? {
            Limited::Count(count) => Some(*count),
            Limited::Asked => None,
        }
    }
}
