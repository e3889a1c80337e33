//! The Parameter Object and the Header Object.

use serde_json::Value;

use super::media_type::{Content, content};
use super::reference::{Record, SchemaRef};
use super::value::{any, flag, text};
use super::vocabulary;
use crate::openapi::location::ParameterLocation;
use crate::openapi::normal;
use crate::openapi::style::Style;

/// A parameter of a path item or an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// `name`.
    pub wire: String,
    /// `x-truespec-name`: what an overlay calls it.
    pub name: Option<String>,
    /// `in`.
    pub location: ParameterLocation,
    /// `description`.
    pub description: Option<String>,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `example`; `null` is none.
    pub example: Option<Value>,
    /// `style`, or what it is by default.
    pub style: Style,
    /// `explode`, where it is said.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub reserved: bool,
    /// `schema` or `content`.
    pub described: Described,
    /// `x-ms-skip-url-encoding`: reserved characters stay, slashes in a path too.
    pub spans_segments: bool,
    /// `x-ms-header-collection-prefix`: what the names of the headers begin with that its members are.
    pub prefix: Option<String>,
    /// `collectionFormat` of `items` (2.0): what separates the elements of lists within a list.
    pub within: Option<char>,
}

/// What the values of a parameter or a header are.
#[derive(Clone, Debug, PartialEq)]
pub enum Described {
    /// `schema`: they are written in a style.
    Schema(SchemaRef),
    /// `content`: they are written as the media type has it.
    Content(Content),
}

impl Described {
    /// The schema, if values are written in a style.
    pub fn schema(&self) -> Option<&SchemaRef> {
        match self {
            Self::Schema(schema) => Some(schema),
            Self::Content(_) => None,
        }
    }

    fn read(value: &Value) -> Self {
        match value.get("schema") {
            Some(schema) => Self::Schema(SchemaRef::read(schema)),
            None => Self::Content(content(value)),
        }
    }
}

impl Record for Parameter {
    fn read(value: &Value) -> Self {
        let location = value
            .get("in")
            .and_then(Value::as_str)
            .and_then(ParameterLocation::of)
            .unwrap_or(ParameterLocation::Query);
        Self {
            wire: text(value.get("name")).unwrap_or_default(),
            name: text(value.get(vocabulary::NAME)),
            location,
            description: text(value.get("description")),
            required: flag(value.get("required")),
            deprecated: flag(value.get("deprecated")),
            example: any(value.get("example")),
            style: style(value, location).unwrap_or(Style::by_default(location)),
            explode: value.get("explode").and_then(Value::as_bool),
            reserved: match location {
                ParameterLocation::Query => flag(value.get("allowReserved")),
                ParameterLocation::Path | ParameterLocation::Cookie => value.get(normal::RESERVED).is_some(),
                ParameterLocation::Header => false,
            },
            described: Described::read(value),
            spans_segments: flag(value.get(vocabulary::SKIP_URL_ENCODING)),
            prefix: text(value.get(vocabulary::HEADER_PREFIX)),
            within: value.get(normal::WITHIN).and_then(Value::as_str).and_then(|text| text.chars().next()),
        }
    }
}

/// The style that something names; one that 3.0 lacks has a key of its own.
pub(super) fn style(value: &Value, location: ParameterLocation) -> Option<Style> {
    let named = value.get(normal::STYLE).or_else(|| value.get("style"));
    Style::of(named?.as_str()?, location)
}

/// A header of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// `x-truespec-name`: what an overlay calls it.
    pub name: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `explode`.
    pub explode: bool,
    /// `x-ms-header-collection-prefix`: what the names of the headers begin with that it stands for.
    pub prefix: Option<String>,
    /// `schema` or `content`.
    pub described: Described,
}

impl Record for Header {
    fn read(value: &Value) -> Self {
        Self {
            name: text(value.get(vocabulary::NAME)),
            description: text(value.get("description")),
            deprecated: flag(value.get("deprecated")),
            explode: flag(value.get("explode")),
            prefix: text(value.get(vocabulary::HEADER_PREFIX)),
            described: Described::read(value),
        }
    }
}
