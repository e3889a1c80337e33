//! Operations: their parameters, request bodies, responses and errors.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Doc, Paging, Rules, Type};
use crate::base::pointer::Pointer;
use crate::openapi::charset::{charset, is_utf8};
pub use crate::openapi::location::ParameterLocation;
pub use crate::openapi::style::Style;
use crate::openapi::template::Template;

/// An operation, which becomes a method of the client.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Pointer to it in the normalised document.
    pub pointer: Pointer,
    /// The HTTP method in upper case.
    pub method: String,
    /// Its key in `paths`.
    pub key: String,
    /// Set if this is a variant of an operation before it.
    pub variant: Option<Variation>,
    /// The path with its placeholders.
    pub path: Template,
    /// `operationId`, if it has one.
    pub id: Option<String>,
    /// The name that an overlay or another generator's extension gives it.
    pub name: Option<String>,
    /// The group it belongs to, if the document says so: its first tag.
    pub group: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Documentation.
    pub doc: Doc,
    /// Path, query, header and cookie parameters: those of the path in its order, the others in the document's.
    pub parameters: Vec<Parameter>,
    /// The request body, if any.
    pub body: Option<Body>,
    /// The successful response.
    pub success: Success,
    /// The `Accept` header, if the kind of the response does not imply it.
    pub accept: Option<String>,
    /// The error responses, the narrowest statuses first.
    pub errors: Vec<ErrorCase>,
    /// The headers of its responses of any status.
    pub headers: Vec<Header>,
    /// Alternatives of sets of security schemes; an empty set needs no credential.
    pub security: Vec<Vec<String>>,
    /// The same alternatives with the scopes that they need. Alternatives may differ in these only.
    pub scopes: Vec<SecuritySet>,
    /// Its own base URL, if it has one.
    pub server: Option<String>,
    /// Whether a request may be repeated, if the document overrides the rule for its method.
    pub repeatable: Option<bool>,
    /// The header for an idempotency key, which is unique to each call.
    pub idempotency_key: Option<String>,
    /// How it is paginated, if it is a list.
    pub paging: Option<Paging>,
}

/// Security schemes that are required together, each with the scopes that a token of it needs.
pub type SecuritySet = Vec<(String, BTreeSet<String>)>;

impl Operation {
    /// The types of its parameters, request body, responses and headers, without the types nested in them.
    pub fn types(&self) -> Vec<&Type> {
        let sent = self
            .parameters
            .iter()
            .map(|parameter| &parameter.ty)
            .chain(self.body.iter().map(|body| &body.ty));
        let failed = self.errors.iter().filter_map(|case| case.ty.as_ref());
        let headers = self.headers.iter().map(|header| &header.ty);
        sent.chain(self.success.types()).chain(failed).chain(headers).collect()
    }

    /// Returns true if its request builder has setters: for optional parameters, an optional body or pagination.
    pub fn has_setters(&self) -> bool {
        self.parameters.iter().any(|parameter| !parameter.required)
            || self.body.as_ref().is_some_and(|body| !body.required)
            || self.paging.is_some()
    }

    /// Returns true if successful responses differ by status. The operation then has a success type of its own.
    pub fn success_differs(&self) -> bool {
        matches!(self.success.only(), None | Some(Success::Several(_)))
    }
}

/// Marks a variant of an operation: it has a method of its own, but the same request line and errors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variation {
    /// The index of the operation.
    pub of: usize,
    /// The word that its method name adds to that of the operation.
    pub word: String,
}

/// A value that is sent outside the body.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Pointer to it in the normalised document.
    pub pointer: Pointer,
    /// Its name on the wire.
    pub wire: String,
    /// `x-truespec-name`, if it has one.
    pub name: Option<String>,
    /// Where it is sent.
    pub location: ParameterLocation,
    /// Its type.
    pub ty: Type,
    /// Its constraints, if they are checked.
    pub rules: Rules,
    /// Whether it is required.
    pub required: bool,
    /// The only value that it can have; every call sends it.
    pub only: Option<Value>,
    /// How it is encoded.
    pub encoding: ParameterEncoding,
    /// The separator between the elements of nested lists.
    pub inner_separator: Option<char>,
    /// Documentation.
    pub doc: Doc,
}

/// How a parameter is encoded (OpenAPI's table of styles).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterEncoding {
    /// In a style.
    Style {
        /// The style.
        style: Style,
        /// Whether each element is a separate parameter.
        explode: bool,
        /// Whether reserved characters (RFC 3986) are not percent-encoded.
        allow_reserved: bool,
    },
    /// As JSON (`content: application/json`).
    Json,
    /// As the whole query string.
    WholeQuery {
        /// Whether the query string is JSON.
        json: bool,
    },
}

