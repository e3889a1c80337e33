//! The Schema Object: one record with a field for every keyword, whatever the combination.

mod literal;
mod read;

use std::collections::BTreeMap;
use std::fmt;

use indexmap::IndexMap;
use serde_json::{Number, Value};

use super::reference::SchemaRef;
use crate::openapi::keyword::{ARRAY, INTEGER, Keyword, NUMBER, OBJECT, STRING};

/// A schema with every keyword of the normal form that has an effect.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `default`; `null` counts as absent.
    pub default: Option<Value>,
    /// `example`; `null` counts as absent.
    pub example: Option<Value>,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// `x-truespec-name`: its name, from an overlay.
    pub name: Option<String>,
    /// `x-truespec-type`: the type of its values, from an overlay, as JSON.
    pub type_override: Option<Value>,
    /// `x-enum-varnames` and similar extensions: names for the values of `enum`.
    pub enum_names: Option<Vec<String>>,
    /// `x-enum-descriptions` and similar extensions: the description of each value of `enum`, empty if it has none.
    pub enum_descriptions: Option<Vec<String>>,

    /// `type`.
    pub of_type: Option<SchemaType>,
    /// `nullable`.
    pub nullable: bool,
    /// `format`.
    pub format: Option<String>,
    /// `enum`; values of a `number` have double precision.
    pub enumeration: Vec<Value>,

    /// `minimum`: as written for an `integer`, else in double precision; so are `maximum` and `multiple_of`.
    pub minimum: Option<Number>,
    /// `maximum`.
    pub maximum: Option<Number>,
    /// `exclusiveMinimum` of OpenAPI 3.0: whether `minimum` itself is excluded.
    pub exclusive_minimum: bool,
    /// `exclusiveMaximum` of OpenAPI 3.0: whether `maximum` itself is excluded.
    pub exclusive_maximum: bool,
    /// `multipleOf`.
    pub multiple_of: Option<Number>,
    /// All other limits, such as `minLength` and `uniqueItems`, in the order of the table of keywords.
    pub limits: BTreeMap<Keyword, LimitValue>,
    /// `pattern`.
    pub pattern: Option<String>,
    /// `contentSchema`: the schema of the JSON in a string.
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
    /// The limits in `propertyNames`.
    pub property_names: Option<SchemaRef>,

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
    /// Whether `anyOf` lists only the usual types of a value: any other value is allowed too.
    pub keeps_others: bool,
    /// `discriminator`.
    pub discriminator: Option<Box<Discriminator>>,
    /// `x-ms-discriminator-value` and similar extensions: the value of the discriminator that selects this schema.
    pub discriminator_value: Option<String>,
}

/// The value of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitValue {
    /// A count.
    Count(usize),
    /// `true`.
    True,
}

/// The value of `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaType {
    /// A string.
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

    /// Returns true if a value is of this type; `1.0` is an integer.
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

/// The value of `additionalProperties`.
#[derive(Clone, Debug, PartialEq)]
pub enum AdditionalProperties {
    /// Whether additional properties are allowed.
    Any(bool),
    /// The schema of each additional property.
    Schema(SchemaRef),
}

/// The Discriminator Object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Discriminator {
    /// `propertyName`.
    pub property_name: String,
    /// `mapping`: the schema that each value selects.
    pub mapping: IndexMap<String, String>,
    /// `defaultMapping`: the schema that any other value selects, and a missing property too.
    pub default_mapping: Option<String>,
}

impl Schema {
    /// Returns true if no keyword but `not` restricts its values: `{}`, `{description: …}`, `{not: …}`. Extension keys
    /// (`vocabulary`) do not count.
    pub fn is_bare(&self) -> bool {
        self.all_of.is_empty() && self.is_bare_beside_all_of()
    }

    /// Returns true if `allOf` is the only keyword that restricts its values.
    pub fn is_only_all_of(&self) -> bool {
        !self.all_of.is_empty() && self.not.is_none() && self.is_bare_beside_all_of()
    }

    /// Returns true if it allows only null.
    pub fn is_null(&self) -> bool {
        self.enumeration == [Value::Null]
    }

    /// Returns true if it allows no value, as `{not: …}` alone does.
    pub fn is_nothing(&self) -> bool {
        self.not.is_some() && self.is_bare()
    }

    /// Returns true if all its keywords apply to values of its `type`.
    pub fn is_of_one_type(&self) -> bool {
        let Some(of_type) = self.of_type else { return false };
        let is_literal = |value: &Value| value.is_null() || of_type.holds(value);
        let is_foreign = |(is_present, of): (bool, &[SchemaType])| is_present && !of.contains(&of_type);
        !self.is_composed()
            && self.enumeration.iter().all(is_literal)
            && !self.keyword_groups().into_iter().any(is_foreign)
    }

    /// Returns true if it is combined with other schemas: `allOf`, `anyOf`, `oneOf` or `not`.
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
            && !self.keyword_groups().into_iter().any(|(is_present, _)| is_present)
    }

    /// The types that keywords can apply to, each group with whether the schema has such a keyword.
    fn keyword_groups(&self) -> [(bool, &'static [SchemaType]); 4] {
        use SchemaType::{Array, Integer, Number, Object, String};
        [
            (self.has_string_keywords(), &[String]),
            (self.has_number_keywords(), &[Number, Integer]),
            (self.has_array_keywords(), &[Array]),
            (self.has_object_keywords(), &[Object]),
        ]
    }

    fn has_string_keywords(&self) -> bool {
        self.pattern.is_some() || self.has_limits_of(STRING)
    }

    fn has_number_keywords(&self) -> bool {
        let limits = [&self.minimum, &self.maximum, &self.multiple_of];
        limits.into_iter().any(Option::is_some)
            || self.exclusive_minimum
            || self.exclusive_maximum
            || self.has_limits_of(NUMBER | INTEGER)
    }

    fn has_array_keywords(&self) -> bool {
        self.items.is_some() || self.has_limits_of(ARRAY)
    }

    fn has_object_keywords(&self) -> bool {
        !self.properties.is_empty()
            || !self.required.is_empty()
            || self.additional_properties.is_some()
            || self.has_limits_of(OBJECT)
    }

    /// Whether there are limits of values of some of these types.
    fn has_limits_of(&self, types: u8) -> bool {
        self.limits.keys().any(|keyword| keyword.applies_to(types))
    }

    /// The value of a keyword that is a count.
    pub fn count(&self, keyword: Keyword) -> Option<usize> {
        match self.limits.get(&keyword)? {
            LimitValue::Count(count) => Some(*count),
            LimitValue::True => None,
        }
    }
}
