//! The API as data: wire-shaped, independent of both OpenAPI and Rust syntax. What Rust needs to know beyond it
//! (boxing, derives, what things are called) stands in side tables keyed by id.

mod constraint;
mod operation;
mod paging;
mod scalar;
mod schema;

use serde_json::Value;

use crate::base::pointer::Pointer;

pub use constraint::*;
pub use operation::*;
pub use paging::*;
pub use scalar::*;
pub use schema::*;

/// One API: what one document and its overlays say.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description` and the like.
    pub doc: Doc,
    /// Base URLs, the default one first.
    pub servers: Vec<Server>,
    /// Ways to authenticate, by their name in the document.
    pub schemes: Vec<SecurityScheme>,
    /// Every named type; [`TypeId`] is the index.
    pub types: Vec<TypeDef>,
    /// What can be called, in the document's order.
    pub operations: Vec<Operation>,
    /// What cannot be called, and the code of the diagnostic that says why.
    pub left_out: Vec<LeftOut>,
}

impl Api {
    /// The definition of a type.
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// How many operations can be called, in however many ways.
    pub fn operation_count(&self) -> usize {
        self.operations.iter().filter(|operation| operation.variant.is_none()).count()
    }

    /// Every type's id with its definition.
    pub fn types(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        self.types.iter().enumerate().map(|(index, def)| (TypeId(index), def))
    }

    /// Follows aliases until something that is not one; an alias of itself stays as it is.
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

    /// The errors of an operation that have a type which can be an error body, by status.
    pub fn typed_errors<'a>(&self, operation: &'a Operation) -> Vec<(Statuses, &'a Type)> {
        let typed = operation.errors.iter().filter_map(|case| Some((case.statuses, case.ty.as_ref()?)));
        typed.filter(|(_, ty)| self.is_error_body(ty)).collect()
    }

    /// Whether what an operation answers when it fails differs by status, and so has a type of its own.
    pub fn errors_differ(&self, operation: &Operation) -> bool {
        let errors = self.typed_errors(operation);
        errors.iter().any(|(_, ty)| *ty != errors[0].1)
    }

    /// Whether what an operation answers is its own, and not that of the operation that it is another way to call.
    pub fn answers_by_itself(&self, operation: &Operation) -> bool {
        let of = operation.variant.as_ref().and_then(|variant| self.operations.get(variant.of));
        of.is_none_or(|of| of.success != operation.success)
    }

    /// Types that the runtime or the file of the type makes an error body.
    fn is_error_body(&self, ty: &Type) -> bool {
        let ty = self.unalias(ty);
        ty.is_text() || matches!(ty, Type::Named(_) | Type::Any | Type::Array(_) | Type::Map(_))
    }
}

/// A base URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// With the defaults of its variables filled in.
    pub url: String,
    /// As published, with `{variable}`s.
    pub template: String,
    /// What the document says of it.
    pub description: Option<String>,
    /// The variables of the template, in its order, where it is a whole URL.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// Whether requests can be sent to it as it is.
    pub fn is_url(url: &str) -> bool {
        let (scheme, rest) = url.split_once("://").unwrap_or_default();
        ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) && !rest.contains('{')
    }

    /// Whether it is a path on a server that the document does not name.
    pub fn is_path(url: &str) -> bool {
        url.starts_with('/') && !url.contains('{')
    }
}

/// A variable of a base URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name in the template.
    pub name: String,
    /// What it is unless it is said otherwise.
    pub default: String,
    /// What it can be; empty where that is not said.
    pub values: Vec<String>,
    /// What the document says of it.
    pub description: Option<String>,
}

/// A way to authenticate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityScheme {
    /// Its key in the document.
    pub name: String,
    /// How the credential travels.
    pub kind: SchemeKind,
    /// What the document says of it.
    pub description: Option<String>,
    /// Where an application gets a token by itself (OAuth 2 client credentials).
    pub token_url: Option<String>,
}

/// How a credential travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// A header of that name.
    Header(String),
    /// A query parameter of that name.
    Query(String),
    /// A cookie of that name.
    Cookie(String),
    /// `Authorization: Bearer`; OAuth 2 and OpenID Connect tokens travel this way too.
    Bearer,
    /// `Authorization: Basic`.
    Basic,
    /// Settled below HTTP: mutual TLS.
    Transport,
}

/// What a person reads of a type, a field, an operation or a parameter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Doc {
    /// One line.
    pub summary: Option<String>,
    /// As much as the document has, Markdown.
    pub description: Option<String>,
    /// What its schema itself asks of a value.
    pub constraints: Vec<Constraint>,
    /// What the server takes where nothing is sent.
    pub default: Option<Value>,
    /// A value as it may be.
    pub example: Option<Value>,
    /// What there is to know of the document here.
    pub remark: Option<String>,
    /// Whether the document discourages its use.
    pub deprecated: bool,
}

/// An operation that is in the document but not in the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it is.
    pub pointer: Pointer,
    /// In capitals.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The id of the diagnostic that says why.
    pub code: &'static str,
}
