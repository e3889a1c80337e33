//! The pages that people read first: the documentation of the root and of each module, and `README.md`. They show
//! operations of the document, whatever it has, and every example in them compiles; that of the mock server runs.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::scratch;
use truespec::diagnostic::render;
use truespec::generate;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::write::{self, Files};

/// Everything; no credential and no JSON; a group called like a crate; webhooks alone.
const DOCUMENTS: [&str; 4] = ["shop", "clock", "uuid", "hooks"];

/// How an example begins, in documentation and in `README.md`.
const EXAMPLES: [&str; 3] = ["//! ```no_run", "//! ```rust", "```rust,no_run"];

#[test]
fn a_crate_of_one_api() {
    insta::with_settings!({ snapshot_path => "front_pages/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        for name in DOCUMENTS {
            let files = emitted(name, &[(None, name)]);
            let pages = docs(&files["src/lib.rs".as_ref() as &Path]) + "\n----- README.md\n" + &files["README.md".as_ref() as &Path];
            insta::assert_snapshot!(name, pages);
        }
    });
}

#[test]
fn a_crate_of_several_apis() {
    insta::with_settings!({ snapshot_path => "front_pages/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        let files = several();
        let mut pages = docs(&files["src/lib.rs".as_ref() as &Path]);
        write!(pages, "\n----- clock\n{}", docs(&files["src/clock.rs".as_ref() as &Path])).unwrap();
        insta::assert_snapshot!("several", pages);
    });
}

/// A crate is at the root only where no module has its name.
#[test]
fn crates_that_types_name_are_re_exported() {
    let exported = |files: &Files| {
        let root = &files["src/lib.rs".as_ref() as &Path];
        let lines = root.lines().filter_map(|line| line.strip_prefix("pub use ::")?.strip_suffix(';'));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(exported(&emitted("shop", &[(None, "shop")])), ["bytes", "chrono", "http", "serde_json"]);
    assert_eq!(exported(&emitted("uuid", &[(None, "uuid")])), ["bytes", "http", "serde_json"]);
    assert_eq!(exported(&several()), ["bytes", "chrono", "http", "serde_json", "uuid"]);
    assert!(
        several()["src/lib.rs".as_ref() as &Path].contains("#[cfg(feature = \"shop\")]\npub use ::chrono;")
    );
}

/// `cargo test --doc` compiles every example of the pages, and runs that of the mock server.
#[test]
fn every_example_compiles() {
    for (name, files) in [("one", emitted("shop", &[(None, "shop")])), ("several", several())] {
        let said = tested(name, &files);
        let passed =
            said.lines().filter(|line| line.starts_with("test ") && line.ends_with("... ok")).count();
        let shown =
            files.values().flat_map(|text| text.lines()).filter(|line| EXAMPLES.contains(line)).count();
        assert!(passed == shown && shown > 12, "{name}: {shown} examples, {passed} passed:\n{said}");
        assert!(said.contains("0 failed; 0 ignored"), "{name}:\n{said}");
    }
}

fn several() -> Files {
    emitted("clients", &DOCUMENTS.map(|name| (Some(name), name)))
}

fn emitted(name: &str, apis: &[(Option<&str>, &str)]) -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/front_pages");
    let apis = apis.iter().map(|(module, document)| ApiSource {
        module: module.map(|module| if module == "uuid" { "ids" } else { module }.to_owned()),
        document: folder.join(format!("{document}.yaml")),
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: folder.clone(),
        ..ApiSource::default()
    });
    let generated = generate(&Sources::new(Settings::default().name(name).mock(true), apis.collect()));
    let said = render::lines(&generated.report, &generated.texts).join("\n");
    assert!(!generated.report.has_errors(), "{said}");
    generated.files
}

/// The documentation of a file's module.
fn docs(text: &str) -> String {
    let lines = text.lines().filter_map(|line| line.strip_prefix("//!"));
    lines.map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect()
}

/// Runs the tests of a crate's documentation, with all features.
fn tested(name: &str, files: &Files) -> String {
    let folder: PathBuf = scratch(&format!("front_pages_{name}"));
    write::write(&folder, files).unwrap();
    // The workspace's own versions, which are at hand: nothing is downloaded.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    let out = Command::new(env!("CARGO"))
        .args(["test", "--doc", "--all-features", "--offline", "--target-dir"])
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("features-target"))
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTDOCFLAGS", "--deny warnings")
        .current_dir(&folder)
        .output()
        .unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(out.status.success(), "{said}");
    said
}
