//! The commonest exchange, and the measure of what others differ in.

use crate::support::{Answer, Server};
use wire::json::Client;
use wire::json::types::Boat;

#[test]
fn json_goes_up_and_comes_back() {
    let server = Server::once(Answer::of("application/json", r#"{"name":"Gull","length":7.5}"#));
    let client = Client::builder().base_url(server.url()).build().unwrap();
    let boat = client.boats().launch(Boat::new("Gull")).send_blocking().unwrap();
    assert_eq!((boat.name.as_str(), boat.length), ("Gull", Some(7.5)));
    let request = server.request();
    assert_eq!(request.line(), "POST /boats");
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.text(), r#"{"name":"Gull"}"#);
    assert!(server.is_done());
}
