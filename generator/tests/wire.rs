//! What goes over the wire: each document of `wire/` is an API of one emitted crate, and the program beside it, of the same
//! name, calls that API's client against a socket that records the bytes of each request and answers as the case has it
//! (`wire/support/`). The programs are modules of one integration test of that crate, so that all is compiled and run once.
//!
//! A case is a pair: `wire/NAME.yaml` and `wire/NAME.rs`, with `wire/NAME.overlay.yaml` where it needs one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

#[path = "support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use truespec::diagnostic::render;
use truespec::generate;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::write;

#[test]
fn requests_and_answers() {
    let (documents, programs) = (files("yaml"), files("rs"));
    let names = |files: &BTreeMap<String, PathBuf>| files.keys().cloned().collect::<BTreeSet<String>>();
    assert_eq!(
        names(&documents),
        names(&programs),
        "each document has its program, each program its document"
    );

    let scratch = emitted(&documents);
    let said = run(&scratch, &programs);
    for name in programs.keys() {
        assert!(said.contains(&format!("test {name}::")), "no test of {name}.rs was run:\n{said}");
    }
    assert!(!said.contains("... ignored"), "{said}");
}

/// The files of `wire/` with that ending, by their names; those that are for another file have a dot in theirs.
fn files(ending: &str) -> BTreeMap<String, PathBuf> {
    let found = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let named = found.filter_map(|path| {
        let name = path.file_name()?.to_str()?.strip_suffix(ending)?.strip_suffix('.')?.to_owned();
        (path.is_file() && !name.contains('.')).then_some((name, path))
    });
    named.collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire")
}

/// The crate of all documents, and where it is.
fn emitted(documents: &BTreeMap<String, PathBuf>) -> PathBuf {
    let apis = documents.iter().map(|(name, document)| {
        let overlay = document.with_extension("overlay.yaml");
        ApiSource {
            module: Some(name.clone()),
            document: document.clone(),
            overlays: overlay.is_file().then_some(overlay).into_iter().collect(),
            root: None,
            lenient: false,
            shown_from: folder(),
            ..ApiSource::default()
        }
    });
    let generated = generate(&Sources::new(Settings::default().name("wire"), apis.collect()));
    let said = render::lines(&generated.report, &generated.texts).join("\n");
    assert!(!generated.report.has_errors(), "{said}");
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wire");
    write::write(&scratch, &generated.files).unwrap();
    // The workspace's own versions, which are at hand: nothing is downloaded.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, scratch.join("Cargo.lock")).unwrap();
    scratch
}

/// Runs the programs and gives what the test says; warnings of the crate and of the programs are errors.
fn run(scratch: &Path, programs: &BTreeMap<String, PathBuf>) -> String {
    let tests = scratch.join("tests/programs");
    let _ = std::fs::remove_dir_all(&tests);
    support::copy(&folder().join("support"), &tests.join("support"));
    let mut main = "#![allow(clippy::unwrap_used)]\n\nmod support;\n".to_owned();
    for (name, program) in programs {
        std::fs::copy(program, tests.join(format!("{name}.rs"))).unwrap();
        main += &format!("mod {name};\n");
    }
    std::fs::write(tests.join("main.rs"), main).unwrap();
    let test = Command::new(env!("CARGO"))
        .args([
            "test",
            "--offline",
            "--color",
            "never",
            "--features",
            "blocking,constructors,webhooks",
            "--test",
            "programs",
        ])
        .current_dir(scratch)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("features-target"))
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&test.stdout).into_owned();
    assert!(test.status.success(), "{said}\n{}", String::from_utf8_lossy(&test.stderr));
    said
}
