//! The page of `truespec report`: what it shows of a small pair, that text of documents is inert in it, and how the command
//! exits. `tests/page/run.sh` holds the same page against a browser.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use support::scratch;

const PAIR: [&str; 3] = ["old.yaml", "new.yaml", "overlay.yaml"];

fn truespec(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_truespec"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap()
}

/// Runs `report`, which is to succeed, and returns the page.
fn page(folder: &Path, arguments: &[&str]) -> String {
    let out = truespec(folder, &[&["report", "--html", "page.html"], arguments].concat());
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    std::fs::read_to_string(folder.join("page.html")).unwrap()
}

/// A folder with the small pair.
fn pair(name: &str) -> PathBuf {
    let folder = scratch(name);
    for file in PAIR {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page").join(file);
        std::fs::copy(from, folder.join(file)).unwrap();
    }
    folder
}

/// What a page shows, without its style, its script and their hashes.
fn content(page: &str) -> String {
    let (_, rest) = page.split_once("<body>").unwrap();
    let (content, rest) = rest.split_once("<script>").unwrap();
    assert!(rest.ends_with("</script>\n</body>\n</html>\n"));
    content.to_owned()
}

#[test]
fn small_pair() {
    let folder = pair("report_pair");
    let arguments = ["old.yaml", "new.yaml", "--new-overlay", "overlay.yaml"];
    let first = page(&folder, &arguments);
    let changes = content(&first);
    let (changes, corrections) = changes.split_once("<section id=\"corrections\"").unwrap();
    let (head, changes) = changes.split_once("<main").unwrap();
    insta::assert_snapshot!("head", head);
    let majors = changes.split("<section class=\"level minor\"").next().unwrap();
    insta::assert_snapshot!("major", majors);
    insta::assert_snapshot!("corrections", corrections);
    assert_eq!(first, page(&folder, &arguments), "the same input gives the same bytes");
}

#[test]
fn one_version_has_corrections_and_diagnostics() {
    let folder = pair("report_workspace");
    std::fs::create_dir(folder.join("specs")).unwrap();
    let settings = "crate = {name = 'clients'}\napi = [{module = 'pets', document = 'new.yaml', overlays = ['overlay.yaml']}]\n";
    std::fs::write(folder.join("specs/truespec.toml"), settings).unwrap();
    std::fs::copy(folder.join("overlay.yaml"), folder.join("specs/overlay.yaml")).unwrap();
    let document = std::fs::read_to_string(folder.join("new.yaml")).unwrap();
    let write = |text: &str| std::fs::write(folder.join("specs/new.yaml"), text).unwrap();
    write(
        &document
            .replace("info:", "tags: [{name: pets}, {name: pets}]\ninfo:")
            .replace("type: number", "type: nummer"),
    );
    let shown = content(&page(&folder, &[]));
    assert!(!shown.contains("id=\"changes\"") && shown.contains("id=\"q.pets.S1\""), "{shown}");
    assert!(shown.contains("<mark>type</mark>: nummer"), "{shown}");

    // A correction that no longer holds: no client, and a page that says why.
    write(
        &document
            .replace("type: string, description: What", "type: string, nullable: false, description: What"),
    );
    let out = truespec(&folder, &["report", "--html", "page.html"]);
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(1), "{said}");
    assert_eq!(said, "the newer version has errors: see page.html\n");
    let shown = content(&std::fs::read_to_string(folder.join("page.html")).unwrap());
    assert!(
        shown.contains("<span class=\"state fails\">stale</span>") && shown.contains("id=\"d.TS208\""),
        "{shown}"
    );
}

#[test]
fn files_of_others_stay() {
    let folder = pair("report_files");
    let arguments = ["report", "old.yaml", "new.yaml", "--html", "page.html"];
    let run = |more: &[&str]| truespec(&folder, &[&arguments, more].concat()).status.code();
    std::fs::write(folder.join("page.html"), "mine").unwrap();
    assert_eq!(run(&[]), Some(1));
    assert_eq!(std::fs::read_to_string(folder.join("page.html")).unwrap(), "mine");
    assert_eq!((run(&["--force"]), run(&[])), (Some(0), Some(0)));
    assert_eq!(truespec(&folder, &["report", "old.yaml", "--html", "page.html"]).status.code(), Some(2));
    assert_eq!(truespec(&folder, &["report", "old.yaml", "new.yaml"]).status.code(), Some(2));
}

