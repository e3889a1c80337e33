//! The default transport: hyper with a pool of connections, HTTP/1.1 and HTTP/2, gzip, and the proxies of the environment.

use super::super::error::build::BuildError;
use super::super::transport::body::Body;
use super::super::transport::failure::{Failure, TransportError};
use super::super::transport::interface::{BoxFuture, Transport};
use super::super::transport::origin::Origin;
use super::connect::Connector;
use super::direct::{Open, Opened};
use super::exchange::{Outgoing, failed, received};
use super::proxy::Proxies;
use super::secure::Tls;
use super::unpack;
use http::Uri;
use http::header::PROXY_AUTHORIZATION;
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The time limit for connecting if there is no other.
const CONNECT: Duration = Duration::from_secs(10);

/// Sends with hyper, through the proxies that `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` say. Requests to this
/// machine and its local networks never use a proxy of the environment, because nobody else should read them.
///
/// It keeps connections open for further requests, asks for gzip, and follows no redirects, which the client does.
/// [`Hyper::builder`] has settings. It runs within a tokio runtime.
pub struct Hyper {
    client: Client<Connector, Outgoing>,
    proxies: Arc<Proxies>,
}

impl Hyper {
    /// Creates a transport with the default settings.
    pub fn new() -> Self {
        Self::from_parts(Tls::default(), Proxies::of_environment(), None, CONNECT)
    }

    /// Starts a transport with other settings.
    pub fn builder() -> HyperBuilder {
        HyperBuilder {
            tls: Tls::default(),
            proxies: None,
            open: None,
            connect_timeout: CONNECT,
            failure: None,
        }
    }

    fn from_parts(tls: Tls, proxies: Proxies, open: Option<Open>, limit: Duration) -> Self {
        let proxies = Arc::new(proxies);
        let connector = Connector::new(tls, Arc::clone(&proxies), open, limit);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .timer(TokioTimer::new())
            .build(connector);
        Self { client, proxies }
    }
}

impl Default for Hyper {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Hyper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hyper").finish_non_exhaustive()
    }
}

impl Transport for Hyper {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (mut head, body) = request.into_parts();
            if Origin::from_uri(&head.uri).is_none() {
                let reason = "the URL must be http or https with a host, without user";
                return Err(TransportError::new(Failure::Invalid, reason));
            }
            unpack::ask(&mut head.headers);
            if let Some(credential) = self.proxies.credential(&head.uri) {
                head.headers.entry(PROXY_AUTHORIZATION).or_insert(credential);
            }
            let request = http::Request::from_parts(head, Outgoing(body));
            let response = self.client.request(request).await.map_err(failed)?;
            let (mut head, body) = response.into_parts();
            let body = unpack::unpacked(&mut head.headers, received(body));
            Ok(http::Response::from_parts(head, body))
        })
    }
}

/// The settings of a [`Hyper`]. What is not valid is an error of [`build`](Self::build).
#[must_use]
pub struct HyperBuilder {
    tls: Tls,
    proxies: Option<Proxies>,
    open: Option<Open>,
    connect_timeout: Duration,
    failure: Option<BuildError>,
}

impl HyperBuilder {
    /// Sets the time limit for connecting, including TLS. Default: 10 s.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Sends everything through this proxy, also to this machine: `http://user:password@host:port`, or the same with
    /// `https`, `socks5`, `socks5h` (the proxy resolves names), `socks4` or `socks4a`.
    pub fn proxy(mut self, url: &str) -> Self {
        match Proxies::one(url) {
            Ok(proxies) => self.proxies = Some(proxies),
            Err(error) => self.fail(error),
        }
        self
    }

    /// Uses no proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.proxies = Some(Proxies::No);
        self
    }

    /// Trusts the certificates in this PEM, beside those of the system. A certificate that a server signed itself
    /// works if it is not marked as an authority's (`CA:FALSE`).
    #[cfg(feature = "rustls")]
    pub fn root_certificates(mut self, pem: &[u8]) -> Self {
        if let Err(error) = self.tls.trust(pem) {
            self.fail(error);
        }
        self
    }

    /// Presents the certificate in this PEM to servers that ask for one. The PEM also holds the private key and the
    /// certificates in between, if there are any.
    #[cfg(feature = "rustls")]
    pub fn client_certificate(mut self, pem: &[u8]) -> Self {
        if let Err(error) = self.tls.present(pem) {
            self.fail(error);
        }
        self
    }

    /// Uses this configuration of rustls instead of the roots of the system and all certificates set here. HTTP/2 needs `h2`
    /// among its protocols.
    #[cfg(feature = "rustls")]
    pub fn tls(mut self, config: impl Into<Arc<super::tls::ClientConfig>>) -> Self {
        self.tls.configure(config.into());
        self
    }

    /// Connects to this Unix socket, whatever the host of the URL: `base_url("http://localhost")`, or any other with
    /// `allow_http`. `base_url("unix:///run/docker.sock")` of the client's builder is the same without a transport.
    #[cfg(unix)]
    pub fn unix_socket(self, path: impl Into<std::path::PathBuf>) -> Self {
        let path = path.into();
        self.connector(move |_| {
            let path = path.clone();
            async move { tokio::net::UnixStream::connect(path).await }
        })
    }

    /// Opens connections with a function, which gets the URL of the server; no proxy is used then. TLS for `https` is added
    /// to what it returns.
    pub fn connector<F, S>(mut self, open: impl Fn(Uri) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = std::io::Result<S>> + Send + 'static,
        S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Send + Unpin + 'static,
    {
        self.open = Some(Arc::new(move |url| {
            let opening = open(url);
            Box::pin(async move { Ok(Box::new(opening.await?) as Opened) })
        }));
        self
    }

    fn fail(&mut self, error: BuildError) {
        self.failure.get_or_insert(error);
    }

    /// Builds the transport.
    ///
    /// # Errors
    /// A certificate, a key or a proxy is not valid, or a proxy would not be used.
    pub fn build(self) -> Result<Hyper, BuildError> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        if self.open.is_some() && matches!(self.proxies, Some(Proxies::Own(_))) {
            return Err(BuildError::new(
                "a proxy is set beside a connector or a Unix socket, which would not use it",
            ));
        }
        let proxies = self.proxies.unwrap_or_else(Proxies::of_environment);
        Ok(Hyper::from_parts(self.tls, proxies, self.open, self.connect_timeout))
    }
}
