//! Every path can be sent, and nothing beside a reference is lost.

use crate::support::{Answer, Server};
use wire::paths::Client;

fn line(call: impl FnOnce(Client)) -> String {
    let server = Server::once(Answer::new(204));
    call(Client::builder().base_url(server.url()).build().unwrap());
    server.request().line().to_owned()
}

#[test]
fn literal_text_is_encoded() {
    assert_eq!(line(|client| client.shelves().spaced("a/b").send_blocking().unwrap()), "GET /my%20files/a%2Fb");
    assert_eq!(line(|client| client.shelves().accented().send_blocking().unwrap()), "GET /gr%C3%B6%C3%9Fe%2Fa/100%25");
}

#[test]
fn templates_of_frameworks() {
    assert_eq!(line(|client| client.shelves().templated().q("1").send_blocking().unwrap()), "GET /f?q=1");
    assert_eq!(line(|client| client.shelves().proxied("b/c d").send_blocking().unwrap()), "GET /a/b/c%20d");
    assert_eq!(line(|client| client.shelves().constrained(7).send_blocking().unwrap()), "GET /n/7");
}

#[test]
fn what_stands_beside_a_reference_counts() {
    let server = Server::start([Answer::new(204), Answer::new(204)]);
    let client = Client::builder().base_url(server.url()).build().unwrap();
    client.shelves().get_shared("t").lang("de").more("m").send_blocking().unwrap();
    client.shelves().drop_shared("t").send_blocking().unwrap();
    let request = server.request();
    assert_eq!(request.line(), "GET /shared?lang=de&more=m");
    assert_eq!(request.header("tenant"), Some("t"));
    assert_eq!(server.request().line(), "DELETE /shared");
}
