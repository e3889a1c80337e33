//! Redirects: followed within the origin, and to others where the client says so, by methods that only read, with
//! credentials to the same origin only.

use crate::support::{Answer, Server};
use wire::redirect::{Client, ClientBuilder};

fn builder(server: &Server) -> ClientBuilder {
    Client::builder().base_url(server.url()).api_key("secret")
}

fn moved(status: u16, to: &str) -> Answer {
    Answer::new(status).header("location", to)
}

#[test]
fn by_default_none_leads_to_another_origin() {
    let other = Server::start([]);
    let found = Answer::of("application/octet-stream", "bytes");
    let server = Server::start([moved(302, "/other"), found, moved(302, other.url()), moved(302, "/other")]);
    let client = builder(&server).build().unwrap();
    assert_eq!(client.files().get("1").send_blocking().unwrap().as_ref(), b"bytes");
    let error = client.files().get("1").send_blocking().unwrap_err();
    assert_eq!(error.status(), Some(302));
    let error = client.files().send("1").send_blocking().unwrap_err();
    assert_eq!(error.status(), Some(302));
}

#[test]
fn every_form_of_location_on_the_same_origin() {
    for (status, to, line) in [
        (301, "/other?a=1", "GET /other?a=1"),
        (302, "2", "GET /file/2"),
        (303, "?v=2", "GET /file/1?v=2"),
        (307, "../up", "GET /up"),
        (308, "{}/whole#part", "GET /whole"),
    ] {
        let found = Answer::of("application/octet-stream", "bytes");
        let server = Server::with(|url| [moved(status, &to.replace("{}", url)), found]);
        let client = builder(&server).follow_redirects(3).build().unwrap();
        let file = client.files().get("1").x_tenant("t").send_blocking().unwrap();
        assert_eq!(file.as_ref(), b"bytes", "{to}");
        assert_eq!(server.request().line(), "GET /file/1");
        let second = server.request();
        assert_eq!((second.line(), second.header("x-key")), (line, Some("secret")), "{to}");
        assert_eq!(second.header("x-tenant"), Some("t"));
    }
}

#[test]
fn another_origin_gets_no_credential() {
    let other = Server::once(Answer::of("application/octet-stream", "bytes"));
    let server = Server::once(moved(302, &format!("{}/signed?key=1", other.url())));
    let client = builder(&server).follow_redirects(1).build().unwrap();
    let mut file = client.files().get("1").x_tenant("t").stream_blocking().unwrap();
    assert_eq!(file.chunk_blocking().unwrap().unwrap().as_ref(), b"bytes");
    let request = other.request();
    assert_eq!(request.line(), "GET /signed?key=1");
    assert_eq!((request.header("x-key"), request.header("x-tenant")), (None, None));
    assert_eq!(request.header("accept"), Some("application/octet-stream, */*;q=0.8"));
}

#[test]
fn head_stays_head() {
    let server = Server::start([moved(301, "/there"), Answer::new(200)]);
    let client = builder(&server).follow_redirects(1).build().unwrap();
    client.files().exists("1").send_blocking().unwrap();
    server.request();
    assert_eq!(server.request().line(), "HEAD /there");
}

#[test]
fn what_writes_follows_none() {
    for status in [301, 302, 303, 307, 308] {
        let server = Server::start([moved(status, "/other")]);
        let client = builder(&server).follow_redirects(5).build().unwrap();
        let error = client.files().send("1").send_blocking().unwrap_err();
        assert_eq!(error.status(), Some(status));
    }
}

#[test]
fn the_number_is_bounded() {
    let server = Server::start((0..3).map(|_| moved(302, "/file/1")));
    let client = builder(&server).follow_redirects(2).build().unwrap();
    let error = client.files().get("1").send_blocking().unwrap_err();
    assert_eq!(error.status(), Some(302));
    for _ in 0..3 {
        server.request();
    }
    assert!(server.is_done());
}

#[test]
fn what_leads_nowhere_is_the_answer() {
    for to in ["ftp://example.com/x", "", "http://user@127.0.0.1/", "javascript:x", "http://192.0.2.1/plain"]
    {
        let server = Server::start([moved(302, to)]);
        let client = builder(&server).follow_redirects(2).build().unwrap();
        let error = client.files().get("1").send_blocking().unwrap_err();
        assert_eq!(error.status(), Some(302), "{to}");
    }
}
