//! Errors of calls and of client builders.
//!
//! A call fails with an [`Error`], the same type for all operations. If the server answers with an error status,
//! [`ApiError`] holds the status, the headers and the body. [`Error::body`] decodes the body as the type that the
//! document has for it: `match error.body::<DeleteTagError>() { Some(DeleteTagError::NotFound(problem)) => …, _ => … }`.

#[doc(hidden)]
pub mod api;
#[doc(hidden)]
pub mod body;
#[doc(hidden)]
pub mod build;
#[doc(hidden)]
pub mod call;
#[doc(hidden)]
pub mod decode;
#[doc(hidden)]
pub mod excerpt;
#[doc(hidden)]
pub mod fault;
#[doc(hidden)]
pub mod reason;
#[doc(hidden)]
pub mod status;
#[doc(hidden)]
pub mod too_large;

pub use self::api::ApiError;
pub use self::body::{BodyError, ErrorBody, Untyped};
#[doc(hidden)]
pub use self::body::{error_body, error_statuses};
pub use self::build::BuildError;
pub use self::call::{Error, ExchangeError};
pub use self::decode::DecodeError;
pub use self::too_large::{SizeLimit, TooLargeError};
