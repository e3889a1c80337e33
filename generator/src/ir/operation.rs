//! Operations: what a request carries and what a response may be.

use serde_json::Value;

use super::{Doc, Paging, Rules, Type};
use crate::base::pointer::Pointer;
use crate::openapi::charset::{charset, is_utf8};
pub use crate::openapi::location::ParameterLocation;
pub use crate::openapi::style::Style;
use crate::openapi::template::Template;

/// Something that can be called.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Where it stands in the normalised document.
    pub pointer: Pointer,
    /// In capitals.
    pub method: String,
    /// Its key in `paths`.
    pub key: String,
    /// Another way to call the operation before it, where the document has one.
    pub variant: Option<Variation>,
    /// The path as it is sent, with its placeholders.
    pub path: Template,
    /// `operationId`, where it has one.
    pub id: Option<String>,
    /// A name that the document gives it with `x-truespec-name`.
    pub name: Option<String>,
    /// The group it belongs to: its first tag, or what its path begins with.
    pub group: String,
    /// What a person reads of it.
    pub doc: Doc,
    /// Path, query, header and cookie parameters, in the document's order.
    pub parameters: Vec<Parameter>,
    /// What is sent, if anything.
    pub body: Option<Body>,
    /// What comes back when all is well.
    pub success: Success,
    /// What it asks for (`Accept`), where that is more than the kind of its answer.
    pub accept: Option<String>,
    /// What comes back when it is not, the narrowest statuses first.
    pub errors: Vec<ErrorCase>,
    /// The headers of its answers, whatever their status.
    pub headers: Vec<Header>,
    /// Alternatives of sets of security schemes; an empty set needs none.
    pub security: Vec<Vec<String>>,
    /// A base URL of its own.
    pub server: Option<String>,
    /// Whether it may be sent twice, where that is said against its method.
    pub repeatable: Option<bool>,
    /// The header that carries a key of each call's own.
    pub idempotency_key: Option<String>,
    /// How it is read page by page, where it is a list.
    pub paging: Option<Paging>,
}

impl Operation {
    /// Every type that it sends or answers directly.
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

    /// Whether there is something to set on its request builder: what is optional, or the pages of a list.
    pub fn has_setters(&self) -> bool {
        self.parameters.iter().any(|parameter| !parameter.required)
            || self.body.as_ref().is_some_and(|body| !body.required)
            || self.paging.is_some()
    }

    /// Whether what it answers differs by status, and so has a type of its own.
    pub fn success_differs(&self) -> bool {
        matches!(self.success.only(), None | Some(Success::Several(_)))
    }
}

/// Another way to call an operation: same request line and errors, a method of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variation {
    /// The index of the operation.
    pub of: usize,
    /// What its method's name has beside the operation's.
    pub word: String,
}

/// A value that travels outside the body.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Where it stands.
    pub pointer: Pointer,
    /// Its name on the wire.
    pub wire: String,
    /// A name that the document gives it with `x-truespec-name`.
    pub name: Option<String>,
    /// Where it travels.
    pub location: ParameterLocation,
    /// What it holds.
    pub ty: Type,
    /// What is asked of it, where that is to be checked.
    pub rules: Rules,
    /// Whether it must be sent.
    pub required: bool,
    /// The only value that it can have, which a call sends by itself.
    pub only: Option<Value>,
    /// How it is written.
    pub encoding: ParameterEncoding,
    /// What separates the elements of lists within a list.
    pub within: Option<char>,
    /// What a person reads of it.
    pub doc: Doc,
}

/// How a parameter is written (OpenAPI's style table).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterEncoding {
    /// By a style.
    Style {
        /// Which.
        style: Style,
        /// Whether each element is a parameter of its own.
        explode: bool,
        /// Whether RFC 3986 reserved characters stay as they are.
        allow_reserved: bool,
    },
    /// As JSON text (`content: application/json`).
    Json,
    /// As the whole query string.
    WholeQuery {
        /// Whether that is a JSON text.
        json: bool,
    },
}

