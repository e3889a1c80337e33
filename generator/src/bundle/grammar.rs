//! Where references may stand: which fields of which OpenAPI object hold which objects. What is not listed here
//! (`example`, `default`, `enum`, `const`, `x-…`) is data and is never searched.

/// The objects of OpenAPI 2.0 to 3.2 that can be referred to or can hold references.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Root,
    Components,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Header,
    MediaType,
    Encoding,
    Example,
    Link,
    Callback,
    SecurityScheme,
    Schema,
    /// Prose and lists of it (`tags`, `info`), where people refer to files although OpenAPI does not let them.
    Prose,
}

/// How a field holds its objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    One(Kind),
    /// By name.
    Map(Kind),
    /// In an array, or just one of it.
    List(Kind),
    /// `discriminator`: its mapping holds references as plain text.
    Discriminator,
    /// Data.
    Opaque,
}

use Shape::{Discriminator, List, Map, One, Opaque};

impl Kind {
    /// What a field of this object holds.
    pub(super) fn field(self, key: &str) -> Shape {
        if key.starts_with("x-") {
            return match self {
                Self::Callback => Opaque,
                // GitHub and others published webhooks under this name before 3.1 had one.
                Self::Root if key == "x-webhooks" => Map(Self::PathItem),
                _ => Opaque,
            };
        }
        match self {
            Self::Root => root(key),
            Self::Components => component(key).map_or(Opaque, Map),
            Self::PathItem => path_item(key),
            Self::Operation => operation(key),
            Self::Parameter | Self::Header | Self::MediaType | Self::RequestBody | Self::Response => {
                content(key)
            }
            Self::Encoding => encoding(key),
            Self::Callback => One(Self::PathItem),
            Self::Schema => schema(key),
            Self::Prose => List(Self::Prose),
            Self::Example | Self::Link | Self::SecurityScheme => Opaque,
        }
    }

    /// The section of components that holds this kind, as tokens from the root; `None` if there is none and what is
    /// referred to has to be copied in.
    pub(super) fn section(self, swagger: bool) -> Option<&'static [&'static str]> {
        let section: &[&str] = match (self, swagger) {
            (Self::Schema, false) => &["components", "schemas"],
            (Self::Parameter, false) => &["components", "parameters"],
            (Self::Response, false) => &["components", "responses"],
            (Self::RequestBody, false) => &["components", "requestBodies"],
            (Self::Header, false) => &["components", "headers"],
            (Self::Example, false) => &["components", "examples"],
            (Self::Link, false) => &["components", "links"],
            (Self::SecurityScheme, false) => &["components", "securitySchemes"],
            (Self::Schema, true) => &["definitions"],
            (Self::Parameter, true) => &["parameters"],
            (Self::Response, true) => &["responses"],
            (Self::SecurityScheme, true) => &["securityDefinitions"],
            _ => return None,
        };
        Some(section)
    }
}

fn root(key: &str) -> Shape {
    match key {
        "paths" | "webhooks" => Map(Kind::PathItem),
        "components" => One(Kind::Components),
        "definitions" => Map(Kind::Schema),
        "parameters" => Map(Kind::Parameter),
        "responses" => Map(Kind::Response),
        "securityDefinitions" => Map(Kind::SecurityScheme),
        "info" | "externalDocs" => One(Kind::Prose),
        "tags" | "servers" => List(Kind::Prose),
        _ => Opaque,
    }
}

fn component(key: &str) -> Option<Kind> {
    let kind = match key {
        "schemas" => Kind::Schema,
        "parameters" => Kind::Parameter,
        "responses" => Kind::Response,
        "requestBodies" => Kind::RequestBody,
        "headers" => Kind::Header,
        "examples" => Kind::Example,
        "links" => Kind::Link,
        "callbacks" => Kind::Callback,
        "securitySchemes" => Kind::SecurityScheme,
        "pathItems" => Kind::PathItem,
        "mediaTypes" => Kind::MediaType,
        _ => return None,
    };
    Some(kind)
}

fn path_item(key: &str) -> Shape {
    match key {
        "parameters" => List(Kind::Parameter),
        "additionalOperations" => Map(Kind::Operation),
        "servers" => List(Kind::Prose),
        "summary" | "description" => One(Kind::Prose),
        // Every other key is a method.
        _ => One(Kind::Operation),
    }
}

fn operation(key: &str) -> Shape {
    match key {
        "parameters" => List(Kind::Parameter),
        "requestBody" => One(Kind::RequestBody),
        "responses" => Map(Kind::Response),
        "callbacks" => Map(Kind::Callback),
        "summary" | "description" | "externalDocs" => One(Kind::Prose),
        "servers" | "tags" => List(Kind::Prose),
        _ => Opaque,
    }
}

/// Fields of everything that has a schema or content; no name means two things among them.
fn content(key: &str) -> Shape {
    match key {
        "schema" | "itemSchema" | "items" => One(Kind::Schema),
        "content" => Map(Kind::MediaType),
        "headers" => Map(Kind::Header),
        "links" => Map(Kind::Link),
        "examples" => Map(Kind::Example),
        "encoding" => Map(Kind::Encoding),
        "itemEncoding" => One(Kind::Encoding),
        "prefixEncoding" => List(Kind::Encoding),
        "description" => One(Kind::Prose),
        _ => Opaque,
    }
}

fn encoding(key: &str) -> Shape {
    match key {
        "headers" => Map(Kind::Header),
        "encoding" => Map(Kind::Encoding),
        "itemEncoding" => One(Kind::Encoding),
        "prefixEncoding" => List(Kind::Encoding),
        _ => Opaque,
    }
}

fn schema(key: &str) -> Shape {
    match key {
        "properties" | "patternProperties" | "definitions" | "$defs" | "dependentSchemas"
        | "dependencies" => Map(Kind::Schema),
        "allOf" | "anyOf" | "oneOf" | "prefixItems" | "items" => List(Kind::Schema),
        "additionalProperties"
        | "additionalItems"
        | "unevaluatedProperties"
        | "unevaluatedItems"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "propertyNames"
        | "contentSchema" => One(Kind::Schema),
        "discriminator" => Discriminator,
        _ => Opaque,
    }
}
