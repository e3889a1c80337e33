//! The path of a server that has no host is the path of the API on the server that the caller names.

use crate::support::{Answer, Server};
use wire::servers_path::Client;

fn lines(path: &str) -> Vec<String> {
    let server = Server::start([Answer::new(204), Answer::new(204), Answer::new(204)]);
    let client = Client::builder().base_url(format!("{}{path}", server.url())).build().unwrap();
    client.ferry().trips().send_blocking().unwrap();
    client.ferry().health().send_blocking().unwrap();
    client.ferry().files().send_blocking().unwrap();
    (0..3).map(|_| server.request().line().to_owned()).collect()
}

#[test]
fn a_server_without_a_path_gets_that_of_the_document() {
    let expected = ["GET /api/v2/trips", "GET /health", "GET /files/v1/files"];
    assert_eq!(lines(""), expected);
    assert_eq!(lines("/"), expected);
}

#[test]
fn a_path_of_the_callers_is_taken_as_it_is() {
    assert_eq!(lines("/gate"), ["GET /gate/trips", "GET /gate/health", "GET /gate/files"]);
}

#[test]
fn without_a_server_there_is_no_client() {
    let error = Client::builder().build().unwrap_err();
    assert!(error.to_string().contains("base_url"), "{error}");
}
