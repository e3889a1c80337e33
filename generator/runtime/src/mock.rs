//! Mock servers for tests.
//!
//! The module `mock` of an API has a server with a method for each operation, which starts an expectation ([`Expect`]).

#[doc(hidden)]
pub mod api;
#[doc(hidden)]
pub mod content;
#[doc(hidden)]
pub mod difference;
#[doc(hidden)]
pub mod expect;
#[doc(hidden)]
pub mod expectation;
#[doc(hidden)]
pub mod form;
#[doc(hidden)]
pub mod http;
#[doc(hidden)]
pub mod lines;
#[doc(hidden)]
pub mod multipart;
#[doc(hidden)]
pub mod parts;
#[doc(hidden)]
pub mod redact;
#[doc(hidden)]
pub mod server;
#[doc(hidden)]
pub mod stream;
#[doc(hidden)]
pub mod template;
#[doc(hidden)]
pub mod text;
#[doc(hidden)]
pub mod upload;

#[doc(hidden)]
pub use self::api::mock;
pub use self::expect::{Expect, Expected};
pub use self::server::{Server, VerifyError};
