//! The error of an exchange, before the documented error body is known.

use super::super::auth::token::AuthError;
use super::super::transport::failure::Failure;
use super::build::BuildError;
use super::call::{Error, ExchangeError};
use super::too_large::TooLargeError;

/// The reason why there is no response.
pub enum Fault {
    /// The request could not be built.
    Build(BuildError),
    /// The token source gave no token.
    Auth(AuthError),
    /// The exchange failed.
    Exchange(ExchangeError),
    /// The response is larger than its limit.
    TooLarge(Box<TooLargeError>),
}

impl Fault {
    /// The kind of the failure in one word, without details.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Build(_) => "build",
            Self::Auth(_) => "auth",
            Self::Exchange(error) => match error.failure() {
                Failure::Connect => "connect",
                Failure::ConnectTimeout | Failure::Timeout => "timeout",
                Failure::Body => "body",
                Failure::Invalid => "invalid",
                _ => "exchange",
            },
            Self::TooLarge(_) => "too large",
        }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Build(error) => error.into(),
            Fault::Auth(error) => error.into(),
            Fault::Exchange(error) => error.into(),
            Fault::TooLarge(error) => Self::TooLarge(error),
        }
    }
}
