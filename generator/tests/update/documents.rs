//! What a new document becomes: its level, its client, what is written; sources that are files or pages.

use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::files::{run, tree};
use crate::support::scratch;
use crate::vendor::{Answer, Vendor};
use crate::{ADDED, DOCUMENT, edited, serving, settings, shop, update};

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

#[test]
fn a_document_is_saved_to_look_at_it() {
    let new = edited(&[("note: {type: string}", "note: {type: integer}")]);
    let (vendor, _) = serving(&new);
    let folder = shop("save", &format!("{}/a.yaml", vendor.url));
    let before = tree(&folder.join("specs"));
    assert_eq!(update(&folder, &vendor, &["shop", "--save", "new.yaml"]), (0, String::new()));
    assert_eq!(std::fs::read_to_string(folder.join("new.yaml")).unwrap(), new);
    let (code, said) = update(&folder, &vendor, &["--save", "new.yaml"]);
    assert!(code == 2 && said.contains("TS804") && !said.contains("--force"), "{said}");
    assert!(said.contains("help: name another file: `--save` overwrites none"), "{said}");
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

/// What `diff --accept` prints of a new document is all that `--check --fail-on major` asks for, and an entry of a lower level
/// is told of.
#[test]
fn accepted_changes_do_not_fail() {
    let edits =
        [("tags: [orders]", "tags: [purchases]"), ("total: {type: integer}", "total: {type: string}")];
    let (vendor, _) = serving(&edited(&edits));
    let folder = shop("accepted", &format!("{}/a.yaml", vendor.url));
    let check = || update(&folder, &vendor, &["--check", "--fail-on", "major"]);
    assert_eq!(check().0, 1);
    assert_eq!(update(&folder, &vendor, &["--save", "new.yaml"]).0, 0);
    let overlay = ["--overlay", "specs/shop.overlay.yaml", "--accept"];
    let (_, entries) = run(&folder, &[&["diff", "specs/shop.yaml", "new.yaml"][..], &overlay].concat());
    let entries = entries.replace("reason = \"\"", "reason = \"r\"");
    std::fs::write(folder.join("specs/accepted.toml"), &entries).unwrap();
    let (code, said) = check();
    assert!(code == 0 && said.contains("accepted: r") && !said.contains("TS827"), "{said}");
    std::fs::write(folder.join("specs/accepted.toml"), entries.replace("\"major\"", "\"minor\"")).unwrap();
    let (code, said) = check();
    assert!(code == 1 && said.contains("write `level = \"major\"`"), "{said}");
}
