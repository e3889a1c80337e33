//! The crate of `features/validate.yaml`, emitted with the setting `validate`, does what it says: `validate/behaviour.rs`
//! is compiled and run against it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::path::Path;
use std::process::Command;

use truespec::generate;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::write;

#[test]
fn the_emitted_crate_checks_what_it_sends() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let api = ApiSource {
        module: None,
        document: tests.join("features/validate.yaml"),
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: tests.clone(),
        ..ApiSource::default()
    };
    let settings = Settings::default().validate(true);
    let generated = generate(&Sources::new(settings, vec![api]));
    assert!(!generated.files.is_empty());

    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("validated");
    write::write(&scratch, &generated.files).unwrap();
    std::fs::create_dir_all(scratch.join("tests")).unwrap();
    std::fs::copy(tests.join("validate/behaviour.rs"), scratch.join("tests/behaviour.rs")).unwrap();
    std::fs::copy(tests.join("../../Cargo.lock"), scratch.join("Cargo.lock")).unwrap();
    let ran = Command::new(env!("CARGO"))
        .args(["test", "--offline", "--quiet", "--test", "behaviour"])
        .current_dir(&scratch)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("features-target"))
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stdout) + String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    assert!(said.contains("3 passed"), "{said}");
}
