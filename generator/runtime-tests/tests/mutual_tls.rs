//! Mutual TLS: the transport presents the caller's certificate, and trusts the caller's authority.
#![allow(clippy::unwrap_used, reason = "helpers of a test")]

mod support;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConfig, RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use std::error::Error as _;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use support::{answer, wait};
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::{Error, Untyped};
use truespec_runtime::runtime::network::{Hyper, HyperBuilder};
use truespec_runtime::runtime::request::Operation;
use truespec_runtime::runtime::transport::Reqwest;

const WHO: Operation = Operation::new("who", "GET", "/");

#[test]
fn the_callers_certificate_is_presented() {
    let authority = Authority::new();
    let core = client(&authority, Some(authority.signs(ExtendedKeyUsagePurpose::ClientAuth)));
    assert_eq!(wait(core.call(&WHO).decode_text::<Untyped, ()>()).unwrap(), "known");
}

#[test]
fn a_missing_certificate_is_an_error() {
    let authority = Authority::new();
    let core = client(&authority, None);
    let error = wait(core.call(&WHO).decode_text::<Untyped, ()>()).unwrap_err();
    assert!(matches!(error, Error::Network(_)), "{error}");
    assert!(said(&error).contains("CertificateRequired"), "{}", said(&error));
}

#[test]
fn an_untrusted_certificate_is_rejected() {
    let authority = Authority::new();
    let stranger = Authority::new().signs(ExtendedKeyUsagePurpose::ClientAuth);
    let error = wait(client(&authority, Some(stranger)).call(&WHO).decode_text::<Untyped, ()>()).unwrap_err();
    assert!(matches!(error, Error::Network(_)), "{error}");
    assert!(said(&error).contains("received fatal alert"), "{}", said(&error));
}

/// What a person reads of an error: it and all that it comes from.
fn said(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text += &format!(": {next}");
        cause = next.source();
    }
    text
}

/// A client that trusts the authority, with a certificate or without, of a server that demands one.
fn client(authority: &Authority, own: Option<Signed>) -> Core {
    let url = serve(authority.server());
    let builder = Hyper::builder().root_certificates(authority.0.pem().as_bytes());
    let builder = match own {
        Some((pem, _)) => builder.client_certificate(pem.as_bytes()),
        None => builder,
    };
    Builder::new(&url, &[]).transport(builder.build().unwrap()).build().unwrap()
}

/// The same by a configuration of rustls, which is used as it is.
#[test]
fn a_configuration_of_the_callers() {
    let authority = Authority::new();
    let (_, (chain, key)) = authority.signs(ExtendedKeyUsagePurpose::ClientAuth);
    let config =
        ClientConfig::builder_with_provider(provider()).with_safe_default_protocol_versions().unwrap();
    let config = config.with_root_certificates(authority.roots());
    let config = config.with_client_auth_cert(chain, key).unwrap();
    let transport = Hyper::builder().tls(config).build().unwrap();
    let core = Builder::new(&serve(authority.server()), &[]).transport(transport).build().unwrap();
    assert_eq!(wait(core.call(&WHO).decode_text::<Untyped, ()>()).unwrap(), "known");
}

/// And by a `reqwest::Client`.
#[test]
fn a_client_of_reqwest() {
    let authority = Authority::new();
    let (_, (chain, key)) = authority.signs(ExtendedKeyUsagePurpose::ClientAuth);
    let config =
        ClientConfig::builder_with_provider(provider()).with_safe_default_protocol_versions().unwrap();
    let config = config.with_root_certificates(authority.roots());
    let config = config.with_client_auth_cert(chain, key).unwrap();
    let client = reqwest::Client::builder().tls_backend_preconfigured(config).build().unwrap();
    let transport = Reqwest::from(client);
    let core = Builder::new(&serve(authority.server()), &[]).transport(transport).build().unwrap();
    assert_eq!(wait(core.call(&WHO).decode_text::<Untyped, ()>()).unwrap(), "known");
}

#[test]
fn what_is_no_certificate_is_refused() {
    let refused = |builder: HyperBuilder| builder.build().unwrap_err().to_string();
    assert_eq!(refused(Hyper::builder().root_certificates(b"")), "the PEM holds no certificate");
    let said = refused(Hyper::builder().client_certificate(b"-----BEGIN CERTIFICATE-----\nsesame\n"));
    assert!(said.starts_with("the private key is not valid: ") && !said.contains("sesame"), "{said}");
}

fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// A certificate and its key, in PEM and as they are.
type Signed = (String, (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>));

struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    fn signs(&self, purpose: ExtendedKeyUsagePurpose) -> Signed {
        let mut params = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
        params.extended_key_usages = vec![purpose];
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        let pem = certificate.pem() + &key.serialize_pem();
        (pem, (vec![certificate.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap()))
    }

    fn roots(&self) -> RootCertStore {
        let mut roots = RootCertStore::empty();
        roots.add(self.0.der().clone()).unwrap();
        roots
    }

    /// A server that takes certificates of this authority only.
    fn server(&self) -> ServerConfig {
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(self.roots()), provider());
        let config = ServerConfig::builder_with_provider(provider()).with_safe_default_protocol_versions();
        let (_, (chain, key)) = self.signs(ExtendedKeyUsagePurpose::ServerAuth);
        let config = config.unwrap().with_client_cert_verifier(verifier.build().unwrap());
        config.with_single_cert(chain, key).unwrap()
    }
}

/// Answers one request after the other; a connection whose handshake fails is answered by TLS.
fn serve(config: ServerConfig) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let config = Arc::new(config);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            _ = exchange(stream, config.clone());
        }
    });
    url
}

fn exchange(stream: TcpStream, config: Arc<ServerConfig>) -> io::Result<()> {
    let connection = ServerConnection::new(config).map_err(io::Error::other)?;
    let mut stream = StreamOwned::new(connection, stream);
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.extend_from_slice(&byte);
    }
    stream.write_all(answer(200, "content-type: text/plain\r\n", "known").as_bytes())?;
    stream.conn.send_close_notify();
    stream.flush()
}
