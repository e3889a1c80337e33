//! Parameters as few documents have them.

use crate::support::{Answer, Request, Server};
use wire::parameters::Client;
use wire::parameters::types::{ByFormQuery, ByJsonQuery, ByPagePageable};

fn sent(call: impl FnOnce(Client)) -> Request {
    let server = Server::once(Answer::new(204));
    call(Client::builder().base_url(server.url()).build().unwrap());
    server.request()
}

#[test]
fn the_whole_query() {
    let request =
        sent(|client| client.search().by_json().selector(ByJsonQuery::new().a(1)).send_blocking().unwrap());
    assert_eq!(request.line(), "GET /json?%7B%22a%22%3A1%7D");
    let request = sent(|client| {
        client.search().by_form().all(ByFormQuery::new().tags(["1", "2 3"]).page(4)).send_blocking().unwrap();
    });
    assert_eq!(request.line(), "GET /form?page=4&tags=1&tags=2%203");
}

#[test]
fn texts_are_not_quoted() {
    let request = sent(|client| client.search().by_text().q("x y").x_note("a\"b").send_blocking().unwrap());
    assert_eq!(request.line(), "GET /text?q=x%20y");
    assert_eq!(request.header("x-note"), Some("a\"b"));
}

#[test]
fn what_only_the_caller_can_write_is_a_text() {
    let request = sent(|client| client.search().by_filter().filter("a=1&b=2").at(3).send_blocking().unwrap());
    assert_eq!(request.line(), "GET /filter?filter=a%3D1%26b%3D2&at=3");
}

#[test]
fn lists_within_an_object_are_repeated() {
    let request = sent(|client| {
        client.search().by_page().pageable(ByPagePageable::new().page(1).sort(["a,asc", "b"])).send_blocking().unwrap();
    });
    assert_eq!(request.line(), "GET /pages?page=1&sort=a%2Casc&sort=b");
}

#[test]
fn cookies_go_as_they_came() {
    let request =
        sent(|client| client.search().by_cookie().plain("a+b/c==").form("s%3Aa.d+e/f==").send_blocking().unwrap());
    assert_eq!(request.header("cookie"), Some("plain=a+b/c==; form=s%3Aa.d+e/f=="));
    let request = sent(|client| client.search().by_cookie().form("a b;c").send_blocking().unwrap());
    assert_eq!(request.header("cookie"), Some("form=a%20b%3Bc"));
}

#[test]
fn credentials_in_cookies_go_as_they_came() {
    let server = Server::once(Answer::new(204));
    let builder = Client::builder().base_url(server.url());
    builder.api_key("s%3Aabc.d+e/f==").build().unwrap().search().by_cookie().send_blocking().unwrap();
    assert_eq!(server.request().header("cookie"), Some("sid=s%3Aabc.d+e/f=="));
}
