//! The error of a transport.

use super::super::secret::causes::chain;
use super::super::secret::escape::Escaped;
use super::super::secret::known::KnownSecrets;
use std::error::Error;
use std::fmt;
use std::time::Duration;

/// The stage at which an exchange failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// The connection failed; the server has not seen the request.
    Connect,
    /// The connection was not made in time; the server has not seen the request.
    ConnectTimeout,
    /// A time limit was reached; the server may have seen the request.
    Timeout,
    /// The request cannot be sent, whatever the server: nothing was sent.
    Invalid,
    /// The request body could not be read to its end; the server may have seen its beginning.
    Body,
    /// Any other failure; the server may have seen the request.
    Exchange,
}

/// No response arrived, or only a part of one. `Display` and `Debug` show the transport's error with its causes,
/// escaped and bounded. There is no `source`, because its text would be shown unescaped.
pub struct TransportError {
    failure: Failure,
    source: Box<dyn Error + Send + Sync>,
    /// The secrets of the request, which no message may show.
    known: Option<Box<KnownSecrets>>,
}

impl TransportError {
    /// Creates an error from the failure and the transport's own error.
    pub fn new(failure: Failure, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { failure, source: source.into(), known: None }
    }

    /// Hides the secrets of the request, which a transport may repeat with its URL.
    pub(crate) fn hiding(self, known: &KnownSecrets) -> Self {
        Self { known: Some(Box::new(known.clone())), ..self }
    }

    fn text(&self) -> String {
        chain(self.source.as_ref(), self.known.as_deref())
    }

    /// The error for a server that was silent for this long.
    pub fn silent(limit: Duration) -> Self {
        Self::new(Failure::Timeout, format!("the server was silent for {limit:?}"))
    }

    /// At which stage the exchange failed.
    pub fn failure(&self) -> Failure {
        self.failure
    }

    /// The transport's own error, for downcasting. Its text may not be safe to log.
    pub fn inner(&self) -> &(dyn Error + Send + Sync + 'static) {
        self.source.as_ref()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.failure {
            Failure::Connect => "no connection",
            Failure::ConnectTimeout => "no connection in time",
            Failure::Timeout => "no response in time",
            Failure::Invalid => "the request cannot be sent",
            Failure::Body => "the request's body cannot be read",
            Failure::Exchange => "the exchange failed",
        })?;
        write!(f, ": {}", self.text())
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("failure", &self.failure)
            .field("reason", &Escaped(&self.text()))
            .finish()
    }
}

impl Error for TransportError {}
