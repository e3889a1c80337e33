//! What a caller can see and change of each request on its way, and see of how it ended.

use super::super::secret::headers::Headers;
use super::super::secret::known::Known;
use super::super::transport::failure::TransportError;
use super::operation::Operation;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A request that is about to be sent, credentials included; `Debug` shows neither them nor the URL.
#[non_exhaustive]
pub struct Sending<'a> {
    /// The operation.
    pub operation: &'static Operation,
    /// How often this call was sent before.
    pub retries: u32,
    /// Method, URL and headers, to be changed at will. The URL can hold a credential: show `operation.path`.
    pub head: &'a mut http::request::Parts,
    /// The body; `None` for a stream.
    pub body: Option<&'a Bytes>,
}

impl fmt::Debug for Sending<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending")
            .field("operation", &self.operation.id)
            .field("retries", &self.retries)
            .field("headers", &Headers(&self.head.headers, &Known::default()))
            .field("body", &self.body.map(Bytes::len))
            .finish_non_exhaustive()
    }
}

/// A request that got its answer's head, or none; `Debug` shows no header that is likely a secret.
#[non_exhaustive]
pub struct Sent<'a> {
    /// The operation.
    pub operation: &'static Operation,
    /// How often this call was sent before.
    pub retries: u32,
    /// From sending to the answer's head.
    pub elapsed: Duration,
    /// Status and headers, or why there are none.
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
            Ok((status, headers)) => {
                shown.field("status", &status.as_u16()).field("headers", &Headers(headers, &Known::default()))
            }
            Err(error) => shown.field("error", error),
        };
        shown.finish()
    }
}

/// Called before each sending.
pub type Before = Arc<dyn Fn(&mut Sending<'_>) + Send + Sync>;
/// Called after each sending.
pub type After = Arc<dyn Fn(&Sent<'_>) + Send + Sync>;

/// The hooks of a client, called in the order in which they were given.
#[derive(Clone, Default)]
pub struct Hooks {
    pub(crate) before: Vec<Before>,
    pub(crate) after: Vec<After>,
}
