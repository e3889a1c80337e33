//! A float without a fraction stays a float, an integer an integer.

use crate::support::{Answer, Server};
use wire::numbers::Client;
use wire::numbers::types::Weights;

#[test]
fn whole_floats_stay_floats() {
    let body = r#"{"either":4.0,"other":2.0,"whole":3}"#;
    let server = Server::start([Answer::of("application/json", body), Answer::of("application/json", body)]);
    let client = Client::builder().base_url(server.url()).build().unwrap();
    let came = client.scales().weigh(Weights::new()).send_blocking().unwrap();
    client.scales().weigh(came).send_blocking().unwrap();
    server.request();
    assert_eq!(server.request().text(), body);
}
