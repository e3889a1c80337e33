//! The success type and the error type of an operation.

use crate::ir::{self, Framing, Statuses, Streamed, Success, Type};
use crate::rust::facts::Side;
use crate::rust::model::Generic;
use crate::rust::model::{RustType, Tables};

/// The error body of an operation.
#[derive(Debug)]
pub enum ErrorType {
    /// Not described.
    Untyped,
    /// One type for every status.
    One(RustType),
    /// An enum of its own with a variant for each status.
    ByStatus(Vec<Case>),
}

/// The successful response, by how it is decoded.
#[derive(Debug)]
pub enum Output<'a> {
    /// Nothing.
    Unit,
    /// JSON.
    Json(RustType),
    /// JSON, or nothing.
    MaybeJson(RustType),
    /// Plain text.
    Text,
    /// Raw bytes.
    Bytes,
    /// A stream, and the type of its items.
    Stream(&'a Streamed, RustType),
    /// An enum of its own with a variant for each status.
    ByStatus(Vec<Case>),
}

/// A variant of an enum by status.
#[derive(Debug)]
pub struct Case {
    /// Its statuses.
    pub statuses: Statuses,
    /// Its name.
    pub name: String,
    /// How the body is decoded.
    pub read: DecodeAs,
    /// The type of the body, if it is decoded.
    pub held: Option<RustType>,
}

/// How the body of a response is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeAs {
    /// As JSON.
    Json,
    /// As text.
    Text,
    /// As bytes.
    Bytes,
    /// Not at all.
    Nothing,
}

/// The result types of a call.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The success type.
    pub success: RustType,
    /// The documented error body.
    pub error: RustType,
}

impl ErrorType {
    pub(super) fn new(tables: Tables<'_>, operation: &ir::Operation) -> Self {
        let cases = tables.api.typed_errors(operation);
        match cases.as_slice() {
            [] => Self::Untyped,
            _ if tables.api.errors_differ(operation) => {
                let cases = cases.into_iter().map(|(statuses, ty)| Case::json(tables, statuses, ty));
                Self::ByStatus(cases.collect())
            }
            [(_, one), ..] => Self::One(json(tables, one)),
        }
    }

    /// The Rust type; `own` is the enum by status.
    pub(super) fn ty(&self, own: RustType) -> RustType {
        match self {
            Self::Untyped => RustType::Runtime("Untyped"),
            Self::One(ty) => ty.clone(),
            Self::ByStatus(_) => own,
        }
    }

    /// The variants by status.
    pub fn cases(&self) -> &[Case] {
        if let Self::ByStatus(cases) = self { cases } else { &[] }
    }
}

impl<'a> Output<'a> {
    pub(super) fn new(tables: Tables<'_>, success: &'a Success) -> Self {
        let several = match success {
            Success::Several(cases) => Some(cases),
            _ => None,
        };
        match success.only() {
            None | Some(Success::Several(_)) => {
                let cases = several.into_iter().flatten();
                Self::ByStatus(
                    cases.map(|(statuses, success)| Case::new(tables, *statuses, success)).collect(),
                )
            }
            Some(Success::Unit) => Self::Unit,
            Some(Success::Json(ty)) if several.is_some() => Self::MaybeJson(json(tables, ty)),
            Some(Success::Json(ty)) => Self::Json(json(tables, ty)),
            Some(Success::Text) => Self::Text,
            Some(Success::Bytes) => Self::Bytes,
            Some(Success::Stream(streamed)) => {
                let item = streamed.item.as_ref().map_or(RustType::text(), |item| json(tables, item));
                Self::Stream(streamed, item)
            }
        }
    }

    /// The Rust type; `own` is the enum by status.
    pub(super) fn ty(&self, own: RustType) -> RustType {
        match self {
            Self::Unit => RustType::Fixed("()"),
            Self::Json(ty) => ty.clone(),
            Self::MaybeJson(ty) => ty.clone().wrapped_in(Generic::Option),
            Self::Text => RustType::text(),
            Self::Bytes => RustType::Fixed(BYTES),
            Self::Stream(streamed, item) => item.clone().wrapped_in(Generic::Stream(stream(streamed))),
            Self::ByStatus(_) => own,
        }
    }

    /// The variants by status.
    pub fn cases(&self) -> &[Case] {
        if let Self::ByStatus(cases) = self { cases } else { &[] }
    }
}

const BYTES: &str = "bytes::Bytes";

impl Case {
    fn new(tables: Tables<'_>, statuses: Statuses, success: &Success) -> Self {
        let (read, held) = match success {
            Success::Json(ty) => return Self::json(tables, statuses, ty),
            Success::Text => (DecodeAs::Text, Some(RustType::text())),
            // Only after the end of the body would it be known which of several responses it is.
            Success::Bytes | Success::Stream(_) => (DecodeAs::Bytes, Some(RustType::Fixed(BYTES))),
            Success::Unit | Success::Several(_) => (DecodeAs::Nothing, None),
        };
        Self { statuses, name: status_name(statuses), read, held }
    }

    fn json(tables: Tables<'_>, statuses: Statuses, ty: &Type) -> Self {
        Self { statuses, name: status_name(statuses), read: DecodeAs::Json, held: Some(json(tables, ty)) }
    }
}

fn json(tables: Tables<'_>, ty: &Type) -> RustType {
    RustType::of(tables, ty, Side::Response)
}

/// The runtime's type of a stream.
fn stream(streamed: &Streamed) -> &'static str {
    match streamed.framing {
        Framing::Events | Framing::WholeEvents => "EventStream",
        Framing::Lines | Framing::JsonSeq => "LineStream",
    }
}

/// The variant name for statuses.
fn status_name(statuses: Statuses) -> String {
    let name = match statuses {
        Statuses::Code(code) => match code {
            200 => "Ok",
            201 => "Created",
            202 => "Accepted",
            204 => "NoContent",
            206 => "PartialContent",
            400 => "BadRequest",
            401 => "Unauthorized",
            402 => "PaymentRequired",
            403 => "Forbidden",
            404 => "NotFound",
            405 => "MethodNotAllowed",
            409 => "Conflict",
            410 => "Gone",
            412 => "PreconditionFailed",
            413 => "PayloadTooLarge",
            415 => "UnsupportedMediaType",
            422 => "UnprocessableContent",
            423 => "Locked",
            429 => "TooManyRequests",
            500 => "InternalServerError",
            501 => "NotImplemented",
            502 => "BadGateway",
            503 => "ServiceUnavailable",
            504 => "GatewayTimeout",
            other => return format!("Status{other}"),
        },
        Statuses::Range(2) => "Success",
        Statuses::Range(3) => "Redirection",
        Statuses::Range(4) => "ClientError",
        Statuses::Range(5) => "ServerError",
        Statuses::Range(1) => "OtherRange",
        Statuses::Range(other) => return format!("Status{other}xx"),
        Statuses::Default => "Other",
    };
    name.to_owned()
}
