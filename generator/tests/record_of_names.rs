//! The record of names beside an emitted crate: what joins the document renames nothing that was there, whichever command
//! makes the crate or compares it; and the record decides nothing else.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

#[path = "support/run.rs"]
mod run;
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use run::{Run, truespec};
use support::scratch;
use truespec::Generator;

const RECORD: &str = ".truespec-names.json";

/// Operations in a group, as paths and ids.
fn document(operations: &[(&str, &str)]) -> String {
    let paths = operations.iter().map(|(path, id)| {
        format!("  {path}: {{delete: {{tags: [books], operationId: {id}, responses: {{'204': {{description: gone}}}}}}}}\n")
    });
    format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n{}", paths.collect::<String>())
}

const OLD: &[(&str, &str)] = &[("/shelf/first", "removeFirst"), ("/shelf", "clear")];

/// The first has the better right to its name: its path is shorter, and its id is written like a name of Rust.
const NEW: &[(&str, &str)] =
    &[("/first", "remove_first"), ("/shelf/first", "removeFirst"), ("/shelf", "clear")];

const SETTINGS: &str =
    "[crate]\nname = \"clients\"\n\n[[api]]\nmodule = \"shop\"\ndocument = \"shop.yaml\"\n";

/// A workspace with a document.
fn workspace(name: &str, operations: &[(&str, &str)]) -> PathBuf {
    let folder = scratch(name);
    fs::create_dir_all(folder.join("specs")).unwrap();
    fs::write(folder.join("specs/truespec.toml"), SETTINGS).unwrap();
    fs::write(folder.join("specs/shop.yaml"), document(operations)).unwrap();
    folder
}

/// Runs the program, which has to succeed, and returns what it wrote.
fn done(folder: &Path, arguments: &[&str]) -> String {
    let Run(code, out, said) = truespec(folder, arguments);
    assert_eq!(code, 0, "{arguments:?}: {out}{said}");
    out + &said
}

fn methods(folder: &Path, crate_folder: &str, module: &str) -> String {
    fs::read_to_string(folder.join(crate_folder).join("src").join(module)).unwrap()
}

#[test]
fn what_joins_a_workspace_renames_nothing() {
    let folder = workspace("names-workspace", OLD);
    done(&folder, &[]);
    let before = methods(&folder, "generated", "shop/books.rs");
    fs::write(folder.join("specs/shop.yaml"), document(NEW)).unwrap();
    done(&folder, &[]);
    let after = methods(&folder, "generated", "shop/books.rs");
    assert!(before.lines().all(|line| after.contains(line)), "{before}\n{after}");
    let sent_to = |path: &str| after.contains(&format!("\"DELETE\", \"{path}\""));
    assert!(sent_to("/shelf/first") && sent_to("/first"), "{after}");
    assert!(done(&folder, &["check"]).contains("up to date"));
    // Without the record the other has the better right, so that the record is what decides.
    fs::remove_file(folder.join("generated").join(RECORD)).unwrap();
    let Run(code, drift, _) = truespec(&folder, &["check"]);
    assert!(code == 1 && drift.contains("generated/src/shop/books.rs differs"), "{drift}");
}

#[test]
fn what_joins_a_crate_renames_nothing() {
    let folder = scratch("names-generate");
    fs::write(folder.join("shop.yaml"), document(OLD)).unwrap();
    let generate = ["generate", "shop.yaml", "--out", "client"];
    done(&folder, &generate);
    let before = methods(&folder, "client", "books.rs");
    fs::write(folder.join("shop.yaml"), document(NEW)).unwrap();
    done(&folder, &generate);
    let after = methods(&folder, "client", "books.rs");
    assert!(before.lines().all(|line| after.contains(line)), "{before}\n{after}");
    done(&folder, &[&generate[..], &["--check"]].concat());
    // The library does the same, if it is told where the crate is.
    let client = Generator::new(folder.join("shop.yaml")).crate_at(folder.join("client")).generate().unwrap();
    let (_, text) = client.files().find(|(path, _)| *path == Path::new("src/books.rs")).unwrap();
    assert_eq!(text, after);
    let client = Generator::new(folder.join("shop.yaml")).generate().unwrap();
    let (_, text) = client.files().find(|(path, _)| *path == Path::new("src/books.rs")).unwrap();
    assert_ne!(text, after);
}

