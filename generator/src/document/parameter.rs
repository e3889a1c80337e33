//! The Parameter Object and the Header Object.

use serde_json::Value;

use super::media_type::{Content, content};
use super::reference::{Record, SchemaRef};
use super::value::{any, flag, text};
use super::vocabulary;
use crate::openapi::normal;

/// A parameter of a path item or an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// `name`.
    pub wire: String,
    /// `x-truespec-name`: what an overlay calls it.
    pub name: Option<String>,
    /// `in`.
    pub place: ParameterPlace,
    /// `description`.
    pub description: Option<String>,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `example`; `null` is none.
    pub example: Option<Value>,
    /// `style`, or what it is by default.
    pub style: ParameterStyle,
    /// `explode`, where it is said.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub reserved: bool,
    /// `schema` or `content`.
    pub described: Described,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterPlace {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
    /// In the header `Cookie`.
    Cookie,
}

/// How a parameter that has a `schema` is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterStyle {
    /// `simple`.
    Simple,
    /// `label`.
    Label,
    /// `matrix`.
    Matrix,
    /// `form`.
    Form,
    /// `spaceDelimited`.
    SpaceDelimited,
    /// `pipeDelimited`.
    PipeDelimited,
    /// `deepObject`.
    DeepObject,
    /// `cookie` (3.2).
    Cookie,
}

impl ParameterStyle {
    /// A style by its name.
    pub(super) fn of(text: &str) -> Option<Self> {
        Some(match text {
            "simple" => Self::Simple,
            "label" => Self::Label,
            "matrix" => Self::Matrix,
            "form" => Self::Form,
            "spaceDelimited" => Self::SpaceDelimited,
            "pipeDelimited" => Self::PipeDelimited,
            "deepObject" => Self::DeepObject,
            _ => return None,
        })
    }

    /// What `explode` is by default.
    pub fn explodes(self) -> bool {
        matches!(self, Self::Form | Self::Cookie | Self::DeepObject)
    }
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
        let place = place(value);
        let style = value.get("style").and_then(Value::as_str).and_then(ParameterStyle::of);
        Self {
            wire: text(value.get("name")).unwrap_or_default(),
            name: text(value.get(vocabulary::NAME)),
            place,
            description: text(value.get("description")),
            required: flag(value.get("required")),
            deprecated: flag(value.get("deprecated")),
            example: any(value.get("example")),
            style: match (place, style) {
                (ParameterPlace::Cookie, _) if value.get(normal::STYLE).is_some() => ParameterStyle::Cookie,
                (_, Some(style)) => style,
                (ParameterPlace::Path | ParameterPlace::Header, None) => ParameterStyle::Simple,
                (ParameterPlace::Query | ParameterPlace::Cookie, None) => ParameterStyle::Form,
            },
            explode: value.get("explode").and_then(Value::as_bool),
            reserved: match place {
                ParameterPlace::Query => flag(value.get("allowReserved")),
                ParameterPlace::Path | ParameterPlace::Cookie => value.get(normal::RESERVED).is_some(),
                ParameterPlace::Header => false,
            },
            described: Described::read(value),
        }
    }
}

fn place(value: &Value) -> ParameterPlace {
    match value.get("in").and_then(Value::as_str) {
        Some("path") => ParameterPlace::Path,
        Some("header") => ParameterPlace::Header,
        Some("cookie") => ParameterPlace::Cookie,
        _ => ParameterPlace::Query,
    }
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
            described: Described::read(value),
        }
    }
}
