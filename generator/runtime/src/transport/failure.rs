//! Why an exchange failed, as far as a transport can tell.

use super::super::secret::causes::chain;
use super::super::secret::escape::Shown;
use super::super::secret::known::Known;
use std::error::Error;
use std::fmt;
use std::time::Duration;

/// How far an exchange came before it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// There was no connection: the server has not seen the request.
    Connect,
    /// There was no connection in time: the server has not seen the request.
    ConnectTimeout,
    /// The time was over; the server may have seen the request.
    Timeout,
    /// The request's own body could not be read to its end; the server may have seen its beginning.
    Body,
    /// Anything else; the server may have seen the request.
    Exchange,
}

/// No response, or half of one. `Display` and `Debug` show what the transport says with everything beneath it, escaped and
/// bounded; nothing of it is a `source` of its own, as texts of others would then be shown as they are.
pub struct TransportError {
    failure: Failure,
    source: Box<dyn Error + Send + Sync>,
    /// What the request held that no message may show.
    known: Option<Box<Known>>,
}

impl TransportError {
    /// A failure and what the transport says of it.
    pub fn new(failure: Failure, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { failure, source: source.into(), known: None }
    }

    /// The same without what the request held, which a transport may repeat with its URL.
    pub(crate) fn hiding(self, known: &Known) -> Self {
        Self { known: Some(Box::new(known.clone())), ..self }
    }

    fn text(&self) -> String {
        chain(self.source.as_ref(), self.known.as_deref())
    }

    /// The server said nothing for this long.
    pub fn silent(limit: Duration) -> Self {
        Self::new(Failure::Timeout, format!("the server was silent for {limit:?}"))
    }

    /// How far the exchange came.
    pub fn failure(&self) -> Failure {
        self.failure
    }

    /// The transport's own error, to be asked what it is: its texts are not fit for logs.
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
            .field("reason", &Shown(&self.text()))
            .finish()
    }
}

impl Error for TransportError {}