/// No file of an emitted crate is written over, whatever it is marked with and whoever wants it.
#[test]
fn files_of_crates_stay() {
    let folder = pair("report_crates");
    let out = truespec(&folder, &["generate", "old.yaml", "--out", "generated", "--name", "pets"]);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    std::fs::copy(folder.join("generated/README.md"), folder.join("README.md")).unwrap();
    let run = |html: &str, more: &[&str]| {
        let out = truespec(&folder, &[&["report", "old.yaml", "new.yaml", "--html", html], more].concat());
        (out.status.code(), String::from_utf8(out.stderr).unwrap())
    };
    for html in [
        "generated/src/lib.rs",
        "generated/page.html",
        "generated/new/page.html",
        "generated/src/../README.md",
    ] {
        let before = std::fs::read_to_string(folder.join(html)).ok();
        for more in [&[][..], &["--force"]] {
            let (code, said) = run(html, more);
            assert!(code == Some(1) && said.contains("in a crate that truespec generates"), "{html}: {said}");
        }
        assert_eq!(std::fs::read_to_string(folder.join(html)).ok(), before, "{html}");
    }
    let (code, said) = run("README.md", &[]);
    assert!(code == Some(1) && said.contains("TS804"), "{said}");
    assert_eq!(run("README.md", &["--force"]).0, Some(0));
    assert_eq!(run("README.md", &[]).0, Some(0), "a page replaces a page");
}

/// What a page may consist of.
const TAGS: [&str; 55] = [
    "!--",
    "!doctype",
    "a",
    "article",
    "b",
    "body",
    "button",
    "code",
    "del",
    "details",
    "div",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "head",
    "header",
    "html",
    "i",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "main",
    "mark",
    "meta",
    "nav",
    "option",
    "output",
    "p",
    "pre",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "wbr",
    "style",
    "script",
];

/// Text that would run, load or look like something else if it were not escaped.
const HOSTILE: &str =
    "</script><img src=x onerror=alert(1)>\"' onload='alert(2)' <!-- ]]> javascript:alert(3) \u{202e}evil";

#[test]
fn text_of_documents_is_inert() {
    let folder = scratch("report_hostile");
    let text = serde_json::to_string(HOSTILE).unwrap();
    let key = serde_json::to_string(&format!("x{HOSTILE}")).unwrap();
    let document = |kind: &str, name: &str| {
        format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": {text}, "version": {text}, "description": {text}}},
            "paths": {{"/a</script><b>": {{"get": {{"operationId": "</title><script>alert(4)</script>{name}", "tags": [{text}],
            "summary": {text}, "description": {text}, "responses": {{"200": {{"description": {text},
            "content": {{"application/json": {{"schema": {{"$ref": "{}"}}}}}}}}}}}}}}}},
            "components": {{"schemas": {{"A<b>": {{"type": "object", "title": {text}, "description": {text},
            "properties": {{{key}: {{"type": "{kind}", "description": {text}, "default": {text}}},
            "kind": {{"type": "string", "enum": [{text}, "{name}"]}}}}}}}}}}}}"#,
            "#/components/schemas/A<b>"
        )
    };
    let old = "old<img src=x onerror=alert(5)>.json";
    std::fs::write(folder.join(old), document("string", "one")).unwrap();
    std::fs::write(folder.join("new.json"), document("integer", "two")).unwrap();
    let overlay = format!(
        r#"{{"overlay": "1.0.0", "info": {{"title": {text}, "version": "1"}}, "actions": [{{"target": "$.info", "description": {text},
        "x-quirk": {{"id": {text}, "source": "javascript:alert(6) https://a.example/\"onclick=alert(7) data:text/html,x", "note": {text}}},
        "update": {{"x-note": {text}}}}}]}}"#
    );
    std::fs::write(folder.join("overlay.json"), overlay).unwrap();
    let page = page(&folder, &[old, "new.json", "--new-overlay", "overlay.json"]);
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, rest) = rest.split_once("</style>").unwrap();
    let (body, script) = rest.split_once("\n<script>").unwrap();
    assert_eq!(script.matches("</script").count(), 1);
    assert!(!page.contains('\u{202e}') && body.contains("\\u{202e}evil"));
    let content = format!("{head}{body}");
    let mut found = BTreeSet::new();
    for tag in content.split('<').skip(1) {
        let (inside, _) = tag.split_once('>').unwrap();
        let name = inside.trim_start_matches('/').split([' ', '\n']).next().unwrap();
        assert!(TAGS.contains(&name), "<{inside}>");
        let outside: String = inside.split('"').step_by(2).collect();
        assert!(!outside.contains(" on") && !outside.contains(" style"), "<{inside}>");
        if let Some((_, href)) = inside.split_once("href=\"") {
            assert!(href.starts_with(['#']) || href.starts_with("https://"), "<{inside}>");
        }
        found.insert(name);
    }
    assert!(found.contains("del") && found.contains("a") && !found.contains("img"), "{found:?}");
}

