//! `truespec lint` and `truespec learn`: what they find, that the actions they propose apply and settle it, and that nothing
//! secret is written.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use support::scratch;

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint")
}

fn truespec(arguments: &[&str]) -> Output {
    truespec_in(&here(), arguments)
}

fn truespec_in(folder: &Path, arguments: &[&str]) -> Output {
    let command = &mut Command::new(env!("CARGO_BIN_EXE_truespec"));
    command.args(arguments).current_dir(folder).env_remove("CLICOLOR_FORCE").output().unwrap()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[test]
fn contradictions() {
    let out = truespec(&["lint", "shop.yaml"]);
    assert_eq!(out.status.code(), Some(0));
    insta::assert_snapshot!(format!("{}\n--- proposed ---\n{}", text(out.stderr), text(out.stdout)));
}

#[test]
fn proposals_settle_what_was_found() {
    let proposed = scratch("lint").join("proposed.overlay.yaml");
    let out = truespec(&["lint", "shop.yaml", "--quiet"]);
    std::fs::write(&proposed, &out.stdout).unwrap();
    let again = truespec(&["lint", "shop.yaml", "--overlay", proposed.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(0), "{}", text(again.stderr));
    let said = text(again.stderr);
    assert!(!said.contains("warning["), "{said}");
}

#[test]
fn a_recording() {
    let out = truespec(&["learn", "../learn/session.har", "--document", "shop.yaml"]);
    assert_eq!(out.status.code(), Some(0), "{}", text(out.stderr));
    let (said, proposed) = (text(out.stderr), text(out.stdout));
    for secret in ["sesame", "someone@"] {
        assert!(!said.contains(secret) && !proposed.contains(secret), "{said}{proposed}");
    }
    insta::assert_snapshot!(format!("{said}\n--- proposed ---\n{proposed}"));
    let overlay = scratch("learn").join("proposed.overlay.yaml");
    std::fs::write(&overlay, &proposed).unwrap();
    let applied = truespec(&["apply", "shop.yaml", "--overlay", overlay.to_str().unwrap()]);
    assert_eq!(applied.status.code(), Some(0), "{}", text(applied.stderr));
}

/// An operation without any responses has no place below which a status could be added.
#[test]
fn what_is_proposed_where_nothing_is_declared_applies() {
    let folder = scratch("learn-nothing");
    let document =
        r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {}}}}"#;
    let answered = |status| {
        format!(
            r#"{{"request": {{"method": "GET", "url": "https://x/a"}}, "response": {{"status": {status}, "content": {{"text": "{{}}"}}}}}}"#
        )
    };
    let recording = format!(r#"{{"log": {{"entries": [{}, {}]}}}}"#, answered(200), answered(404));
    let (document_path, recording_path, overlay) =
        (folder.join("d.json"), folder.join("r.har"), folder.join("proposed.yaml"));
    std::fs::write(&document_path, document).unwrap();
    std::fs::write(&recording_path, recording).unwrap();
    let [document, recording] = [&document_path, &recording_path].map(|path| path.to_str().unwrap());
    let learned = truespec(&["learn", recording, "--document", document, "--quiet"]);
    std::fs::write(&overlay, &learned.stdout).unwrap();
    let applied = truespec(&["apply", document, "--overlay", overlay.to_str().unwrap()]);
    assert_eq!(applied.status.code(), Some(0), "{}{}", text(learned.stdout), text(applied.stderr));
    let applied: serde_json::Value = serde_json::from_slice(&applied.stdout).unwrap();
    let responses = applied["paths"]["/a"]["get"]["responses"].as_object().unwrap();
    assert_eq!(responses.keys().collect::<Vec<_>>(), ["200", "404"]);
}

