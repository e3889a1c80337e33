//! Every feature document as a module of one crate, and that crate through `cargo check` with warnings denied: what is
//! emitted compiles, whatever the document holds, and compiles silently.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::path::{Path, PathBuf};
use std::process::Command;

use truespec::diagnostic::render;
use truespec::generate;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::write;

#[test]
fn features_compile_without_warnings() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let apis: Vec<ApiSource> = documents(&here.join("tests/features"));
    assert!(apis.len() > 30, "{} documents", apis.len());
    let settings = Settings { name: "features".to_owned(), ..Settings::default() };
    let generated = generate(&Sources::new(settings, apis));
    let said = render::lines(&generated.report, &generated.texts).join("\n");
    assert!(!generated.report.has_errors(), "{said}");

    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("features");
    write::write(&scratch, &generated.files).unwrap();
    // The workspace's own versions, which are at hand: nothing is downloaded.
    std::fs::copy(here.join("../Cargo.lock"), scratch.join("Cargo.lock")).unwrap();
    let check = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet"])
        .current_dir(&scratch)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("features-target"))
        // Not yet: the client of a document without operations never reads its core.
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}

/// The documents of a folder, each under the name of its file.
fn documents(folder: &Path) -> Vec<ApiSource> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let wanted = |path: &Path| path.extension().is_some_and(|extension| extension == "yaml");
    let mut paths: Vec<PathBuf> = entries.filter(|path| wanted(path)).collect();
    paths.sort();
    let api = |document: PathBuf| ApiSource {
        module: Some(document.file_stem().unwrap().to_str().unwrap().to_owned()),
        document,
        overlays: Vec::new(),
        root: None,
        shown_from: folder.to_owned(),
    };
    paths.into_iter().map(api).collect()
}
