//! The intermediate representation (IR) of an API: data in the shape of the wire, independent of OpenAPI and of Rust.
//! What only Rust needs (boxing, derives, names) is in side tables, keyed by id.

mod constraint;
mod operation;
mod paging;
mod scalar;
mod schema;
mod untyped;
mod webhook;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::openapi::address::unusable;

pub use constraint::*;
pub use operation::*;
pub use paging::*;
pub use scalar::*;
pub use schema::*;
pub use untyped::*;
pub use webhook::*;

/// One API: the content of one document with its overlays.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// Documentation: `info.description` and similar fields.
    pub doc: Doc,
    /// Base URLs, the default one first.
    pub servers: Vec<Server>,
    /// Security schemes, each with its name in the document.
    pub schemes: Vec<SecurityScheme>,
    /// Every named type; [`TypeId`] is the index.
    pub types: Vec<TypeDef>,
    /// The operations of the client, by path.
    pub operations: Vec<Operation>,
    /// The events that the server sends, if the document describes any.
    pub webhooks: Option<Webhooks>,
    /// The operations that are not in the client, each with the code of the diagnostic that gives the reason.
    pub left_out: Vec<LeftOut>,
    /// What has no type of its own.
    pub untyped: Vec<Untyped>,
}

impl Api {
    /// The definition of a type.
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// The names of the security schemes that operations require.
    pub fn required_schemes(&self) -> BTreeSet<&str> {
        let required = self.operations.iter().flat_map(|operation| operation.security.iter().flatten());
        required.map(String::as_str).collect()
    }

    /// The number of operations. Variants of an operation do not count.
    pub fn operation_count(&self) -> usize {
        self.operations.iter().filter(|operation| operation.variant.is_none()).count()
    }

    /// Every type's id with its definition.
    pub fn types(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        self.types.iter().enumerate().map(|(index, def)| (TypeId(index), def))
    }

    /// Follows aliases to a type that is not an alias; a cycle of aliases ends at one of them.
    pub fn unalias<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let mut at = ty;
        for _ in 0..self.types.len() {
            match at {
                Type::Named(id) => match &self.type_def(*id).shape {
                    Shape::Alias(inner) => at = inner,
                    _ => return at,
                },
                _ => return at,
            }
        }
        at
    }

    /// The errors of an operation whose type can be an error body, with their statuses.
    pub fn typed_errors<'a>(&self, operation: &'a Operation) -> Vec<(Statuses, &'a Type)> {
        let typed = operation.errors.iter().filter_map(|case| Some((case.statuses, case.ty.as_ref()?)));
        typed.filter(|(_, ty)| self.is_error_body(ty)).collect()
    }

    /// Returns true if error bodies of an operation differ by status. The operation then has an error type of its own.
    pub fn errors_differ(&self, operation: &Operation) -> bool {
        let errors = self.typed_errors(operation);
        errors.iter().any(|(_, ty)| *ty != errors[0].1)
    }

    /// Returns true unless the operation is a variant of another one with the same successful response.
    pub fn has_own_success(&self, operation: &Operation) -> bool {
        let of = operation.variant.as_ref().and_then(|variant| self.operations.get(variant.of));
        of.is_none_or(|of| of.success != operation.success)
    }

    /// Returns true for types that the runtime or the file of the type makes an error body.
    fn is_error_body(&self, ty: &Type) -> bool {
        let ty = self.unalias(ty);
        ty.is_text() || matches!(ty, Type::Named(_) | Type::Any | Type::Array(_) | Type::Map(_))
    }
}

/// A base URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The URL, with the defaults of its variables filled in.
    pub url: String,
    /// The URL as published, with `{variable}`s.
    pub template: String,
    /// `description`.
    pub description: Option<String>,
    /// The variables of the template, in its order, if it is a whole URL.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// Returns true for a URL that requests can be sent to: `http` or `https`, without variables.
    pub fn is_url(url: &str) -> bool {
        url.contains("://") && !url.contains('{') && unusable(url).is_none()
    }

    /// Returns true for a path on a server that the document does not name.
    pub fn is_path(url: &str) -> bool {
        url.starts_with('/') && !url.contains('{')
    }
}

/// A variable of a base URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name in the template.
    pub name: String,
    /// Its default value.
    pub default: String,
    /// The allowed values; empty if the document does not restrict them.
    pub values: Vec<String>,
    /// `description`.
    pub description: Option<String>,
}

/// A security scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityScheme {
    /// Its key in the document.
    pub name: String,
    /// How the credential is sent.
    pub kind: SchemeKind,
    /// What stands before the credential in its header.
    pub prefix: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// The token URL of the OAuth 2 flow `clientCredentials`.
    pub token_url: Option<String>,
}

/// How a credential is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// A header of that name.
    Header(String),
    /// A query parameter of that name.
    Query(String),
    /// A cookie of that name.
    Cookie(String),
    /// `Authorization: Bearer`; also for OAuth 2 and OpenID Connect tokens.
    Bearer,
    /// `Authorization: Basic`.
    Basic,
    /// Below HTTP, in the transport: mutual TLS.
    Transport,
}

/// Documentation of a type, a field, an operation or a parameter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Doc {
    /// One line.
    pub summary: Option<String>,
    /// The whole description, in Markdown.
    pub description: Option<String>,
    /// The constraints in its own schema.
    pub constraints: Vec<Constraint>,
    /// The constraints of the names of its members, which are neither checked nor shown.
    pub names: Vec<Constraint>,
    /// The value that the server uses if none is sent.
    pub default: Option<Value>,
    /// An example of a value.
    pub example: Option<Value>,
    /// A remark about the document itself.
    pub remark: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
}

/// An operation that is in the document but not in the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Pointer to it in the normalised document.
    pub pointer: Pointer,
    /// The HTTP method in upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The code of the diagnostic that gives the reason.
    pub code: &'static str,
}
