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

/// The two pages of Dify that the project began with, where they are at hand: their structure without the texts.
#[test]
fn pages_of_dify() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/seeds");
    if !seeds.join("dify-unbind-tag.md").exists() {
        println!("the pages are not here: skipped");
        return;
    }
    let (code, document, said) =
        import(&seeds, &["dify-unbind-tag.md", "dify-delete-dataset.md"], &[], "dify");
    assert_eq!(code, 0, "{said}");
    let (mut files, mut report) =
        (truespec::diagnostic::Files::default(), truespec::diagnostic::Report::default());
    let id = files.add("api.yaml", document);
    let mut value = truespec::load::load(&files, id, &mut report).unwrap();
    without_texts(&mut value);
    insta::assert_snapshot!(truespec::dump::dump(&value, ""));
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
