//! Calls one HTTPS server with the application's own reqwest and with an emitted client, in both orders.

use std::error::Error;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use clients::nekt;
use clients::runtime::network::Hyper;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

type Failed = Box<dyn Error + Send + Sync>;

const PAGE: &str = r#"{"count":0,"next":null,"previous":null,"results":[]}"#;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failed> {
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der())?;
    // The provider is named, because rustls has two here: one of the application's reqwest, one of the client.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let config = config.with_no_client_auth().with_single_cert(vec![own.cert.der().clone()], key)?;
    let url = serve(config)?;
    let pem = own.cert.pem();

    // A client of the application's with its defaults: where they had been changed, this would panic.
    drop(reqwest::Client::new());
    for round in ["first", "second"] {
        let transport = Hyper::builder().root_certificates(pem.as_bytes()).build()?;
        let client = nekt::Client::builder().api_key("key").base_url(&url).transport(transport).build()?;
        assert_eq!(client.destinations().list().await?.count, 0, "{round}");

        let root = reqwest::Certificate::from_pem(pem.as_bytes())?;
        let theirs = reqwest::Client::builder().tls_certs_merge([root]).build()?;
        let text = theirs.get(format!("{url}/api/v1/destinations/")).send().await?.text().await?;
        assert_eq!(text, PAGE, "{round}");
        assert!(reqwest::Client::new().get(&url).send().await.is_err(), "an unknown certificate is trusted");
    }
    assert!(rustls::crypto::CryptoProvider::get_default().is_none(), "the process got a default");
    println!("both work, in both rounds");
    Ok(())
}

/// Answers each connection with an empty page.
fn serve(config: ServerConfig) -> Result<String, Failed> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("https://localhost:{}", listener.local_addr()?.port());
    let config = Arc::new(config);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            _ = exchange(stream, Arc::clone(&config));
        }
    });
    Ok(url)
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
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        PAGE.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(PAGE.as_bytes())?;
    stream.conn.send_close_notify();
    stream.flush()
}
