//! `truespec update` against a vendor's server: what it says, its exit code, and what changes on disk. And documents of
//! other commands from addresses and standard input.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

#[path = "support/files.rs"]
mod files;
mod support;
#[path = "update/vendor.rs"]
mod vendor;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use files::{command, gave, run, tree};
use serde_json::Value;
use support::scratch;
use truespec::base::web::WebAddress;
use truespec::fetch::{self, Fault, Limits, Validators};
use vendor::{Answer, Vendor};

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Shop, version: '1'}
paths:
  /orders:
    get:
      tags: [orders]
      operationId: listOrders
      responses:
        '200':
          description: all
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties:
        id: {type: string}
        total: {type: integer}
        note: {type: string}
        tags: {type: string}
";

const OVERLAY: &str = "overlay: 1.0.0
info: {title: Shop, version: '1'}
actions:
  - target: $.components.schemas.Order.properties.note
    description: Orders without a note have null.
    x-quirk: {id: S1, source: 'Orders page', published: {type: string}}
    update: {nullable: true}
  - target: $.components.schemas.Order.properties.tags.type
    description: Tags are a list.
    x-quirk: {id: S2, source: 'Orders page', published: string}
    remove: true
  - target: $.components.schemas.Order.properties.tags
    x-quirk: {id: S2, source: 'Orders page'}
    update: {type: array, items: {type: string}}
";

