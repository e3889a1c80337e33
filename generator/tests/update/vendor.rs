//! A vendor: a server on this machine, with or without TLS, that answers each request as a test says.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A request without its body.
pub struct Asked {
    /// The path, with the query.
    pub path: String,
    head: String,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// What is sent: bytes, and how long to wait before them.
pub struct Answer(pub Vec<u8>, pub Duration);

impl Answer {
    /// A response with these header lines, each with `\r\n` at its end.
    pub fn new(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let head = format!(
            "HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        );
        Self::raw([head.as_bytes(), body].concat())
    }

    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into(), Duration::ZERO)
    }

    pub fn ok(body: impl AsRef<[u8]>) -> Self {
        Self::new("200 OK", "", body)
    }

    pub fn redirect(to: &str) -> Self {
        Self::new("302 Found", &format!("location: {to}\r\n"), "")
    }
}

/// A running server.
pub struct Vendor {
    /// `http://127.0.0.1:1234`, or `https://localhost:1234`.
    pub url: String,
    /// The paths that were asked for, with the conditions of the requests.
    pub asked: Arc<Mutex<Vec<String>>>,
    /// What a proxy was asked to connect to.
    tunnels: Arc<Mutex<Vec<String>>>,
}

type Handler = dyn Fn(&Asked) -> Answer + Send + Sync;

impl Vendor {
    pub fn start(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        Self::serve(listener, url, answer, Box::new(|stream| Box::new(stream)))
    }

    /// With TLS, by a certificate whose authority is written to `roots`.
    pub fn start_tls(roots: &Path, answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        let config = Arc::new(tls(roots));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let wrap = move |stream| -> Box<dyn Stream> {
            let connection = rustls::ServerConnection::new(config.clone()).unwrap();
            Box::new(rustls::StreamOwned::new(connection, stream))
        };
        Self::serve(listener, url, answer, Box::new(wrap))
    }

    /// A proxy that ends the tunnels it is asked for by itself, as the server at `vendor.invalid`.
    pub fn start_proxy(roots: &Path, answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        let config = Arc::new(tls(roots));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let tunnels = Arc::new(Mutex::new(Vec::new()));
        let noted = tunnels.clone();
        let wrap = move |mut stream: std::net::TcpStream| -> Box<dyn Stream> {
            let (mut head, mut byte) = (Vec::new(), [0]);
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
                head.push(byte[0]);
            }
            let asked = Asked { path: String::new(), head: String::from_utf8(head).unwrap() };
            let line = asked.head.split(" HTTP").next().unwrap().to_owned();
            noted.lock().unwrap().push(line + " " + asked.header("proxy-authorization").unwrap_or_default());
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
            let connection = rustls::ServerConnection::new(config.clone()).unwrap();
            Box::new(rustls::StreamOwned::new(connection, stream))
        };
        let mut vendor = Self::serve(listener, url, answer, Box::new(wrap));
        vendor.tunnels = tunnels;
        vendor
    }

    fn serve(
        listener: TcpListener,
        url: String,
        answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static,
        wrap: Box<dyn Fn(std::net::TcpStream) -> Box<dyn Stream> + Send>,
    ) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (answer, seen): (Arc<Handler>, _) = (Arc::new(answer), asked.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, answer, seen) = (wrap(stream.unwrap()), answer.clone(), seen.clone());
                std::thread::spawn(move || respond(stream, &*answer, &seen));
            }
        });
        Self { url, asked, tunnels: Arc::default() }
    }

    /// What was asked for since the last call.
    pub fn requests(&self) -> Vec<String> {
        let mut all = std::mem::take(&mut *self.tunnels.lock().unwrap());
        all.append(&mut self.asked.lock().unwrap());
        all
    }
}

trait Stream: Read + Write + Send {}

impl<S: Read + Write + Send> Stream for S {}

fn respond(stream: Box<dyn Stream>, answer: &Handler, seen: &Mutex<Vec<String>>) {
    let mut stream = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head).unwrap_or(0) == 0 {
            return;
        }
    }
    let path = head.split(' ').nth(1).unwrap().to_owned();
    let asked = Asked { path, head };
    let conditions = ["if-none-match", "if-modified-since"];
    let conditions = conditions.iter().filter_map(|name| Some(format!(" {name}: {}", asked.header(name)?)));
    seen.lock().unwrap().push(asked.path.clone() + &conditions.collect::<String>());
    let Answer(bytes, wait) = answer(&asked);
    std::thread::sleep(wait);
    // A client that has had enough closes the connection.
    let _ = stream.get_mut().write_all(&bytes).and_then(|()| stream.get_mut().flush());
}

fn tls(roots: &Path) -> rustls::ServerConfig {
    let authority = rcgen::KeyPair::generate().unwrap();
    let mut parameters = rcgen::CertificateParams::new(Vec::new()).unwrap();
    parameters.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let issuer = rcgen::CertifiedIssuer::self_signed(parameters, authority).unwrap();
    std::fs::write(roots, issuer.pem()).unwrap();
    let key = rcgen::KeyPair::generate().unwrap();
    let mut parameters =
        rcgen::CertificateParams::new(vec!["localhost".to_owned(), "vendor.invalid".to_owned()]).unwrap();
    parameters.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ServerAuth];
    let signed = parameters.signed_by(&key, &issuer).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![signed.der().clone()], key)
        .unwrap()
}
