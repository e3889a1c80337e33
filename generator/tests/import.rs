//! `truespec import`: what pages become, and what it says where they contradict each other.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use support::scratch;

/// Exit code, what was written, what was said.
fn import(from: &Path, pages: &[&str], options: &[&str], name: &str) -> (i32, String, String) {
    let into = scratch(&format!("import-{name}")).join("specs/api.yaml");
    let out = Command::new(env!("CARGO_BIN_EXE_truespec"))
        .arg("import")
        .args(pages)
        .args(options)
        .arg("--into")
        .arg(&into)
        .current_dir(from)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap();
    let said = String::from_utf8(out.stderr).unwrap().replace(into.to_str().unwrap(), "specs/api.yaml");
    (out.status.code().unwrap(), std::fs::read_to_string(&into).unwrap_or_default(), said)
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

#[test]
fn pages_become_one_document() {
    let (code, document, said) = import(&here(), &["older.md", "newer.md"], &[], "two");
    assert_eq!(code, 0, "{said}");
    insta::assert_snapshot!(format!("{document}\n--- said ---\n{said}"));
}

#[test]
fn a_preferred_page_is_taken() {
    let (_, document, _) = import(&here(), &["older.md", "newer.md"], &["--prefer", "older.md"], "prefer");
    assert!(document.contains("As it was.") && !document.contains("As it is."), "{document}");
    // One place after another: the order of the pages does not matter then.
    let (_, other, _) = import(&here(), &["newer.md", "older.md"], &["--prefer", "older.md"], "prefer-other");
    assert!(other.contains("As it was.") && !other.contains("As it is."), "{other}");
}

#[test]
fn a_page_without_a_document_is_refused() {
    let folder = scratch("import-none");
    std::fs::write(folder.join("page.md"), "# Nothing\n\n```yaml\na: 1\n```\n").unwrap();
    std::fs::write(folder.join("other.yaml"), "a: 1\n").unwrap();
    let (code, document, said) = import(&folder, &["other.yaml"], &[], "refused");
    assert_eq!((code, document.as_str()), (1, ""));
    insta::assert_snapshot!(said);
    assert_eq!(import(&folder, &["page.md"], &[], "refused-page").0, 1);
}

/// The two pages of Dify that the project began with, where they are at hand.
fn seeds(name: &str) -> Option<Value> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/seeds");
    if !seeds.join("dify-unbind-tag.md").exists() {
        println!("the pages are not here: skipped");
        return None;
    }
    let (code, document, said) = import(&seeds, &["dify-unbind-tag.md", "dify-delete-dataset.md"], &[], name);
    assert_eq!(code, 0, "{said}");
    let mut value = read(document);
    without_texts(&mut value);
    Some(value)
}

fn read(text: String) -> Value {
    let (mut files, mut report) =
        (truespec::diagnostic::Files::default(), truespec::diagnostic::Report::default());
    let id = files.add("api.yaml", text);
    truespec::input::load::load(&files, id, &mut report).unwrap()
}

/// Their structure without the texts.
#[test]
fn pages_of_dify() {
    let Some(value) = seeds("dify-structure") else { return };
    insta::assert_snapshot!(truespec::input::dump::dump(&value, ""));
}

/// Where the document in `specs/`, which Dify published later, says something else than those pages did.
const SINCE: [(&str, &str); 16] = [
    ("/servers/0/url", "the scheme has become a part of the URL (Q1)"),
    ("/servers/0/variables/apiBaseUrl", "the variable has another name"),
    ("/servers/0/variables/api_base_url", "the variable has another name"),
    ("/tags", "operations are grouped otherwise"),
    ("/paths/~1datasets~1tags~1unbinding/post/tags/0", "operations are grouped otherwise"),
    (UNBIND_REQUIRED, "several tags are taken, so a single one is not required (Q8)"),
    (UNBIND_TAG_DEPRECATED, "several tags are taken, so a single one is deprecated (Q8)"),
    (UNBIND_TAGS, "several tags are taken (Q8)"),
    (UNBIND_TAG_FORMAT, "ids in bodies have lost their format"),
    (UNBIND_TARGET_FORMAT, "ids in bodies have lost their format"),
    ("/paths/~1datasets~1tags~1unbinding/post/responses/200", "204 took its place (Q9)"),
    ("/paths/~1datasets~1tags~1unbinding/post/responses/204", "it took the place of 200 (Q9)"),
    ("/paths/~1datasets~1tags~1unbinding/post/responses/404", "more errors are listed (Q3)"),
    ("/paths/~1datasets~1{dataset_id}/delete/responses/409", "it was dropped though servers answer it (Q10)"),
    ("/paths/~1datasets~1{dataset_id}/delete/responses/403", "more errors are listed (Q3)"),
    ("/components/responses/Success", "no body is promised any more (Q9)"),
];

