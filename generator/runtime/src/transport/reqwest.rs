//! The default transport: reqwest, with TLS by rustls and ring and the root certificates of the system, so that HTTPS
//! works without any setup. In a browser the default is `fetch`.

use super::super::secret::causes::chain;
use super::body::Body;
use super::failure::{Failure, TransportError};
use super::interface::{BoxFuture, Transport};
use super::origin::is_local;
use bytes::Bytes;
use futures_core::Stream;
use http_body::{Frame, SizeHint};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

/// Sends with a `reqwest::Client`, through the proxies of the environment (`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`).
/// Requests to this machine and its local networks never use a proxy, because nobody else should read them.
pub struct Reqwest {
    client: Result<reqwest::Client, String>,
    /// The same client without proxies; `None` if the client is the caller's, whose own settings apply.
    direct: Option<reqwest::Client>,
    /// Why the system's root certificates could not be loaded; plain HTTP still works.
    no_roots: Option<String>,
}

impl Reqwest {
    /// Creates a transport with HTTP/1.1 and HTTP/2, gzip, no redirects, and the system's root certificates. If the
    /// client cannot be built, each `send` returns the error.
    pub fn new() -> Self {
        Self::from_builder(reqwest::Client::builder)
    }

    /// Creates the same transport with a time limit for connecting.
    pub fn with_connect_timeout(limit: Duration) -> Self {
        Self::from_builder(|| reqwest::Client::builder().connect_timeout(limit))
    }

    /// Creates the same transport with other settings of its `reqwest::Client`, such as a proxy or a certificate:
    /// `Reqwest::with(|builder| builder.proxy(proxy.clone()))`. It uses the proxies of these settings only, or those of
    /// the environment if they name none, also for requests to this machine.
    pub fn with(settings: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder) -> Self {
        let with_proxies = Self::from_builder(|| settings(reqwest::Client::builder()));
        Self { direct: None, ..with_proxies }
    }

    fn from_builder(builder: impl Fn() -> reqwest::ClientBuilder) -> Self {
        let (config, no_roots) = match tls() {
            Ok(tls) => tls,
            Err(error) => return Self { client: Err(error.to_string()), direct: None, no_roots: None },
        };
        let builder = || {
            builder()
                .tls_backend_preconfigured(config.clone())
                .redirect(reqwest::redirect::Policy::none())
                // The runtime decides on retries; those of reqwest would not be counted.
                .retry(reqwest::retry::never())
        };
        let clients = builder().build().and_then(|client| Ok((client, builder().no_proxy().build()?)));
        match clients {
            Ok((client, direct)) => Self { client: Ok(client), direct: Some(direct), no_roots },
            Err(error) => Self { client: Err(chain(&error, None)), direct: None, no_roots },
        }
    }

    /// The client for this URL.
    fn client_for(&self, url: &reqwest::Url) -> Result<&reqwest::Client, TransportError> {
        match (&self.client, &self.direct) {
            (Ok(_), Some(direct)) if url.host_str().is_some_and(is_local) => Ok(direct),
            (Ok(client), _) => Ok(client),
            (Err(reason), _) => Err(TransportError::new(Failure::Connect, reason.clone())),
        }
    }
}

impl Default for Reqwest {
    fn default() -> Self {
        Self::new()
    }
}

/// Wraps a client of the caller with its own settings, proxies included. It should not follow redirects.
impl From<reqwest::Client> for Reqwest {
    fn from(client: reqwest::Client) -> Self {
        Self { client: Ok(client), direct: None, no_roots: None }
    }
}

/// Sets the crypto provider explicitly: without it, reqwest would look for a process-wide one and panic.
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

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let request = request.map(outgoing);
            let request = reqwest::Request::try_from(request).map_err(|error| self.error(error))?;
            let client = self.client_for(request.url())?;
            let response = client.execute(request).await.map_err(|error| self.error(error))?;
            Ok(http::Response::from(response).map(incoming))
        })
    }
}

impl Reqwest {
    fn error(&self, error: reqwest::Error) -> TransportError {
        match &self.no_roots {
            Some(reason) if error.is_connect() && !error.is_timeout() => {
                let text = format!(
                    "{} (the machine's root certificates: {reason})",
                    chain(&error.without_url(), None)
                );
                TransportError::new(Failure::Connect, text)
            }
            _ => transport_error(error),
        }
    }
}

/// Converts the error without its URL, whose query can hold a credential.
fn transport_error(error: reqwest::Error) -> TransportError {
    let failure = match () {
        () if error.is_timeout() && error.is_connect() => Failure::ConnectTimeout,
        () if error.is_timeout() => Failure::Timeout,
        () if is_body_error(&error) => Failure::Body,
        () if error.is_builder() => Failure::Invalid,
        () if error.is_connect() => Failure::Connect,
        () => Failure::Exchange,
    };
    TransportError::new(failure, error.without_url())
}

/// Returns true if the cause is that the request body could not be read.
fn is_body_error(error: &reqwest::Error) -> bool {
    let first = std::error::Error::source(error);
    let mut causes = std::iter::successors(first, |cause| cause.source());
    causes.any(|cause| {
        cause.downcast_ref::<TransportError>().is_some_and(|cause| cause.failure() == Failure::Body)
    })
}

fn outgoing(body: Body) -> reqwest::Body {
    match body.as_bytes() {
        Some(bytes) => reqwest::Body::from(bytes.clone()),
        None => reqwest::Body::wrap(Outgoing { length: body.length(), body: Mutex::new(body) }),
    }
}

/// A request body in the form that reqwest accepts. The lock is never contended; it exists because reqwest requires
/// `Sync`.
struct Outgoing {
    length: Option<u64>,
    body: Mutex<Body>,
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let body = self.body.get_mut().unwrap_or_else(PoisonError::into_inner);
        let next = Pin::new(&mut *body).poll_next(cx);
        self.length = body.length();
        next.map(|next| next.map(|piece| piece.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

/// The announced length is known only if the body is not compressed.
fn incoming(body: reqwest::Body) -> Body {
    let length = http_body::Body::size_hint(&body).exact();
    Body::new(Incoming(body)).with_length(length)
}

/// The body of a response, in pieces.
struct Incoming(reqwest::Body);

impl Stream for Incoming {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let frame = match http_body::Body::poll_frame(Pin::new(&mut self.0), cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(frame)) => frame,
            };
            // Trailers are not part of the body.
            match frame.map(Frame::into_data) {
                Ok(Ok(piece)) => return Poll::Ready(Some(Ok(piece))),
                Ok(Err(_)) => {}
                Err(error) => return Poll::Ready(Some(Err(transport_error(error)))),
            }
        }
    }
}
