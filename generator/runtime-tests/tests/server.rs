//! Servers whose URLs have variables, written like generated code.
#![allow(missing_docs, clippy::unwrap_used, reason = "shapes and helpers of tests")]

use truespec_runtime::runtime::client::Builder;
use truespec_runtime::runtime::client::variables::{ServerUrl, server, server_values};

server_values!(ServerRegion { Eu: "eu", Us: "us-east" });
server!(
    /// Where data is.
    Server "https://{region}.{tenant}.example.org:{port}/{base}" {
        region "region": one ServerRegion = ServerRegion::Eu;
        tenant "tenant": text = "demo";
        port "port": text = "443";
        base "base": text = "v1";
    }
);

fn url(server: Server) -> Result<String, String> {
    ServerUrl::from(server).into_url().map_err(|error| error.to_string())
}

#[test]
fn variables_are_filled_in() {
    assert_eq!(url(Server::default()).unwrap(), "https://eu.demo.example.org:443/v1");
    let server = Server::default().region(ServerRegion::Us).tenant("acme").base("v2/beta");
    assert_eq!(url(server.clone()).unwrap(), "https://us-east.acme.example.org:443/v2/beta");
    let core = Builder::new("https://a.b", &[]).server(server).build().unwrap();
    assert_eq!(core.base_url(), "https://us-east.acme.example.org:443/v2/beta");
}

#[test]
fn a_variable_cannot_change_the_rest_of_the_url() {
    for value in ["evil.com/", "evil.com#", "evil.com?", "me@evil.com", "a b", "ä", "%2f", "\\"] {
        let error = url(Server::default().tenant(value)).unwrap_err();
        assert_eq!(error, format!("the server's variable tenant cannot be {value:?}"));
        let built = Builder::new("https://a.b", &[]).server(Server::default().tenant(value)).build();
        assert!(built.is_err(), "{value}");
    }
    for value in ["../admin", "a/../b", "?x", "#x", "a b"] {
        assert!(url(Server::default().base(value)).is_err(), "{value}");
    }
}

#[test]
fn a_variable_can_be_the_whole_beginning() {
    let fill = |template, value| ServerUrl::fill(template, &[("base", value)]).into_url();
    assert_eq!(fill("{base}/v1", "https://example.org:8443").unwrap(), "https://example.org:8443/v1");
    assert_eq!(fill("{base}://example.org", "http").unwrap(), "http://example.org");
    assert!(fill("{base}://example.org", "https://evil.com/?").is_err());
    assert_eq!(fill("https://example.org/{none}", "x").unwrap(), "https://example.org/");
}
