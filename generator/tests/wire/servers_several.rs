//! The first server that can be used is the default.

use wire::servers_several::Client;

#[test]
fn the_first_that_can_be_used() {
    assert_eq!(Client::builder().build().unwrap().base_url(), "https://tunnel.example.com/v1");
}
