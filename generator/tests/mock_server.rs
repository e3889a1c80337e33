//! The server for tests, through the client that is emitted beside it: the crate of a feature document, with a test of
//! its own (`mock_server/calls.rs`), in which each way of sending and of answering goes over a real socket.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::path::{Path, PathBuf};
use std::process::Command;

use truespec::generate;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::write;

#[test]
fn each_way_of_sending_and_answering() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let scratch = emitted(&tests.join("features/mock_server.yaml"));
    std::fs::create_dir_all(scratch.join("tests")).unwrap();
    std::fs::copy(tests.join("mock_server/calls.rs"), scratch.join("tests/calls.rs")).unwrap();
    let test = Command::new(env!("CARGO"))
        .args(["test", "--offline", "--features", "mock,blocking", "--test", "calls"])
        .current_dir(&scratch)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("features-target"))
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&test.stdout);
    assert!(test.status.success(), "{said}\n{}", String::from_utf8_lossy(&test.stderr));
    assert!(!said.contains(" 0 passed"), "{said}");
}

/// The crate of a document, and where it is.
fn emitted(document: &Path) -> PathBuf {
    let api = ApiSource {
        module: None,
        document: document.to_owned(),
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: document.parent().unwrap().to_owned(),
        ..ApiSource::default()
    };
    let settings = Settings::default().mock(true);
    let generated = generate(&Sources::new(settings, vec![api]));
    assert!(!generated.report.has_errors());
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mock_server");
    write::write(&scratch, &generated.files).unwrap();
    // The workspace's own versions, which are at hand: nothing is downloaded.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, scratch.join("Cargo.lock")).unwrap();
    scratch
}
