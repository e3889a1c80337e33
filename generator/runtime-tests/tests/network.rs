//! The default transport: Unix sockets, SOCKS, HTTP/2, connections of the caller's, and a client of the program's own beside it.
#![allow(missing_docs, clippy::unwrap_used, reason = "shapes and helpers of tests")]

mod support;

use std::convert::Infallible;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use http_body_util::Full;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use support::scripted::Scripted;
use support::{Server, answer, read_request, wait};
use truespec_runtime::runtime::auth::Scheme;
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::Untyped;
use truespec_runtime::runtime::network::{Hyper, HyperBuilder};
use truespec_runtime::runtime::request::Operation;

const SCHEMES: &[Scheme] = &[Scheme::bearer("Key")];
const GET: Operation = Operation::new("get", "GET", "/a").security(&[&["Key"]]);

fn get(core: &Core) -> Result<String, String> {
    wait(core.call(&GET).decode_text::<Untyped, ()>()).map_err(|error| error.to_string())
}

fn core(url: &str, transport: HyperBuilder) -> Core {
    let builder = Builder::new(url, SCHEMES).credential("Key", "sesame").allow_http();
    builder.transport(transport.build().unwrap()).build().unwrap()
}

/// The socket takes the place of scheme, host and port; the path is the one that the document says.
#[cfg(unix)]
#[test]
fn a_base_url_may_be_a_unix_socket() {
    let folder = std::env::temp_dir().join(format!("truespec-socket-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("api.sock");
    let listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let (sender, requests) = channel();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                head.extend_from_slice(&byte);
            }
            _ = sender.send(String::from_utf8(head).unwrap());
            stream.write_all(answer(200, "", "from the socket").as_bytes()).unwrap();
        }
    });
    let socket = format!("unix://{}", path.display());
    for documented in ["http://podman.io/v4.0.0/libpod", "/v4.0.0/libpod", "https://podman.io/v4.0.0/libpod/"]
    {
        let builder = Builder::new(documented, SCHEMES).base_url(&socket).credential("Key", "sesame");
        assert_eq!(get(&builder.build().unwrap()).unwrap(), "from the socket", "{documented}");
        let request = requests.recv().unwrap();
        assert!(request.starts_with("GET /v4.0.0/libpod/a HTTP/1.1\r\n"), "{request}");
        assert!(request.contains("host: localhost\r\n") && request.contains("Bearer sesame"), "{request}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
    let gone = Builder::new("/v1", SCHEMES).base_url(&socket).credential("Key", "sesame").build().unwrap();
    let said = get(&gone).unwrap_err();
    assert!(said.contains("no connection") && said.contains("os error 2"), "{said}");
}

/// A SOCKS5 proxy that asks for a password, takes one connection, and says where it was to lead.
fn socks(answer: String) -> (String, std::sync::mpsc::Receiver<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = listener.local_addr().unwrap();
    let (sender, seen) = channel();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let greeting = counted(&mut stream, 1);
        assert!(greeting.contains(&2), "no password is offered: {greeting:?}");
        stream.write_all(&[5, 2]).unwrap();
        let user = counted(&mut stream, 1);
        let password = counted(&mut stream, 0);
        stream.write_all(&[1, 0]).unwrap();
        let mut head = [0; 4];
        stream.read_exact(&mut head).unwrap();
        assert_eq!(head, [5, 1, 0, 3], "a name is to be resolved by the proxy");
        let host = counted(&mut stream, 0);
        let mut port = [0; 2];
        stream.read_exact(&mut port).unwrap();
        stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
        let request = read_request(&mut stream);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let port = u16::from_be_bytes(port).to_string();
        sender.send(vec![text(user), text(password), text(host), port, request]).unwrap();
        stream.write_all(answer.as_bytes()).unwrap();
    });
    (at.to_string(), seen)
}

