//! Credentials and token sources.
//!
//! The client's builder has a method for each security scheme of the document. Tokens that have to be fetched come from
//! a [`TokenSource`]; [`TokenFn`] makes one from an asynchronous function.

#[doc(hidden)]
pub mod authorize;
#[doc(hidden)]
pub mod basic;
#[doc(hidden)]
pub mod client_credentials;
#[doc(hidden)]
pub mod credentials;
#[doc(hidden)]
pub mod scheme;
#[doc(hidden)]
pub mod token;
#[doc(hidden)]
pub mod token_response;

pub use self::client_credentials::ClientCredentials;
#[doc(hidden)]
pub use self::client_credentials::ClientCredentialsTokens;
#[doc(hidden)]
pub use self::scheme::Scheme;
pub use self::token::{AuthError, TokenContext, TokenError, TokenFn, TokenSource};
