//! Credentials in headers, after what the document says stands before them.

use crate::support::{Answer, Server};
use wire::credentials::Client;

/// The header that a call sends with a credential of the client.
fn sent(header: &str, scheme: &str, credential: &str) -> String {
    let server = Server::once(Answer::new(204));
    let client = Client::builder().base_url(server.url()).build().unwrap();
    let all = client.all();
    match scheme {
        "Token" => all.token().credential_for(scheme, credential).send_blocking(),
        "Key" => all.key().credential_for(scheme, credential).send_blocking(),
        "Other" => all.other().credential_for(scheme, credential).send_blocking(),
        _ => all.plain().credential_for(scheme, credential).send_blocking(),
    }
    .unwrap();
    server.request().header(header).unwrap().to_owned()
}

#[test]
fn a_prefix_stands_before_the_credential_once() {
    assert_eq!(sent("authorization", "Token", "abc"), "Token abc");
    assert_eq!(sent("authorization", "Token", "Token abc"), "Token abc");
    assert_eq!(sent("authorization", "Token", "token abc"), "token abc");
    assert_eq!(sent("authorization", "Token", "Tokenabc"), "Token Tokenabc");
    assert_eq!(sent("x-key", "Key", "abc"), "Key token=abc");
    assert_eq!(sent("x-key", "Key", "Key token=abc"), "Key token=abc");
    assert_eq!(sent("authorization", "Other", "abc"), "GenieKey abc");
    assert_eq!(sent("x-plain", "Plain", "abc"), "abc");
}

#[test]
fn credentials_of_the_client_have_it_too() {
    let server = Server::start([Answer::new(204), Answer::new(204)]);
    let client = Client::builder().base_url(server.url()).api_key_token("abc").build().unwrap();
    client.all().token().send_blocking().unwrap();
    assert_eq!(server.request().header("authorization"), Some("Token abc"));
}