/// Bytes after their number, which follows so many others.
fn counted(stream: &mut TcpStream, after: usize) -> Vec<u8> {
    let mut head = vec![0; after + 1];
    stream.read_exact(&mut head).unwrap();
    let mut bytes = vec![0; usize::from(head[after])];
    stream.read_exact(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_socks_proxy_resolves_names() {
    let (at, seen) = socks(answer(200, "", "through socks"));
    let proxy = format!("socks5h://ann:open@{at}");
    let core = core("http://api.example.com", Hyper::builder().proxy(&proxy));
    assert_eq!(get(&core).unwrap(), "through socks");
    let seen = seen.recv().unwrap();
    assert_eq!(seen[..4], ["ann", "open", "api.example.com", "80"]);
    assert!(seen[4].starts_with("GET /a HTTP/1.1\r\n"), "{}", seen[4]);
}

/// Plain HTTP carries the proxy's password in each request, a tunnel in its own.
#[test]
fn a_proxy_gets_its_password() {
    let proxy = Scripted::answers(&[answer(200, "", "through the proxy"), answer(407, "", "")]);
    let with_user = proxy.url.replace("http://", "http://ann:open@");
    let plain = core("http://api.example.com", Hyper::builder().proxy(&with_user));
    assert_eq!(get(&plain).unwrap(), "through the proxy");
    let secure = core("https://api.example.com", Hyper::builder().proxy(&with_user));
    let said = get(&secure).unwrap_err();
    assert!(said.contains("no connection") && said.contains("proxy authorization required"), "{said}");
    assert!(!said.contains("open") || !said.contains("ann"), "{said}");
    let seen = proxy.seen();
    let password = "roxy-authorization: basic yw5uom9wzw4=\r\n"; // ann:open
    assert!(seen[0].starts_with("GET http://api.example.com/a HTTP/1.1\r\n"), "{}", seen[0]);
    assert!(seen[1].starts_with("CONNECT api.example.com:443 HTTP/1.1\r\n"), "{}", seen[1]);
    for seen in seen {
        assert!(seen.to_lowercase().contains(password), "{seen}");
    }
}

#[test]
fn what_is_no_proxy_is_refused() {
    for url in ["", "ftp://proxy.example.com", "http://ann:open@", "http://a b"] {
        let error = Hyper::builder().proxy(url).build().unwrap_err().to_string();
        assert!(error.starts_with("the proxy is not valid") && !error.contains("open"), "{url}: {error}");
    }
}

#[test]
fn a_proxy_that_would_not_be_used_is_refused() {
    let builder = Hyper::builder().proxy("http://127.0.0.1:9").connector(|_| TcpIo::connect("127.0.0.1:9"));
    let said = builder.build().unwrap_err().to_string();
    assert_eq!(said, "a proxy is set beside a connector or a Unix socket, which would not use it");
}

/// Connections that the caller opens, whatever the URL names.
#[test]
fn a_connector_of_the_callers() {
    let server = Server::answering(&[answer(200, "", "there")]);
    let at = server.url.replace("http://", "");
    let transport = Hyper::builder().connector(move |url| {
        assert_eq!(url.host(), Some("nowhere.invalid"));
        tokio::net::TcpStream::connect(at.clone())
    });
    assert_eq!(get(&core("http://nowhere.invalid", transport)).unwrap(), "there");
    assert!(server.request().contains("host: nowhere.invalid\r\n"));
}

#[test]
fn connecting_has_a_limit() {
    let limit = Duration::from_millis(50);
    let transport = Hyper::builder()
        .connect_timeout(limit)
        .connector(|_| std::future::pending::<std::io::Result<TcpIo>>());
    let said = get(&core("http://nowhere.invalid", transport)).unwrap_err();
    assert!(said.contains("no connection in time") && said.contains("50ms"), "{said}");
}

type TcpIo = tokio::net::TcpStream;

/// One connection that both sides agreed to speak HTTP/2 on takes many calls at once.
#[test]
fn calls_share_a_connection_of_http2() {
    let key = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let chain = vec![key.cert.der().clone()];
    let private = rustls::pki_types::PrivateKeyDer::try_from(key.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let mut config = config.unwrap().with_no_client_auth().with_single_cert(chain, private).unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sender, connections) = channel();
    runtime.spawn(async move {
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
        while let Ok((stream, _)) = listener.accept().await {
            _ = sender.send(());
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let stream = acceptor.accept(stream).await.unwrap();
                let service = service_fn(|request: hyper::Request<hyper::body::Incoming>| async move {
                    let text = format!("{:?} {}", request.version(), request.uri().path());
                    Ok::<_, Infallible>(hyper::Response::new(Full::new(bytes::Bytes::from(text))))
                });
                let server = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
                _ = server.serve_connection(TokioIo::new(stream), service).await;
            });
        }
    });
    let transport = Hyper::builder().root_certificates(key.cert.pem().as_bytes());
    let core = core(&format!("https://localhost:{port}"), transport);
    let call = |core: Core| async move { core.call(&GET).decode_text::<Untyped, ()>().await };
    assert_eq!(runtime.block_on(call(core.clone())).unwrap(), "HTTP/2.0 /a");
    runtime.block_on(async {
        let calls: Vec<_> = (0..20).map(|_| tokio::spawn(call(core.clone()))).collect();
        for call in calls {
            assert_eq!(call.await.unwrap().unwrap(), "HTTP/2.0 /a");
        }
    });
    assert_eq!(connections.try_iter().count(), 1);
}

/// What the runtime brings sets no default of the process, and works whether there is one or not.
#[test]
fn the_process_keeps_its_own_tls() {
    let core = core("https://127.0.0.1:9", Hyper::builder().no_proxy());
    assert!(get(&core).unwrap_err().contains("no connection"));
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
}
