//! How documents are fetched: conditions, redirects, TLS, proxies, limits, and what goes wrong.

use std::path::Path;
use std::time::{Duration, Instant};

use truespec::base::web::WebAddress;
use truespec::fetch::{self, Fault, Limits, Validators};

use crate::files::{command, gave, run, tree};
use crate::support::scratch;
use crate::vendor::{Answer, Asked, Vendor};
use crate::{ADDED, DOCUMENT, edited, settings, shop, update};

/// The conditions of a request are those of the last response, as long as the document is the one that came with it.
#[test]
fn what_is_not_modified_is_not_fetched() {
    for (name, header, condition) in [
        ("etag", "etag: \"v1\"\r\n", "if-none-match: \"v1\""),
        (
            "date",
            "last-modified: Tue, 01 Sep 2026 08:00:00 GMT\r\n",
            "if-modified-since: Tue, 01 Sep 2026 08:00:00 GMT",
        ),
    ] {
        let vendor = Vendor::start(move |asked| {
            let is_known =
                ["if-none-match", "if-modified-since"].iter().any(|name| asked.header(name).is_some());
            match is_known {
                true => Answer::new("304 Not Modified", header, ""),
                false => Answer::new("200 OK", header, DOCUMENT),
            }
        });
        let folder = shop(&format!("not-modified-{name}"), &format!("{}/a.yaml", vendor.url));
        let (code, said) = update(&folder, &vendor, &[]);
        assert!(code == 0 && said.ends_with("1 file written\n"), "{said}");
        assert_eq!(vendor.requests(), ["/a.yaml"]);
        let before = tree(&folder);
        let (code, said) = update(&folder, &vendor, &[]);
        assert_eq!((code, said.as_str()), (0, "shop: [vendor]/a.yaml: not changed\n"));
        assert_eq!(vendor.requests(), [format!("/a.yaml {condition}")]);
        assert_eq!(tree(&folder), before);
        // A document that was edited is not the one that was fetched.
        std::fs::write(folder.join("specs/shop.yaml"), edited(&[ADDED])).unwrap();
        let (code, said) = update(&folder, &vendor, &["--check"]);
        assert!(code == 1 && said.contains("changed (") && said.contains("warning[TS771]"), "{said}");
        assert_eq!(vendor.requests(), ["/a.yaml"]);
        // One whose line ends git has converted is.
        std::fs::write(folder.join("specs/shop.yaml"), DOCUMENT.replace('\n', "\r\n")).unwrap();
        let before = tree(&folder);
        let (code, said) = update(&folder, &vendor, &[]);
        assert_eq!((code, said.as_str()), (0, "shop: [vendor]/a.yaml: not changed\n"));
        assert_eq!(vendor.requests(), [format!("/a.yaml {condition}")]);
        assert_eq!(tree(&folder), before);
    }
}

/// Nothing is generated for a document that has not changed.
#[test]
fn an_unchanged_document_takes_no_time() {
    let vendor = Vendor::start(|_| Answer::new("200 OK", "etag: \"1\"\r\n", DOCUMENT));
    let folder = shop("fast", &format!("{}/a.yaml", vendor.url));
    update(&folder, &vendor, &[]);
    let fastest = (0..5).map(|_| {
        let started = Instant::now();
        assert_eq!(update(&folder, &vendor, &[]).0, 0);
        started.elapsed()
    });
    let fastest = fastest.min().unwrap();
    println!("unchanged: {fastest:?}");
    assert!(fastest < Duration::from_millis(500), "{fastest:?}");
}

