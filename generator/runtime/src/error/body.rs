//! Decoding of documented error bodies, by status.

use super::super::json::codec::{Wire, from_slice};
use serde_json::Value;
use std::collections::BTreeMap;

/// The error type of an operation that documents no error body. Nothing is decoded; the bytes are available.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untyped {}

/// A documented error body. Implemented by `error_body!` and `error_statuses!`.
pub trait TypedBody: Sized {
    /// Decodes the body of a response with this status; `None` if it is not the documented shape.
    fn typed(status: u16, body: &[u8]) -> Option<Self>;
}

/// A type that can be the `E` of `Error<E>`: a documented body, or `Untyped`.
pub trait ErrorBody: Sized {
    /// Decodes the body of a response with this status; `None` if it is not the documented shape.
    fn from_body(status: u16, body: &[u8]) -> Option<Self>;
}

impl<T: TypedBody> ErrorBody for T {
    fn from_body(status: u16, body: &[u8]) -> Option<Self> {
        T::typed(status, body)
    }
}

impl ErrorBody for Untyped {
    fn from_body(_: u16, _: &[u8]) -> Option<Self> {
        None
    }
}

/// Implements `TypedBody` for a JSON type: `error_body!(ErrorResponse);`.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_body {
    ($ty:ty) => {
        impl $crate::runtime::error::body::TypedBody for $ty {
            fn typed(_: u16, body: &[u8]) -> ::std::option::Option<Self> {
                $crate::runtime::json::codec::from_slice(body).ok()
            }
        }
    };
}
#[doc(hidden)]
pub use crate::__error_body as error_body;

error_body!(Value);

impl<T: Wire> TypedBody for Vec<T> {
    fn typed(_: u16, body: &[u8]) -> Option<Self> {
        from_slice(body).ok()
    }
}

impl<T: Wire> TypedBody for BTreeMap<String, T> {
    fn typed(_: u16, body: &[u8]) -> Option<Self> {
        from_slice(body).ok()
    }
}

/// A JSON string, or plain text.
impl TypedBody for String {
    fn typed(_: u16, body: &[u8]) -> Option<Self> {
        from_slice(body).ok().or_else(|| String::from_utf8(body.to_vec()).ok())
    }
}

/// Implements `TypedBody` for an enum with one variant per status.
///
/// `error_statuses!(DeleteError { NotFound(A): 404, Gone: 410, Other(C): 400..=499, Any(D): default });` for
/// `pub enum DeleteError { NotFound(A), Gone, Other(C), Any(D) }`, where each inner type implements `TypedBody` too.
/// The variants that match the status are tried in the order given. A variant without a type needs no body.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_statuses {
    ($ty:ident { $($variant:ident $(($inner:ty))? : $status:pat),* $(,)? }) => {
        impl $crate::runtime::error::body::TypedBody for $ty {
            #[allow(unused_variables, reason = "the pattern `default` binds a name")]
            fn typed(status: u16, body: &[u8]) -> ::std::option::Option<Self> {
                $(if matches!(status, $status) {
                    let typed = $crate::__error_statuses!(@one status body $variant $(($inner))?);
                    if typed.is_some() {
                        return typed;
                    }
                })*
                None
            }
        }
    };
    (@one $status:ident $body:ident $variant:ident) => {
        Some(Self::$variant)
    };
    (@one $status:ident $body:ident $variant:ident ($inner:ty)) => {
        <$inner as $crate::runtime::error::body::TypedBody>::typed($status, $body).map(Self::$variant)
    };
}
#[doc(hidden)]
pub use crate::__error_statuses as error_statuses;
