//! Calls through clients that the build script made, checked as bytes on a socket.

#![allow(clippy::unwrap_used)] // a test may fail loudly

use std::io::{Read, Write};
use std::net::TcpListener;

use truespec_build_script::{api::petstore, clock};

/// Answers one request with a body, and gives what came.
fn once(status: &'static str, body: &'static str) -> (String, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 4096];
        let length = stream.read(&mut request).unwrap();
        let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\nconnection: close\r\n");
        write!(stream, "{head}content-length: {}\r\n\r\n{body}", body.len()).unwrap();
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    (address, server)
}

#[tokio::test]
async fn a_client_in_a_module_of_a_module() {
    let (address, server) =
        once("200 OK", r#"{"name": "Tom", "kind": "crate::fox", "home": {"street": "Elm"}}"#);
    let client = petstore::Client::builder().base_url(address).bearer("secret").build().unwrap();
    let pet = client.pets().get("Tom").await.unwrap();
    assert_eq!(pet.name, "Tom");
    assert_eq!(serde_json::to_value(&pet).unwrap()["kind"], "crate::fox");
    let request = server.join().unwrap();
    assert!(request.starts_with("GET /pets/Tom HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("authorization: Bearer secret\r\n"), "{request}");
}

#[tokio::test]
async fn corrections_are_applied() {
    let (address, server) = once("404 Not Found", r#"{"message": "no such pet", "hint": "try Tom"}"#);
    let client = petstore::Client::builder().base_url(address).bearer("secret").build().unwrap();
    let error = client.pets().get("Tim").await.unwrap_err();
    let petstore::Error::Api(error) = error else { panic!("{error}") };
    assert_eq!(error.body::<petstore::types::GetPetStatus404>().unwrap().hint.as_deref(), Some("try Tom"));
    server.join().unwrap();
}

#[tokio::test]
async fn two_clients_in_one_crate() {
    let (address, server) = once("200 OK", r#"{"now": "2026-01-31T12:00:00Z"}"#);
    let client = clock::Client::builder().base_url(address).build().unwrap();
    assert_eq!(client.time().now().await.unwrap().now.to_rfc3339(), "2026-01-31T12:00:00+00:00");
    server.join().unwrap();
}
