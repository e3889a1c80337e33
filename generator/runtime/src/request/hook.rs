//! Hooks: a caller can see and change each request before it is sent, and see its result.

use super::super::secret::headers::Headers;
use super::super::secret::known::KnownSecrets;
use super::super::transport::failure::TransportError;
use super::operation::Operation;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A request that is about to be sent, with its credentials. `Debug` shows neither the credentials nor the URL.
#[non_exhaustive]
pub struct Sending<'a> {
    /// The operation.
    pub operation: &'static Operation,
    /// How many times this call was sent before.
    pub retries: u32,
    /// Method, URL and headers, which a hook may change. The URL can hold a credential: log `operation.path` instead.
    pub head: &'a mut http::request::Parts,
    /// The body; `None` for a stream.
    pub body: Option<&'a Bytes>,
}

impl fmt::Debug for Sending<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending")
            .field("operation", &self.operation.id)
            .field("retries", &self.retries)
            .field("headers", &Headers(&self.head.headers, &KnownSecrets::default()))
            .field("body", &self.body.map(Bytes::len))
            .finish_non_exhaustive()
    }
}

/// A request that was sent, and the head of its response or the error. `Debug` shows no header that is likely a secret.
#[non_exhaustive]
pub struct Sent<'a> {
    /// The operation.
    pub operation: &'static Operation,
    /// How many times this call was sent before.
    pub retries: u32,
    /// The time from sending to the head of the response.
    pub elapsed: Duration,
    /// Status and headers of the response, or the error.
    pub answer: Result<(StatusCode, &'a HeaderMap), &'a TransportError>,
}

impl fmt::Debug for Sent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Sent");
        shown
            .field("operation", &self.operation.id)
            .field("retries", &self.retries)
            .field("elapsed", &self.elapsed);
        match &self.answer {
            Ok((status, headers)) => shown
                .field("status", &status.as_u16())
                .field("headers", &Headers(headers, &KnownSecrets::default())),
            Err(error) => shown.field("error", error),
        };
        shown.finish()
    }
}

/// A hook that is called before each attempt.
pub type Before = Arc<dyn Fn(&mut Sending<'_>) + Send + Sync>;
/// A hook that is called after each attempt.
pub type After = Arc<dyn Fn(&Sent<'_>) + Send + Sync>;

/// The hooks of a client, called in the order in which they were added.
#[derive(Clone, Default)]
pub struct Hooks {
    pub(crate) before: Vec<Before>,
    pub(crate) after: Vec<After>,
}