#[test]
fn pairs_and_what_is_none() {
    let folder: PathBuf = scratch("learn-pairs");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    write("a.request.json", r#"{"method": "GET", "url": "/v1/tags/"}"#);
    write("a.response.json", r#"{"status": 200, "body": {"results": [], "next": null}}"#);
    let given = folder.to_str().unwrap().to_owned();
    let out = truespec(&["learn", &given, "--document", "shop.yaml", "--quiet"]);
    assert!(text(out.stdout).contains("nullable: true"));
    write("b.request.json", r#"{"method": "GET"}"#);
    write("b.response.json", r#"{"status": 200}"#);
    let out = truespec(&["learn", &given, "--document", "shop.yaml"]);
    let said = text(out.stderr);
    assert!(out.status.success() && text(out.stdout).contains("nullable: true"), "{said}");
    assert!(said.contains("note[TS741]: 1 exchange not read") && said.contains("(b.request.json)"), "{said}");
    // Other files of the folder are counted; a folder without any recording is an error.
    std::fs::write(folder.join("none.json"), "{}").unwrap();
    let out = truespec(&["learn", &given, "--document", "shop.yaml"]);
    let said = text(out.stderr);
    assert!(
        out.status.success() && said.contains("1 file not read: files that are no recordings (none.json)"),
        "{said}"
    );
    let empty = scratch("learn-no-recording");
    std::fs::write(empty.join("none.json"), "{}").unwrap();
    let out = truespec(&["learn", empty.to_str().unwrap(), "--document", "shop.yaml"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(text(out.stderr).contains("error[TS723]: the folder holds no recording"));
}

/// Nothing is printed that would be refused as an overlay, and an empty file says what it is.
#[test]
fn nothing_to_propose() {
    let folder = scratch("lint-nothing");
    let (document, empty) = (folder.join("d.json"), folder.join("empty.yaml"));
    std::fs::write(&document, r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}"#)
        .unwrap();
    let [document, overlay] = [&document, &empty].map(|path| path.to_str().unwrap());
    let out = truespec(&["lint", document]);
    assert_eq!((out.status.code(), text(out.stdout)), (Some(0), String::new()));
    assert!(text(out.stderr).contains("no corrections to propose"));
    std::fs::write(&empty, "").unwrap();
    let out = truespec(&["lint", document, "--overlay", overlay]);
    let said = text(out.stderr);
    assert!(
        said.contains("the file is empty") && said.contains("remove an overlay without corrections"),
        "{said}"
    );
    let recording = folder.join("r.har");
    std::fs::write(&recording, r#"{"log": {"entries": []}}"#).unwrap();
    let out = truespec(&["learn", recording.to_str().unwrap(), "--document", document]);
    assert_eq!((out.status.code(), text(out.stdout)), (Some(0), String::new()));
}

/// Nekt's document as its pages show it, and Dify's as published, where they are at hand.
#[test]
fn documents_as_published() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let documents = [
        (shared.join("facts/nekt.tags.published.json"), &["TS713"][..]),
        (shared.join("corpus/pairs/dify_knowledge_new.json"), &["TS711", "TS712"][..]),
    ];
    for (document, codes) in documents {
        if !document.exists() {
            println!("{} is not here: skipped", document.display());
            continue;
        }
        let out = truespec(&["lint", document.to_str().unwrap()]);
        let said = text(out.stderr);
        codes.iter().for_each(|code| assert!(said.contains(code), "{code} in {said}"));
        let overlay = scratch("lint-published").join("proposed.overlay.yaml");
        std::fs::write(&overlay, &out.stdout).unwrap();
        let applied =
            truespec(&["apply", document.to_str().unwrap(), "--overlay", overlay.to_str().unwrap()]);
        assert_eq!(applied.status.code(), Some(0), "{}", text(applied.stderr));
    }
}

/// Paths as frameworks write them: a constraint is none of the name, and a greedy parameter is several segments.
#[test]
fn paths_of_frameworks() {
    let folder = scratch("lint-frameworks");
    let document = folder.join("api.yaml");
    std::fs::write(
        &document,
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  '/users/{id:int}':\n    get: {operationId: a, parameters: [{name: id, in: path, required: true, schema: {type: integer}}], responses: {'204': {description: ok}}}\n  '/files/{*rest}':\n    get: {operationId: b, parameters: [{name: rest, in: path, required: true, schema: {type: string}}], responses: {'204': {description: ok}}}\n",
    )
    .unwrap();
    let document = document.to_str().unwrap();
    let linted = text(truespec(&["lint", document]).stderr);
    assert!(!linted.contains("TS716"), "{linted}");
    let entry = |path: &str| {
        format!(
            "{{\"request\":{{\"method\":\"GET\",\"url\":\"https://api.example.org{path}\"}},\"response\":{{\"status\":418,\"content\":{{}}}}}}"
        )
    };
    let recording = folder.join("session.har");
    let entries = ["/users/1", "/files/a/b/c", "/users/1/2"].map(entry).join(",");
    std::fs::write(&recording, format!("{{\"log\":{{\"entries\":[{entries}]}}}}")).unwrap();
    let learned = text(truespec(&["learn", recording.to_str().unwrap(), "--document", document]).stderr);
    for (part, times) in
        [("`GET /users/{id:int}`", 1), ("`GET /files/{*rest}`", 1), ("that matches no operation", 1)]
    {
        assert_eq!(learned.matches(part).count(), times, "{part}: {learned}");
    }
}

/// The document as other tools show it: no text of it is raw or ends a line, and no value that may be a secret is shown.
#[test]
fn formats() {
    // The root of a repository, from which other tools name files.
    let folder = scratch("lint-formats");
    std::fs::create_dir(folder.join(".git")).unwrap();
    std::fs::copy(here().join("hostile.yaml"), folder.join("hostile.yaml")).unwrap();
    let mut all = String::new();
    for format in ["json", "sarif", "github"] {
        let out = truespec_in(&folder, &["lint", "hostile.yaml", "--format", format]);
        assert_eq!((out.status.code(), text(out.stderr)), (Some(0), String::new()));
        let shown = text(out.stdout);
        assert!(!shown.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'), "{shown}");
        all += &format!("--- {format} ---\n{shown}");
    }
    let out = truespec(&["lint", "hostile.yaml"]);
    let shown = text(out.stderr);
    // The text shows the lines of the document itself, escaped.
    assert!(!shown.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'), "{shown}");
    for secret in ["sk_live", "hunter2", "sesame"] {
        assert!(!all.contains(secret) && !text(out.stdout.clone()).contains(secret), "{secret}: {all}");
    }
    insta::assert_snapshot!(all.replace(env!("CARGO_PKG_VERSION"), "[version]"));
}

#[test]
fn severities_that_fail() {
    let code = |arguments: &[&str]| {
        let given: Vec<&str> = ["lint"].iter().chain(arguments).copied().collect();
        truespec(&given).status.code()
    };
    for format in ["text", "json", "sarif", "github"] {
        assert_eq!(code(&["hostile.yaml", "--format", format]), Some(0), "never is the default");
        assert_eq!(code(&["hostile.yaml", "--format", format, "--fail-on", "warning"]), Some(1));
        assert_eq!(code(&["hostile.yaml", "--format", format, "--fail-on", "error"]), Some(0));
        assert_eq!(code(&["seeded/shop3.yaml", "--format", format, "--fail-on", "note"]), Some(0));
        assert_eq!(code(&["none.yaml", "--format", format]), Some(1), "what cannot be read always fails");
    }
    assert_eq!(code(&["hostile.yaml", "--json", "--format", "json"]), Some(2));
}

/// The documents of what an example, a list in prose and `x-nullable` mean.
#[test]
fn examples_are_judged_together() {
    let findings = |name: &str, document: &str| {
        let path = scratch("lint-together").join(name);
        std::fs::write(&path, document).unwrap();
        let out = truespec(&["lint", path.to_str().unwrap()]);
        (text(out.stderr), text(out.stdout))
    };
    let head = "openapi: 3.0.3\ninfo: {title: M, version: '1'}\n";
    let outvoted = "paths:\n  /a:\n    get:\n      operationId: a\n      responses:\n        '200':\n          description: ok\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/A'}\n              examples:\n                one: {value: {on: 'true'}}\n                two: {value: {on: true}}\n                three: {value: {on: false}}\ncomponents:\n  schemas:\n    A: {type: object, properties: {on: {type: boolean}}}\n";
    let (said, proposed) = findings("outvoted.yaml", &format!("{head}{outvoted}"));
    assert!(
        said.contains("the other 2 of 3 examples agree with it") && proposed.is_empty(),
        "{said}{proposed}"
    );
    let two = outvoted.replace("{on: true}", "{on: 'no'}").replace("{on: false}", "{on: 'yes'}");
    let (said, proposed) = findings("two.yaml", &format!("{head}{two}"));
    assert!(
        said.contains("a string where `boolean` is declared") && said.contains("3 of 3 examples"),
        "{said}"
    );
    assert!(proposed.contains("3 of 3 examples"), "{proposed}");
    let prose = "paths: {}\ncomponents:\n  schemas:\n    A:\n      type: object\n      properties:\n        cluster: {type: string, example: east-1, description: \"Either `size` or `count` must be given in the cluster.\"}\n";
    assert_eq!(findings("prose.yaml", &format!("{head}{prose}")).1, "");
    let nullable = "swagger: '2.0'\ninfo: {title: M, version: '1'}\npaths: {}\ndefinitions:\n  A: {type: object, example: {b: null}, properties: {b: {type: array, x-nullable: true, items: {type: string}}}}\n";
    let (said, _) = findings("nullable.yaml", nullable);
    assert_eq!(said, "no corrections to propose\n");
    let formats = "paths: {}\ncomponents:\n  schemas:\n    A:\n      type: object\n      properties:\n        id: {type: string, format: uuid, example: usr_1}\n        day: {type: string, format: date, example: '2024-05-01T10:00:00Z'}\n        count: {type: integer, format: int32, example: 5000000000}\n";
    let (said, proposed) = findings("formats.yaml", &format!("{head}{formats}"));
    assert_eq!(said.matches("warning[TS711]").count(), 3, "{said}");
    assert!(proposed.contains("format: int64"), "{proposed}");
}