/// Each fault of a vendor ends with 2, and changes nothing.
#[test]
fn what_goes_wrong_changes_nothing() {
    let (html, slow) = ("<!DOCTYPE html><html>We have moved.</html>", Duration::from_secs(3));
    let truncated = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{DOCUMENT}", DOCUMENT.len() + 100);
    let gzip = b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\nabcd";
    let mut said = String::new();
    type Case = (&'static str, Box<dyn Fn(&Asked) -> Answer + Send + Sync>);
    let cases: Vec<Case> = vec![
        ("404", Box::new(|_| Answer::new("404 Not Found", "", DOCUMENT))),
        ("403", Box::new(|_| Answer::new("403 Forbidden", "", DOCUMENT))),
        ("500", Box::new(|_| Answer::new("500 Oops", "", DOCUMENT))),
        ("204", Box::new(|_| Answer::new("204 No Content", "", ""))),
        ("304 of what is not known", Box::new(|_| Answer::new("304 Not Modified", "", ""))),
        ("HTML", Box::new(move |_| Answer::ok(html))),
        ("empty", Box::new(|_| Answer::ok("\n"))),
        ("JSON of something else", Box::new(|_| Answer::ok("{\"error\": \"moved\"}"))),
        ("broken syntax", Box::new(|_| Answer::ok("openapi: 3.0.3\npaths: {/a: [\n"))),
        ("not UTF-8", Box::new(|_| Answer::ok(b"openapi: 3.0.3\n# \xff\n"))),
        ("nothing in it", Box::new(|_| Answer::ok("openapi: 3.0.3\ninfo: {title: a, version: b}\n"))),
        ("truncated", Box::new(move |_| Answer::raw(truncated.clone()))),
        ("closed at once", Box::new(|_| Answer::raw(""))),
        ("no HTTP", Box::new(|_| Answer::raw("220 ftp ready\r\n"))),
        ("broken gzip", Box::new(move |_| Answer::raw(*gzip))),
        ("other packing", Box::new(|_| Answer::new("200 OK", "content-encoding: br\r\n", DOCUMENT))),
        ("huge", Box::new(|_| Answer::raw("HTTP/1.1 200 OK\r\ncontent-length: 300000000\r\n\r\nopenapi"))),
        ("slow", Box::new(move |_| Answer(DOCUMENT.into(), slow))),
        ("redirect in a circle", Box::new(|asked| Answer::redirect(&asked.path))),
        ("redirect without location", Box::new(|_| Answer::new("302 Found", "", ""))),
        ("redirect to a file", Box::new(|_| Answer::redirect("file:///etc/passwd"))),
        ("redirect to http", Box::new(|_| Answer::redirect("http://example.com/openapi.yaml"))),
        ("redirect with credentials", Box::new(|_| Answer::redirect("https://user:planted@example.com/"))),
    ];
    let folder = shop("wrong", "http://127.0.0.1:1/a.yaml");
    for (name, answer) in cases {
        let vendor = Vendor::start(answer);
        let text = settings(&format!("\"{}/a.yaml\"", vendor.url));
        std::fs::write(folder.join("specs/truespec.toml"), text).unwrap();
        let before = tree(&folder);
        for more in [&["--timeout", "1"][..], &["--timeout", "1", "--check"]] {
            let (code, shown) = update(&folder, &vendor, more);
            assert_eq!((code, &tree(&folder)), (2, &before), "{name}: {shown}");
            if more.len() == 2 {
                said += &format!("--- {name}\n{shown}\n");
            }
        }
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_server_that_is_not_there() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let folder = shop("refused", &format!("{url}/a.yaml"));
    let before = tree(&folder);
    let (code, said) = run(&folder, &["update"]);
    assert_eq!((code, tree(&folder)), (2, before));
    assert!(said.contains("error[TS762]") && said.contains("Connection refused"), "{said}");
}

/// Redirects are followed, five of them, and a content type says nothing.
#[test]
fn redirects_and_content_types() {
    let vendor = Vendor::start(|asked| match asked.path.as_str() {
        "/1" => Answer::redirect("2"),
        "/2" => Answer::redirect("/3?x=1"),
        "/3?x=1" => Answer::new("301 Moved", "location: ./4\r\n", ""),
        "/4" => Answer::new("307 Here", "location: /5\r\n", ""),
        "/5" => Answer::new("308 Here", "location: /openapi\r\n", ""),
        "/0" => Answer::redirect("/1"),
        _ => Answer::new("200 OK", "content-type: image/png\r\n", edited(&[ADDED])),
    });
    let folder = shop("redirects", &format!("{}/1", vendor.url));
    let (code, said) = update(&folder, &vendor, &[]);
    assert!(code == 0 && said.contains("a minor change"), "{said}");
    assert_eq!(vendor.requests().len(), 6);
    let folder = shop("redirects-six", &format!("{}/0", vendor.url));
    let (code, said) = update(&folder, &vendor, &[]);
    assert!(code == 2 && said.contains("more than 5 redirects"), "{said}");
}

/// By the roots of the system, which `SSL_CERT_FILE` replaces here; never out of TLS.
#[test]
fn tls() {
    let roots = scratch("update-tls-roots").join("roots.pem");
    let plain = Vendor::start(|_| Answer::ok(DOCUMENT));
    let to = plain.url.clone();
    let vendor = Vendor::start_tls(&roots, move |asked| match asked.path.as_str() {
        "/down" => Answer::redirect(&to),
        _ => Answer::ok(edited(&[ADDED])),
    });
    let folder = shop("tls", &format!("{}/a.yaml", vendor.url));
    let trusting = |folder: &Path, more: &[&str]| {
        let mut command = command(folder, &[&["update"], more].concat());
        // Nothing goes through a proxy to this machine.
        gave(&command.env("SSL_CERT_FILE", &roots).env("HTTPS_PROXY", "http://127.0.0.1:1").output().unwrap())
    };
    let (code, said) = update(&folder, &vendor, &[]);
    assert!(code == 2 && said.contains("error[TS762]"), "{said}");
    let (code, said) = trusting(&folder, &[]);
    assert!(code == 0 && said.contains("a minor change"), "{said}");
    let folder = shop("tls-down", &format!("{}/down", vendor.url));
    let (code, said) = trusting(&folder, &[]);
    assert!(code == 2 && said.contains("error[TS764]") && plain.requests().is_empty(), "{said}");
}

/// Through the proxy that the environment names, which sees no more than the host.
#[test]
fn a_proxy_of_the_environment() {
    let roots = scratch("update-proxy-roots").join("roots.pem");
    let proxy = Vendor::start_proxy(&roots, |_| Answer::ok(edited(&[ADDED])));
    let folder = shop("proxy", "https://vendor.invalid/a.yaml");
    let through = |name: &str, no_proxy: &str| {
        let mut command = command(&folder, &["update"]);
        let with_credential = proxy.url.replace("http://", "http://me:secret@");
        command.env("SSL_CERT_FILE", &roots).env(name, with_credential).env("NO_PROXY", no_proxy);
        gave(&command.output().unwrap())
    };
    let (code, said) = through("HTTPS_PROXY", "vendor.invalid");
    assert!(code == 2 && said.contains("error[TS762]") && !said.contains("secret"), "{said}");
    assert_eq!(proxy.requests(), [""; 0]);
    let (code, said) = through("https_proxy", "");
    assert!(code == 0 && said.contains("a minor change"), "{said}");
    assert_eq!(proxy.requests(), ["CONNECT vendor.invalid:443 Basic bWU6c2VjcmV0", "/a.yaml"]);
}

/// The limits of bodies, packed and not, with or without a length.
#[test]
fn bodies_are_bounded() {
    let packed = include_bytes!("zeros.gz");
    let vendor = Vendor::start(move |asked| match asked.path.as_str() {
        "/packed" => Answer::new("200 OK", "content-encoding: gzip\r\n", packed),
        "/chunked" => Answer::raw(
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_owned()
                + &"5\r\nabcde\r\n".repeat(400)
                + "0\r\n\r\n",
        ),
        _ => Answer::ok("a".repeat(2000)),
    });
    let limits = |bytes| Limits { bytes, ..Limits::default() };
    let get = |path: &str, bytes| {
        let address = WebAddress::parse(&format!("{}{path}", vendor.url)).unwrap();
        fetch::get(&address, &Validators::default(), &limits(bytes))
    };
    for path in ["/plain", "/chunked"] {
        assert!(
            matches!(get(path, 2000), Ok(fetch::Answer::Document { bytes, .. }) if bytes.len() == 2000),
            "{path}"
        );
        assert!(matches!(get(path, 1999), Err(Fault::TooLarge(1999))), "{path}");
    }
    let whole = 1 << 20;
    assert!(
        matches!(get("/packed", whole), Ok(fetch::Answer::Document { bytes, .. }) if bytes.len() as u64 == whole)
    );
    assert!(matches!(get("/packed", whole - 1), Err(Fault::TooLarge(_))));
}
