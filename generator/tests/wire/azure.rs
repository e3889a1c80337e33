//! Keys of AutoRest, and lists within lists of 2.0.

use crate::support::{Answer, Request, Server};
use std::collections::BTreeMap;
use wire::Upload;
use wire::azure::Client;
use wire::azure::types::FilesBody;

fn sent(call: impl FnOnce(Client)) -> Request {
    let server = Server::once(Answer::new(204));
    call(Client::builder().base_url(server.url()).build().unwrap());
    server.request()
}

#[test]
fn slashes_stay() {
    let request =
        sent(|client| client.vault().things("a/b c").filter("x=1&y=%20").send_blocking().unwrap());
    assert_eq!(request.line(), "GET /a/b%20c/things?%24filter=x=1%26y=%20");
}

#[test]
fn a_map_of_headers() {
    let meta = BTreeMap::from([("one".to_owned(), "1".to_owned()), ("two".to_owned(), "2 3".to_owned())]);
    let request = sent(|client| client.vault().save().x_ms_meta(meta).send_blocking().unwrap());
    assert_eq!(request.header("x-ms-meta-one"), Some("1"));
    assert_eq!(request.header("x-ms-meta-two"), Some("2 3"));
    assert_eq!(request.header("x-ms-meta"), None);
}

#[test]
fn paths_that_differ_by_their_query() {
    let request = sent(|client| client.vault().copy().send_blocking().unwrap());
    assert_eq!(request.line(), "PUT /things?op=copy");
}

#[test]
fn a_key_of_the_query_that_is_not_the_name() {
    let request = sent(|client| client.vault().sorted("a b").send_blocking().unwrap());
    assert_eq!(request.line(), "GET /sorted?fixed=1&order=a%20b");
}

#[test]
fn lists_within_lists() {
    let request = sent(|client| {
        let call = client.vault().rows().n([vec![1, 2], vec![3]]).m([vec!["a".to_owned(), "b".to_owned()], vec!["c,d".to_owned()]]);
        call.send_blocking().unwrap();
    });
    assert_eq!(request.line(), "GET /rows?n=1%7C2&n=3&m=a,b%7Cc%2Cd");
}

#[test]
fn lists_of_files() {
    let request = sent(|client| {
        let docs = [Upload::bytes("1").filename("one"), Upload::bytes("2").filename("two")];
        client.vault().files(FilesBody::new(docs)).send_blocking().unwrap();
    });
    assert!(request.text().contains("name=\"docs\"; filename=\"one\""));
    assert!(request.text().contains("name=\"docs\"; filename=\"two\""));
}
