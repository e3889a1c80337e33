//! Receives webhooks: verifies them, then decodes their events.

use super::super::secret::value::Secret;
use super::super::transport::host::SystemTime;
use super::event::{self, WebhookEvents};
use super::fault::WebhookError;
use super::scheme::SignatureScheme;
use super::signature;
use http::HeaderMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

/// The time since 1970.
type Clock = Arc<dyn Fn() -> Duration + Send + Sync>;

/// Verifies the requests that a server sends, and decodes the events in them. Nothing is decoded before the signature
/// is right.
///
/// ```text
/// let webhooks = Webhooks::new(secret);
/// match webhooks.parse(request.headers(), &body)? { … }
/// ```
pub struct Webhooks<E> {
    secrets: Vec<Secret>,
    scheme: SignatureScheme,
    tolerance: Option<Duration>,
    clock: Clock,
    events: PhantomData<fn() -> E>,
}

impl<E: WebhookEvents> Webhooks<E> {
    /// Creates a receiver with the secret that the server signs with, and the signature scheme of the document.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self {
            secrets: vec![secret.into()],
            scheme: E::SCHEME,
            tolerance: None,
            clock: Arc::new(system_time),
            events: PhantomData,
        }
    }

    /// Accepts signatures with another secret as well, while one replaces the other.
    #[must_use]
    pub fn also(mut self, secret: impl Into<Secret>) -> Self {
        self.secrets.push(secret.into());
        self
    }

    /// Sets the signature scheme, if the document does not say it or is wrong.
    #[must_use]
    pub fn scheme(mut self, scheme: SignatureScheme) -> Self {
        self.scheme = scheme;
        self
    }

    /// Sets how far the time of a request may be from the clock, in whole seconds.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = Some(tolerance);
        self
    }

    /// Sets the clock, which returns the time since 1970: for tests, and where the system has none.
    #[must_use]
    pub fn clock(mut self, clock: impl Fn() -> Duration + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Checks the signature of a request, and its time if it has one.
    ///
    /// # Errors
    /// A header is missing or unusable, the time is too far from now, or no signature matches a secret.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), WebhookError> {
        let secrets: Vec<&str> = self.secrets.iter().map(Secret::expose).collect();
        let tolerance = self.tolerance.unwrap_or(self.scheme.tolerance);
        signature::check(&self.scheme, &secrets, (headers, body), ((self.clock)(), tolerance))
    }

    /// Verifies a request and decodes its event. The body has to be the bytes that came: JSON that was read and written
    /// again has another signature.
    ///
    /// # Errors
    /// Those of [`verify`](Self::verify); or the body does not decode.
    pub fn parse(&self, headers: &HeaderMap, body: &[u8]) -> Result<E, WebhookError> {
        self.verify(headers, body)?;
        event::decode(headers, body)
    }
}

impl<E> Clone for Webhooks<E> {
    fn clone(&self) -> Self {
        Self {
            secrets: self.secrets.clone(),
            scheme: self.scheme,
            tolerance: self.tolerance,
            clock: Arc::clone(&self.clock),
            events: PhantomData,
        }
    }
}

impl<E> fmt::Debug for Webhooks<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhooks").field("scheme", &self.scheme).finish_non_exhaustive()
    }
}

fn system_time() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}
