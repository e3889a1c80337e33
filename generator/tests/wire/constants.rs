//! What has one allowed value is sent by itself; what is optional stays a choice.

use crate::support::{Answer, Server};
use wire::constants::Client;
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
