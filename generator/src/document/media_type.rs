//! The Media Type Object and the Encoding Object.

use indexmap::IndexMap;
use serde_json::Value;

use super::parameter;
use super::reference::{Record, SchemaRef, foreign};
use super::value::{map, members, text};
use crate::openapi::location::ParameterLocation;
use crate::openapi::normal;
use crate::openapi::style::Style;

/// What is sent, by media type.
pub type Content = IndexMap<String, MediaType>;

/// What stands under a key of `content`.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaType {
    /// `schema`.
    pub schema: Option<SchemaRef>,
    /// `itemSchema` (3.2), if it is a schema.
    pub item_schema: Option<SchemaRef>,
    /// Whether a part without a schema is a file.
    pub empty_is_file: bool,
    /// `encoding`: how members of a form are written.
    pub encoding: IndexMap<String, Encoding>,
}

impl Record for MediaType {
    fn read(value: &Value) -> Self {
        Self {
            schema: value.get("schema").filter(|schema| schema.is_object()).map(SchemaRef::read),
            item_schema: value.get(normal::ITEM_SCHEMA).and_then(foreign),
            empty_is_file: value.get(normal::EMPTY_IS_FILE).is_some(),
            encoding: map(value.get("encoding")),
        }
    }
}

/// How a member of a form is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoding {
    /// `contentType`.
    pub content_type: Option<String>,
    /// `style`, where it is said.
    pub style: Option<Style>,
    /// `explode`, where it is said.
    pub explode: Option<bool>,
    /// `allowReserved`, where it is said.
    pub reserved: Option<bool>,
    /// The names of `headers`.
    pub headers: Vec<String>,
}

impl Record for Encoding {
    fn read(value: &Value) -> Self {
        Self {
            content_type: text(value.get("contentType")),
            style: parameter::style(value, ParameterLocation::Query),
            explode: value.get("explode").and_then(Value::as_bool),
            reserved: value.get("allowReserved").and_then(Value::as_bool),
            headers: members(value.get("headers")).map(|(name, _)| name.clone()).collect(),
        }
    }
}

/// The `content` of what has one.
pub(super) fn content(value: &Value) -> Content {
    map(value.get("content"))
}
