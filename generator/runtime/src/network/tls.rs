//! TLS by rustls with ring and the root certificates of the system. The provider is named here: no default of the process is
//! needed, and none is set.

use super::super::error::build::BuildError;
use super::stream::{Refused, Stream};
use http::Uri;
use hyper_util::rt::TokioIo;
pub use rustls::ClientConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls_platform_verifier::Verifier;
use std::sync::{Arc, OnceLock};
use tokio_rustls::TlsConnector;

/// Whom a transport trusts and what it presents; its configuration is made for the first connection that needs one.
#[derive(Default)]
pub(crate) struct Tls {
    /// Certificates that are trusted beside the system's.
    roots: Vec<CertificateDer<'static>>,
    /// The certificate that is presented to a server, with those that it is signed by, and its key.
    own: Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)>,
    /// The caller's configuration, instead of all this.
    config: Option<Arc<ClientConfig>>,
    made: OnceLock<Result<Made, String>>,
}

/// The configuration for servers, and the one for proxies, which are not asked for HTTP/2.
struct Made {
    server: Arc<ClientConfig>,
    proxy: Arc<ClientConfig>,
}

impl Tls {
    /// Trusts certificates in PEM.
    ///
    /// # Errors
    /// It is not PEM, or holds no certificate.
    pub(crate) fn trust(&mut self, pem: &[u8]) -> Result<(), BuildError> {
        self.roots.extend(certificates(pem)?);
        Ok(())
    }

    /// Presents a certificate, whose PEM also holds its key.
    ///
    /// # Errors
    /// It is not PEM, or a part is missing. The text quotes nothing.
    pub(crate) fn present(&mut self, pem: &[u8]) -> Result<(), BuildError> {
        let key = PrivateKeyDer::from_pem_slice(pem);
        let key = key.map_err(|error| BuildError::new(format!("the private key is not valid: {error}")))?;
        self.own = Some((certificates(pem)?, key));
        Ok(())
    }

    /// Uses a configuration as it is.
    pub(crate) fn configure(&mut self, config: Arc<ClientConfig>) {
        self.config = Some(config);
    }

    /// Encrypts a connection to the server of the URL.
    pub(crate) async fn to_server(&self, stream: Stream, url: &Uri) -> Result<Stream, Refused> {
        handshake(&self.made()?.server, stream, url).await
    }

    /// Encrypts a connection to a proxy.
    pub(crate) async fn to_proxy(&self, stream: Stream, url: &Uri) -> Result<Stream, Refused> {
        handshake(&self.made()?.proxy, stream, url).await
    }

    fn made(&self) -> Result<&Made, Refused> {
        let made = self.made.get_or_init(|| self.make().map_err(|error| error.to_string()));
        made.as_ref().map_err(|reason| format!("TLS cannot be set up: {reason}").into())
    }

    fn make(&self) -> Result<Made, rustls::Error> {
        let mut config = match &self.config {
            Some(config) => return Ok(Made { server: Arc::clone(config), proxy: plain(config) }),
            None => self.config(Arc::new(ring::default_provider()))?,
        };
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Made { proxy: plain(&config), server: Arc::new(config) })
    }

    fn config(&self, provider: Arc<CryptoProvider>) -> Result<ClientConfig, rustls::Error> {
        let verifier = verifier(&self.roots, Arc::clone(&provider))?;
        let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let builder = builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
        match &self.own {
            Some((chain, key)) => builder.with_client_auth_cert(chain.clone(), key.clone_key()),
            None => Ok(builder.with_no_client_auth()),
        }
    }
}

/// The same without HTTP/2.
fn plain(config: &ClientConfig) -> Arc<ClientConfig> {
    let mut config = config.clone();
    config.alpn_protocols.clear();
    Arc::new(config)
}

/// What decides whether a server's certificate is trusted: the system.
#[cfg(not(target_os = "android"))]
fn verifier(
    roots: &[CertificateDer<'static>],
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    Verifier::new_with_extra_roots(roots.to_vec(), provider)
}

/// What decides whether a server's certificate is trusted: the system, which takes no other roots here.
#[cfg(target_os = "android")]
fn verifier(
    roots: &[CertificateDer<'static>],
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    if roots.is_empty() {
        Verifier::new(provider)
    } else {
        Err(rustls::Error::General("Android takes no other root certificates than its own".to_owned()))
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, BuildError> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match found {
        Ok(found) if found.is_empty() => Err(BuildError::new("the PEM holds no certificate")),
        Ok(found) => Ok(found),
        Err(error) => Err(BuildError::new(format!("the certificate is not valid PEM: {error}"))),
    }
}

async fn handshake(config: &Arc<ClientConfig>, stream: Stream, url: &Uri) -> Result<Stream, Refused> {
    let host = url.host().unwrap_or_default();
    let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let name = ServerName::try_from(host.to_owned())?;
    let tls = TlsConnector::from(Arc::clone(config)).connect(name, TokioIo::new(stream)).await?;
    let http2 = tls.get_ref().1.alpn_protocol() == Some(b"h2");
    Ok(Stream::new(TokioIo::new(tls)).speaking_http2(http2))
}
