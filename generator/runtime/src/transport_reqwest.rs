//! The transport that a client has unless it is given another: reqwest, with TLS by rustls and ring and the
//! machine's own roots, so that HTTPS works without the caller installing anything.

use super::transport::{Body, BoxFuture, Chunks, Failure, Transport, TransportError};
use bytes::Bytes;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;
use std::sync::Arc;
use std::time::Duration;

/// Sends through a `reqwest::Client`.
pub struct Reqwest {
    client: Result<reqwest::Client, String>,
    /// Why the machine's roots could not be loaded: plain HTTP works all the same.
    no_roots: Option<String>,
}

impl Reqwest {
    /// HTTP/1.1 and HTTP/2, gzip, no redirects, the machine's roots. One that cannot be built says so in each `send`.
    pub fn new() -> Self {
        match tls() {
            Ok((config, no_roots)) => {
                let builder = reqwest::Client::builder()
                    .tls_backend_preconfigured(config)
                    .redirect(reqwest::redirect::Policy::none());
                Self { client: builder.build().map_err(|error| chain(&error)), no_roots }
            }
            Err(error) => Self { client: Err(error.to_string()), no_roots: None },
        }
    }
}

impl Default for Reqwest {
    fn default() -> Self {
        Self::new()
    }
}

/// A client of the caller's own, with whatever it was set up to do; it should not follow redirects.
impl From<reqwest::Client> for Reqwest {
    fn from(client: reqwest::Client) -> Self {
        Self { client: Ok(client), no_roots: None }
    }
}

/// The provider is named here: reqwest without one would look for a process-wide one and panic.
fn tls() -> Result<(ClientConfig, Option<String>), rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder =
        || ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions();
    let (builder, no_roots) = match builder()?.with_platform_verifier() {
        Ok(builder) => (builder, None),
        Err(error) => (builder()?.with_root_certificates(RootCertStore::empty()), Some(error.to_string())),
    };
    let mut config = builder.with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok((config, no_roots))
}

fn chain(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {}", chain(source)),
        None => error.to_string(),
    }
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Bytes>,
        timeout: Option<Duration>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let client = match &self.client {
                Ok(client) => client,
                Err(reason) => return Err(TransportError::new(Failure::Connect, reason.clone())),
            };
            let mut request = reqwest::Request::try_from(request).map_err(|error| self.error(error))?;
            if timeout.is_some() {
                *request.timeout_mut() = timeout;
            }
            let mut response = client.execute(request).await.map_err(|error| self.error(error))?;
            let mut answer = http::Response::new(());
            *answer.status_mut() = response.status();
            *answer.version_mut() = response.version();
            *answer.headers_mut() = std::mem::take(response.headers_mut());
            Ok(answer.map(|()| Body::new(Pieces(response))))
        })
    }
}

impl Reqwest {
    fn error(&self, error: reqwest::Error) -> TransportError {
        match &self.no_roots {
            Some(reason) if error.is_connect() && !error.is_timeout() => {
                let text =
                    format!("{} (the machine's root certificates: {reason})", chain(&error.without_url()));
                TransportError::new(Failure::Connect, text)
            }
            _ => mapped(error),
        }
    }
}

/// Without the URL: its query can hold a credential.
fn mapped(error: reqwest::Error) -> TransportError {
    let failure = match () {
        () if error.is_timeout() => Failure::Timeout,
        () if error.is_connect() || error.is_builder() => Failure::Connect,
        () => Failure::Exchange,
    };
    TransportError::new(failure, error.without_url())
}

struct Pieces(reqwest::Response);

impl Chunks for Pieces {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async { self.0.chunk().await.map_err(mapped) })
    }
}
