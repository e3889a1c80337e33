//! The Parameter Object and the Header Object.

use serde_json::Value;

use super::given_name;
use super::media_type::{Content, content};
use super::reference::{Record, SchemaRef};
use super::value::{flag, non_null, text};
use super::vocabulary;
use crate::openapi::location::ParameterLocation;
use crate::openapi::naming;
use crate::openapi::normal;
use crate::openapi::style::Style;

/// A parameter of a path item or an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// `name`.
    pub wire: String,
    /// `x-truespec-name`: its name, from an overlay.
    pub name: Option<String>,
    /// `in`.
    pub location: ParameterLocation,
    /// `description`.
    pub description: Option<String>,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `example`; `null` counts as absent.
    pub example: Option<Value>,
    /// `style`, or its default.
    pub style: Style,
    /// `explode`, if it is present.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub reserved: bool,
    /// `schema` or `content`.
    pub value_format: ValueFormat,
    /// `x-ms-skip-url-encoding`: reserved characters are not encoded, not even slashes in a path.
    pub spans_segments: bool,
    /// `x-ms-header-collection-prefix`: each member is sent as a header whose name starts with this prefix.
    pub prefix: Option<String>,
    /// `collectionFormat` of `items` (2.0): the separator between the elements of nested lists.
    pub inner_separator: Option<char>,
}

/// How the values of a parameter or a header are value_format.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueFormat {
    /// `schema`: values are serialised in a style.
    Schema(SchemaRef),
    /// `content`: values are serialised as the media type says.
    Content(Content),
}

impl ValueFormat {
    /// The schema, if values are serialised in a style.
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
            name: given_name::name(value, &naming::VALUE_NAMES),
            location,
            description: text(value.get("description")),
            required: flag(value.get("required")),
            deprecated: flag(value.get("deprecated")),
            example: non_null(value.get("example")),
            style: style(value, location).unwrap_or(Style::by_default(location)),
            explode: value.get("explode").and_then(Value::as_bool),
            reserved: match location {
                ParameterLocation::Query => flag(value.get("allowReserved")),
                ParameterLocation::Path | ParameterLocation::Cookie => value.get(normal::RESERVED).is_some(),
                ParameterLocation::Header => false,
            },
            value_format: ValueFormat::read(value),
            spans_segments: flag(value.get(vocabulary::SKIP_URL_ENCODING)),
            prefix: text(value.get(vocabulary::HEADER_PREFIX)),
            inner_separator: value
                .get(normal::WITHIN)
                .and_then(Value::as_str)
                .and_then(|text| text.chars().next()),
        }
    }
}

/// The `style` of an object. A style that 3.0 lacks has a key of its own.
pub(super) fn style(value: &Value, location: ParameterLocation) -> Option<Style> {
    let named = value.get(normal::STYLE).or_else(|| value.get("style"));
    Style::of(named?.as_str()?, location)
}

/// A header of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// `x-truespec-name`: its name, from an overlay.
    pub name: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `explode`.
    pub explode: bool,
    /// `x-ms-header-collection-prefix`: it describes all headers whose names start with this prefix.
    pub prefix: Option<String>,
    /// `schema` or `content`.
    pub value_format: ValueFormat,
}

impl Record for Header {
    fn read(value: &Value) -> Self {
        Self {
            name: given_name::name(value, &naming::VALUE_NAMES),
            description: text(value.get("description")),
            deprecated: flag(value.get("deprecated")),
            explode: flag(value.get("explode")),
            prefix: text(value.get(vocabulary::HEADER_PREFIX)),
            value_format: ValueFormat::read(value),
        }
    }
}