/// A request body.
#[derive(Debug, Clone)]
pub struct Body {
    /// Whether it is required.
    pub required: bool,
    /// The media type that is sent.
    pub media_type: String,
    /// How it is encoded.
    pub encoding: BodyEncoding,
    /// Its type.
    pub ty: Type,
    /// Its constraints, if they are checked.
    pub rules: Rules,
    /// Whether a form field without a schema is a file, as it is since OpenAPI 3.1.
    pub empty_is_file: bool,
    /// Form fields with an Encoding Object.
    pub parts: Vec<PartEncoding>,
    /// A member of a JSON body that the method itself sets, with its value.
    pub member: Option<(String, Value)>,
    /// Documentation.
    pub doc: Doc,
}

impl Body {
    /// Returns true for text in a charset other than UTF-8.
    pub fn is_encoded(&self) -> bool {
        let label = charset(&self.media_type);
        self.encoding == BodyEncoding::Text && label.is_some_and(|label| !is_utf8(&label))
    }
}

/// How a form field is encoded (OpenAPI's Encoding Object).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartEncoding {
    /// Its name.
    pub wire: String,
    /// Its media type, or several, as in the document.
    pub content_type: Option<String>,
    /// Its style.
    pub style: Option<ParameterEncoding>,
    /// The headers of the part that the document declares.
    pub headers: Vec<String>,
}

/// How a body is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyEncoding {
    /// JSON, whatever the name of the media type.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// A list of JSON documents: one per line, or each after a record separator.
    Lines,
    /// Plain text.
    Text,
    /// Raw bytes.
    Bytes,
}

/// The successful response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Success {
    /// A body without meaning, or none.
    Unit,
    /// JSON.
    Json(Type),
    /// Plain text.
    Text,
    /// Raw bytes.
    Bytes,
    /// A stream of items.
    Stream(Streamed),
    /// Different responses by status.
    Several(Vec<(Statuses, Success)>),
}

/// A response that is a stream of items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Streamed {
    /// How items are separated.
    pub framing: Framing,
    /// The media type as in the document.
    pub media_type: String,
    /// The type of an item; `None` is text.
    pub item: Option<Type>,
}

/// How the items of a stream are separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// `text/event-stream`; an item is the data of an event.
    Events,
    /// `text/event-stream`; an item is a whole event, as an object with its fields.
    WholeEvents,
    /// One JSON document per line.
    Lines,
    /// RFC 7464.
    JsonSeq,
}

impl Success {
    /// All types in it.
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::Json(ty) => vec![ty],
            Self::Several(cases) => cases.iter().flat_map(|(_, success)| success.types()).collect(),
            Self::Stream(streamed) => streamed.item.iter().collect(),
            Self::Unit | Self::Text | Self::Bytes => Vec::new(),
        }
    }

    /// Returns this response, or the only response with a body among several; `None` if there is no such response.
    pub fn only(&self) -> Option<&Success> {
        let Self::Several(cases) = self else { return Some(self) };
        let mut typed = cases.iter().map(|(_, success)| success).filter(|success| **success != Self::Unit);
        let first = typed.next()?;
        typed.all(|success| success == first).then_some(first)
    }
}

/// An error response.
#[derive(Debug, Clone)]
pub struct ErrorCase {
    /// Its statuses.
    pub statuses: Statuses,
    /// The type of its JSON body; `None` if the document describes none.
    pub ty: Option<Type>,
    /// `description`.
    pub description: Option<String>,
}

/// A header of a response.
#[derive(Debug, Clone)]
pub struct Header {
    /// Pointer to it in the normalised document.
    pub pointer: Pointer,
    /// Its name on the wire.
    pub wire: String,
    /// `x-truespec-name`, if it has one.
    pub name: Option<String>,
    /// Its type.
    pub ty: Type,
    /// How it is encoded.
    pub encoding: HeaderEncoding,
    /// The statuses that it is documented for, if no successful response has it.
    pub only_with: Vec<Statuses>,
    /// Documentation.
    pub doc: Doc,
}

/// How a header of a response is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderEncoding {
    /// `style: simple`: `R,100,G,200`.
    Simple,
    /// `style: simple` with `explode`: `R=100,G=200`.
    Exploded,
    /// JSON.
    Json,
    /// One value per header line; commas do not separate values.
    Lines,
}

/// Status codes that share a response, ordered from narrow to wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Statuses {
    /// One code.
    Code(u16),
    /// `4XX`: all codes that begin with this digit.
    Range(u8),
    /// Any other code.
    Default,
}
