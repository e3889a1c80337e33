//! Why a call has no response, before it is known which error body is documented.

use super::super::auth::token::AuthError;
use super::super::transport::failure::Failure;
use super::build::BuildError;
use super::call::{Error, ExchangeError};
use super::too_large::TooLargeError;

/// Why there is no response.
pub enum Fault {
    /// The request could not be made.
    Build(BuildError),
    /// There was no token for it.
    Auth(AuthError),
    /// The exchange failed.
    Exchange(ExchangeError),
    /// The answer is larger than its limit.
    TooLarge(Box<TooLargeError>),
}

impl Fault {
    /// What happened, in a word and without any detail.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Build(_) => "build",
            Self::Auth(_) => "auth",
            Self::Exchange(error) => match error.failure() {
                Failure::Connect => "connect",
                Failure::ConnectTimeout | Failure::Timeout => "timeout",
                Failure::Body => "body",
                _ => "exchange",
            },
            Self::TooLarge(_) => "too large",
        }
    }
}

impl<E> From<Fault> for Error<E> {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Build(error) => error.into(),
            Fault::Auth(error) => error.into(),
            Fault::Exchange(error) => error.into(),
            Fault::TooLarge(error) => Self::TooLarge(error),
        }
    }
}
