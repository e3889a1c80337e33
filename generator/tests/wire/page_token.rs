//! A token is sent as it came, and the list ends where there is none.

use crate::support::{Answer, Server};
use wire::page_token::Client;

#[test]
fn the_token_of_a_page_asks_for_the_next() {
    let page = |body: &str| Answer::of("application/json", body);
    let server = Server::start([
        page(r#"{"data":[{"id":"a"}],"has_more":true,"next_page":"t+k/1"}"#),
        page(r#"{"data":[{"id":"b"}],"has_more":false,"next_page":null}"#),
    ]);
    let client = Client::builder().base_url(server.url()).build().unwrap();
    let mut items = client.costs().list().limit(1).items();
    let found: Vec<String> = std::iter::from_fn(|| items.next_blocking()).map(|item| item.unwrap().id).collect();
    assert_eq!(found, ["a", "b"]);
    assert_eq!(server.request().line(), "GET /costs?limit=1");
    assert_eq!(server.request().line(), "GET /costs?limit=1&page=t%2Bk%2F1");
    assert!(server.is_done());
}
