//! The texts of a workspace that are the same for every document.

use std::path::PathBuf;

use crate::rust::names::ident::written;
use crate::write::Files;

/// `specs/truespec.toml`.
pub(super) fn settings(package: &str, module: &str, document: &str) -> String {
    let overlay = format!("{module}.overlay.yaml");
    let [package, module, document, overlay] =
        [package, module, document, &overlay].map(|text| toml::Value::from(text).to_string());
    // What is not quoted on one line would end the comment.
    let overlay = overlay.lines().next().unwrap_or_default();
    format!(
        r#"# What `cargo run` emits into generated/, from the documents and overlays beside this file.
[crate]
name = {package}
version = "0.1.0"
date-time = "chrono" # chrono | time | text
strict = false       # true: a warning that no overlay settles is an error
mock = false         # true: a server for tests of each API, behind the crate's feature `mock`
examples = true      # an example of each operation in its documentation, compiled by `cargo test`

[[api]]
module = {module}
document = {document}
# overlays = [{overlay}]
"#
    )
}

/// The skeleton of corrections; it is given in the settings as soon as there is one.
pub(super) fn overlay(module: &str, document: &str) -> String {
    // The name of a file, which may hold a line break; here it is within a comment.
    let document: String = document.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!(
        r"# Corrections of {document}, an action each; with the first one, `overlays` in truespec.toml names this file.
overlay: 1.0.0
info:
  title: Corrections of {module}
  version: '1'
actions:
#  - target: $.components.schemas.Thing.properties.size
#    description: What is published wrongly, and what is true.
#    x-quirk:
#      id: Q1
#      source: the page and section, or the recorded answer, that shows it
#      at: $.components.schemas.Thing.properties.size.type
#      published: string
#    update:
#      type: integer
"
    )
}

/// Everything beside `specs/`, `generated/` and the manifest.
pub(super) fn files(package: &str, module: &str, is_guest: bool) -> Files {
    let library = package.replace('-', "_");
    let client = written(module);
    let fill = |text: &str| {
        text.replace("{package}", package)
            .replace("{library}", &library)
            .replace("{module}", module)
            .replace("{client}", &client)
    };
    // The tests of an API are named after it, beside the one that all have.
    let test = if module == "drift" { "drift_api" } else { module };
    let mut files: Files = [
        (PathBuf::from(".gitattributes"), GITATTRIBUTES),
        (".gitignore".into(), GITIGNORE),
        ("README.md".into(), README),
        ("build.rs".into(), BUILD),
        ("src/main.rs".into(), MAIN),
        ("tests/drift.rs".into(), DRIFT),
        (format!("tests/{test}.rs").into(), CLIENT),
    ]
    .map(|(path, text)| (path, fill(text)))
    .into();
    if !is_guest {
        files.insert(".github/workflows/ci.yml".into(), CI.to_owned());
    }
    files
}

const GITATTRIBUTES: &str = "generated/** linguist-generated=true\n# Line ends as they are: what is published, and what is emitted.\ngenerated/** -text\nspecs/** -text\n";

const GITIGNORE: &str = "/target\n/generated/target\n/generated/Cargo.lock\n.truespec-staging/\n";

const README: &str = "# {package}

Typed Rust clients, emitted by truespec from the documents in `specs/`. Two commands:

```sh
cargo run     # regenerates generated/ from specs/
cargo test    # tests the clients, and that generated/ is what specs/ implies
```

An edit in `specs/` needs only the second: the build script regenerates first, and writes anew what of `generated/` is damaged.
Without `generated/src/lib.rs` cargo runs nothing: `git checkout generated` brings it back, or an empty file of that name and
`cargo run`.

| path | what |
|---|---|
| `specs/` | documents as published, `*.overlay.yaml` with their corrections, `truespec.toml` with what to emit |
| `generated/` | the emitted crate, checked in, never edited by hand; others depend on it by path |
| `tests/` | what has to hold |
";

const BUILD: &str = r#"//! Regenerates `generated/` when `specs/` changed, before anything of this package compiles.

fn main() {
    truespec::workspace::build_script(&truespec::workspace::folder());
}
"#;

const MAIN: &str = r#"//! `cargo run` brings `generated/` to what `specs/` implies; `cargo run -- check` lists what differs.

fn main() -> std::process::ExitCode {
    truespec::workspace::command(&truespec::workspace::folder())
}
"#;

const DRIFT: &str = r#"//! `generated/` on disk is what `specs/` implies. The build script sees to it, but nobody has to take its word for it.

#[test]
fn generated_is_what_specs_imply() {
    let drift = truespec::workspace::check(&truespec::workspace::folder()).unwrap_or_else(|report| panic!("specs/ is at fault:\n{report}"));
    let files: Vec<String> = drift.iter().map(ToString::to_string).collect();
    assert!(files.is_empty(), "`cargo run` writes these anew:\n{}", files.join("\n"));
}
"#;

const CLIENT: &str = r#"//! What callers of `{module}` rely on.

use {library}::{client}::Client;

#[test]
fn a_client_is_put_together() {
    let client = Client::builder().base_url("http://127.0.0.1:8080").build().unwrap();
    assert_eq!(client.base_url(), "http://127.0.0.1:8080");
}
"#;

const CI: &str = "name: CI
on: [push, pull_request]
jobs:
  clients:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: cargo run
      - run: cargo test
      - run: cargo run -- check
      - name: generated/ is checked in as it is emitted
        run: git status --porcelain && test -z \"$(git status --porcelain)\"
";
