//! What a workspace's build script does.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{OUTPUT, mounted, regenerate_with};
use crate::diagnostic::render;
use crate::write::{Files, Options};

/// The folder of the workspace, as cargo says when it runs something: a target folder may be shared, and what was compiled
/// in it for one workspace runs in another. Without cargo it is the current one.
pub fn folder() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from)
}

/// The whole of a workspace's build script: regenerates `generated/` when `specs/` or `generated/` changed, and reports what
/// is wrong with it in cargo's own way.
pub fn build_script(root: &Path) {
    println!("cargo::rerun-if-changed=specs");
    match regenerate_with(root, Options { modified: invoked(), ..Options::default() }) {
        Ok(regenerated) => {
            let generated = &regenerated.generated;
            watched(&generated.files).iter().for_each(|path| println!("cargo::rerun-if-changed={path}"));
            for line in render::lines(&generated.report, &generated.texts) {
                println!("cargo::warning={line}");
            }
            for line in mounted::differences(root, &generated.files) {
                println!("cargo::error={line}");
            }
        }
        Err(failure) => {
            failure.lines.iter().for_each(|line| println!("cargo::error={line}"));
            failure.hints.iter().for_each(|hint| println!("cargo::error=help: {hint}"));
        }
    }
}

/// What is emitted, by its first folders: not all of `generated/`, as cargo builds in there too.
fn watched(files: &Files) -> BTreeSet<String> {
    let tops = files.keys().filter_map(|path| path.iter().next());
    tops.map(|top| format!("{OUTPUT}/{}", top.to_string_lossy())).collect()
}

/// When cargo started this script. What is written gets this time: any later one would make cargo run the script, and
/// compile what depends on it, once more. Where a cargo leaves no such note, that is what happens, and no harm is done.
fn invoked() -> Option<SystemTime> {
    let out = PathBuf::from(std::env::var_os("OUT_DIR")?);
    out.parent()?.join("invoked.timestamp").metadata().ok()?.modified().ok()
}
