//! A base path without a host stays.

use crate::support::{Answer, Server};
use wire::servers_base_path::Client;

#[test]
fn the_base_path_stays() {
    let server = Server::once(Answer::new(204));
    let client = Client::builder().base_url(server.url()).build().unwrap();
    client.bridge().tolls().send_blocking().unwrap();
    assert_eq!(server.request().line(), "GET /api/v2/tolls");
    assert_eq!(client.base_url(), format!("{}/api/v2", server.url()));
}
