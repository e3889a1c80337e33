//! Requests that use the proxy of the environment, and requests that never do.
#![allow(missing_docs, clippy::unwrap_used, reason = "shapes and helpers of tests")]

mod support;

use std::process::Command;
use std::time::Duration;
use support::scripted::Scripted;
use support::{answer, wait};
use truespec_runtime::runtime::auth::Scheme;
use truespec_runtime::runtime::client::Builder;
use truespec_runtime::runtime::error::Untyped;
use truespec_runtime::runtime::network::Hyper;
use truespec_runtime::runtime::request::Operation;
use truespec_runtime::runtime::transport::origin::is_local;

const SCHEMES: &[Scheme] = &[Scheme::bearer("Key")];
const GET: Operation = Operation::new("get", "GET", "/a").security(&[&["Key"]]);

/// The URLs for the test in the child, separated by spaces.
const URLS: &str = "TRUESPEC_TEST_URLS";

/// Only for a process of its own: which proxy there is, is read from the environment when a client is built.
#[test]
#[ignore = "run by the other tests in a process of its own"]
fn calls_in_the_child() {
    for url in std::env::var(URLS).unwrap().split(' ') {
        let builder = Builder::new(url, SCHEMES).allow_http().credential("Key", "sesame");
        let core = builder.connect_timeout(Duration::from_millis(300)).build().unwrap();
        let call = core.call(&GET).decode_text::<Untyped, ()>().timeout(Duration::from_secs(2));
        // Whether anybody answers is not what this is about.
        _ = wait(call);
    }
}

/// What a proxy saw of calls to these URLs.
fn proxied(urls: &[&str]) -> Vec<String> {
    let proxy = Scripted::answers(&vec![answer(200, "", "from the proxy"); urls.len()]);
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "calls_in_the_child", "--ignored"]).env(URLS, urls.join(" "));
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        child.env(name, &proxy.url).env(name.to_lowercase(), &proxy.url);
    }
    child.env_remove("NO_PROXY").env_remove("no_proxy").env_remove("REQUEST_METHOD");
    let output = child.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    proxy.seen()
}

#[test]
fn this_machine_and_its_networks_use_no_proxy() {
    let server = Scripted::answers(&[answer(200, "", "direct"), answer(200, "", "direct")]);
    let named = server.url.replace("127.0.0.1", "localhost");
    let seen = proxied(&[
        &server.url,
        &named,
        "http://a.localhost:9",
        "http://LOCALHOST:9",
        "http://127.9.9.9:9",
        "http://[::1]:9",
        "http://[::ffff:127.0.0.1]:9",
        "https://127.0.0.1:9",
        "http://10.255.255.1",
        "http://172.31.255.1",
        "https://192.168.255.1",
        "http://169.254.169.254",
        "http://[fd00::1]",
        "http://[fe80::1]",
    ]);
    assert!(seen.is_empty(), "{seen:?}");
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn other_hosts_use_the_proxy() {
    let urls = [
        "http://api.example.com",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://203.0.113.7",
        "http://172.32.0.1",
        "http://192.169.0.1",
        "http://[2001:db8::1]",
        "https://api.example.com",
    ];
    let seen = proxied(&urls);
    assert_eq!(seen.len(), urls.len(), "{seen:?}");
    for (url, seen) in urls.iter().zip(&seen) {
        let host = url.split_once("://").unwrap().1;
        let secure = url.starts_with("https");
        let line = if secure {
            format!("CONNECT {host}:443 HTTP/1.1\r\n")
        } else {
            format!("GET {url}/a HTTP/1.1\r\n")
        };
        assert!(seen.starts_with(&line), "{url}: {seen}");
        // A tunnel shows nothing of what goes through it.
        assert_eq!(seen.contains("sesame"), !secure, "{url}: {seen}");
    }
}

/// Settings of the caller's: its proxy is used for every host, the client's own TLS and redirects stay as they are.
#[test]
fn a_proxy_of_the_callers() {
    let redirect = answer(302, "location: http://elsewhere.example.com\r\n", "");
    let proxy = Scripted::answers(&[answer(200, "", "from the proxy"), redirect]);
    let transport = Hyper::builder().proxy(&proxy.url).build().unwrap();
    let builder = Builder::new("http://127.0.0.1:9", SCHEMES).credential("Key", "sesame");
    let core = builder.transport(transport).follow_redirects(0).build().unwrap();
    let call = || core.call(&GET).decode_text::<Untyped, ()>();
    assert_eq!(wait(call()).unwrap(), "from the proxy");
    assert_eq!(wait(call()).unwrap_err().status(), Some(302));
    let seen = proxy.seen();
    assert_eq!(seen.len(), 2, "{seen:?}");
    assert!(seen.iter().all(|seen| seen.starts_with("GET http://127.0.0.1:9/a HTTP/1.1\r\n")), "{seen:?}");
}

#[test]
fn local_addresses_and_names() {
    let local = [
        "localhost",
        "LOCALHOST",
        "localhost.",
        "x.localhost",
        "127.0.0.1",
        "127.255.0.9",
        "[::1]",
        "0.0.0.0",
        "[::]",
        "10.0.0.0",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.1.1",
        "[fc00::1]",
        "[fdff::]",
        "[fe80::1]",
        "[febf::1]",
        "[::ffff:10.1.2.3]",
        "[::ffff:7f00:1]",
    ];
    let others = [
        "",
        "example.com",
        "localhost.com",
        "notlocalhost",
        "127.0.0.1.evil.com",
        "10.evil.com",
        "11.0.0.1",
        "9.255.255.255",
        "172.15.0.1",
        "172.32.0.1",
        "192.167.0.1",
        "169.253.0.1",
        "8.8.8.8",
        "[::2]",
        "[fb00::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[::ffff:8.8.8.8]",
        "[2001:db8::1]",
        "::1",
        "[127.0.0.1]",
        "[::1",
        "127.0.0.1]",
        "2130706433",
        "0x7f.1",
    ];
    for host in local {
        assert!(is_local(host), "{host}");
    }
    for host in others {
        assert!(!is_local(host), "{host}");
    }
}
