//! Decoding of documented error bodies, by status.

use super::super::json::codec::{Wire, from_slice};
use super::super::model::free_form::JsonObject;
use super::decode::DecodeError;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// The error type of an operation that documents no error body. Nothing is decoded; the bytes are available.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untyped {}

/// A body that decodes, or the reason why it does not; `None` if no body is documented for the status.
pub type Decoded<T> = Result<T, Option<serde_json::Error>>;

/// A documented error body. Implemented by `error_body!` and `error_statuses!`.
pub trait ErrorBody: Sized {
    /// Decodes the body of a response with this status.
    ///
    /// # Errors
    /// The document has no body for this status, or the body is not of the documented type.
    fn from_body(status: u16, body: &[u8]) -> Decoded<Self>;
}

impl ErrorBody for Untyped {
    fn from_body(_: u16, _: &[u8]) -> Decoded<Self> {
        Err(None)
    }
}

/// Why an error response is not the documented body.
#[derive(Debug)]
#[non_exhaustive]
pub enum BodyError {
    /// No body of this type is documented for this status.
    Undocumented(u16),
    /// The body was cut at the client's limit (`max_error_body_size`), and a part could pass for the whole.
    Truncated,
    /// The body is not of the documented type.
    Decode(Box<DecodeError>),
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undocumented(status) => write!(f, "no body of this type is documented for status {status}"),
            Self::Truncated => f.write_str("the body was cut at the limit `max_error_body_size`"),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BodyError {}

/// Implements `ErrorBody` for a JSON type: `error_body!(ErrorResponse);`.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_body {
    ($ty:ty) => {
        impl $crate::runtime::error::body::ErrorBody for $ty {
            fn from_body(_: u16, body: &[u8]) -> $crate::runtime::error::body::Decoded<Self> {
                $crate::runtime::json::codec::from_slice(body).map_err(::std::option::Option::Some)
            }
        }
    };
}
#[doc(hidden)]
pub use crate::__error_body as error_body;

error_body!(Value);
error_body!(JsonObject);

impl<T: Wire> ErrorBody for Vec<T> {
    fn from_body(_: u16, body: &[u8]) -> Decoded<Self> {
        from_slice(body).map_err(Some)
    }
}

impl<T: Wire> ErrorBody for BTreeMap<String, T> {
    fn from_body(_: u16, body: &[u8]) -> Decoded<Self> {
        from_slice(body).map_err(Some)
    }
}

/// A JSON string, or plain text.
impl ErrorBody for String {
    fn from_body(_: u16, body: &[u8]) -> Decoded<Self> {
        from_slice(body).or_else(|error| String::from_utf8(body.to_vec()).map_err(|_| Some(error)))
    }
}

/// Implements `ErrorBody` for an enum with one variant per status.
///
/// `error_statuses!(DeleteError { NotFound(A): 404, Gone: 410, Other(C): 400..=499, Any(D): default });` for
/// `pub enum DeleteError { NotFound(A), Gone, Other(C), Any(D) }`, where each inner type implements `ErrorBody` too.
/// The variants that match the status are tried in the order given. A variant without a type needs no body.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_statuses {
    ($ty:ident { $($variant:ident $(($inner:ty))? : $status:pat),* $(,)? }) => {
        impl $crate::runtime::error::body::ErrorBody for $ty {
            #[allow(unused_variables, reason = "the pattern `default` binds a name")]
            fn from_body(status: u16, body: &[u8]) -> $crate::runtime::error::body::Decoded<Self> {
                let mut reason = ::std::option::Option::None;
                $(if matches!(status, $status) {
                    match $crate::__error_statuses!(@one status body $variant $(($inner))?) {
                        ::std::result::Result::Err(unfit) => reason = reason.or(unfit),
                        decoded => return decoded,
                    }
                })*
                ::std::result::Result::Err(reason)
            }
        }
    };
    (@one $status:ident $body:ident $variant:ident) => {
        ::std::result::Result::<Self, ::std::option::Option<::serde_json::Error>>::Ok(Self::$variant)
    };
    (@one $status:ident $body:ident $variant:ident ($inner:ty)) => {
        <$inner as $crate::runtime::error::body::ErrorBody>::from_body($status, $body).map(Self::$variant)
    };
}
#[doc(hidden)]
pub use crate::__error_statuses as error_statuses;
