//! The Media Type Object and the Encoding Object.

use indexmap::IndexMap;
use serde_json::Value;

use super::parameter;
use super::reference::{Record, SchemaRef, read_valid_schema};
use super::value::{members, records_by_name, text};
use crate::openapi::location::ParameterLocation;
use crate::openapi::normal;
use crate::openapi::style::Style;

/// The `content` of a body, by media type.
pub type Content = IndexMap<String, MediaType>;

/// The Media Type Object, the value of a key of `content`.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaType {
    /// `schema`.
    pub schema: Option<SchemaRef>,
    /// `itemSchema` (3.2), if it is a schema.
    pub item_schema: Option<SchemaRef>,
    /// Whether a part without a schema is a file.
    pub empty_is_file: bool,
    /// `encoding`: how fields of a form are encoded.
    pub encoding: IndexMap<String, Encoding>,
    /// Whether it has encodings by position (3.2: `prefixEncoding`, `itemEncoding`).
    pub has_positions: bool,
}

impl Record for MediaType {
    fn read(value: &Value) -> Self {
        Self {
            schema: value.get("schema").filter(|schema| schema.is_object()).map(SchemaRef::read),
            item_schema: value.get(normal::ITEM_SCHEMA).and_then(read_valid_schema),
            empty_is_file: value.get(normal::EMPTY_IS_FILE).is_some(),
            encoding: records_by_name(value.get("encoding")),
            has_positions: has_positions(value),
        }
    }
}

/// The Encoding Object: how a field of a form is encoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoding {
    /// `contentType`.
    pub content_type: Option<String>,
    /// `style`, if it is present.
    pub style: Option<Style>,
    /// `explode`, if it is present.
    pub explode: Option<bool>,
    /// `allowReserved`, if it is present.
    pub reserved: Option<bool>,
    /// The names of `headers`.
    pub headers: Vec<String>,
    /// Whether it encodes the parts of a part (3.2).
    pub is_nested: bool,
}

impl Record for Encoding {
    fn read(value: &Value) -> Self {
        Self {
            content_type: text(value.get("contentType")),
            style: parameter::style(value, ParameterLocation::Query),
            explode: value.get("explode").and_then(Value::as_bool),
            reserved: value.get("allowReserved").and_then(Value::as_bool),
            headers: members(value.get("headers")).map(|(name, _)| name.clone()).collect(),
            is_nested: value.get("encoding").is_some() || has_positions(value),
        }
    }
}

fn has_positions(value: &Value) -> bool {
    value.get("prefixEncoding").is_some() || value.get("itemEncoding").is_some()
}

/// The `content` of an object that has one.
pub(super) fn content(value: &Value) -> Content {
    records_by_name(value.get("content"))
}