/// What is sent.
#[derive(Debug, Clone)]
pub struct Body {
    /// Whether it must be sent.
    pub required: bool,
    /// The media type that is sent.
    pub media_type: String,
    /// How it is written.
    pub encoding: BodyEncoding,
    /// What it holds.
    pub ty: Type,
    /// What is asked of it, where that is to be checked.
    pub rules: Rules,
    /// Whether a member of a form that has no schema is a file, as since OpenAPI 3.1.
    pub empty_is_file: bool,
    /// Members of a form that the document says more about.
    pub parts: Vec<PartEncoding>,
    /// A member of a JSON body that the method itself sets, and to what.
    pub member: Option<(String, Value)>,
    /// What a person reads of it.
    pub doc: Doc,
}

impl Body {
    /// Whether it is a text in another charset than UTF-8.
    pub fn is_encoded(&self) -> bool {
        let label = charset(&self.media_type);
        self.encoding == BodyEncoding::Text && label.is_some_and(|label| !is_utf8(&label))
    }
}

/// How a member of a form is written (OpenAPI's Encoding Object).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartEncoding {
    /// Its name.
    pub wire: String,
    /// Its media type, or several as the document lists them.
    pub content_type: Option<String>,
    /// Its style.
    pub style: Option<ParameterEncoding>,
    /// The headers of its own that the document declares.
    pub headers: Vec<String>,
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyEncoding {
    /// JSON, whatever the media type is called.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// A list of JSON documents: one a line, or each after a record separator.
    Lines,
    /// Text as it is.
    Text,
    /// Bytes as they are.
    Bytes,
}

/// What comes back when all is well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Success {
    /// Nothing that means anything.
    Unit,
    /// JSON.
    Json(Type),
    /// Text as it is.
    Text,
    /// Bytes as they are.
    Bytes,
    /// Items as they come.
    Stream(Streamed),
    /// Different things by status.
    Several(Vec<(Statuses, Success)>),
}

/// A response that is made of items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Streamed {
    /// What tells them apart.
    pub framing: Framing,
    /// The media type as the document has it.
    pub media_type: String,
    /// What each holds; `None` is text.
    pub item: Option<Type>,
}

/// What tells the items of a response apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// `text/event-stream`; an item is what an event has as its data.
    Events,
    /// The same; an item is a whole event, an object with its fields.
    WholeEvents,
    /// A JSON document a line.
    Lines,
    /// RFC 7464.
    JsonSeq,
}

impl Success {
    /// Every type in it.
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::Json(ty) => vec![ty],
            Self::Several(cases) => cases.iter().flat_map(|(_, success)| success.types()).collect(),
            Self::Stream(streamed) => streamed.item.iter().collect(),
            Self::Unit | Self::Text | Self::Bytes => Vec::new(),
        }
    }

    /// The one thing that comes back, if anything does; `None` where it differs by status.
    pub fn only(&self) -> Option<&Success> {
        let Self::Several(cases) = self else { return Some(self) };
        let mut typed = cases.iter().map(|(_, success)| success).filter(|success| **success != Self::Unit);
        let first = typed.next()?;
        typed.all(|success| success == first).then_some(first)
    }
}

/// What comes back when something is wrong.
#[derive(Debug, Clone)]
pub struct ErrorCase {
    /// For which statuses.
    pub statuses: Statuses,
    /// Its JSON body; `None` where the document gives none.
    pub ty: Option<Type>,
    /// What the document says of it.
    pub description: Option<String>,
}

/// A header of an answer.
#[derive(Debug, Clone)]
pub struct Header {
    /// Where it stands.
    pub pointer: Pointer,
    /// Its name on the wire.
    pub wire: String,
    /// A name that the document gives it with `x-truespec-name`.
    pub name: Option<String>,
    /// What it holds.
    pub ty: Type,
    /// How it is written.
    pub encoding: HeaderEncoding,
    /// With which statuses it comes, where no success has it.
    pub only_with: Vec<Statuses>,
    /// What a person reads of it.
    pub doc: Doc,
}

/// How a header of an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderEncoding {
    /// `style: simple`: `R,100,G,200`.
    Simple,
    /// The same with members of objects apart: `R=100,G=200`.
    Exploded,
    /// As JSON text.
    Json,
    /// A value a line, which no comma ends.
    Lines,
}

/// Statuses that share a response. The order is from narrow to wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Statuses {
    /// That one.
    Code(u16),
    /// `4XX`: the hundred that begins with the digit.
    Range(u8),
    /// Any other.
    Default,
}
