//! What has one allowed value is sent by itself; what is optional stays a choice.

use crate::support::{Answer, Request, Server};
use wire::constants::Client;
use wire::constants::odd::Odd;
use wire::constants::types::{LampsColour, LampsMode};

#[test]
fn constants_are_sent_and_not_asked_for() {
    let server = Server::start([Answer::new(204), Answer::new(204)]);
    let client = Client::builder().base_url(server.url()).build().unwrap();
    client.lighthouse().lamps(LampsColour::Red).send_blocking().unwrap();
    client.lighthouse().lamps(LampsColour::Green).mode(LampsMode::Fast).send_blocking().unwrap();
    let request = server.request();
    assert_eq!(request.line(), "GET /json/lamps?api-version=2024-01-01&level=2&all=true&colour=red");
    assert_eq!(request.header("x-target"), Some("svc.lamps"));
    assert_eq!(server.request().line(), "GET /json/lamps?api-version=2024-01-01&level=2&all=true&colour=green&mode=fast");
}

/// What one call sends.
fn sent(call: impl FnOnce(Odd<'_>)) -> Request {
    let server = Server::once(Answer::new(204));
    let client = Client::builder().base_url(server.url()).build().unwrap();
    call(client.odd());
    server.request()
}

#[test]
fn every_method_can_succeed() {
    assert_eq!(sent(|odd| odd.slash().send_blocking().unwrap()).line(), "GET /a/x%2Fy");
    // Nothing can be sent but what the document does not list.
    assert_eq!(sent(|odd| odd.empty("some").send_blocking().unwrap()).line(), "GET /b/some");
    assert_eq!(sent(|odd| odd.part().send_blocking().unwrap()).line(), "GET /c/.json");
    assert_eq!(sent(|odd| odd.line("one").send_blocking().unwrap()).header("x-line"), Some("one"));
    assert_eq!(sent(|odd| odd.letter().send_blocking().unwrap()).header("x-letter"), Some("é"));
    assert_eq!(sent(|odd| odd.named().send_blocking().unwrap()).line(), "GET /f");
}