const UNBIND_REQUIRED: &str =
    "/paths/~1datasets~1tags~1unbinding/post/requestBody/content/application~1json/schema/required";
const UNBIND_TAG_DEPRECATED: &str = "/paths/~1datasets~1tags~1unbinding/post/requestBody/content/application~1json/schema/properties/tag_id/deprecated";
const UNBIND_TAGS: &str =
    "/paths/~1datasets~1tags~1unbinding/post/requestBody/content/application~1json/schema/properties/tag_ids";
const UNBIND_TAG_FORMAT: &str = "/paths/~1datasets~1tags~1unbinding/post/requestBody/content/application~1json/schema/properties/tag_id/format";
const UNBIND_TARGET_FORMAT: &str = "/paths/~1datasets~1tags~1unbinding/post/requestBody/content/application~1json/schema/properties/target_id/format";

/// What the pages hold is what the document in `specs/` has there, but for what changed since.
#[test]
fn pages_of_dify_are_the_document_in_specs() {
    let Some(pages) = seeds("dify-specs") else { return };
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/dify-knowledge.yaml");
    let mut document = read(std::fs::read_to_string(specs).unwrap());
    without_texts(&mut document);
    let mut found = Vec::new();
    for (part, value) in pages.as_object().unwrap() {
        match part.as_str() {
            // The pages hold a part of these.
            "paths" => value.as_object().unwrap().iter().for_each(|(path, item)| {
                item.as_object().unwrap().iter().for_each(|(method, operation)| {
                    let at = format!("/paths/{}/{method}", path.replace('/', "~1"));
                    compare(operation, &document["paths"][path][method], &at, &mut found);
                });
            }),
            "components" => value.as_object().unwrap().iter().for_each(|(section, held)| {
                held.as_object().unwrap().iter().for_each(|(name, one)| {
                    let there = &document["components"][section][name];
                    compare(one, there, &format!("/components/{section}/{name}"), &mut found);
                });
            }),
            _ => compare(value, &document[part], &format!("/{part}"), &mut found),
        }
    }
    let mut known: Vec<String> = SINCE.iter().map(|(at, _)| (*at).to_owned()).collect();
    found.sort();
    known.sort();
    assert_eq!(found, known, "what differs (left), what is explained (right)");
}

/// The places where two values differ: members one by one, lists of as many elements too.
fn compare(one: &Value, other: &Value, at: &str, found: &mut Vec<String>) {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) => {
            for key in a.keys().chain(b.keys().filter(|key| !a.contains_key(*key))) {
                let at = format!("{at}/{}", key.replace('/', "~1"));
                match (a.get(key), b.get(key)) {
                    (Some(a), Some(b)) => compare(a, b, &at, found),
                    _ => found.push(at),
                }
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter()
                .zip(b)
                .enumerate()
                .for_each(|(index, (a, b))| compare(a, b, &format!("{at}/{index}"), found));
        }
        _ if one != other => found.push(at.to_owned()),
        _ => {}
    }
}

fn without_texts(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|key, value| {
                !(["description", "summary", "message"].contains(&key.as_str()) && value.is_string())
            });
            object.values_mut().for_each(without_texts);
        }
        Value::Array(list) => list.iter_mut().for_each(without_texts),
        _ => {}
    }
}