/// A pair of documents with as many changes as that.
fn many(changes: usize) -> [String; 2] {
    ["string", "integer"].map(|kind| {
        let mut text = "openapi: 3.0.3\ninfo: {title: Many, version: '1'}\npaths:\n".to_owned();
        for index in 0..changes / 8 {
            let schema = format!("{{$ref: '#/components/schemas/Thing{index}'}}");
            writeln!(text, "  /things{index}:\n    get:").unwrap();
            writeln!(text, "      operationId: getThing{index}\n      tags: [group{}]", index % 20).unwrap();
            writeln!(text, "      responses:\n        '200':\n          description: It.").unwrap();
            writeln!(text, "          content: {{application/json: {{schema: {schema}}}}}").unwrap();
        }
        text += "components:\n  schemas:\n";
        for index in 0..changes / 8 {
            write!(
                text,
                "    Thing{index}:\n      type: object\n      required: [first]\n      properties:\n"
            )
            .unwrap();
            for place in 0..8 {
                let (kind, more) = match (place % 2, kind) {
                    (0, "string") => (kind, ", format: date"),
                    (0, _) => (kind, ""),
                    _ => ("boolean", ", description: It is so."),
                };
                let name =
                    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"][place];
                writeln!(text, "        {name}: {{type: {kind}{more}}}").unwrap();
            }
        }
        text
    })
}

#[test]
fn a_thousand_changes_are_less_than_three_megabytes() {
    let folder = scratch("report_many");
    let [old, new] = many(2_000);
    std::fs::write(folder.join("old.yaml"), old).unwrap();
    std::fs::write(folder.join("new.yaml"), new).unwrap();
    let page = page(&folder, &["old.yaml", "new.yaml"]);
    let changes = page.matches("<details class=\"card change\"").count();
    assert!(changes >= 1_000, "{changes} changes");
    let per_thousand = page.len() * 1_000 / changes;
    assert!(per_thousand < 3_000_000, "{per_thousand} bytes for 1,000 of {changes} changes");
}

const SMALL: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses:
        '200': {description: all, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}, born: {type: string, format: date-time}}}
";

/// A workspace in a repository.
fn workspace(name: &str) -> PathBuf {
    let folder = scratch(name);
    std::fs::create_dir(folder.join("specs")).unwrap();
    let settings =
        "crate = {name = 'clients', date-time = 'text'}\napi = [{module = 'pets', document = 'pets.yaml'}]\n";
    std::fs::write(folder.join("specs/truespec.toml"), settings).unwrap();
    std::fs::write(folder.join("specs/pets.yaml"), SMALL).unwrap();
    for arguments in [&["init", "-q"][..], &["add", "-A"], &["commit", "-qm", "all"]] {
        let user = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
        assert!(
            Command::new("git").args(user).args(arguments).current_dir(&folder).status().unwrap().success()
        );
    }
    folder
}

/// What the newer workspace accepts is shown as accepted, with the reason.
#[test]
fn accepted_changes_are_shown() {
    let folder = workspace("report_accepted");
    std::fs::write(folder.join("specs/pets.yaml"), SMALL.replace("name: {type: string}, ", "")).unwrap();
    assert!(!content(&page(&folder, &["HEAD"])).contains("accepted"));
    let entry = "[[change]]\nitem = 'types::Pet::name'\nwhat = 'removed'\nlevel = 'major'\nreason = 'Nobody <b>reads</b> it.'\n";
    std::fs::write(folder.join("specs/accepted.toml"), entry).unwrap();
    let shown = content(&page(&folder, &["HEAD"]));
    assert!(shown.contains("<strong>accepted</strong>: Nobody &lt;b&gt;reads&lt;/b&gt; it."), "{shown}");
}

/// A document of the workspace has its settings, and so has the one that it is compared with.
#[test]
fn both_documents_have_the_same_settings() {
    let folder = workspace("report_settings");
    std::fs::write(folder.join("old.yaml"), SMALL).unwrap();
    for pair in [["old.yaml", "specs/pets.yaml"], ["specs/pets.yaml", "old.yaml"]] {
        let shown = content(&page(&folder, &pair));
        assert!(shown.contains("Nothing changes for users of the crate."), "{pair:?}: {shown}");
    }
}