/// A document with parts replaced.
fn edited(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(DOCUMENT.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

const ADDED: (&str, &str) =
    ("total: {type: integer}", "total: {type: integer}\n        currency: {type: string}");

/// A workspace whose API has a source, generated from the old document.
fn shop(name: &str, source: &str) -> PathBuf {
    let folder = scratch(&format!("update-{name}"));
    std::fs::create_dir_all(folder.join("specs")).unwrap();
    std::fs::write(folder.join("specs/truespec.toml"), settings(&format!("{source:?}"))).unwrap();
    std::fs::write(folder.join("specs/shop.yaml"), DOCUMENT).unwrap();
    std::fs::write(folder.join("specs/shop.overlay.yaml"), OVERLAY).unwrap();
    let (code, said) = run(&folder, &[]);
    assert_eq!(code, 0, "{said}");
    folder
}

fn settings(source: &str) -> String {
    format!(
        "[crate]\nname = \"clients\"\n\n[[api]]\nmodule = \"shop\"\ndocument = \"shop.yaml\"\noverlays = [\"shop.overlay.yaml\"]\nsource = {source}\n"
    )
}

/// Runs `truespec update`, and shows it without the port of the vendor.
fn update(folder: &Path, vendor: &Vendor, more: &[&str]) -> (i32, String) {
    let (code, said) = run(folder, &[&["update"], more].concat());
    (code, said.replace(&vendor.url, "[vendor]"))
}

/// A vendor that serves a text that may change.
fn serving(text: &str) -> (Vendor, Arc<Mutex<String>>) {
    let text = Arc::new(Mutex::new(text.to_owned()));
    let served = text.clone();
    (Vendor::start(move |_| Answer::ok(served.lock().unwrap().as_str())), text)
}

/// A new version is written with its client; asked again, nothing happens.
#[test]
fn a_new_document_is_taken_over() {
    let (vendor, text) = serving(&edited(&[ADDED]));
    let folder = shop("new", &format!("{}/openapi.yaml", vendor.url));
    let before = tree(&folder);
    let (code, checked) = update(&folder, &vendor, &["--check"]);
    assert_eq!((code, &tree(&folder)), (1, &before), "{checked}");
    let (code, _) = update(&folder, &vendor, &["--check", "--fail-on", "major"]);
    assert_eq!(code, 0);
    let (code, _) = update(&folder, &vendor, &["--check", "--fail-on", "minor"]);
    assert_eq!(code, 1);
    let (code, updated) = update(&folder, &vendor, &[]);
    assert_eq!(code, 0, "{updated}");
    assert_eq!(std::fs::read_to_string(folder.join("specs/shop.yaml")).unwrap(), *text.lock().unwrap());
    let lock =
        std::fs::read_to_string(folder.join("specs/truespec.lock")).unwrap().replace(&vendor.url, "[vendor]");
    assert_eq!(run(&folder, &["check"]), (0, "generated/ is up to date with specs/\n".to_owned()));
    let after = tree(&folder);
    let (code, again) = update(&folder, &vendor, &[]);
    assert_eq!((code, &tree(&folder)), (0, &after), "{again}");
    insta::assert_snapshot!(format!(
        "{checked}\n--- updated\n{updated}\n--- lock\n{lock}\n--- again\n{again}"
    ));
}

/// Any bytes that differ are a new document; `--fail-on` is about the client.
#[test]
fn levels_are_those_of_diff() {
    for (name, edits, level, codes) in [
        ("comment", &[("openapi: 3.0.3", "# moved\nopenapi: 3.0.3")][..], Value::Null, [1, 0, 0, 0]),
        (
            "patch",
            &[("      required: [id]", "      description: An order.\n      required: [id]")],
            "patch".into(),
            [1, 0, 0, 1],
        ),
        ("minor", &[ADDED], "minor".into(), [1, 0, 1, 1]),
        ("major", &[("total: {type: integer}", "total: {type: string}")], "major".into(), [1, 1, 1, 1]),
    ] {
        let (vendor, _) = serving(&edited(edits));
        let folder = shop(&format!("level-{name}"), &format!("{}/a.yaml", vendor.url));
        let json: Value = serde_json::from_str(&update(&folder, &vendor, &["--check", "--json"]).1).unwrap();
        assert_eq!((&json["level"], &json["outcome"]), (&level, &"changed".into()), "{name}");
        let any = update(&folder, &vendor, &["--check"]).0;
        let of = |level| update(&folder, &vendor, &["--check", "--fail-on", level]).0;
        assert_eq!([any, of("major"), of("minor"), of("patch")], codes, "{name}");
    }
}

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
    type Case = (&'static str, Box<dyn Fn(&vendor::Asked) -> Answer + Send + Sync>);
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

/// What a correction is about has changed: it says where, and how to look at the new document.
#[test]
fn stale_and_healed_corrections() {
    let mut said = String::new();
    for (name, edits, states) in [
        ("stale", &[("note: {type: string}", "note: {type: integer}")][..], ["stale", "holds", "holds"]),
        ("gone", &[("        note: {type: string}\n", "")], ["stale", "holds", "holds"]),
        (
            "healed",
            &[("note: {type: string}", "note: {type: string, nullable: true}")],
            ["healed", "holds", "holds"],
        ),
        (
            "healed in two actions",
            &[("tags: {type: string}", "tags: {type: array, items: {type: string}}")],
            ["holds", "healed", "healed"],
        ),
    ] {
        let (vendor, _) = serving(&edited(edits));
        let folder =
            shop(&format!("corrections-{}", name.replace(' ', "-")), &format!("{}/a.yaml", vendor.url));
        let before = tree(&folder);
        let (code, shown) = update(&folder, &vendor, &[]);
        assert_eq!((code, &tree(&folder)), (2, &before), "{name}: {shown}");
        let json: Value = serde_json::from_str(&update(&folder, &vendor, &["--json"]).1).unwrap();
        let found = json["corrections"].as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap());
        assert_eq!(found.collect::<Vec<_>>(), states, "{name}");
        said += &format!("--- {name}\n{shown}\n");
    }
    insta::assert_snapshot!(said);
}

/// No line begins with a text of others: a runner of GitHub Actions would take it for a command.
#[test]
fn descriptions_are_no_commands() {
    let (vendor, _) = serving(&edited(&[("note: {type: string}", "note: {type: integer}")]));
    let folder = shop("described", &format!("{}/a.yaml", vendor.url));
    let pwned = OVERLAY
        .replace("Orders without a note have null.", &format!("'::error file=x::{}'", "::".repeat(99_999)));
    std::fs::write(folder.join("specs/shop.overlay.yaml"), pwned).unwrap();
    let (code, said) = update(&folder, &vendor, &[]);
    assert!(
        code == 2 && said.contains("::error file=x"),
        "{code} {}",
        said.chars().take(600).collect::<String>()
    );
    assert!(!said.lines().any(|line| line.trim_start().starts_with("::")));
}

/// A correction that the vendor made and that was removed as told is no change for callers: the client had it already.
#[test]
fn a_removed_healed_correction_is_no_change() {
    let (vendor, text) = serving(DOCUMENT);
    let folder = shop("removed-healed", &format!("{}/a.yaml", vendor.url));
    for arguments in [&["init", "-q"][..], &["add", "-A"], &["commit", "-qm", "all"]] {
        let user = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
        let ran = std::process::Command::new("git").args(user).args(arguments).current_dir(&folder).status();
        assert!(ran.unwrap().success());
    }
    *text.lock().unwrap() = edited(&[("note: {type: string}", "note: {type: string, nullable: true}")]);
    let (code, said) = update(&folder, &vendor, &[]);
    assert!(code == 2 && said.contains("healed"), "{said}");
    let (head, rest) = OVERLAY.split_once("  - target").unwrap();
    let (_, rest) = rest.split_once("  - target").unwrap();
    std::fs::write(folder.join("specs/shop.overlay.yaml"), format!("{head}  - target{rest}")).unwrap();
    let (code, said) = update(&folder, &vendor, &["--check", "--fail-on", "patch"]);
    assert!(code == 0 && said.contains("no changes"), "{code} {said}");
    let (code, said) = update(&folder, &vendor, &[]);
    assert_eq!(code, 0, "{said}");
}

/// A client of the same document changes with it, although another API names the source.
#[test]
fn all_clients_of_a_document_are_compared() {
    let (vendor, _) =
        serving(&edited(&[("note: {type: string}", "note: {type: string}\n        extra: {type: string}")]));
    let folder = shop("shared", &format!("{}/a.yaml", vendor.url));
    let settings = std::fs::read_to_string(folder.join("specs/truespec.toml")).unwrap();
    let more = "\n[[api]]\nmodule = \"stall\"\ndocument = \"shop.yaml\"\n";
    std::fs::write(folder.join("specs/truespec.toml"), settings + more).unwrap();
    assert_eq!(run(&folder, &[]).0, 0);
    let (code, said) = update(&folder, &vendor, &["--check"]);
    assert_eq!(code, 1, "{said}");
    for path in ["shop::types::Order::extra", "stall::types::Order::extra"] {
        assert!(said.contains(path), "{path}: {said}");
    }
}

/// Healed is what the new document says and the old one did not; anything else is for a person to look at.
#[test]
fn only_what_the_vendor_did_is_healed() {
    let required = "$.components.schemas.Order.required";
    let quirk = |published: &str| format!("x-quirk: {{id: A, source: s, published: {published}}}");
    let add = format!("target: {required}, update: [total], {}", quirk("[id]"));
    let remove = format!("target: \"{required}[?@ == 'id']\", remove: true, {}", quirk("id"));
    let idle = "target: $.info, update: {title: Shop}, x-quirk: {id: A, source: s}".to_owned();
    let note = "target: $.components.schemas.Order.properties.note, update: {nullable: true}".to_owned();
    for (name, action, edit, state) in [
        ("appended", &add, ("required: [id]", "required: [total, id]"), "healed"),
        ("appended-other", &add, ("required: [id]", "required: [note, id]"), "stale"),
        ("removed", &remove, ("required: [id]", "required: [total]"), "healed"),
        ("removed-with-all", &remove, ("      required: [id]\n", ""), "stale"),
        ("renamed", &remove, ("    Order:\n", "    Purchase:\n"), "stale"),
        ("idle-before", &idle, ("description: all", "description: everything"), "holds"),
        ("no-evidence", &note, ("note: {type: string}", "note: {type: string, nullable: true}"), "healed"),
    ] {
        let text = edited(&[edit]);
        let (vendor, _) = serving(&text.replace("schemas/Order'", &format!("schemas/{}'", schema(&text))));
        let folder = shop(&format!("healed-{name}"), &format!("{}/a.yaml", vendor.url));
        let overlay =
            format!("overlay: 1.0.0\ninfo: {{title: Shop, version: '1'}}\nactions:\n  - {{{action}}}\n");
        std::fs::write(folder.join("specs/shop.overlay.yaml"), overlay).unwrap();
        assert_eq!(run(&folder, &[]).0, 0, "{name}");
        let (code, said) = update(&folder, &vendor, &["--check", "--json"]);
        let json: Value =
            serde_json::from_str(&said).unwrap_or_else(|error| panic!("{name}: {error}: {said}"));
        assert_eq!(json["corrections"][0]["state"], state, "{name}: {said}");
        assert_eq!(json["changes"].is_array(), ["healed", "holds"].contains(&state), "{name}: {said}");
        // Only a guard stands in the way of a client, and what does not match.
        let stops = action.contains("published") && state != "holds";
        assert_eq!(code, if stops { 2 } else { 1 }, "{name}: {said}");
    }
}

/// A target that selects another element in the new document, which the guard fits as well, is stale.
#[test]
fn a_correction_of_another_element() {
    let list = |names: &[&str]| {
        let one = |name: &&str| format!("{{name: {name}, in: query, schema: {{type: integer}}}}");
        let all: Vec<String> = names.iter().map(one).collect();
        format!("operationId: listOrders\n      parameters: [{}]", all.join(", "))
    };
    let published = |names: &[&str]| edited(&[("operationId: listOrders", &list(names))]);
    let by = |element: &str| format!("\"$.paths['/orders'].get.parameters[{element}].schema\"");
    let typed = "?@.schema.type == 'integer'";
    for (name, element, old, new, state) in [
        ("removed", "0", &["offset", "limit"][..], &["limit"][..], "stale"),
        ("inserted", "0", &["limit"], &["page", "limit"], "stale"),
        ("appended", "0", &["limit"], &["limit", "page"], "holds"),
        ("by-name", "?@.name == 'limit'", &["offset", "limit"], &["limit"], "holds"),
        ("by-type", typed, &["limit"], &["limit", "page"], "stale"),
        ("by-all", "*", &["limit"], &["limit", "page"], "holds"),
    ] {
        let (vendor, _) = serving(&published(new));
        let folder = shop(&format!("moved-{name}"), &format!("{}/a.yaml", vendor.url));
        std::fs::write(folder.join("specs/shop.yaml"), published(old)).unwrap();
        let quirk = "x-quirk: {id: A, source: s, published: {type: integer}}";
        let action = format!("- target: {}\n    {quirk}\n    update: {{maximum: 50}}", by(element));
        let overlay = format!("overlay: 1.0.0\ninfo: {{title: Shop, version: '1'}}\nactions:\n  {action}\n");
        std::fs::write(folder.join("specs/shop.overlay.yaml"), overlay).unwrap();
        assert_eq!(run(&folder, &[]).0, 0, "{name}");
        let json = update(&folder, &vendor, &["--check", "--json"]).1;
        let json: Value = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}"));
        assert_eq!(json["corrections"][0]["state"], state, "{name}: {json}");
        let (code, said) = update(&folder, &vendor, &[]);
        assert_eq!(code, if state == "stale" { 2 } else { 0 }, "{name}: {said}");
        if name == "removed" {
            assert!(said.contains("`[0]` selected `offset` (in `query`) in the old document"), "{said}");
            assert!(said.contains("parameters[?@.name == 'offset' && @.in == 'query'].schema`"), "{said}");
        }
    }
}

fn schema(text: &str) -> &str {
    if text.contains("    Purchase:") { "Purchase" } else { "Order" }
}

/// Without the correction that the vendor made, the update goes on; one without a guard does not even stop it.
#[test]
fn a_healed_correction_is_removed_by_hand() {
    let (vendor, _) = serving(&edited(&[("note: {type: string}", "note: {type: string, nullable: true}")]));
    let folder = shop("healed-removed", &format!("{}/a.yaml", vendor.url));
    assert_eq!(update(&folder, &vendor, &[]).0, 2);
    let unguarded = OVERLAY.replace(", published: {type: string}", "");
    std::fs::write(folder.join("specs/shop.overlay.yaml"), unguarded).unwrap();
    let (code, said) = update(&folder, &vendor, &["--check"]);
    assert!(code == 1 && said.contains("warning[TS767]") && said.contains("healed"), "{said}");
    let first = OVERLAY.find("  - target").unwrap();
    let second = first + 1 + OVERLAY[first + 1..].find("  - target").unwrap();
    let without = OVERLAY[..first].to_owned() + &OVERLAY[second..];
    std::fs::write(folder.join("specs/shop.overlay.yaml"), without).unwrap();
    let (code, said) = update(&folder, &vendor, &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("2 corrections: 2 hold") && said.contains("no changes for users"), "{said}");
}

#[test]
fn a_document_is_saved_to_look_at_it() {
    let new = edited(&[("note: {type: string}", "note: {type: integer}")]);
    let (vendor, _) = serving(&new);
    let folder = shop("save", &format!("{}/a.yaml", vendor.url));
    let before = tree(&folder.join("specs"));
    assert_eq!(update(&folder, &vendor, &["shop", "--save", "new.yaml"]), (0, String::new()));
    assert_eq!(std::fs::read_to_string(folder.join("new.yaml")).unwrap(), new);
    let (code, said) = update(&folder, &vendor, &["--save", "new.yaml"]);
    assert!(code == 2 && said.contains("TS804"), "{said}");
    assert_eq!(tree(&folder.join("specs")), before);
    let (code, said) = update(&folder, &vendor, &["shp"]);
    assert!(code == 2 && said.contains("error[TS770]") && said.contains("did you mean `shop`?"), "{said}");
}

/// A file of the workspace, such as that of a submodule, needs no network and no lock.
#[test]
fn sources_that_are_files() {
    let folder = shop("file", "../vendor/openapi.yaml");
    std::fs::create_dir_all(folder.join("vendor")).unwrap();
    let (code, said) = run(&folder, &["update", "--offline"]);
    assert!(code == 2 && said.contains("error[TS801]: specs/../vendor/openapi.yaml"), "{said}");
    std::fs::write(folder.join("vendor/openapi.yaml"), edited(&[ADDED])).unwrap();
    let (code, said) = run(&folder, &["update", "--offline"]);
    assert!(code == 0 && said.contains("a minor change"), "{said}");
    assert!(!folder.join("specs/truespec.lock").exists());
    assert_eq!(run(&folder, &["update"]), (0, "shop: ../vendor/openapi.yaml: not changed\n".to_owned()));
}

/// One API from a file, one from an address: the second is skipped offline, and both are written or none.
#[test]
fn several_apis_are_updated_together() {
    let (vendor, text) = serving(DOCUMENT);
    let folder = shop("several", &format!("{}/a.yaml", vendor.url));
    let settings = std::fs::read_to_string(folder.join("specs/truespec.toml")).unwrap()
        + "\n[[api]]\nmodule = \"other\"\ndocument = \"other.yaml\"\nsource = \"../other.yaml\"\n\n[[api]]\nmodule = \"still\"\ndocument = \"still.yaml\"\n";
    std::fs::write(folder.join("specs/truespec.toml"), settings).unwrap();
    std::fs::write(folder.join("specs/still.yaml"), DOCUMENT).unwrap();
    std::fs::write(folder.join("other.yaml"), DOCUMENT).unwrap();
    let (code, said) = run(&folder, &[]);
    assert!(code == 1 && said.contains("`truespec update` gets it from the `source` of its API"), "{said}");
    // The first document of an API is a new module.
    let (code, said) = update(&folder, &vendor, &["--offline"]);
    assert!(code == 0 && said.contains("skipped, as it needs a network"), "{said}");
    assert!(said.contains("../other.yaml: new (") && said.contains("+ other (module)"), "{said}");
    *text.lock().unwrap() = "<html>".to_owned();
    std::fs::write(folder.join("other.yaml"), edited(&[ADDED])).unwrap();
    let before = tree(&folder);
    let (code, said) = update(&folder, &vendor, &[]);
    assert_eq!((code, tree(&folder)), (2, before), "{said}");
    let (code, said) = update(&folder, &vendor, &["other"]);
    assert!(code == 0 && said.contains("other::types::Order::currency"), "{said}");
    let (code, said) = update(&folder, &vendor, &["still"]);
    assert!(code == 2 && said.contains("error[TS769]"), "{said}");
}

fn page(title: &str, path: &str) -> String {
    format!(
        "# {title}\n\n````yaml\nopenapi: 3.0.3\ninfo: {{title: Shop, version: '1'}}\npaths:\n  {path}:\n    get: {{operationId: {title}, responses: {{'204': {{description: d}}}}}}\n````\n"
    )
}

/// Pages are read as `truespec import` reads them. One that is not modified is fetched again only if another one is new.
#[test]
fn several_pages_make_one_document() {
    let version = Arc::new(Mutex::new(1));
    let current = version.clone();
    let vendor = Vendor::start(move |asked| {
        let number = if asked.path == "/b.md" { *current.lock().unwrap() } else { 1 };
        let tag = format!("\"{number}\"");
        let text = match asked.path.as_str() {
            "/a.md" => page("listPets", "/pets"),
            _ => page("listToys", &format!("/v{number}/toys")),
        };
        match asked.header("if-none-match") == Some(&tag) {
            true => Answer::new("304 Not Modified", "", ""),
            false => Answer::new("200 OK", &format!("etag: {tag}\r\n"), text),
        }
    });
    let folder = scratch("update-pages");
    std::fs::create_dir_all(folder.join("specs")).unwrap();
    let source = format!("[\"{0}/a.md\", \"{0}/b.md\", \"pages/c.md\"]", vendor.url);
    std::fs::write(folder.join("specs/truespec.toml"), settings(&source).replace("overlays", "# overlays"))
        .unwrap();
    std::fs::create_dir_all(folder.join("specs/pages")).unwrap();
    std::fs::write(folder.join("specs/pages/c.md"), page("listCats", "/cats")).unwrap();
    let (code, first) = update(&folder, &vendor, &[]);
    assert_eq!(code, 0, "{first}");
    let document = std::fs::read_to_string(folder.join("specs/shop.yaml")).unwrap();
    assert_eq!(vendor.requests(), ["/a.md", "/b.md"]);
    let (code, again) = update(&folder, &vendor, &[]);
    assert!(code == 0 && again.ends_with("not changed\n"), "{again}");
    assert_eq!(vendor.requests(), ["/a.md if-none-match: \"1\"", "/b.md if-none-match: \"1\""]);
    *version.lock().unwrap() = 2;
    let (code, second) = update(&folder, &vendor, &[]);
    assert_eq!(code, 0, "{second}");
    assert_eq!(vendor.requests(), ["/a.md if-none-match: \"1\"", "/b.md if-none-match: \"1\"", "/a.md"]);
    let lock =
        std::fs::read_to_string(folder.join("specs/truespec.lock")).unwrap().replace(&vendor.url, "[vendor]");
    insta::assert_snapshot!(format!(
        "{first}\n--- document\n{document}\n--- second\n{second}\n--- lock\n{lock}"
    ));
}

/// New warnings are told, those of before are not.
#[test]
fn only_new_diagnostics_are_told() {
    let warned = |name: &str| format!("{name}: {{type: string, minLength: -1}}");
    let old = edited(&[("id: {type: string}", &warned("id"))]);
    let (vendor, _) =
        serving(&old.replace(
            "total: {type: integer}",
            &format!("total: {{type: integer}}\n        {}", warned("code")),
        ));
    let folder = shop("diagnostics", &format!("{}/a.yaml", vendor.url));
    std::fs::write(folder.join("specs/shop.yaml"), old).unwrap();
    let (code, checked) = update(&folder, &vendor, &["--check"]);
    assert!(code == 1 && checked.contains("/a.yaml:") && !checked.contains("properties/id"), "{checked}");
    let (code, said) = update(&folder, &vendor, &[]);
    assert!(code == 0 && said.contains("specs/shop.yaml:20"), "{said}");
    insta::assert_snapshot!(said);
}

#[test]
fn formats() {
    let new = edited(&[ADDED, ("note: {type: string}", "note: {type: string, nullable: true}")]);
    let (vendor, _) = serving(&new);
    let folder = shop("formats", &format!("{}/a.yaml", vendor.url));
    let unguarded = OVERLAY.replace(", published: {type: string}", "");
    std::fs::write(folder.join("specs/shop.overlay.yaml"), unguarded).unwrap();
    let (_, markdown) = update(&folder, &vendor, &["--check", "--format", "markdown"]);
    let (_, json) = update(&folder, &vendor, &["--check", "--format", "json"]);
    insta::assert_snapshot!(format!("{markdown}\n---\n{json}"));
}

/// A lock that cannot be read costs a request, and nothing else.
#[test]
fn a_damaged_lock_is_written_anew() {
    let vendor = Vendor::start(|_| Answer::new("200 OK", "etag: \"1\"\r\n", DOCUMENT));
    let folder = shop("lock", &format!("{}/a.yaml", vendor.url));
    update(&folder, &vendor, &[]);
    let lock = folder.join("specs/truespec.lock");
    let good = std::fs::read_to_string(&lock).unwrap();
    std::fs::write(&lock, "<<<<<<< HEAD\n").unwrap();
    let (code, said) = update(&folder, &vendor, &[]);
    assert!(code == 0 && said.contains("warning[TS768]") && said.contains("specs/truespec.lock:1"), "{said}");
    assert_eq!(std::fs::read_to_string(&lock).unwrap(), good);
    // A condition that no server sent goes out as none.
    std::fs::write(&lock, good.replace("\\\"1\\\"", "a\\r\\nb: c").replace("'\"1\"'", "\"a\\r\\nb: c\""))
        .unwrap();
    vendor.requests();
    assert_eq!(update(&folder, &vendor, &[]).0, 0);
    assert_eq!(vendor.requests(), ["/a.yaml"]);
}

/// Where the client cannot be written, the document stays the old one.
#[test]
fn all_or_nothing_on_disk() {
    let (vendor, _) = serving(&edited(&[ADDED]));
    let folder = shop("foreign", &format!("{}/a.yaml", vendor.url));
    let order = folder.join("generated/src/shop/types.rs");
    let order = if order.exists() { order } else { first_type_file(&folder) };
    std::fs::remove_file(folder.join("generated/.truespec-files")).unwrap();
    std::fs::write(&order, "// mine\n").unwrap();
    let before = tree(&folder);
    let (code, said) = update(&folder, &vendor, &[]);
    assert_eq!((code, tree(&folder)), (2, before), "{said}");
    assert!(said.contains("error[TS804]"), "{said}");
}

fn first_type_file(folder: &Path) -> PathBuf {
    let types = folder.join("generated/src/shop/types");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(types).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.remove(0)
}

/// An update that was interrupted while documents were moved goes on.
#[test]
fn an_interrupted_update_is_completed() {
    let (vendor, _) = serving(&edited(&[ADDED]));
    let folder = shop("interrupted", &format!("{}/a.yaml", vendor.url));
    let stage = folder.join("specs/.truespec-staging");
    std::fs::create_dir(&stage).unwrap();
    std::fs::write(stage.join("new0"), edited(&[ADDED])).unwrap();
    let other = "[{\"index\":0,\"path\":\"shop.yaml\",\"removes\":false},{\"index\":1,\"path\":\"shop.overlay.yaml\",\"removes\":true}]";
    std::fs::write(stage.join("journal"), other).unwrap();
    let (code, said) = update(&folder, &vendor, &[]);
    assert!(code == 0 && said.contains("not changed"), "{said}");
    assert!(!stage.exists() && folder.join("specs/shop.overlay.yaml").exists());
    assert_eq!(std::fs::read_to_string(folder.join("specs/shop.yaml")).unwrap(), edited(&[ADDED]));
}

/// Killed at any moment, it leaves whole documents, and the next run goes on.
#[test]
fn killed_at_any_moment() {
    let (vendor, _) = serving(&edited(&[ADDED]));
    let folder = shop("killed", &format!("{}/a.yaml", vendor.url));
    let mut found = [0, 0];
    for step in 0..24 {
        std::fs::write(folder.join("specs/shop.yaml"), DOCUMENT).unwrap();
        let mut child =
            command(&folder, &["update"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(step * 8));
        child.kill().unwrap();
        child.wait().unwrap();
        let document = std::fs::read_to_string(folder.join("specs/shop.yaml")).unwrap();
        assert!(document == DOCUMENT || document == edited(&[ADDED]), "{document}");
        found[usize::from(document != DOCUMENT)] += 1;
        let (code, said) = update(&folder, &vendor, &[]);
        assert_eq!(code, 0, "{said}");
        assert_eq!(run(&folder, &[]).0, 0);
        assert_eq!(run(&folder, &["check"]).0, 0);
        assert_eq!(std::fs::read_to_string(folder.join("specs/shop.yaml")).unwrap(), edited(&[ADDED]));
        assert!(!folder.join("specs/.truespec-staging").exists());
    }
    println!("{} times the old document, {} times the new one", found[0], found[1]);
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

/// A document that could not be read before cannot be compared, and is taken over all the same.
#[test]
fn an_old_document_with_errors() {
    let (vendor, _) = serving(DOCUMENT);
    let folder = shop("broken-before", &format!("{}/a.yaml", vendor.url));
    std::fs::write(folder.join("specs/shop.yaml"), "openapi: [\n").unwrap();
    let (code, said) = update(&folder, &vendor, &["--check", "--fail-on", "major"]);
    assert!(code == 1 && said.contains("the change is not known"), "{said}");
    let (code, said) = update(&folder, &vendor, &[]);
    assert!(code == 0 && said.contains("2 files written"), "{said}");
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
    let packed = include_bytes!("update/zeros.gz");
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

/// Addresses and standard input of the other commands.
#[test]
fn documents_of_other_commands() {
    let external = "openapi: 3.0.3\ninfo: {title: a, version: b}\npaths: {/a: {get: {responses: {'200': {description: d, content: {application/json: {schema: {$ref: 'schemas/pet.yaml#/Pet'}}}}}}}}\n";
    let vendor = Vendor::start(move |asked| match asked.path.as_str() {
        "/v1/external.yaml" => Answer::ok(external),
        "/html" => Answer::ok("<html></html>"),
        _ => Answer::ok(DOCUMENT),
    });
    let folder = scratch("update-commands");
    std::fs::create_dir_all(folder.join("schemas")).unwrap();
    std::fs::write(
        folder.join("schemas/pet.yaml"),
        "Pet: {type: object, properties: {name: {type: string}}}\n",
    )
    .unwrap();
    let piped = |arguments: &[&str], text: &str| {
        let mut child = command(&folder, arguments);
        let child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = child.spawn().unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let (code, said) = gave(&child.wait_with_output().unwrap());
        (code, said.replace(&vendor.url, "[vendor]"))
    };
    let url = |path: &str| format!("{}{path}", vendor.url);
    // The same client, wherever the document comes from.
    for (out, document) in [
        ("of-url", url("/v1/shop.yaml")),
        ("of-url-again", url("/v1/shop.yaml")),
        ("of-input", "-".to_owned()),
    ] {
        let (code, said) = piped(&["generate", &document, "--out", out, "--name", "shop"], DOCUMENT);
        assert_eq!(code, 0, "{said}");
    }
    std::fs::write(folder.join("shop.yaml"), DOCUMENT).unwrap();
    assert_eq!(run(&folder, &["generate", "shop.yaml", "--out", "of-file", "--name", "shop"]).0, 0);
    let of_file = tree(&folder.join("of-file"));
    for out in ["of-url", "of-url-again", "of-input"] {
        assert!(tree(&folder.join(out)) == of_file, "{out}");
    }
    let mut said = String::new();
    let mut show = |arguments: &[&str], text: &str, code: i32| {
        let (found, shown) = piped(arguments, text);
        assert_eq!(found, code, "{arguments:?}: {shown}");
        let arguments = arguments.join(" ").replace(&vendor.url, "[vendor]");
        said += &format!("$ truespec {arguments}\n{shown}\n");
    };
    show(&["diff", &url("/v1/shop.yaml"), "-"], &edited(&[ADDED]), 0);
    show(&["lint", "-"], DOCUMENT, 0);
    show(&["lint", &url("/v1/shop.yaml")], "", 0);
    show(&["inspect", "-"], "openapi: 3.0.3\npaths: {/a: [\n", 1);
    show(&["inspect", "-"], "", 1);
    show(&["inspect", &url("/html")], "", 1);
    show(&["inspect", "http://example.com/a.yaml"], "", 1);
    show(&["inspect", "ftp://example.com/a.yaml"], "", 1);
    show(&["inspect", "-"], external, 1);
    show(&["inspect", &url("/v1/external.yaml")], "", 1);
    let map = format!("{}=./schemas", url("/v1/schemas"));
    show(&["inspect", &url("/v1/external.yaml"), "--map", &map], "", 0);
    insta::assert_snapshot!(said);
}