#[test]
fn comparing_knows_the_older_names() {
    let folder = workspace("names-diff", OLD);
    fs::write(folder.join("old.yaml"), document(OLD)).unwrap();
    fs::write(folder.join("new.yaml"), document(NEW)).unwrap();
    let documents = done(&folder, &["diff", "old.yaml", "new.yaml"]);
    assert!(documents.contains("0 major, 1 minor"), "{documents}");
    let page = done(&folder, &["report", "old.yaml", "new.yaml", "--html", "page.html"]);
    assert!(page.contains("0 major, 1 minor"), "{page}");
    // A revision has the record that was committed with it, and this one says that the better right did not count.
    done(&folder, &[]);
    fs::write(folder.join("specs/shop.yaml"), document(NEW)).unwrap();
    done(&folder, &[]);
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-qm", "first"]);
    let more = [NEW, &[("/second", "clear_second")]].concat();
    fs::write(folder.join("specs/shop.yaml"), document(&more)).unwrap();
    let said = done(&folder, &["diff", "HEAD"]);
    assert!(said.contains("0 major, 1 minor"), "{said}");
    done(&folder, &[]);
    assert_eq!(done(&folder, &["diff", "HEAD"]), said, "after the run as before it");
}

fn git(folder: &Path, arguments: &[&str]) {
    let ran = Command::new("git")
        .args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

/// What is named anew, as by a correction, has its new name at once. What had another name because of it keeps that: a caller's
/// `remove_first()` must not become a call of something else.
#[test]
fn a_correction_is_not_held_back() {
    let folder = workspace("names-corrected", NEW);
    done(&folder, &[]);
    let before = methods(&folder, "generated", "shop/books.rs");
    assert!(before.contains("pub fn delete_shelf_first("), "{before}");
    let corrected = [("/first", "dropFirst"), ("/shelf/first", "removeFirst"), ("/shelf", "clear")];
    fs::write(folder.join("specs/shop.yaml"), document(&corrected)).unwrap();
    done(&folder, &[]);
    let after = methods(&folder, "generated", "shop/books.rs");
    assert!(after.contains("pub fn drop_first(") && after.contains("pub fn delete_shelf_first("), "{after}");
    // Named anew itself, it has that name.
    let corrected = [("/first", "dropFirst"), ("/shelf/first", "wipeFirst"), ("/shelf", "clear")];
    fs::write(folder.join("specs/shop.yaml"), document(&corrected)).unwrap();
    done(&folder, &[]);
    assert!(methods(&folder, "generated", "shop/books.rs").contains("pub fn wipe_first("));
}

/// What goes does not hand its name to another, whose callers would not notice.
#[test]
fn a_name_that_is_free_again_stays_free() {
    let folder = workspace("names-gone", NEW);
    done(&folder, &[]);
    let before = methods(&folder, "generated", "shop/books.rs");
    fs::write(folder.join("specs/shop.yaml"), document(OLD)).unwrap();
    done(&folder, &[]);
    let after = methods(&folder, "generated", "shop/books.rs");
    assert!(!after.contains("pub fn remove_first("), "{after}");
    let lines: Vec<&str> = after.lines().filter(|line| !before.contains(line)).collect();
    assert!(lines.is_empty(), "{lines:?}");
    // What comes back has its name again.
    fs::write(folder.join("specs/shop.yaml"), document(NEW)).unwrap();
    done(&folder, &[]);
    assert_eq!(methods(&folder, "generated", "shop/books.rs"), before);
}

/// A tag does not take the module of the webhooks, nor a scheme that is needed more the method of one that is called like it.
#[test]
fn modules_and_methods_of_their_own_stay() {
    let folder = scratch("names-own");
    let write = |name: &str, tag: &str, needed: &str| {
        let operation = |path: &str, id: &str, tag: &str, scheme: &str| {
            format!(
                "  {path}: {{get: {{tags: [{tag}], operationId: {id}, security: [{{{scheme}: []}}], responses: {{'204': {{description: none}}}}}}}}\n"
            )
        };
        let hook = "webhooks:\n  gone: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}, responses: {'204': {description: none}}}}\n";
        let schemes = "components:\n  securitySchemes:\n    api_key: {type: apiKey, in: header, name: X-A}\n    other: {type: apiKey, in: header, name: X-B}\n";
        let more = if needed.is_empty() {
            String::new()
        } else {
            operation("/b", "b", tag, needed) + &operation("/c", "c", tag, needed)
        };
        let head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\nservers: [{url: 'https://shop.example'}]\npaths:\n";
        fs::write(
            folder.join(name),
            format!("{head}{}{more}{hook}{schemes}", operation("/a", "a", "books", "api_key")),
        )
        .unwrap();
    };
    write("old.yaml", "books", "");
    write("new.yaml", "webhooks", "other");
    let said = done(&folder, &["diff", "old.yaml", "new.yaml"]);
    assert!(said.contains("0 major") && !said.contains("0 minor"), "{said}");
}

/// The types of servers are public, too.
#[test]
fn servers_keep_their_names() {
    let folder = scratch("names-servers");
    let server = |name: &str, values: &str| {
        format!(
            "  - {{url: 'https://{{region}}.{name}.example', variables: {{region: {{default: eu-west, enum: [{values}]}}}}}}\n"
        )
    };
    let put = |name: &str, servers: &[String]| {
        let text = format!("{}servers:\n{}", document(OLD), servers.concat());
        fs::write(folder.join(name), text).unwrap();
    };
    put("old.yaml", &[server("a", "eu-west, us")]);
    put("value.yaml", &[server("a", "eu-west, us, eu_west")]);
    put("server.yaml", &[server("a", "eu-west, us"), server("b", "eu-west")]);
    put("gone.yaml", &[server("a", "eu-west")]);
    let value = done(&folder, &["diff", "old.yaml", "value.yaml"]);
    assert!(value.contains("+ ServerRegion::") && value.contains("0 major, 1 minor"), "{value}");
    let server = done(&folder, &["diff", "old.yaml", "server.yaml"]);
    assert!(server.contains("+ ServerRegionB") && server.contains("0 major"), "{server}");
    let gone = done(&folder, &["diff", "old.yaml", "gone.yaml"]);
    assert!(gone.contains("- ServerRegion::Us (variant") && gone.contains("1 major"), "{gone}");
}

/// Of a record that was merged, two may have had one name; neither has it then, so that no caller calls the other.
#[test]
fn two_owners_of_a_name() {
    let folder = workspace("names-merged", NEW);
    done(&folder, &[]);
    let path = folder.join("generated").join(RECORD);
    let record = fs::read_to_string(&path).unwrap();
    let merged = record.replace("\"delete_shelf_first, not remove_first\"", "\"remove_first\"");
    assert_ne!(merged, record);
    fs::write(&path, merged).unwrap();
    done(&folder, &[]);
    let after = methods(&folder, "generated", "shop/books.rs");
    assert!(!after.contains("pub fn remove_first("), "{after}");
    assert!(done(&folder, &["check"]).contains("up to date"));
}

/// What a person names has that name, whatever had it.
#[test]
fn a_given_name_is_taken() {
    let folder = workspace("names-given", NEW);
    done(&folder, &[]);
    let named = document(NEW)
        .replace("operationId: removeFirst,", "operationId: removeFirst, x-truespec-name: remove_first,");
    let named =
        named.replace("operationId: remove_first,", "operationId: remove_first, x-truespec-name: wipe,");
    fs::write(folder.join("specs/shop.yaml"), named).unwrap();
    done(&folder, &[]);
    let after = methods(&folder, "generated", "shop/books.rs");
    assert!(after.contains("pub fn remove_first(") && after.contains("pub fn wipe("), "{after}");
}

/// A record that was made up names nothing that could not have the name.
#[test]
fn names_come_from_the_document_alone() {
    let folder = workspace("names-made-up", OLD);
    done(&folder, &[]);
    let (path, before) =
        (folder.join("generated").join(RECORD), methods(&folder, "generated", "shop/books.rs"));
    let record = fs::read_to_string(&path).unwrap();
    for name in [
        "clear",
        "self",
        "fn",
        "x(); evil",
        "",
        "remove_first2",
        "../up",
        "remove_first, not ",
        ", not remove_first",
    ] {
        let made_up = record.replace("\"remove_first\"", &format!("{name:?}"));
        assert_ne!(made_up, record);
        fs::write(&path, made_up).unwrap();
        done(&folder, &[]);
        assert_eq!(methods(&folder, "generated", "shop/books.rs"), before, "{name}");
        assert_eq!(fs::read_to_string(&path).unwrap(), record, "{name}");
    }
}

#[test]
fn what_is_no_record_is_refused() {
    let folder = workspace("names-refused", OLD);
    done(&folder, &[]);
    let path = folder.join("generated").join(RECORD);
    let record = fs::read_to_string(&path).unwrap();
    let mut told = String::new();
    let mut try_one = |what: &str| {
        for arguments in [&[][..], &["check"]] {
            let Run(code, out, said) = truespec(&folder, arguments);
            assert_eq!(code, 1, "{what}: {out}{said}");
            told += &format!("=== {what}: truespec {}\n{said}", arguments.join(" "));
        }
    };
    let merged = record.replacen("  \"apis\"", "<<<<<<< ours\n  \"apis\"", 1);
    for (what, text) in
        [("a merge", merged.as_str()), ("nothing", ""), ("a list", "[]"), ("more", "{\"names\": 1}")]
    {
        fs::write(&path, text).unwrap();
        try_one(what);
        assert_eq!(fs::read_to_string(&path).unwrap(), text, "{what} is not overwritten");
    }
    fs::remove_file(&path).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/etc/passwd", &path).unwrap();
        try_one("a link");
        fs::remove_file(&path).unwrap();
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        try_one("a pipe");
        fs::remove_file(&path).unwrap();
    }
    done(&folder, &[]);
    assert_eq!(fs::read_to_string(&path).unwrap(), record);
    insta::assert_snapshot!(told);
}
