//! The Server Object.

use indexmap::IndexMap;
use serde_json::Value;

use super::reference::{Record, read_valid};
use super::value::{records, records_by_name, strings, text};

/// A base URL.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// `url`, with its variables in braces.
    pub url: String,
    /// `description`.
    pub description: Option<String>,
    /// `variables`.
    pub variables: IndexMap<String, ServerVariable>,
}

/// A variable of a base URL.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// `default`.
    pub default: String,
    /// `enum`.
    pub enumeration: Vec<String>,
    /// `description`.
    pub description: Option<String>,
}

impl Record for Server {
    fn read(value: &Value) -> Self {
        Self {
            url: text(value.get("url")).unwrap_or_default(),
            description: text(value.get("description")),
            variables: records_by_name(value.get("variables")),
        }
    }
}

impl Record for ServerVariable {
    fn read(value: &Value) -> Self {
        Self {
            default: text(value.get("default")).unwrap_or_default(),
            enumeration: strings(value.get("enum")),
            description: text(value.get("description")),
        }
    }
}

impl Record for Vec<Server> {
    fn read(value: &Value) -> Self {
        records(Some(value))
    }
}

/// The `servers` of the document or of a path item; empty if one of them is invalid.
pub(super) fn servers(value: &Value) -> Vec<Server> {
    value.get("servers").and_then(read_valid).unwrap_or_default()
}
