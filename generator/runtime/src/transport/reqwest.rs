//! The transport that a client has unless it is given another: reqwest, with TLS by rustls and ring and the
//! machine's own roots, so that HTTPS works without the caller installing anything. In a browser it is `fetch`.

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

/// Sends through a `reqwest::Client`, and through the proxies that the environment names (`HTTP_PROXY`, `HTTPS_PROXY`,
/// `ALL_PROXY`), but never to this machine or its own networks: what is sent there is nobody else's to read.
pub struct Reqwest {
    client: Result<reqwest::Client, String>,
    /// The same without proxies; `None` where the client is the caller's, who decides.
    direct: Option<reqwest::Client>,
    /// Why the machine's roots could not be loaded: plain HTTP works all the same.
    no_roots: Option<String>,
}

impl Reqwest {
    /// HTTP/1.1 and HTTP/2, gzip, no redirects, the machine's roots. One that cannot be built says so in each `send`.
    pub fn new() -> Self {
        Self::built(reqwest::Client::builder)
    }

    /// The same, with a limit to how long connecting may take.
    pub fn connecting_within(limit: Duration) -> Self {
        Self::built(|| reqwest::Client::builder().connect_timeout(limit))
    }

    fn built(builder: impl Fn() -> reqwest::ClientBuilder) -> Self {
        let (config, no_roots) = match tls() {
            Ok(tls) => tls,
            Err(error) => return Self { client: Err(error.to_string()), direct: None, no_roots: None },
        };
        let builder = || {
            builder()
                .tls_backend_preconfigured(config.clone())
                .redirect(reqwest::redirect::Policy::none())
                // Retries are the client's to decide: reqwest's own would not count.
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

/// A client of the caller's own, with whatever it was set up to do, proxies included; it should not follow redirects.
impl From<reqwest::Client> for Reqwest {
    fn from(client: reqwest::Client) -> Self {
        Self { client: Ok(client), direct: None, no_roots: None }
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
            _ => mapped(error),
        }
    }
}

/// Without the URL: its query can hold a credential.
fn mapped(error: reqwest::Error) -> TransportError {
    let failure = match () {
        () if error.is_timeout() && error.is_connect() => Failure::ConnectTimeout,
        () if error.is_timeout() => Failure::Timeout,
        () if of_body(&error) => Failure::Body,
        () if error.is_connect() || error.is_builder() => Failure::Connect,
        () => Failure::Exchange,
    };
    TransportError::new(failure, error.without_url())
}

/// Whether what lies beneath is that the request's own body could not be read.
fn of_body(error: &reqwest::Error) -> bool {
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

/// A body to be sent, as reqwest takes it. The lock is never contended: it is there because reqwest asks for `Sync`.
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

/// What is announced is the length of what comes only where that is not compressed.
fn incoming(body: reqwest::Body) -> Body {
    let length = http_body::Body::size_hint(&body).exact();
    Body::new(Incoming(body)).with_length(length)
}

/// The body of a response, as it comes.
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
            // Trailers are no part of the body.
            match frame.map(Frame::into_data) {
                Ok(Ok(piece)) => return Poll::Ready(Some(Ok(piece))),
                Ok(Err(_)) => {}
                Err(error) => return Poll::Ready(Some(Err(mapped(error)))),
            }
        }
    }
}
